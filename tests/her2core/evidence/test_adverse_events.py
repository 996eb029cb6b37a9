"""Adverse events: what is not reported stays missing, and only what is alike is set against each other."""

import math

import pandas as pd
import pytest

from her2core import load_evidence
from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import (
    ARMS,
    DIFFERENCES,
    Grade,
    arms_frame,
    choose_figures,
    common_events,
    format_percentage,
    risk_differences,
)
from her2core.evidence.event_order import load_event_order
from her2core.evidence.frames import records
from her2core.evidence.models import AdverseEvent, Trial
from her2core.terms import Setting, Tier

EVIDENCE = load_evidence()
EVERYTHING = Selection()
FRAME = arms_frame(EVIDENCE, EVERYTHING)


def toga_with(*events: dict[str, object]) -> Evidence:
    """ToGA, a randomised trial with a paper and a label as sources, with these adverse events and no others."""
    toga = EVIDENCE.trials["toga"]
    safety = tuple(
        AdverseEvent.model_validate({"source": "bang-2010", "verified": "once", **event}) for event in events
    )
    return Evidence({"toga": toga.model_copy(update={"safety": safety})})


def both(treated: dict[str, object], control: dict[str, object]) -> pd.DataFrame:
    """The differences between one event of the trastuzumab arm and one of the chemotherapy arm."""
    usual: dict[str, object] = {"event": "anaemia", "n": 100, "any_grade": 30, "treatment_related": False}
    evidence = toga_with({**usual, "arm": "trastuzumab-chemo", **treated}, {**usual, "arm": "chemo", **control})
    return risk_differences(evidence, EVERYTHING, Grade.ANY)


def test_every_reported_event_of_a_gastric_population_is_held_once_with_its_arm_and_source() -> None:
    assert list(FRAME.columns) == ARMS
    assert len(FRAME) == (~EVIDENCE.safety["pan_tumour"]).sum()
    assert FRAME[["trial_name", "arm_label", "role", "setting", "allocation", "source_kind"]].notna().all(axis=None)


def test_pan_tumour_populations_are_left_out() -> None:
    assert EVIDENCE.safety["pan_tumour"].any()
    assert not FRAME["pan_tumour"].any()


def test_what_is_not_reported_is_missing_and_a_reported_0_is_0() -> None:
    assert FRAME["severe"].isna().any() and FRAME["any_grade"].isna().any()
    graded = FRAME[~FRAME["event"].isin(load_event_order().fatal)]
    assert graded["severe"].isna().equals(graded["grade_3_plus"].isna() & graded["grade_3_4"].isna())
    zeros = FRAME[FRAME["severe"] == 0]
    reported = zeros[["grade_3_plus", "grade_3_4", "any_grade"]]
    assert len(zeros) and (reported == 0).any(axis=1).all()


def test_grade_3_4_stands_for_grade_3_or_more_only_where_that_is_missing_and_says_so() -> None:
    assert FRAME["severe_is_3_4"].any()
    marked = FRAME[FRAME["severe_is_3_4"]]
    assert marked["grade_3_plus"].isna().all() and (marked["severe"] == marked["grade_3_4"]).all()
    other = FRAME[~FRAME["severe_is_3_4"] & ~FRAME["event"].isin(load_event_order().fatal)].dropna(subset=["severe"])
    assert (other["severe"] == other["grade_3_plus"]).all()


def test_a_percentage_keeps_the_decimals_of_its_paper() -> None:
    differences = both({"any_grade": 14.0}, {"any_grade": 9})
    assert (differences.loc[0, "printed_experimental"], differences.loc[0, "printed_control"]) == ("14.0", "9")
    result = [row for row in records(FRAME) if pd.notna(row["severe"])]
    assert all(float(format_percentage(row, Grade.SEVERE)) == row["severe"] for row in result)
    assert {format_percentage(row, Grade.SEVERE) for row in result} >= {"30.0", "14"}


def test_a_selection_takes_trials_by_setting_and_by_the_tiers_they_enrolled() -> None:
    second = arms_frame(EVIDENCE, Selection(setting=Setting.SECOND_LINE))
    assert set(second["setting"]) == {"second-line"}
    low = arms_frame(EVIDENCE, Selection(tiers=(Tier.LOW,)))
    assert 0 < len(low) < len(FRAME)
    assert all(Tier.LOW in EVIDENCE.trials[trial].tiers for trial in low["trial"])


def test_a_selection_without_trials_is_an_empty_frame_with_its_columns() -> None:
    nothing = Selection(agent="no such agent")
    assert list(arms_frame(EVIDENCE, nothing).columns) == ARMS
    assert list(risk_differences(EVIDENCE, nothing, Grade.ANY).columns) == DIFFERENCES
    assert common_events(arms_frame(EVIDENCE, nothing), Grade.ANY, 5) == ()


def test_an_event_of_a_subgroup_or_a_laboratory_is_an_event_of_its_own() -> None:
    shown = common_events(FRAME, Grade.SEVERE, 1000)
    assert {"neutropenia", "neutropenia (laboratory)"} <= set(shown)
    assert {event for event in shown if "(" in event} <= set(EVIDENCE.safety["event"])


