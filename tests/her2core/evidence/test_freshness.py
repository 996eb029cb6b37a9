"""The frame of the timeline is also the table of freshness: when each trial was last reported, how often verified."""

import pandas as pd

from her2core import load_evidence
from her2core.evidence.freshness import COLUMNS, timeline_frame
from her2core.evidence.models import Trial
from her2core.evidence.selection import Selection
from her2core.terms import AgentClass, Setting, SourceKind, Tier
from tests.rows import each_row

EVIDENCE = load_evidence()
FRAME = timeline_frame(EVIDENCE, Selection())
TRIALS = list(EVIDENCE.trials.values())


def row(trial: Trial) -> pd.Series:
    return FRAME.set_index("trial").loc[trial.id]


def reporting(trial: Trial) -> list[int]:
    """The years of the sources that report an outcome; a review counts where nothing else is dated."""
    used = {figure.source for figure in trial.outcomes}
    dated = [source for source in trial.sources if source.id in used and source.year]
    own = [source.year for source in dated if source.kind is not SourceKind.REVIEW]
    return own or [source.year for source in dated]


def test_every_trial_stands_once() -> None:
    assert sorted(FRAME["trial"]) == sorted(EVIDENCE.trials)


@each_row("setting", Setting)
def test_a_selection_takes_the_trials_of_its_setting_alone(setting: Setting) -> None:
    result = timeline_frame(EVIDENCE, Selection(setting=setting))
    assert set(result["trial"]) == {trial.id for trial in TRIALS if trial.setting == setting}


@each_row("tier", Tier)
def test_tiers_keep_the_trials_that_enrolled_one_of_them(tier: Tier) -> None:
    result = timeline_frame(EVIDENCE, Selection(tiers=(tier,)))
    assert set(result["trial"]) == {trial.id for trial in TRIALS if tier in trial.tiers}
    assert not result.empty


def test_a_selection_without_a_trial_is_an_empty_frame_with_every_column() -> None:
    result = timeline_frame(EVIDENCE, Selection(agent="aspirin"))
    assert result.empty
    assert list(result.columns) == COLUMNS


@each_row("trial", [trial for trial in TRIALS if reporting(trial)], ids=lambda trial: trial.id)
def test_the_year_is_that_of_the_newest_source_that_reports_an_outcome(trial: Trial) -> None:
    assert row(trial)["year"] == max(reporting(trial))
    kinds = {source.kind for source in trial.sources if source.year == max(reporting(trial))}
    assert row(trial)["kind"] in kinds


def test_a_trial_without_outcomes_has_neither_year_nor_kind_nor_result() -> None:
    without = FRAME[FRAME["figures"] == 0]
    assert not without.empty
    assert without["year"].isna().all()
    assert without["kind"].isna().all()
    assert not without["has_result"].any()
    assert FRAME.loc[FRAME["figures"] > 0, "has_result"].all()


def test_of_two_reports_of_one_year_the_paper_counts() -> None:
    assert row(EVIDENCE.trials["destiny-gastric06"])["kind"] == SourceKind.PAPER


def test_the_cutoff_is_the_newest_date_held_even_where_a_source_names_one_for_each_arm() -> None:
    assert row(EVIDENCE.trials["destiny-gastric03"])["data_cutoff"] == "2024-08-19"
    assert row(EVIDENCE.trials["destiny-gastric01"])["data_cutoff"] == "2020-06-03"
    assert pd.isna(row(EVIDENCE.trials["her-flot"])["data_cutoff"])


def test_the_class_is_that_of_the_treated_arm_not_of_the_control() -> None:
    """The first arm of DESTINY-Gastric03 in the file is its control."""
    trial = EVIDENCE.trials["destiny-gastric03"]
    assert trial.arms[0].role == "control"
    assert row(trial)["leading"] == AgentClass.ADC
    assert row(EVIDENCE.trials["toga"])["leading"] == AgentClass.MONOCLONAL_ANTIBODY


@each_row("trial", TRIALS, ids=lambda trial: trial.id)
def test_every_figure_was_verified_once_or_twice(trial: Trial) -> None:
    figures = len(trial.outcomes) + len(trial.comparisons) + len(trial.safety)
    assert row(trial)["verified_once"] + row(trial)["verified_twice"] == figures
    assert row(trial)["figures"] == len(trial.outcomes)


def test_the_newest_reports_come_first_and_those_without_a_year_last() -> None:
    years = FRAME["year"].dropna().tolist()
    assert years == sorted(years, reverse=True)
    assert FRAME["year"].isna().tolist() == sorted(FRAME["year"].isna())
