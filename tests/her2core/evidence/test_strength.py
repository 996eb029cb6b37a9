"""Strongest first: by how a study was made, then by when it was reported, never by what it found."""

import pytest

from her2core.evidence import load_evidence
from her2core.evidence.models import Trial
from her2core.evidence.strength import find_rank, load_strength, order
from her2core.terms import Allocation, Setting

TRIALS = load_evidence().trials


def trial(phase: str, allocation: Allocation, year: int = 2020) -> Trial:
    like = TRIALS["keynote-811"]
    source = like.sources[0].model_copy(update={"year": year})
    return like.model_copy(update={"phase": phase, "allocation": allocation, "sources": (source,)})


@pytest.mark.parametrize(
    ("phase", "allocation", "rank"),
    [
        ("3", Allocation.RANDOMISED, "randomised phase 3"),
        ("3b", Allocation.RANDOMISED, "randomised phase 3"),
        ("2/3", Allocation.RANDOMISED, "randomised phase 3"),
        ("2", Allocation.RANDOMISED, "randomised phase 2"),
        ("2", Allocation.SINGLE_ARM, "prospective single-arm"),
        ("1", Allocation.SINGLE_ARM, "prospective single-arm"),
        ("2", Allocation.NON_RANDOMISED, "prospective single-arm"),
        ("observational", Allocation.NON_RANDOMISED, "cohort"),
        ("retrospective", Allocation.NON_RANDOMISED, "cohort"),
        ("real-world", Allocation.SINGLE_ARM, "cohort"),
        ("expanded access", Allocation.SINGLE_ARM, "cohort"),
    ],
)
def test_a_study_ranks_by_its_design(phase: str, allocation: Allocation, rank: str) -> None:
    assert find_rank(trial(phase, allocation)).id == rank


def test_pure_before_mixed_then_design_then_the_cps_of_the_case_then_the_newest_report() -> None:
    third = trial("3", Allocation.RANDOMISED, 2010)
    newer, older = trial("2", Allocation.RANDOMISED, 2025), trial("2", Allocation.RANDOMISED, 2015)
    placed = [
        order(trial("observational", Allocation.NON_RANDOMISED, 2026), alone=True),
        order(third, alone=False),
        order(older, alone=True),
        order(newer, alone=True),
        order(third, alone=True),
        order(older, alone=True, of_case=True),
    ]
    assert sorted(placed) == [placed[4], placed[5], placed[3], placed[2], placed[0], placed[1]]


def test_the_order_knows_no_result() -> None:
    """The same study with other numbers stands in the same place."""
    known = TRIALS["keynote-811"]
    without = known.model_copy(update={"outcomes": (), "comparisons": ()})
    assert order(without, alone=True) == order(known, alone=True)


def test_every_line_of_treatment_says_which_endpoints_come_first() -> None:
    assert load_strength().endpoints.keys() == set(Setting)
