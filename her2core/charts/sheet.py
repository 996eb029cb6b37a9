"""A sheet of rows under one another: text, and with it a dot with its interval on a shared axis.

On a narrow sheet text stands above its mark and is broken into short lines, so that the chart is whole on a phone; on a
wide one it stands beside its mark. Positions on the vertical axis are pixels, so the sheet knows its own height. Text has a
horizontal axis of its own, the first, so that the plot of the marks, the second, lies on top and can be pointed at.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.mark import Mark
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, TEXT_SIZE, WARNING, break_lines, escape
from her2core.charts.theme import Palette
from her2core.language import _

LINE, MARK, GAP, SHIFT = 18, 22, 12, 16
"""Heights in pixels: a line of text, a mark, the space between rows, from one mark of a row to the next."""
MARKS_FROM = 0.56
"""Where on a wide sheet the marks begin."""
TALL = 700
"""From this height on, a sheet has its axis above as well as below."""
UPPER = 24
"""The height of the axis above."""
MARGIN = {"l": 12, "r": 16, "t": 8, "b": 48}


@dataclass
class Sheet:
    """Rows collected from the top, then drawn.

    Parameters
    ----------
    title : of the horizontal axis, with its unit
    span : lowest and highest value of the axis
    ticks : values that the axis names
    log : whether the axis is logarithmic
    wide : whether text stands beside its mark
    """

    title: str
    span: tuple[float, float]
    ticks: tuple[float, ...]
    palette: Palette
    log: bool = False
    wide: bool = False
    y: float = 0
    _row: float = 0
    _texts: list[tuple[float, str, str]] = field(default_factory=list)
    _marks: list[tuple[float, Mark]] = field(default_factory=list)
    _links: list[tuple[float, float, float, float]] = field(default_factory=list)
    _rules: list[float] = field(default_factory=list)

    def text(self, words: str, bold: bool = False, quiet: bool = False, accent: bool = False) -> None:
        """Add text, broken into lines that fit a phone."""
        colour = self.palette.accent if accent else self.palette.quiet if quiet else self.palette.text
        for line in break_lines(words, CHARACTERS_WIDE if self.wide else CHARACTERS):
            self._texts.append((self.y + LINE / 2, f"<b>{escape(line)}</b>" if bold else escape(line), colour))
            self.y += LINE

    def begin_row(self) -> None:
        """Begin a row: on a wide sheet its mark stands at this height."""
        self.gap(0.4)
        self._row = self.y

    def mark(self, *marks: Mark) -> float:
        """Add the marks of a row, below its text or beside its first line, and return the height of the first."""
        first = self._row + LINE / 2 if self.wide else self.y + MARK / 2
        for place, mark in enumerate(marks):
            self._marks.append((first + place * SHIFT, mark))
        self.y = max(self.y, first + (len(marks) - 1) * SHIFT + MARK / 2)
        return first

    def link(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        """Add a thin line between two marks: the randomised contrast."""
        self._links.append((*one, *other))

    def gap(self, times: float = 1) -> None:
        """Leave empty space."""
        self.y += GAP * times

    def rule(self) -> None:
        """Add a thin line across the sheet."""
        self._rules.append(self.y)
        self.gap(0.7)

    def draw(self, line_at: float | None = None) -> go.Figure:
        """Draw the sheet as a chart; `line_at` draws a line of no effect."""
        chart = canvas(self.palette, shapes=self._lines(line_at))
        self._add_texts(chart)
        if not self.wide:
            self._add_grid(chart)
        self._add_links(chart)
        self._add_intervals(chart)
        self._add_marks(chart)
        self._lay_out(chart)
        return chart

    @property
    def _is_tall(self) -> bool:
        return self.y > TALL

    def _place(self, value: float) -> float:
        """Where on the axis of text a value of the axis of marks stands."""
        low, high, at = (math.log10(each) if self.log else each for each in (*self.span, value))
        start = MARKS_FROM if self.wide else 0
        return start + (1 - start) * (at - low) / (high - low)

    def _lines(self, line_at: float | None) -> list[dict[str, Any]]:
        """The line of no effect, and the thin lines across the sheet."""
        thin = {"color": self.palette.grid, "width": 1}
        lines: list[dict[str, Any]] = [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": thin} for at in self._rules
        ]
        if line_at is not None:
            strong = {"color": self.palette.line, "width": 1.5}
            for start, end in self._stretches():
                upright = {"xref": "x2", "x0": line_at, "x1": line_at, "y0": start, "y1": end}
                lines.append({"type": "line", **upright, "line": strong, "layer": "below"})
        return lines

    def _stretches(self) -> list[tuple[float, float]]:
        """Where upright lines may run: from the first mark down on a wide sheet, behind each mark on a narrow one."""
        if self.wide:
            return [(min((at for at, _mark in self._marks), default=0) - MARK, self.y)]
        return [(at - MARK / 2, at + MARK / 2) for at, _mark in self._marks]

    def _add_grid(self, chart: go.Figure) -> None:
        """The grid of a narrow sheet stands behind the marks, not behind text."""
        xs: list[float | None] = []
        ys: list[float | None] = []
        for start, end in self._stretches():
            for tick in self.ticks:
                xs += [tick, tick, None]
                ys += [start, end, None]
        line = {"color": self.palette.grid, "width": 1.5}
        chart.add_trace(go.Scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", name="grid", xaxis="x2"))

    def _add_links(self, chart: go.Figure) -> None:
        xs: list[float | None] = []
        ys: list[float | None] = []
        for x0, y0, x1, y1 in self._links:
            xs += [x0, x1, None]
            ys += [y0, y1, None]
        if xs:
            line = {"color": self.palette.line, "width": 1, "dash": "dot"}
            chart.add_trace(
                go.Scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", name="contrast", xaxis="x2")
            )

    def _add_intervals(self, chart: go.Figure) -> None:
        """Intervals as lines, dotted where the report is not a paper; an open arrow where a limit was not reached."""
        for dotted in (False, True):
            xs: list[float | None] = []
            ys: list[float | None] = []
            for at, mark in self._marks:
                ends = mark.ends(self.span[1])
                if ends and mark.dotted is dotted:
                    low = self.span[0] if self._is_off(mark) else ends[0]
                    xs += [low, ends[1], None]
                    ys += [at, at, None]
            if xs:
                line = {"color": self.palette.line, "width": 2.5, "dash": "2px,3px" if dotted else "solid"}
                chart.add_trace(
                    go.Scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", name="interval", xaxis="x2")
                )
        unlimited = [(at, mark) for at, mark in self._marks if mark.is_unlimited]
        self._add_arrows(chart, unlimited, self.span[1], "triangle-right-open", "not reached")
        off = [(at, mark) for at, mark in self._marks if self._is_off(mark)]
        self._add_arrows(chart, off, self.span[0], "triangle-left-open", "beyond the axis")

    def _is_off(self, mark: Mark) -> bool:
        """Whether the lower limit has no place on a logarithmic axis: 0, as a limit is printed that was rounded."""
        return self.log and mark.low is not None and mark.low <= 0

    def _add_arrows(
        self, chart: go.Figure, arrows: Sequence[tuple[float, Mark]], place: float, symbol: str, name: str
    ) -> None:
        """Open arrows at an edge of the axis."""
        if arrows:
            chart.add_trace(
                go.Scatter(
                    x=[place] * len(arrows),
                    y=[at for at, _mark in arrows],
                    mode="markers",
                    marker={"symbol": symbol, "size": 11, "color": self.palette.text, "line": {"width": 2}},
                    text=[mark.hover for _at, mark in arrows],
                    customdata=[[mark.trial] for _at, mark in arrows],
                    hovertemplate="%{text}<extra></extra>",
                    name=name,
                    xaxis="x2",
                    cliponaxis=False,
                )
            )

    def _add_marks(self, chart: go.Figure) -> None:
        shown = [(at, mark) for at, mark in self._marks if mark.value is not None]
        chart.add_trace(
            go.Scatter(
                x=[mark.value for _at, mark in shown],
                y=[at for at, _mark in shown],
                mode="markers",
                marker={
                    "opacity": 1,  # marks of several sizes are taken for bubbles, which plotly makes translucent
                    "symbol": [mark.shape for _at, mark in shown],
                    "size": [13 if mark.shape == "circle" else 15 for _at, mark in shown],
                    # An open mark is filled with the page, so that its interval does not run through it.
                    "color": [self.palette.page if mark.is_open else mark.colour for _at, mark in shown],
                    "line": {"color": self.palette.text, "width": [2.5 if mark.is_open else 1 for _at, mark in shown]},
                },
                text=[mark.hover for _at, mark in shown],
                customdata=[[mark.trial] for _at, mark in shown],
                hovertemplate="%{text}<extra></extra>",
                name="value",
                xaxis="x2",
                cliponaxis=False,
            )
        )

    def _add_texts(self, chart: go.Figure) -> None:
        for colour in dict.fromkeys(colour for _at, _words, colour in self._texts):
            lines = [(at, words) for at, words, its in self._texts if its == colour]
            chart.add_trace(
                go.Scatter(
                    x=[0] * len(lines),
                    y=[at for at, _words in lines],
                    text=[words for _at, words in lines],
                    mode="text",
                    textposition="middle right",
                    textfont={"color": colour, "size": TEXT_SIZE},
                    hoverinfo="skip",
                    cliponaxis=False,
                    name="text",
                )
            )
        if self._is_tall:
            chart.add_trace(
                go.Scatter(
                    x=[self._place(tick) for tick in self.ticks],
                    y=[-UPPER / 2] * len(self.ticks),
                    text=[f"{tick:g}" for tick in self.ticks],
                    mode="text",
                    textposition="middle center",
                    hoverinfo="skip",
                    cliponaxis=False,
                    name="upper axis",
                )
            )

    def _lay_out(self, chart: go.Figure) -> None:
        low, high = self.span
        axis: dict[str, Any] = {
            "title": {"text": self.title},
            "range": [math.log10(low), math.log10(high)] if self.log else [low, high],
            "type": "log" if self.log else "linear",
            "showgrid": self.wide,
            "gridcolor": self.palette.grid,
            "linecolor": self.palette.line,
            "tickcolor": self.palette.line,
            "showline": True,
            "ticks": "outside",
            "zeroline": False,
            "fixedrange": True,
            "domain": [MARKS_FROM if self.wide else 0, 1],
            "anchor": "y",
            "tickvals": list(self.ticks),
            "ticktext": [f"{tick:g}" for tick in self.ticks],
        }
        top = -UPPER if self._is_tall else 0
        chart.update_layout(
            height=math.ceil(self.y - top + MARGIN["t"] + MARGIN["b"]),
            margin={**MARGIN, "autoexpand": False},
            xaxis={"domain": [0, 1], "range": [0, 1], "visible": False, "fixedrange": True},
            xaxis2=axis,
            yaxis={"range": [self.y, top], "visible": False, "fixedrange": True},
            plot_bgcolor="rgba(0,0,0,0)",  # the text has a plot of its own, which must not cover the marks
        )


def empty_rows(sheet: Sheet, gaps: Iterable[str]) -> None:
    """Add what nothing is held for, as rows that say so."""
    for gap in gaps:
        sheet.text("∅ " + gap, quiet=True)
        sheet.gap(0.3)


def warning(sheet: Sheet) -> None:
    """Add the cross-trial warning, inside the chart, so that it travels into every export."""
    sheet.text(_(WARNING), bold=True)
