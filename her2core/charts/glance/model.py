"""At a glance: what has been reported for a tier in a line, one row an arm, the strongest design first.

The order is that of designs (`data/strength.yaml`), then the newest report; a result never moves a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from her2core.charts import folding
from her2core.charts.folding import Fold
from her2core.evidence.adverse_events import OVERALL
from her2core.evidence.frames import Record, records
from her2core.evidence.loading import Evidence
from her2core.evidence.models import Arm, Trial
from her2core.evidence.selection import ONLY, Selection
from her2core.evidence.strength import Rank, find_rank, load_strength
from her2core.evidence.wording import BIOMARKER
from her2core.statistics.proportions import add_calculated_intervals
from her2core.terms import Analysis, Endpoint, Measure, Setting

ADVANCED = ((Endpoint.ORR,), (Endpoint.PFS,), (Endpoint.OS,))
PERIOPERATIVE = ((Endpoint.PCR,), (Endpoint.MPR,), (Endpoint.EFS, Endpoint.DFS), (Endpoint.OS,))
RATES = {Endpoint.ORR, Endpoint.PCR, Endpoint.MPR}
_UNPLACED = 9
Column = tuple[Endpoint, ...]
"""The endpoints of one column, of which a row shows the first that it has."""


@dataclass(frozen=True, eq=False)
class Cell:
    """What one arm reported for one column.

    Attributes
    ----------
    figure : a row of the outcomes frame
    contrast : the hazard ratio of the same population against the control, a row of the comparisons frame; None without one
    is_other : whether it is not of the first endpoint of its column
    """

    figure: Record
    contrast: Record | None
    is_other: bool = False

    @property
    def is_subgroup(self) -> bool:
        """Whether the figure is of a part of the trial, not of all its patients."""
        return bool(self.figure["analysis"] == Analysis.SUBGROUP)


@dataclass(frozen=True, eq=False)
class ArmRow:
    """One arm: its figures by column, and how many had an adverse event of grade 3 or worse (a row of the safety frame).

    Those of any cause, or, where only they are reported, those that were treatment-related.
    """

    trial: Trial
    arm: Arm
    cells: dict[Column, Cell]
    severe: Record | None

    @property
    def n(self) -> int | None:
        """How many patients its figures rest on: of the main analysis where it is shown, else the most of any shown."""
        shown = [cell for cell in self.cells.values() if pd.notna(cell.figure["n"])]
        main = [cell for cell in shown if not cell.is_subgroup] or shown
        return max((int(cell.figure["n"]) for cell in main), default=self.arm.n)


@dataclass(frozen=True, eq=False)
class TrialRows:
    """The arms of one trial, and the year of the newest report that is shown."""

    trial: Trial
    year: int | None
    rows: tuple[ArmRow, ...]


@dataclass(frozen=True, eq=False)
class Group:
    """The trials of one design, the newest first."""

    rank: Rank
    trials: tuple[TrialRows, ...]

    @property
    def id(self) -> str:
        return self.rank.id

    @property
    def name(self) -> str:
        return self.rank.name


@dataclass(frozen=True, eq=False)
class Glance:
    """The view: its columns, and the groups, the strongest first."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def trials(self) -> list[TrialRows]:
        return [trial for group in self.groups for trial in group.trials]

    @property
    def rows(self) -> list[ArmRow]:
        return [row for trial in self.trials for row in trial.rows]


def columns_of(setting: Setting | None) -> tuple[Column, ...]:
    """Return the columns of a setting."""
    return PERIOPERATIVE if setting is Setting.PERIOPERATIVE else ADVANCED


@lru_cache(maxsize=256)
def build_glance(evidence: Evidence, selection: Selection) -> Glance:
    """Build the view of a selection: every arm with a figure of one of its columns.

    Of several populations the one that is of the tiers asked for alone comes first, where its n is known; then the main
    analysis. Never by value.
    """
    columns = columns_of(selection.setting)
    figures = _rank(selection.figures(evidence, evidence.outcomes))
    of_arms: dict[tuple[str, str], dict[str, Record]] = {}
    for row in records(add_calculated_intervals(_wanted(figures, columns))):
        of_arms.setdefault((row["trial"], row["arm"]), {}).setdefault(row["endpoint"], row)
    contrasts = _list_contrasts(evidence, selection, columns)
    severe = _list_severe(evidence, of_arms)
    trials: dict[str, list[ArmRow]] = {}
    for (id, arm), by_endpoint in of_arms.items():
        cells = {}
        for column in columns:
            figure = next((by_endpoint[each] for each in column if each in by_endpoint), None)
            if figure is not None:
                contrast = _find_contrast(figure, contrasts.get((id, arm), []))
                cells[column] = Cell(figure, contrast, figure["endpoint"] != column[0])
        trial = evidence.trials[id]
        trials.setdefault(id, []).append(ArmRow(trial, trial.arm(arm), cells, severe.get((id, arm))))
    return Glance(columns, _group(trials.values()))


@dataclass(frozen=True)
class Heights:
    """How tall the parts of the view are drawn, in pixels: the heading of a group, the head of a trial, an arm."""

    heading: float
    trial: float
    arm: float


def fold(glance: Glance, heights: Heights, room: float | None, opened: Iterable[str] = ()) -> list[Fold[TrialRows]]:
    """Choose what fits of the view; see `her2core.charts.folding.fold`."""
    return folding.fold(
        glance.groups, heights.heading, lambda trial: heights.trial + heights.arm * len(trial.rows), room, opened
    )


