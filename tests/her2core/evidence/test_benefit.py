"""Benefit in plain numbers: differences that follow from what both arms reported, each as its source printed it."""

from typing import Any

import pytest

from her2core import load_evidence
from her2core.evidence import Evidence
from her2core.evidence.benefit import PlainBenefit, PlainOutcome, list_benefits
from her2core.evidence.benefit_wording import sentence
from her2core.evidence.models import Trial
from her2core.evidence.strength import load_strength
from her2core.language import using
from her2core.terms import Allocation, Endpoint

ARMS = {"new": "experimental", "old": "control"}


def figure(arm: str, endpoint: str, value: float | None, at: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "endpoint": endpoint, "at_months": at, "population": "all randomised", "tiers": ["high"], "arm": arm,
        "value": value, "unit": "percent" if at else "months", "analysis": "headline", "source": "paper",
        "verified": "once", "n": 100, **more,
    }  # fmt: skip


def ratio(endpoint: str = "OS", **more: Any) -> dict[str, Any]:
    return {
        "endpoint": endpoint, "population": "all randomised", "tiers": ["high"], "experimental": "new",
        "control": "old", "measure": "HR", "value": 0.74, "ci": [0.6, 0.91], "analysis": "headline",
        "source": "paper", "verified": "once", **more,
    }  # fmt: skip


def harm(arm: str, percent: float, **more: Any) -> dict[str, Any]:
    return {
        "arm": arm, "event": "any adverse event", "grade_3_plus": percent, "n": 100, "source": "paper",
        "verified": "once", **more,
    }  # fmt: skip


def made(
    outcomes: list[dict[str, Any]], comparisons: list[dict[str, Any]], safety: Any = (), **more: Any
) -> tuple[PlainBenefit, ...]:
    """The benefit of a made-up trial of a new drug v an old one."""
    trial = Trial.model_validate(
        {
            "id": "made", "name": "Made", "phase": "3", "design": "d", "allocation": "randomised",
            "setting": "first-line", "regions": ["Asia"], "enrolment": 200, "her2_eligibility": "IHC 3+",
            "tiers": ["high"], "tiers_basis": "stated", "status": "published",
            "sources": [{"id": "paper", "citation": "c", "year": 2025, "kind": "paper"}],
            "arms": [
                {"id": arm, "label": arm, "role": role, "n": 100, "drugs": ["x"], "classes": ["chemotherapy"], "anti_her2": []}
                for arm, role in ARMS.items()
            ],
            "outcomes": outcomes, "comparisons": comparisons, "safety": list(safety), "note": "n", **more,
        }
    )  # fmt: skip
    return list_benefits(Evidence({"made": trial}), trial)


def both(
    endpoint: str, new: float | None, old: float | None, at: int | None = None, **more: Any
) -> list[dict[str, Any]]:
    return [figure("new", endpoint, new, at, **more), figure("old", endpoint, old, at, **more)]


def only(benefits: tuple[PlainBenefit, ...], endpoint: Endpoint | None, at: int | None = None) -> PlainOutcome:
    (benefit,) = benefits
    return next(each for each in benefit.outcomes if (each.endpoint, each.at_months) == (endpoint, at))


@pytest.mark.parametrize(
    ("new", "old", "difference"),
    [
        (13.8, 11.1, "2.7"),  # in the decimals of the medians
        (14, 11.4, "2.6"),
        (10.0, 12.0, "-2.0"),  # shorter is said as well
        (None, 11.1, None),  # not reached has no difference
        (13.8, None, None),
    ],
)
def test_the_medians_of_both_arms_differ_by_so_many_months(
    new: float | None, old: float | None, difference: str | None
) -> None:
    outcome = only(made(both("OS", new, old), [ratio()]), Endpoint.OS)
    assert outcome.difference == difference
    assert (outcome.low, outcome.high) == (None, None), "two medians give no interval of their difference"
    assert outcome.ratio and outcome.ratio["value_printed"] == "0.74"


