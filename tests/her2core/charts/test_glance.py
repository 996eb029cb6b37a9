"""At a glance: the strongest design first, never the best result; every figure that of the frame; nothing lost in a fold."""

from dataclasses import replace
from itertools import pairwise, product

import pandas as pd

from her2core import load_evidence
from her2core.charts.glance.model import Glance, Heights, TrialRows, build_glance, fold, glance_frame
from her2core.evidence import Evidence, Selection
from her2core.evidence.models import Outcome, Trial
from her2core.evidence.strength import find_rank, load_strength
from her2core.evidence.wording import BIOMARKER
from her2core.terms import Analysis, Endpoint, Setting, Tier
from tests.rows import each_row

EVIDENCE = load_evidence()
VIEWS = list(product(Tier, Setting))
ONE = Heights(heading=1, trial=0, arm=1)
FIRST_LINE = Selection(tiers=(Tier.HIGH,), setting=Setting.FIRST_LINE)


def view(tier: Tier, setting: Setting) -> Glance:
    return build_glance(EVIDENCE, Selection(tiers=(tier,), setting=setting))


def names(trials: list[TrialRows]) -> list[str]:
    return [each.trial.id for each in trials]


@each_row(("tier", "setting"), VIEWS)
def test_the_strongest_design_comes_first_and_in_a_group_the_newest_report(tier: Tier, setting: Setting) -> None:
    glance = view(tier, setting)
    ranks = [load_strength().ranks.index(find_rank(each.trial)) for each in glance.trials]
    assert ranks == sorted(ranks)
    for group in glance.groups:
        assert all((one.year or 0) >= (next.year or 0) for one, next in pairwise(group.trials))


def worsen(trial: Trial) -> Trial:
    """The same trial with every median and rate halved."""
    halved: list[Outcome] = [
        each.model_copy(update={"value": each.value / 2 if each.value else None, "ci": None, "responders": None})
        for each in trial.outcomes
    ]
    return trial.model_copy(update={"outcomes": tuple(halved)})


def test_a_worse_result_moves_no_row() -> None:
    """Of any two trials, one of the rounds worsens the first and leaves the second as it was, and one the other way round."""
    glance = build_glance(EVIDENCE, FIRST_LINE)
    ids = names(glance.trials)
    for bit, side in product(range(len(ids).bit_length()), (0, 1)):
        chosen = {id for place, id in enumerate(ids) if place >> bit & 1 == side}
        worse = Evidence({id: worsen(trial) if id in chosen else trial for id, trial in EVIDENCE.trials.items()})
        changed = build_glance(worse, FIRST_LINE)
        assert names(changed.trials) == ids
        assert len(changed.rows) == len(glance.rows)


@each_row(("tier", "setting"), VIEWS)
def test_every_figure_is_one_of_the_frame_of_this_arm_and_endpoint(tier: Tier, setting: Setting) -> None:
    for row in view(tier, setting).rows:
        for column, cell in row.cells.items():
            frame = EVIDENCE.outcomes
            same = frame[(frame["trial"] == row.trial.id) & (frame["arm"] == row.arm.id)]
            same = same[same["endpoint"].isin([str(each) for each in column]) & same["at_months"].isna()]
            same = same[same["population"] == cell.figure["population"]]
            assert cell.figure["value_printed"] in set(same["value_printed"])
            assert cell.figure["analysis"] != Analysis.EARLIER
            assert set(cell.figure["tiers"]) & {tier}


@each_row(("tier", "setting"), VIEWS)
def test_a_hazard_ratio_stands_on_the_experimental_arm_and_is_of_the_population_of_its_figure(
    tier: Tier, setting: Setting
) -> None:
    for row in view(tier, setting).rows:
        for cell in row.cells.values():
            if cell.contrast:
                assert cell.contrast["experimental"] == row.arm.id
                assert cell.contrast["endpoint"] == cell.figure["endpoint"]
                assert cell.contrast["analysis"] == cell.figure["analysis"]
                assert cell.contrast["measure"] == "HR"


@each_row(("tier", "setting"), VIEWS)
def test_a_contrast_by_a_biomarker_is_no_hazard_ratio_of_a_row(tier: Tier, setting: Setting) -> None:
    contrasts = [cell.contrast for row in view(tier, setting).rows for cell in row.cells.values() if cell.contrast]
    assert all(each["contrast"] != BIOMARKER for each in contrasts)


@each_row(("tier", "setting"), VIEWS)
def test_observational_contrasts_never_stand_among_randomised_ones(tier: Tier, setting: Setting) -> None:
    for group in view(tier, setting).groups:
        assert {trial.trial.allocation.value == "randomised" for trial in group.trials} == {group.rank.is_randomised}


