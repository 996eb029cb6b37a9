"""What a chart of toxicity shows: a row an arm, the strongest design first, and a column an event in its clinical order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import pandas as pd

from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import PERCENT, Grade, arms_frame, choose_figures, common_events
from her2core.evidence.event_order import load_event_order
from her2core.evidence.frames import Record, records
from her2core.evidence.models import Arm, Trial
from her2core.evidence.strength import Rank, find_rank
from her2core.terms import Setting


@dataclass(frozen=True, eq=False)
class Cell:
    """One figure of an arm.

    Attributes
    ----------
    figure : a row of `arms_frame`
    grade : what it counts; any grade too where a watched event has no figure of grade 3 or more
    beside : other figures that are reported for the same event
    """

    figure: Record
    grade: Grade
    beside: tuple[Record, ...]


@dataclass(frozen=True, eq=False)
class ArmRow:
    """One arm.

    Attributes
    ----------
    cells : its figures by column
    watched : columns that always say whether they are reported for this arm
    """

    trial: Trial
    arm: Arm
    cells: dict[str, Cell]
    watched: frozenset[str]


@dataclass(frozen=True, eq=False)
class Group:
    """The arms of one setting and design, trial by trial."""

    setting: Setting
    rank: Rank
    rows: tuple[ArmRow, ...]


@dataclass(frozen=True, eq=False)
class Toxicity:
    """What is shown.

    Attributes
    ----------
    columns : the events, each by its own name or by the one that it shares, in their order
    groups : what is open
    folded : arms that do not fit
    single : arms with one event, folded too
    others : how many arms have figures of another grade only
    """

    grade: Grade
    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    folded: tuple[ArmRow, ...] = ()
    single: tuple[ArmRow, ...] = ()
    others: int = 0

    @property
    def rows(self) -> list[ArmRow]:
        """Every arm that is open."""
        return [row for group in self.groups for row in group.rows]

    def fold(
        self,
        room: float | None,
        heading: float,
        measure: Callable[[Sequence[ArmRow]], float],
        with_single: bool = False,
    ) -> "Toxicity":
        """Leave open the arms that have room, the strongest designs first, but for those with one event.

        A trial is never divided, and the first one stays open.

        Parameters
        ----------
        room, heading : in pixels: of all rows (None is no end of it), of the title of a group
        measure : how tall the arms of a trial are, in pixels
        with_single : whether arms with one event stay open
        """
        many = [each for each in self.rows if with_single or len(each.cells) > 1]
        opened: list[ArmRow] = []
        folded: list[ArmRow] = []
        height = 0.0
        for _trial, of_trial in groupby(many, key=lambda each: each.trial.id):
            rows = list(of_trial)
            height += measure(rows)
            needs = height + heading * len(_group([*opened, *rows]))
            if opened and room is not None and (folded or needs > room):
                folded += rows
            else:
                opened += rows
        single = tuple(each for each in self.rows if each not in many)
        return replace(self, groups=_group(opened), folded=tuple(folded), single=single)

    def limit_columns(self, most: int) -> "Toxicity":
        """Limit the columns to the first of those that an open arm has, or has to say that it is silent on.

        An arm that has none of them is folded with those that have one event.
        """
        needed = {column for row in self.rows for column in (*row.cells, *row.watched)}
        columns = tuple(column for column in self.columns if column in needed)[:most]
        blank = [row for row in self.rows if not row.cells.keys() & set(columns)]
        rows = [row for row in self.rows if row not in blank]
        return replace(self, columns=columns, groups=_group(rows), single=(*self.single, *blank))


@lru_cache(maxsize=64)
def build_toxicity(evidence: Evidence, selection: Selection, grade: Grade) -> Toxicity:
    """Build what is shown of a selection, with nothing folded."""
    return arrange(evidence, arms_frame(evidence, selection), grade)


def arrange(evidence: Evidence, frame: pd.DataFrame, grade: Grade) -> Toxicity:
    """Group the rows of `arms_frame` by arm and event; see `build_toxicity`."""
    order_of_events = load_event_order()
    arms = list(dict.fromkeys(zip(frame["trial"], frame["arm"], strict=True)))
    watched = [key for key in arms if order_of_events.is_watched(evidence.trials[key[0]].arm(key[1]))]
    always = order_of_events.watched.events if watched else ()
    reported = common_events(frame, grade, len(frame))
    events = sorted({*reported, *always}, key=_key(reported))
    columns = tuple(dict.fromkeys(order_of_events.column(event) for event in events))
    cells = _cells(frame, grade)
    rows = [
        ArmRow(
            evidence.trials[id],
            evidence.trials[id].arm(arm),
            cells[id, arm],
            frozenset(always) if (id, arm) in watched else frozenset(),
        )
        for id, arm in arms
        if (id, arm) in cells
    ]
    return Toxicity(grade, columns, _group(rows), others=len(arms) - len(rows))


def _key(reported: tuple[str, ...]) -> Callable[[str], tuple[int, int]]:
    """The order of events; one that is watched and not reported has its fixed place."""
    place = load_event_order().place
    return lambda event: (place(event), reported.index(event) if event in reported else 0)


def _cells(frame: pd.DataFrame, grade: Grade) -> dict[tuple[str, str], dict[str, Cell]]:
    """The figure of each arm and column: of the grade asked for; of a watched event else of any grade."""
    events = load_event_order()
    chosen: dict[tuple[str, str], dict[str, Cell]] = {}
    for its_grade in dict.fromkeys((grade, Grade.ANY)):
        figures = records(choose_figures(frame, its_grade))
        figures.sort(key=lambda row: events.place(row["event"]))
        every: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for row in records(frame[frame[PERCENT[its_grade]].notna()]):
            every[row["trial"], row["arm"], events.column(row["event"])].append(row)
        for row in figures:
            column = events.column(row["event"])
            if its_grade is not grade and row["event"] not in events.watched.events:
                continue
            # Rows are told apart by what they say: a frame has no other name for them.
            beside = tuple(other for other in every[row["trial"], row["arm"], column] if str(other) != str(row))
            cells = chosen.setdefault((row["trial"], row["arm"]), {})
            cells.setdefault(column, Cell(row, its_grade, beside))
    return chosen


def _group(rows: Iterable[ArmRow]) -> tuple[Group, ...]:
    """Arms in groups: the settings in their order, in each the strongest design first."""
    placed = sorted(rows, key=lambda row: list(Setting).index(row.trial.setting))
    return tuple(
        Group(setting, rank, tuple(of_group))
        for (setting, rank), of_group in groupby(placed, key=lambda row: (row.trial.setting, find_rank(row.trial)))
    )
