"""What a chart at a glance shows, and what its parts share: the warning, the key, axes and marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from her2core.charts.folding import Fold
from her2core.charts.glance.model import RATES, ArmRow, Cell, Column, Glance, TrialRows
from her2core.charts.glance.words import describe_figure, describe_row, key
from her2core.charts.grid import SPOT, Axis, Dot, Grid
from her2core.charts.mark import Mark
from her2core.charts.rows import PEER_REVIEWED, number
from her2core.charts.text import WARNING, break_at
from her2core.evidence.regimens import agents_of
from her2core.evidence.selection import ONLY
from her2core.evidence.strength import find_rank
from her2core.guidance.label_answers import LabelAnswer, format_answer
from her2core.language import _
from her2core.terms import Agency, Role

TEXT, NUMBER, LINE = 16, 18, 22
"""The size of text and of numbers, and the height of a line, in pixels."""
GAP, INSET = 14, 8
"""Between columns, and between what stands together in one."""
STEPS = (6, 12, 24, 36, 48, 60, 72, 96, 120)
SMALLEST, LARGEST, AREA = 6, 16, 0.62


@dataclass(frozen=True)
class Shown:
    """What a chart draws.

    Attributes
    ----------
    folds : the groups, each with what is open
    answers, agency : of the labels for the case
    has_lines : whether there is room for each arm in one line
    """

    glance: Glance
    folds: Sequence[Fold[TrialRows]]
    answers: tuple[LabelAnswer, ...]
    agency: Agency
    has_lines: bool

    @property
    def trials(self) -> list[TrialRows]:
        return [trial for part in self.folds for trial in part.open]

    @property
    def rows(self) -> list[ArmRow]:
        return [row for trial in self.trials for row in trial.rows]

    def answer(self, row: ArmRow) -> str:
        """Format what the label of a row's regimen answers for the case; nothing where no drug of it is targeted."""
        return format_answer(row.arm, self.answers, self.agency) if agents_of(row.arm) else ""


def regimen(row: ArmRow) -> str:
    """Name what an arm had, in short."""
    return _(row.arm.short or row.arm.label)


def draw_warning(grid: Grid, y: float) -> float:
    """Write the cross-trial warning inside the chart, so that it travels into every export; return where it ends."""
    for line in break_at(_(WARNING), TEXT, grid.width, bold=True):
        grid.text(0, y + LINE / 2, line, TEXT, bold=True)
        y += LINE
    return y


def draw_key(grid: Grid, shown: Shown, y: float) -> float:
    """Write what the marks and signs mean; return where it ends."""
    for line in break_at(key(shown.rows), TEXT, grid.width):
        grid.text(0, y + LINE / 2, line, TEXT, grid.palette.quiet)
        y += LINE
    return y


def find_axis(shown: Shown, column: Column, start: float, end: float) -> Axis:
    """Find the axis of a column: all percent, or as many months as hold every interval that is drawn."""
    if set(column) & RATES:
        return Axis(0, 100, start, end)
    figures = [row.cells[column].figure for row in shown.rows if column in row.cells]
    furthest = max((f[key] for f in figures for key in ("value", "ci_low", "ci_high") if f[key] == f[key]), default=1)
    return Axis(0, next((step for step in STEPS if furthest <= step), ceil(furthest)), start, end)


def make_dot(grid: Grid, place: int, y: float, row: ArmRow, cell: Cell) -> Dot:
    """Make the mark of a figure."""
    figure = cell.figure
    mark = Mark(number(figure["value"]), number(figure["ci_low"]), number(figure["ci_high"]), "")
    n = figure["n"] if figure["n"] == figure["n"] else row.arm.n
    return Dot(
        axis=place,
        y=y,
        value=mark.value,
        ends=mark.ends(grid.axes[place].high),
        size=min(LARGEST, max(SMALLEST, AREA * sqrt(n))) if n else SMALLEST,
        shape="circle" if figure["match"] == ONLY else "diamond",
        colour=grid.palette.accent if row.arm.anti_her2 else grid.palette.line,
        is_open=row.arm.role is Role.CONTROL and is_randomised(row),
        dotted=figure["source_kind"] not in PEER_REVIEWED,
        is_unlimited=mark.is_unlimited,
        hover=describe_figure(row, cell),
        trial=row.trial.id,
    )


def is_randomised(row: ArmRow) -> bool:
    """Tell whether the arms of a row were allotted by chance."""
    return find_rank(row.trial).is_randomised


def add_spots(grid: Grid, end: float, y: float, row: ArmRow, shown: Shown) -> None:
    """Add places along a row, up to `end`, that say what it is and open its trial."""
    hover = describe_row(row, shown.answers, shown.agency)
    for step in range(ceil(end / (2 * NUMBER))):
        grid.spot(min(NUMBER + step * 2 * NUMBER, end - SPOT / 2), y, hover, row.trial.id)