def test_the_population_of_this_tier_alone_comes_first_where_its_n_is_known() -> None:
    toga = next(each for each in build_glance(EVIDENCE, FIRST_LINE).trials if each.trial.id == "toga")
    shown = toga.rows[0].cells[(Endpoint.OS,)]
    assert (shown.figure["value"], shown.figure["n"]) == (16.0, 228)
    assert shown.is_subgroup
    assert shown.contrast
    assert shown.contrast["value_printed"] == "0.65"
    main = toga.rows[0].cells[(Endpoint.PFS,)]
    assert (main.figure["value"], main.is_subgroup) == (6.7, False)


def test_a_population_whose_n_is_not_known_does_not_stand_before_the_main_analysis() -> None:
    second = build_glance(EVIDENCE, Selection(tiers=(Tier.HIGH,), setting=Setting.SECOND_LINE))
    tytan = next(each for each in second.trials if each.trial.id == "tytan")
    assert tytan.rows[0].cells[(Endpoint.OS,)].figure["analysis"] == Analysis.HEADLINE


def test_perioperative_shows_pcr_mpr_event_free_and_overall_survival() -> None:
    columns = view(Tier.HIGH, Setting.PERIOPERATIVE).columns
    assert columns == ((Endpoint.PCR,), (Endpoint.MPR,), (Endpoint.EFS, Endpoint.DFS), (Endpoint.OS,))


def test_adverse_events_are_of_any_cause_where_that_is_reported_and_else_say_that_they_are_not() -> None:
    rows = build_glance(EVIDENCE, FIRST_LINE).rows
    events = {row.trial.id: row.severe for row in rows if row.severe}
    assert events["toga"]["treatment_related"] is False
    assert events["keynote-811"]["treatment_related"] is True
    second = build_glance(EVIDENCE, Selection(tiers=(Tier.HIGH,), setting=Setting.SECOND_LINE))
    newest = next(row for row in second.rows if row.trial.id == "destiny-gastric04")
    assert newest.severe
    assert newest.severe["grade_3_plus_printed"] == "68.0"


@each_row("room", [None, 0, 3, 9, 14, 40])
def test_what_is_folded_and_what_is_open_are_all_there_is_in_the_same_order(room: int | None) -> None:
    glance = build_glance(EVIDENCE, FIRST_LINE)
    folds = fold(glance, ONE, room)
    assert [each for part in folds for each in (*part.open, *part.folded)] == glance.trials
    opened = [bool(part.folded) for part in folds]
    if room is None:
        assert not any(opened)
        return
    drawn = sum(len(each.rows) for part in folds for each in part.open) + sum(bool(part.open) for part in folds)
    assert drawn <= room


def test_from_the_first_trial_without_room_on_all_is_folded() -> None:
    """A weaker study never stands open while a stronger one is folded."""
    glance = build_glance(EVIDENCE, FIRST_LINE)
    for room in range(40):
        states = [True for part in fold(glance, ONE, room) for _trial in part.open]
        shown = [each for part in fold(glance, ONE, room) for each in part.open]
        assert shown == glance.trials[: len(states)]


def test_a_group_that_the_reader_opened_is_whole_and_moves_no_other() -> None:
    glance = build_glance(EVIDENCE, FIRST_LINE)
    before, after = fold(glance, ONE, 9), fold(glance, ONE, 9, ["cohort"])
    assert after[-1].folded == ()
    assert after[-1].open == glance.groups[-1].trials
    assert [part.open for part in before[:-1]] == [part.open for part in after[:-1]]


def test_the_table_holds_one_row_an_arm_with_the_figures_as_printed() -> None:
    glance = build_glance(EVIDENCE, FIRST_LINE)
    frame = glance_frame(glance)
    assert len(frame) == len(glance.rows)
    for row, flat in zip(glance.rows, frame.to_dict("records"), strict=True):
        assert (flat["trial"], flat["arm"]) == (row.trial.id, row.arm.id)
        cell = row.cells.get((Endpoint.OS,))
        assert flat["OS"] == cell.figure["value_printed"] if cell else pd.isna(flat["OS"])


def test_no_population_by_pd_l1_stands_in_a_column() -> None:
    """CPS and TAP are two scales, which never share an axis."""
    for selection in (FIRST_LINE, replace(FIRST_LINE, subgroups=True)):
        cells = [cell for row in build_glance(EVIDENCE, selection).rows for cell in row.cells.values()]
        assert all(pd.isna(cell.figure["pdl1_assay"]) for cell in cells)
