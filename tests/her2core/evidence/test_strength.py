"""The order of studies is that of their designs, with a reason for each, and never that of their results."""

from itertools import product

import pytest

from her2core import load_evidence
from her2core.evidence.strength import load_strengths, rank, strength
from her2core.terms import Allocation

TRIALS = load_evidence().trials


def test_the_order_is_randomised_phase_3_randomised_phase_2_prospective_cohort_each_with_its_reason() -> None:
    kinds = load_strengths()
    assert [kind.id for kind in kinds] == ["randomised-phase-3", "randomised-phase-2", "single-arm", "cohort"]
    assert all(kind.reason for kind in kinds)


@pytest.mark.parametrize(
    ("trial", "kind"),
    [
        ("toga", "randomised-phase-3"), ("gatsby", "randomised-phase-3"), ("heloise", "randomised-phase-3"),
        ("destiny-gastric01", "randomised-phase-2"), ("innovation", "randomised-phase-2"),
        ("rc48-c008", "single-arm"), ("mahogany", "single-arm"), ("destiny-gastric03", "single-arm"),
        ("evidence-registry", "cohort"), ("ageo-tbp", "cohort"), ("pd1-tras-chemo-nanjing", "cohort"),
    ],
)  # fmt: skip
def test_a_study_is_of_the_kind_of_its_design(trial: str, kind: str) -> None:
    assert strength(TRIALS[trial]).id == kind


def test_every_design_that_a_trial_can_have_is_of_one_kind() -> None:
    some = TRIALS["toga"]
    phases = {trial.phase for trial in TRIALS.values()}
    for allocation, phase in product(Allocation, phases):
        assert strength(some.model_copy(update={"allocation": allocation, "phase": phase}))


def test_a_trial_with_a_better_result_is_no_stronger() -> None:
    trial = TRIALS["toga"]
    assert rank(trial) == rank(trial.model_copy(update={"outcomes": (), "comparisons": ()}))


def test_a_contrast_by_choice_is_weaker_than_one_by_chance() -> None:
    by_chance = {rank(trial) for trial in TRIALS.values() if trial.allocation is Allocation.RANDOMISED}
    by_choice = {rank(trial) for trial in TRIALS.values() if trial.allocation is not Allocation.RANDOMISED}
    assert max(by_chance) < min(by_choice)
