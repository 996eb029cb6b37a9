"""An arm in two lines, for a phone."""

from her2core.charts.glance.model import RATES, ArmRow, Column, Heights
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
    make_dot,
    regimen,
)
from her2core.charts.glance.words import format_ratio, format_severe, format_value, heading, year
from her2core.charts.grid import Grid
from her2core.charts.text import measure, shorten
from her2core.charts.theme import Palette
from her2core.language import _

HEIGHTS = Heights(heading=50, trial=26, arm=60)
RATE, TIME, SEVERE = 1.1, 2.6, 1.1
"""How the width is shared: a time has its hazard ratio beside it."""


def draw_narrow(shown: Shown, palette: Palette, width: float) -> Grid:
    """Draw every arm in two lines, its marks below its numbers."""
    cells = _split(shown, width)
    columns = shown.glance.columns
    grid = Grid(
        width,
        palette,
        [find_axis(shown, c, start + INSET, end - GAP) for c, (start, end) in zip(columns, cells, strict=False)],
    )
    y = draw_warning(grid, 0)
    for part in shown.folds:
        if not part.open:
            continue
        grid.text(0, y + LINE / 2 + 2, shorten(heading(part), TEXT, width, True), TEXT, palette.accent, bold=True)
        for (start, _end), words in zip(cells, [*map(_title, columns), _("G3+%")], strict=True):
            grid.text(start, y + 1.5 * LINE + 4, words, TEXT, palette.quiet)
        y += HEIGHTS.heading
        for trial in part.open:
            grid.rule(y)
            name = shorten(_(trial.trial.short or trial.trial.name), TEXT, width - 60, bold=True)
            grid.text(0, y + HEIGHTS.trial / 2, name, TEXT, bold=True)
            grid.text(width, y + HEIGHTS.trial / 2, year(trial), TEXT, palette.quiet, anchor="right")
            y += HEIGHTS.trial
            for row in trial.rows:
                _two_lines(grid, shown, cells, y, row)
                y += HEIGHTS.arm
    grid.height = draw_key(grid, shown, y + INSET)
    return grid


def _two_lines(grid: Grid, shown: Shown, cells: list[tuple[float, float]], y: float, row: ArmRow) -> None:
    first, second, third = y + LINE / 2, y + 1.5 * LINE + 1, y + HEIGHTS.arm - INSET
    quiet = grid.palette.quiet
    aside = " · ".join(each for each in ("" if row.n is None else f"n {row.n}", shown.answer(row)) if each)
    grid.text(grid.width, first, aside, TEXT, quiet, anchor="right")
    room = grid.width - measure(aside, TEXT) - INSET
    grid.text(0, first, shorten(regimen(row), TEXT, room), TEXT)
    for place, column in enumerate(shown.glance.columns):
        if cell := row.cells.get(column):
            (start, end), value = cells[place], format_value(cell)
            grid.dot(make_dot(grid, place, third, row, cell))
            grid.text(start, second, value, NUMBER, bold=True)
            if cell.contrast:
                ratio = start + measure(value, NUMBER, bold=True) + INSET / 2
                whole = format_ratio(cell)
                fits = ratio + measure(whole, TEXT) <= end
                grid.text(ratio, second, whole if fits else cell.contrast["value_printed"], TEXT, quiet)
    grid.text(cells[-1][0], second, format_severe(row), NUMBER, bold=True)
    add_spots(grid, grid.width, first, row, shown)


def _split(shown: Shown, width: float) -> list[tuple[float, float]]:
    """Share the width among the columns of a narrow chart and that of adverse events: a hazard ratio needs as much again."""
    shares = [RATE if set(column) & RATES else TIME for column in shown.glance.columns] + [SEVERE]
    unit, start = width / sum(shares), 0.0
    cells = []
    for share in shares:
        cells.append((start, start + share * unit))
        start += share * unit
    return cells


def _title(column: Column) -> str:
    name = "/".join(column)
    return f"{name}%" if set(column) & RATES else f"{name} · HR"