def test_of_several_figures_for_a_cell_one_is_shown_with_its_n_and_of_any_cause_first() -> None:
    for grade in Grade:
        assert not choose_figures(FRAME, grade).duplicated(["trial", "arm", "event"]).any()
    gastric02 = FRAME[(FRAME["trial"] == "destiny-gastric02") & (FRAME["event"] == "anaemia")]
    assert len(gastric02) == 2
    (shown,) = choose_figures(gastric02, Grade.SEVERE).to_dict("records")
    assert (shown["severe"], shown["treatment_related"]) == (14, False)
    gastric03 = FRAME[(FRAME["trial"] == "destiny-gastric03") & (FRAME["event"] == "any adverse event")]
    assert choose_figures(gastric03, Grade.SEVERE)["n"].notna().all()


def test_differences_and_their_intervals_are_newcombes_published_ones() -> None:
    """Newcombe 1998, table II, method 10: 56/70 v 48/80 is 0.2000 (0.0524 to 0.3339); 9/10 v 3/10 0.6 (0.1705 to 0.8090)."""
    (result,) = both({"n": 70, "any_grade": 80}, {"n": 80, "any_grade": 60}).to_dict("records")
    assert result["value"] == pytest.approx(20.00)
    assert (result["ci_low"], result["ci_high"]) == (pytest.approx(5.24, abs=0.005), pytest.approx(33.39, abs=0.005))
    (result,) = both({"n": 10, "any_grade": 90}, {"n": 10, "any_grade": 30}).to_dict("records")
    assert result["value"] == pytest.approx(60.00)
    assert (result["ci_low"], result["ci_high"]) == (pytest.approx(17.05, abs=0.005), pytest.approx(80.90, abs=0.005))


def test_numbers_of_patients_are_derived_from_the_reported_percentages() -> None:
    (result,) = both({"n": 62, "any_grade": 35.5}, {"n": 125, "any_grade": 63.2}).to_dict("records")
    assert result["value"] == pytest.approx(100 * (22 / 62 - 79 / 125))
    assert (result["percent_experimental"], result["percent_control"]) == (35.5, 63.2)


def test_nobody_with_the_event_in_either_arm_is_a_difference_of_0_with_an_interval() -> None:
    (result,) = both({"any_grade": 0}, {"any_grade": 0}).to_dict("records")
    assert result["value"] == 0
    assert result["ci_low"] < 0 < result["ci_high"]


@pytest.mark.parametrize(
    "other",
    [
        {"event": "anaemia (laboratory)"},
        {"population": "Asian patients"},
        {"treatment_related": True},
        {"treatment_related": None},
        {"source": "herceptin-uspi"},
        {"n": None},
        {"n": 0},
        {"any_grade": None, "grade_3_plus": 10},
    ],
    ids=lambda other: "-".join(map(str, other)),
)
def test_what_is_not_alike_or_not_known_in_both_arms_is_not_compared(other: dict[str, object]) -> None:
    assert len(both({}, {})) == 1
    assert both({}, other).empty
    assert both(other, {}).empty


def test_grade_3_4_is_not_compared_with_grade_3_or_more() -> None:
    event = {"event": "anaemia", "n": 100, "treatment_related": False}
    mixed = toga_with(
        {**event, "arm": "trastuzumab-chemo", "grade_3_plus": 10}, {**event, "arm": "chemo", "grade_3_4": 5}
    )
    assert risk_differences(mixed, EVERYTHING, Grade.SEVERE).empty
    same = toga_with({**event, "arm": "trastuzumab-chemo", "grade_3_4": 10}, {**event, "arm": "chemo", "grade_3_4": 5})
    assert list(risk_differences(same, EVERYTHING, Grade.SEVERE)["severe_is_3_4"]) == [True]


def test_the_same_figures_without_an_unlike_twin_are_compared_once() -> None:
    """Two figures of one event, any cause and treatment-related, give two differences and not four."""
    result = risk_differences(EVIDENCE, EVERYTHING, Grade.ANY)
    assert not result.duplicated(["trial", "event", "experimental", "control", "treatment_related", "source"]).any()
    twice = result[
        (result["trial"] == "destiny-gastric04") & (result["event"] == "discontinuation due to adverse event")
    ]
    assert sorted(twice["treatment_related"]) == [False, True]


@pytest.mark.parametrize("grade", list(Grade))
def test_only_arms_of_randomised_trials_are_compared_and_every_interval_holds_its_value(grade: Grade) -> None:
    result = risk_differences(EVIDENCE, EVERYTHING, grade)
    assert len(result) > 50
    for row in result.to_dict("records"):
        trial: Trial = EVIDENCE.trials[row["trial"]]
        assert trial.allocation == "randomised"
        assert (trial.arm(row["experimental"]).role, trial.arm(row["control"]).role) == ("experimental", "control")
        assert -100 <= row["ci_low"] <= row["value"] <= row["ci_high"] <= 100
        reported = row["percent_experimental"] - row["percent_control"]
        assert math.isclose(row["value"], reported, abs_tol=50 / row["n_experimental"] + 50 / row["n_control"])


def test_arms_of_different_randomisations_of_one_trial_are_not_mixed() -> None:
    result = pd.concat([risk_differences(EVIDENCE, EVERYTHING, grade) for grade in Grade])
    stages = result[result["trial"] == "hlx22-gc-201"]
    assert len(stages)
    assert (stages["experimental"].str.endswith("stage2") == stages["control"].str.endswith("stage2")).all()