def test_rates_at_12_months_differ_by_percentage_points_with_newcombes_interval_where_patients_were_counted() -> None:
    counted = [figure("new", "OS", 58, 12, responders=58), figure("old", "OS", 49, 12, responders=49)]
    outcome = only(made(counted, [ratio()]), Endpoint.OS, 12)
    assert outcome.difference == "9"
    # Newcombe 1998, method 10: 58/100 v 49/100
    assert outcome.low == pytest.approx(-4.75, abs=0.05) and outcome.high == pytest.approx(22.25, abs=0.05)
    bare = only(made(both("OS", 57.6, 48.9, 12), [ratio()]), Endpoint.OS, 12)
    assert (bare.difference, bare.low, bare.high) == ("8.7", None, None), "a rate of a curve has no counts"


def test_rates_at_other_landmarks_are_left_to_the_figures() -> None:
    (benefit,) = made([*both("OS", 80, 70, 6), *both("OS", 13.8, 11.1)], [ratio()])
    assert [each.at_months for each in benefit.outcomes] == [None]


def test_grade_3_or_worse_is_set_against_it_with_its_interval() -> None:
    outcome = only(made(both("OS", 13.8, 11.1), [ratio()], [harm("new", 68), harm("old", 60)]), None)
    assert (outcome.experimental, outcome.control, outcome.difference) == ("68", "60", "8")
    assert outcome.low is not None and outcome.low < 8 < (outcome.high or 0)


def test_treatment_related_is_not_set_against_any_cause() -> None:
    events = [harm("new", 68, treatment_related=True), harm("old", 60, treatment_related=False)]
    (benefit,) = made(both("OS", 13.8, 11.1), [ratio()], events)
    assert all(each.endpoint for each in benefit.outcomes)


def test_figures_of_two_populations_or_two_reports_are_never_subtracted() -> None:
    other = [figure("new", "OS", 13.8), figure("old", "OS", 11.1, population="IHC 3+")]
    (benefit,) = made([*other, *both("PFS", 6.0, 5.0)], [ratio()])
    assert [each.endpoint for each in benefit.outcomes] == [Endpoint.PFS]


def test_a_cohort_and_a_contrast_by_a_biomarker_have_no_benefit() -> None:
    assert made(both("OS", 13.8, 11.1), [ratio()], allocation="non-randomised") == ()
    assert made(both("OS", 13.8, 11.1), [ratio(contrast="biomarker")]) == ()


def test_a_comparison_has_at_most_seven_outcomes_and_harm_is_one_of_them() -> None:
    every = [
        row
        for endpoint in ("OS", "PFS", "EFS", "DFS")
        for at in (None, 12, 24)
        for row in both(endpoint, 50.0, 40.0, at)
    ]
    (benefit,) = made(every, [ratio()], [harm("new", 68), harm("old", 60)])
    assert len(benefit.outcomes) == load_strength().benefit.most
    assert benefit.outcomes[0].endpoint is Endpoint.OS and benefit.outcomes[-1].endpoint is None


def test_one_plain_sentence_in_each_language_reports_and_directs_nothing() -> None:
    (benefit,) = made(both("OS", 13.8, 11.1), [ratio()], [harm("new", 68), harm("old", 60)])
    assert sentence(benefit) == (
        "new vs old (all randomised): median OS 13.8 vs 11.1 months (2.7 months longer, calculated), HR 0.74 (95 % CI 0.60–0.91); "
        "grade 3 or more adverse events, cause not stated, 68 vs 60 % (8 percentage points more, calculated)."
    )
    with using("zh"):
        text = sentence(benefit)
    assert "2.7" in text and "0.74" in text and "计算" in text
    assert not any(word in text for word in ("应", "推荐", "建议"))


def test_every_difference_held_is_of_the_figures_printed_and_no_more_than_seven_stand_together() -> None:
    evidence = load_evidence()
    found = 0
    for trial in evidence.trials.values():
        for benefit in list_benefits(evidence, trial):
            assert trial.allocation is Allocation.RANDOMISED
            assert 0 < len(benefit.outcomes) <= load_strength().benefit.most
            for each in benefit.outcomes:
                if each.difference is not None:
                    found += 1
                    exact = float(each.experimental) - float(each.control)
                    assert float(each.difference) == pytest.approx(exact, abs=0.051)
    assert found
