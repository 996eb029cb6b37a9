"""In which order harm is shown: what a board asks about first, then what is frequent at grade 3 or more; never the alphabet."""

from itertools import pairwise

import pytest

from her2core import load_evidence
from her2core.charts.toxicity.model import Toxicity, arrange, build_toxicity
from her2core.evidence import Selection
from her2core.evidence.adverse_events import Grade, arms_frame
from her2core.evidence.event_order import load_event_order
from her2core.evidence.strength import find_rank, load_strength
from her2core.terms import AgentClass, Setting

EVIDENCE = load_evidence()
RAINBOW = "rainbow"


def of_trial(trial: str, grade: Grade = Grade.SEVERE) -> Toxicity:
    frame = arms_frame(EVIDENCE, Selection())
    return arrange(EVIDENCE, frame[frame["trial"] == trial], grade)


def test_death_ild_lvef_febrile_neutropenia_neutropenia_diarrhoea_and_neuropathy_stand_in_this_order() -> None:
    wanted = (
        "death", "ILD/pneumonitis", "LVEF decreased", "febrile neutropenia", "neutropenia", "diarrhoea",
        "peripheral neuropathy",
    )  # fmt: skip
    for setting in (Setting.SECOND_LINE, Setting.FIRST_LINE):
        columns = build_toxicity(EVIDENCE, Selection(setting=setting), Grade.SEVERE).columns
        assert [column for column in columns if column in wanted] == list(wanted)
        assert columns[0] == wanted[0]


def test_rainbow_never_hides_41_percent_of_neutropenia_behind_alopecia() -> None:
    columns = of_trial(RAINBOW).columns
    assert columns.index("neutropenia") < 4
    assert "alopecia" not in columns[:6]


def test_after_the_fixed_ones_no_event_stands_behind_one_that_is_rarer_in_every_arm() -> None:
    order = load_event_order()
    toxicity = build_toxicity(EVIDENCE, Selection(setting=Setting.SECOND_LINE), Grade.SEVERE)
    single = [column for column in toxicity.columns if column in set(EVIDENCE.safety["event"])]
    free = [event for event in single if order.place(event) == order.place("an event without a place")]
    highest = [
        max(row.cells[column].figure["severe"] for row in toxicity.rows if column in row.cells) for column in free
    ]
    assert len(free) > 5
    assert all(first >= second for first, second in pairwise(highest))
    assert free != sorted(free)


def test_a_death_stands_among_grade_3_or_more_as_it_is_reported() -> None:
    (row,) = [row for row in of_trial("destiny-gastric04").rows if row.arm.id == "t-dxd"]
    death = row.cells["death"]
    assert (death.figure["event"], death.figure["severe"], death.grade) == (
        "treatment-related death",
        1.6,
        Grade.SEVERE,
    )


def test_ild_and_lvef_stand_in_sight_for_every_antibody_and_adc_and_for_no_other_arm() -> None:
    watched = {"ILD/pneumonitis", "LVEF decreased"}
    toxicity = build_toxicity(EVIDENCE, Selection(), Grade.SEVERE)
    assert watched <= set(toxicity.columns)
    targeted = {AgentClass.ADC, AgentClass.MONOCLONAL_ANTIBODY, AgentClass.BISPECIFIC_ANTIBODY}
    for row in toxicity.rows:
        assert row.watched == (watched if row.arm.anti_her2 and targeted & set(row.arm.classes) else set())
    assert not watched & set(of_trial(RAINBOW).columns)


def test_where_only_any_grade_of_ild_or_lvef_is_reported_it_is_shown_as_that_and_of_no_other_event() -> None:
    toxicity = build_toxicity(EVIDENCE, Selection(), Grade.SEVERE)
    other = {column for row in toxicity.rows for column, cell in row.cells.items() if cell.grade is Grade.ANY}
    assert other == {"ILD/pneumonitis", "LVEF decreased"}


@pytest.mark.parametrize("room", [50, 300, 2000])
def test_the_strongest_designs_stay_open_a_trial_is_never_divided_and_nothing_is_lost(room: float) -> None:
    built = build_toxicity(EVIDENCE, Selection(setting=Setting.FIRST_LINE), Grade.SEVERE)
    toxicity = built.fold(room, 24, lambda rows: 24 * len(rows))
    ranks = [load_strength().ranks.index(find_rank(row.trial)) for row in (*toxicity.rows, *toxicity.folded)]
    assert ranks == sorted(ranks)
    assert toxicity.rows
    assert not {row.trial.id for row in toxicity.rows} & {row.trial.id for row in toxicity.folded}
    assert all(len(row.cells) == 1 for row in toxicity.single)
    assert {*toxicity.rows, *toxicity.folded, *toxicity.single} == {*built.rows}


def test_every_event_with_a_place_is_one_that_a_trial_reports() -> None:
    order = load_event_order()
    named = {event for place in order.first for event in place.events} | {*order.last} | {*order.watched.events}
    assert named <= {*EVIDENCE.safety["event"]}