def glance_frame(glance: Glance) -> pd.DataFrame:
    """Tabulate the view, one row an arm in its order, with every figure as printed."""
    return pd.DataFrame.from_records([_flatten(row, glance.columns) for row in glance.rows])


def _flatten(row: ArmRow, columns: Sequence[Column]) -> dict[str, Any]:
    flat: dict[str, Any] = {
        "strength": find_rank(row.trial).id,
        "trial": row.trial.id,
        "trial_name": row.trial.name,
        "arm": row.arm.id,
        "arm_label": row.arm.label,
        "role": str(row.arm.role),
        "n": row.n,
    }
    for column in columns:
        cell, name = row.cells.get(column), "/".join(column)
        figure, contrast = (cell.figure, cell.contrast) if cell else (None, None)
        flat[f"{name}"] = figure["value_printed"] if figure else None
        flat[f"{name}_ci"] = figure["ci_printed"] if figure else None
        flat[f"{name}_population"] = figure["population"] if figure else None
        flat[f"{name}_n"] = figure["n"] if figure else None
        flat[f"{name}_source"] = figure["source"] if figure else None
        if not set(column) & RATES:
            flat[f"{name}_hr"] = contrast["value_printed"] if contrast else None
            flat[f"{name}_hr_ci"] = contrast["ci_printed"] if contrast else None
    flat["grade_3_plus"] = row.severe["grade_3_plus_printed"] if row.severe else None
    return flat


def _wanted(figures: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The rates and medians of these columns; none of a population by PD-L1, whose scales (CPS, TAP) never share an axis."""
    endpoints = {str(endpoint) for column in columns for endpoint in column}
    rates = {str(endpoint) for endpoint in RATES}
    figures = figures[figures["endpoint"].isin(endpoints) & figures["at_months"].isna() & figures["pdl1_assay"].isna()]
    return figures[figures["endpoint"].isin(rates) == (figures["unit"] == "percent")]


def _rank(figures: pd.DataFrame) -> pd.DataFrame:
    """Sort figures by how well their population answers, those with more patients first among equals."""
    main, alone = figures["analysis"] == Analysis.HEADLINE, figures["match"] == ONLY
    place = pd.Series(_UNPLACED, index=figures.index)
    for order, which in enumerate(reversed([alone & main, alone & figures["n"].notna(), main, alone])):
        place = place.mask(which, -order)
    return figures.assign(place=place).sort_values(
        ["place", "n"], ascending=[True, False], kind="stable", na_position="last"
    )


def _list_contrasts(
    evidence: Evidence, selection: Selection, columns: Sequence[Column]
) -> dict[tuple[str, str], list[Record]]:
    """The hazard ratios of the experimental arms; a contrast by a biomarker is no effect of treatment, and not among them."""
    frame = selection.figures(evidence, evidence.comparisons)
    endpoints = {str(endpoint) for column in columns for endpoint in column}
    frame = frame[frame["endpoint"].isin(endpoints) & frame["at_months"].isna() & frame["pdl1_assay"].isna()]
    frame = frame[(frame["measure"] == Measure.HR) & frame["contrast"].ne(BIOMARKER)]
    listed: dict[tuple[str, str], list[Record]] = {}
    for row in records(_rank(frame)):
        listed.setdefault((row["trial"], row["experimental"]), []).append(row)
    return listed


def _find_contrast(figure: Record, contrasts: Iterable[Record]) -> Record | None:
    """The hazard ratio of the population of a figure; one of another population would be read as its own."""
    alike = [row for row in contrasts if row["endpoint"] == figure["endpoint"]]
    same = [row for row in alike if row["population"] == figure["population"]]
    main = [row for row in alike if row["analysis"] == figure["analysis"] == Analysis.HEADLINE]
    return next(iter(same or main), None)


def _list_severe(evidence: Evidence, arms: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    """The adverse events of grade 3 or worse of these arms, by arm."""
    events = evidence.safety
    events = events[events["event"].isin(OVERALL) & ~events["pan_tumour"].astype(bool) & events["grade_3_plus"].notna()]
    wanted = set(arms)
    listed: dict[tuple[str, str], Record] = {}
    for event in reversed(OVERALL):
        for row in records(events[events["event"] == event]):
            if (row["trial"], row["arm"]) in wanted:
                listed[row["trial"], row["arm"]] = row  # the last in its file is the newest
    return listed


def _group(trials: Iterable[list[ArmRow]]) -> tuple[Group, ...]:
    """Group trials by design, in each the newest first; the arms of a trial stand as in its file."""
    blocks = [_order_arms(rows) for rows in trials]
    blocks.sort(key=lambda block: (-(block.year or 0), block.trial.name))
    return tuple(
        Group(kind, tuple(block for block in blocks if find_rank(block.trial) is kind))
        for kind in load_strength().ranks
        if any(find_rank(block.trial) is kind for block in blocks)
    )


def _order_arms(rows: list[ArmRow]) -> TrialRows:
    trial = rows[0].trial
    places = [arm.id for arm in trial.arms]
    years = [cell.figure["source_year"] for row in rows for cell in row.cells.values()]
    known = [int(year) for year in years if pd.notna(year)]
    return TrialRows(trial, max(known, default=None), tuple(sorted(rows, key=lambda row: places.index(row.arm.id))))
