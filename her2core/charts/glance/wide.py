"""An arm in one line, for a page that is wide enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from her2core.charts.glance.model import ArmRow, Column, Heights, TrialRows
from her2core.charts.glance.shown import (
    GAP,
    INSET,
    LINE,
    NUMBER,
    TEXT,
    Shown,
    add_spots,
    draw_key,
    draw_warning,
    find_axis,
    is_randomised,
    make_dot,
    regimen,
)
from her2core.charts.glance.words import format_ratio, format_severe, format_value, heading, name_column, year
from her2core.charts.grid import Grid
from her2core.charts.text import measure, shorten
from her2core.charts.theme import Palette
from her2core.guidance.label_answers import name_agency
from her2core.language import Message, _

HEIGHTS = Heights(heading=27, trial=1, arm=24)
HEAD = 46
"""The height of the titles of the columns and the ends of their axes."""
MOST = 150
"""How wide an axis is at most."""


@dataclass(frozen=True)
class _Spacing:
    """How wide an axis is at least, and how far columns stand apart."""

    least: float
    gap: float
    severe: Message


_SPACINGS = (_Spacing(46, GAP, Message("G3+, %")), _Spacing(40, 10, Message("G3+%")))
"""As they are read best, and closer together where a hazard ratio would lose its interval."""


@dataclass(frozen=True)
class _Place:
    """Where a column stands: its axis from `start` to `end`, its number up to `number`, its hazard ratio from `ratio` on."""

    start: float
    end: float
    number: float
    ratio: float | None


@dataclass(frozen=True)
class Places:
    """Where every column stands."""

    year: float
    regimen: float
    n: float
    columns: tuple[_Place, ...]
    severe: float | None
    label: float
    spacing: _Spacing


def find_places(shown: Shown, width: float) -> Places | None:
    """Find where the columns stand so that every text has room, every hazard ratio with its interval.

    None where there is no room for an arm in one line.
    """
    return next(filter(None, (_try_places(shown, width, spacing) for spacing in _SPACINGS)), None)


def _try_places(shown: Shown, width: float, spacing: _Spacing) -> Places | None:
    rows, gap = shown.rows, spacing.gap
    at_year = _widest((_(t.trial.short or t.trial.name) for t in shown.trials), bold=True) + INSET
    at_regimen = at_year + _widest(year(t) for t in shown.trials) + INSET
    at_n = at_regimen + _widest(regimen(row) for row in rows) + INSET
    at_n += _widest(["n", *(str(row.n) for row in rows if row.n)])
    needs = [_measure_column(rows, column, spacing.least) for column in shown.glance.columns]
    severe = max((measure(format_severe(row), NUMBER, bold=True) for row in rows), default=0)
    severe = max(severe, measure(_(spacing.severe), TEXT, bold=True)) + gap if severe else 0
    answers = _widest([name_agency(shown.agency), *(shown.answer(row) for row in rows)], bold=True)
    rest = width - at_n - gap - sum(n + r + gap for n, r in needs) - severe - answers
    plot = min(rest / len(needs), MOST)
    if plot < spacing.least:
        return None
    places, x = [], at_n + gap
    for numbers, ratios in needs:
        number = x + plot + numbers
        places.append(_Place(x, x + plot, number, number + INSET if ratios else None))
        x = number + ratios + gap
    return Places(at_year, at_regimen, at_n, tuple(places), x + severe - gap if severe else None, x + severe, spacing)


def _measure_column(rows: Sequence[ArmRow], column: Column, least: float) -> tuple[float, float]:
    """How wide the numbers of a column are, and its hazard ratios, each with the space before it."""
    cells = [row.cells[column] for row in rows if column in row.cells]
    numbers = max((measure(format_value(cell), NUMBER, bold=True) for cell in cells), default=0)
    ratios = _widest(format_ratio(cell) for cell in cells)
    ratios += INSET if ratios else 0
    # The title stands above the axis, the number and the hazard ratio together.
    return max(numbers + INSET, measure(name_column(column), TEXT, bold=True) - least - ratios), ratios


def _widest(texts: Iterable[str], bold: bool = False) -> float:
    return max((measure(text, TEXT, bold) for text in texts), default=0)


def draw_wide(shown: Shown, palette: Palette, width: float, at: Places) -> Grid:
    """Draw every arm in one line."""
    columns = shown.glance.columns
    grid = Grid(width, palette, [find_axis(shown, c, p.start, p.end) for c, p in zip(columns, at.columns, strict=True)])
    y = draw_warning(grid, 0)
    _titles(grid, shown, at, y)
    y += HEAD
    grid.rule(y, strong=True)
    for part in shown.folds:
        if not part.open:
            continue
        grid.text(0, y + HEIGHTS.heading / 2, heading(part), TEXT, palette.accent, bold=True)
        y += HEIGHTS.heading
        for trial in part.open:
            grid.rule(y)
            y += HEIGHTS.trial
            for place, row in enumerate(trial.rows):
                _line(grid, shown, at, y + HEIGHTS.arm / 2, row, trial if place == 0 else None)
                y += HEIGHTS.arm
    grid.rule(y, strong=True)
    grid.height = draw_key(grid, shown, y + INSET)
    return grid


def _titles(grid: Grid, shown: Shown, at: Places, y: float) -> None:
    first, second = y + LINE / 2, y + 1.5 * LINE
    for x, words in ((0, _("Trial")), (at.regimen, _("Regimen"))):
        grid.text(x, second, words, TEXT, bold=True)
    grid.text(at.n, second, "n", TEXT, bold=True, anchor="right")
    for column, place, axis in zip(shown.glance.columns, at.columns, grid.axes, strict=True):
        grid.text(place.start, first, name_column(column), TEXT, bold=True)
        grid.text(place.start, second, f"{axis.low:g}", TEXT, grid.palette.quiet)
        grid.text(place.end, second, f"{axis.high:g}", TEXT, grid.palette.quiet, anchor="right")
        if place.ratio is not None:
            grid.text(place.ratio, second, "HR", TEXT, bold=True)
    if at.severe is not None:
        grid.text(at.severe, second, _(at.spacing.severe), TEXT, bold=True, anchor="right")
    grid.text(at.label, second, name_agency(shown.agency), TEXT, bold=True)


def _line(grid: Grid, shown: Shown, at: Places, y: float, row: ArmRow, trial: TrialRows | None) -> None:
    quiet = grid.palette.quiet
    if trial:
        grid.text(0, y, shorten(_(trial.trial.short or trial.trial.name), TEXT, at.year, bold=True), TEXT, bold=True)
        grid.text(at.year, y, year(trial), TEXT, quiet)
    grid.text(at.regimen, y, regimen(row), TEXT)
    grid.text(at.n, y, "" if row.n is None else str(row.n), TEXT, quiet, anchor="right")
    for place, (column, where) in enumerate(zip(shown.glance.columns, at.columns, strict=True)):
        if cell := row.cells.get(column):
            grid.dot(make_dot(grid, place, y, row, cell))
            grid.text(where.number, y, format_value(cell), NUMBER, bold=True, anchor="right")
            if where.ratio is not None:
                grid.text(where.ratio, y, format_ratio(cell), TEXT, None if is_randomised(row) else quiet)
    if at.severe is not None:
        grid.text(at.severe, y, format_severe(row), NUMBER, bold=True, anchor="right")
    answer = shown.answer(row)
    grid.text(at.label, y, answer, TEXT, grid.palette.accent if answer.endswith("✓") else quiet, bold=True)
    add_spots(grid, at.n, y, row, shown)
