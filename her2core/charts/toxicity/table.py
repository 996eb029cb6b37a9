"""The table of cells: text and rows collected from the top, then drawn. Positions are pixels on both axes."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.text import break_at, break_lines, escape, measure, shorten
from her2core.charts.theme import Palette, ink, mix, shares
from her2core.charts.toxicity.model import ArmRow, Toxicity
from her2core.charts.toxicity.words import (
    NOT_REPORTED,
    describe_arm,
    describe_cell,
    format_cell,
    format_number,
    format_year,
    percent_of,
)
from her2core.language import _

NARROW, WIDE = 350, 640
"""The width that a chart has on a phone, and from which the name of an arm stands beside its cells."""
TEXT, NUMBER, LINE = 15, 15, 20
HEADING, ROW, ROW_NARROW = 24, 24, 46
GAP, INSET = 10, 6
TALL = 700
"""From this many pixels below their names on, the events are named again."""
COLUMN = 41
"""The least width of a column, in pixels."""
NAMES = (0.36, 0.4)
"""Which part of a wide chart the names of arms take, at least and at most."""
MOST = 14
"""How many events a wide chart shows at most, so that their names are read."""
LONGEST_WORD = 20
"""Of the names of events, in characters: no word is cut."""


def measure_names(columns: Iterable[str]) -> float:
    """Measure the longest name of an event, in the lines that its column holds."""
    lines = [line for column in columns for line in _fit(_(column))]
    return GAP + max((measure(line, TEXT) for line in lines), default=0)


def _fit(name: str) -> list[str]:
    """The name of an event in two lines, which a column holds."""
    width = LONGEST_WORD
    while len(lines := break_lines(name, width)) > 2:
        width += 1
    return lines


def _name(row: ArmRow) -> str:
    return _(row.trial.short or row.trial.name)


@dataclass
class Table:
    """Text and rows of cells collected from the top, then drawn."""

    toxicity: Toxicity
    palette: Palette
    width: float
    y: float = INSET  # so that the first line is whole
    _texts: list[tuple[float, float, str, str, str]] = field(default_factory=list)
    _heads: list[float] = field(default_factory=list)
    _rows: list[tuple[float, float, ArmRow]] = field(default_factory=list)
    _rules: list[float] = field(default_factory=list)
    _spots: list[tuple[float, float, str]] = field(default_factory=list)

    @property
    def _wide(self) -> bool:
        return self.width >= WIDE

    def write(self, words: str, bold: bool = False, quiet: bool = False) -> None:
        """Add text across the chart, broken into lines."""
        for line in break_at(words, TEXT, self.width, bold):
            self._text(0, self.y + LINE / 2, line, bold, quiet)
            self.y += LINE

    def add_heads(self) -> None:
        """Leave space for the names of the events, written upwards above their columns."""
        self.y += measure_names(self.toxicity.columns)
        self._heads.append(self.y)
        self.y += INSET

    def add_heading(self, words: str) -> None:
        """Add the title of a group."""
        self._repeat_heads()
        self._text(0, self.y + HEADING / 2, words, bold=True, accent=True)
        self.y += HEADING

    def measure(self, rows: Sequence[ArmRow]) -> float:
        """Measure how tall the arms of a trial are, with a line for its name where an arm leaves no room for it."""
        return (0 if self._fits_beside(rows) else LINE) + len(rows) * (ROW if self._wide else ROW_NARROW)

    def add_trial(self, rows: Sequence[ArmRow]) -> None:
        """Add the arms of a trial: their names beside their cells, or above them."""
        if self._rows:
            self._repeat_heads()
        self._rules.append(self.y)
        name, year = _name(rows[0]), format_year(rows[0])
        beside = self._fits_beside(rows)
        if not beside:
            self._text(0, self.y + LINE / 2, name, bold=True)
            self._text(self._room, self.y + LINE / 2, year, quiet=True, anchor="middle left")
            self.y += LINE
        for place, row in enumerate(rows):
            self._add_arm(row, (name, year) if beside and not place else None)

    def _add_arm(self, row: ArmRow, trial: tuple[str, str] | None) -> None:
        """One arm, with the name and the year of its trial where they stand in its line."""
        height, line = (ROW, ROW) if self._wide else (ROW_NARROW, LINE)
        middle, indent = self.y + line / 2, float(GAP)
        about = " · ".join(part for part in (format_number(row), trial[1] if trial else "") if part)
        if trial:
            self._text(0, middle, trial[0], bold=True)
            indent = measure(trial[0], TEXT, bold=True) + INSET
        room = self._room - indent - INSET - measure(about, TEXT)
        self._text(indent, middle, shorten(_(row.arm.short or row.arm.label), TEXT, room))
        self._text(self._room, middle, about, quiet=True, anchor="middle left")
        self._spots += [(x, middle, describe_arm(row)) for x in range(NUMBER, int(self._room) - ROW // 2, 2 * NUMBER)]
        bottom = self.y + height
        self._rows.append((bottom - ROW, bottom, row))
        self.y = bottom

    def _fits_beside(self, rows: Sequence[ArmRow]) -> bool:
        """Whether the name of a trial has room beside that of its first arm."""
        if not self._wide:
            return False
        row = rows[0]
        words = f"{_(row.arm.short or row.arm.label)}{format_number(row)} · {format_year(row)}"
        return measure(_name(row), TEXT, bold=True) + measure(words, TEXT) + 2 * INSET <= self._room

    @property
    def _room(self) -> float:
        """How wide the names of arms may be."""
        return self._cells_from - GAP if self._wide else self.width

    def _repeat_heads(self) -> None:
        """Name the events again where their names are out of sight."""
        if self._heads and self.y - self._heads[-1] > TALL:
            self.add_heads()

    def draw(self) -> go.Figure:
        """Draw what was collected."""
        chart = canvas(self.palette, hoverdistance=26)
        if self._rows:
            self._add_cells(chart)
            self._add_lines(chart)
            self._add_heads(chart)
        self._write(chart, self._texts, "text")
        chart.update_layout(
            height=math.ceil(self.y),
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
            xaxis={"range": [0, self.width], "visible": False, "fixedrange": True},
            yaxis={"range": [self.y, 0], "visible": False, "fixedrange": True},
        )
        return chart

    def _text(
        self,
        x: float,
        y: float,
        words: str,
        bold: bool = False,
        quiet: bool = False,
        accent: bool = False,
        anchor: str = "middle right",
    ) -> None:
        colour = self.palette.accent if accent else self.palette.quiet if quiet else self.palette.text
        shown = f"<b>{escape(words)}</b>" if bold else escape(words)
        if words:
            self._texts.append((x, y, shown, colour, anchor))

    @property
    def _cells_from(self) -> float:
        if not self._wide:
            return 0
        least, most = (part * self.width for part in NAMES)
        return max(least, min(most, self.width - COLUMN * len(self.toxicity.columns)))

    @property
    def _edges(self) -> list[float]:
        """Where the columns begin and end; a few events do not make wide columns."""
        columns = self.toxicity.columns
        step = min((self.width - self._cells_from) / len(columns), 2 * COLUMN)
        return [self._cells_from + step * place for place in range(len(columns) + 1)]

    @property
    def _middles(self) -> list[float]:
        return [(left + right) / 2 for left, right in zip(self._edges, self._edges[1:], strict=False)]

    def _add_heads(self, chart: go.Figure) -> None:
        """The names of the events: the labels of an axis, which are drawn fast."""
        names = ["<br>".join(escape(line) for line in _fit(_(column))) for column in self.toxicity.columns]
        for number, at in enumerate(self._heads, start=2):
            chart.add_trace(go.Scatter(x=[None], y=[None], xaxis=f"x{number}", name="heads", hoverinfo="skip"))
            chart.layout[f"xaxis{number}"] = {
                "overlaying": "x", "range": [0, self.width], "fixedrange": True, "showgrid": False, "zeroline": False,
                "side": "top", "anchor": "free", "position": 1 - at / self.y,
                "tickvals": self._middles, "ticktext": names, "tickangle": -90, "ticklen": 0,
                "tickfont": {"size": TEXT},
            }  # fmt: skip

    def _add_lines(self, chart: go.Figure) -> None:
        """A line above each trial, and a frame around each cell, so that a blank one is seen to be one."""
        lines = [(0.0, self.width, at, at) for at in self._rules]
        for top, bottom, _row in self._rows:
            lines += [(self._edges[0], self._edges[-1], at, at) for at in (top, bottom)]
            lines += [(x, x, top, bottom) for x in self._edges]
        path = "".join(f"M{start:.1f},{top:.1f}L{end:.1f},{bottom:.1f}" for start, end, top, bottom in lines)
        chart.add_shape(type="path", path=path, line={"color": self.palette.grid, "width": 1}, name="frames")

    def _add_cells(self, chart: go.Figure) -> None:
        """The cells and what is printed in them. Between two rows is nothing, as where nothing is reported."""
        edges: list[float] = [0.0]
        shown: list[ArmRow | None] = []
        for top, bottom, row in self._rows:
            if top > edges[-1]:
                edges.append(top)
                shown.append(None)
            edges.append(bottom)
            shown.append(row)
        low, high = shares(self.palette)
        columns, grade = self.toxicity.columns, self.toxicity.grade
        cells = [[row.cells.get(column) if row else None for column in columns] for row in shown]
        percents = [[percent_of(cell) if cell else None for cell in line] for line in cells]
        chart.add_trace(
            go.Heatmap(
                x=self._edges,
                y=edges,
                z=percents,
                hovertext=[
                    [describe_cell(row, cell) if row and cell else "" for cell in line]
                    for row, line in zip(shown, cells, strict=True)
                ],
                hovertemplate="%{hovertext}<extra></extra>",
                hoverongaps=False,
                colorscale=[[0, low], [1, high]],
                zmin=0,
                zmax=100,
                xgap=2,
                ygap=2,
                showscale=False,
                name="percent",
            )
        )
        printed = []
        for top, bottom, row in self._rows:
            for x, column in zip(self._middles, columns, strict=True):
                if cell := row.cells.get(column):
                    colour = ink(mix(low, high, percent_of(cell) / 100))
                    printed.append((x, (top + bottom) / 2, format_cell(cell, grade), colour, "middle center"))
                elif column in row.watched:
                    printed.append((x, (top + bottom) / 2, NOT_REPORTED, self.palette.text, "middle center"))
        self._write(chart, printed, "figures")
        chart.add_trace(
            go.Scatter(
                x=[x for x, _y, _hover in self._spots],
                y=[y for _x, y, _hover in self._spots],
                text=[hover for _x, _y, hover in self._spots],
                mode="markers",
                marker={"size": ROW, "opacity": 0},
                hovertemplate="%{text}<extra></extra>",
                name="row",
            )
        )

    def _write(self, chart: go.Figure, texts: list[tuple[float, float, str, str, str]], name: str) -> None:
        """Text at x and y, a trace for each colour and side."""
        for colour, anchor in dict.fromkeys(each[3:] for each in texts):
            of_trace = [each for each in texts if each[3:] == (colour, anchor)]
            chart.add_trace(
                go.Scatter(
                    x=[each[0] for each in of_trace],
                    y=[each[1] for each in of_trace],
                    text=[each[2] for each in of_trace],
                    mode="text",
                    textposition=anchor,
                    textfont={"color": colour, "size": TEXT},
                    hoverinfo="skip",
                    cliponaxis=False,
                    name=name,
                )
            )
