"""Texts and marks at places in pixels, with an axis of its own for every column that has one.

A column's marks stand at their values on its axis. Text stands on an axis of the whole width, so that the chart may be
drawn wider than it was laid out for, never narrower.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log10
from typing import Any

import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.mark import Anchor, Text
from her2core.charts.text import escape
from her2core.charts.theme import Palette

INTERVAL = 3
"""How thick an interval is drawn, in pixels."""
UNKNOWN = 16
"""The size of the sign for an upper limit that was not given."""


@dataclass(frozen=True)
class Axis:
    """The axis of a column: from `low` to `high`, drawn between two places across the chart."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    @property
    def range(self) -> tuple[float, float]:
        """The ends as Plotly reads them."""
        return (log10(self.low), log10(self.high)) if self.log else (self.low, self.high)

    def place(self, value: float) -> float:
        """Find where a value stands across the chart."""
        low, high = self.range
        return self.start + (self.end - self.start) * ((log10(value) if self.log else value) - low) / (high - low)

    def place_within(self, value: float) -> float:
        """Find where a value stands across the chart; one beyond the axis, as 0 is on a logarithmic one, stands at its end."""
        if self.log and value <= 0:
            return self.start
        return min(self.end, max(self.start, self.place(value)))


@dataclass(frozen=True)
class Dot:
    """A mark at its value, with the ends of its interval where it has one.

    No value is one that was not reached; `is_unlimited` is an interval whose upper limit was not reached, `lacks_upper` one
    whose upper limit was not given.
    """

    axis: int
    y: float
    value: float | None
    ends: tuple[float, float] | None
    size: float
    shape: str
    colour: str
    is_open: bool
    dotted: bool
    is_unlimited: bool
    hover: str
    trial: str
    lacks_upper: bool = False

    def is_below(self, axis: Axis) -> bool:
        """Tell whether its lower limit has no place on a logarithmic axis: 0, as a limit is printed that was rounded."""
        return axis.log and self.ends is not None and self.ends[0] <= 0


@dataclass
class Grid:
    """What is collected before it is drawn: as a chart here, as shapes and on paper by exports.

    Parameters
    ----------
    width : pixels that it is laid out for
    axes : of the columns, in their order
    """

    width: float
    palette: Palette
    axes: Sequence[Axis]
    height: float = 0
    texts: list[Text] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    rules: list[tuple[float, bool]] = field(default_factory=list)
    _spots: list[tuple[float, float, str, str]] = field(default_factory=list)
    links: list[tuple[int, tuple[float, float], tuple[float, float]]] = field(default_factory=list)
    uprights: list[tuple[int, float, float, float, bool]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int,
        colour: str | None = None,
        bold: bool = False,
        anchor: Anchor = "left",
    ) -> None:
        """Add a text that begins at `x`, or ends there."""
        if words:
            self.texts.append(Text(x, y, words, size, colour or self.palette.text, bold, anchor))

    def dot(self, dot: Dot) -> None:
        """Add a mark, with a thin line along its axis behind it."""
        self.dots.append(dot)
        if dot.lacks_upper and dot.value is not None:
            self.text(self.axes[dot.axis].place(dot.value) + dot.size / 2, dot.y, "?", UNKNOWN, bold=True)

    def link(self, axis: int, one: tuple[float, float], other: tuple[float, float]) -> None:
        """Add a thin line between two marks, each at its value and height: the randomised contrast."""
        self.links.append((axis, one, other))

    def upright(self, axis: int, value: float, top: float, bottom: float, strong: bool = False) -> None:
        """Add a line down the chart at a value of an axis."""
        self.uprights.append((axis, value, top, bottom, strong))

    def rule(self, y: float, strong: bool = False) -> None:
        """Add a line across the chart."""
        self.rules.append((y, strong))

    def spot(self, x: float, y: float, hover: str, trial: str) -> None:
        """Add a place that can be pointed at and chosen, and is not seen."""
        self._spots.append((x, y, hover, trial))

    def draw(self) -> go.Figure:
        """Draw what was collected."""
        lines = [self._line(*rule) for rule in self.rules] + [self._upright(*each) for each in self.uprights]
        chart = canvas(self.palette, shapes=lines, hoverdistance=26)
        self._add_texts(chart)
        for place, _axis in enumerate(self.axes):
            self._add_tracks(chart, place)
            self._add_links(chart, place)
            self._add_intervals(chart, place)
        self._add_spots(chart)
        for place, _axis in enumerate(self.axes):
            self._add_marks(chart, place)
        chart.update_layout(
            height=round(self.height),
            hoverlabel_showarrow=False,  # a page moves a label off its row
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
            plot_bgcolor="rgba(0,0,0,0)",
            xaxis={**_HIDDEN, "range": [0, self.width], "domain": [0, 1]},
            yaxis={**_HIDDEN, "range": [self.height, 0]},
            **{
                f"xaxis{place + 2}": {
                    **_HIDDEN,
                    "range": list(axis.range),
                    "type": "log" if axis.log else "linear",
                    "domain": [axis.start / self.width, axis.end / self.width],
                    "anchor": "y",
                }
                for place, axis in enumerate(self.axes)
            },
        )
        return chart

    def _line(self, y: float, strong: bool) -> dict[str, Any]:
        colour = self.palette.line if strong else self.palette.grid
        return {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": colour, "width": 1}, "layer": "below"
        }  # fmt: skip

    def _upright(self, axis: int, value: float, top: float, bottom: float, strong: bool) -> dict[str, Any]:
        line = {"color": self.palette.line if strong else self.palette.grid, "width": 1.5 if strong else 1}
        return {
            "type": "line", "xref": f"x{axis + 2}", "x0": value, "x1": value, "y0": top, "y1": bottom, "line": line, "layer": "below"
        }  # fmt: skip

    def _add_texts(self, chart: go.Figure) -> None:
        """One trace for each colour, size and side: they are what a trace of text has one of."""
        for look in dict.fromkeys((each.colour, each.size, each.anchor) for each in self.texts):
            texts = [each for each in self.texts if (each.colour, each.size, each.anchor) == look]
            colour, size, anchor = look
            chart.add_trace(
                go.Scatter(
                    x=[each.x for each in texts],
                    y=[each.y for each in texts],
                    text=[f"<b>{escape(each.words)}</b>" if each.bold else escape(each.words) for each in texts],
                    mode="text",
                    textposition="middle right" if anchor == "left" else "middle left",
                    textfont={"color": colour, "size": size},
                    unselected={"textfont": {"color": colour}},
                    hoverinfo="skip",
                    cliponaxis=False,
                    name="text",
                )
            )

    def _add_tracks(self, chart: go.Figure, place: int) -> None:
        axis = self.axes[place]
        self._add_lines(chart, place, "track", [(axis.low, axis.high, dot.y) for dot in self.dots if dot.axis == place])

    def _add_links(self, chart: go.Figure, place: int) -> None:
        links = [(one, other) for axis, one, other in self.links if axis == place]
        if links:
            chart.add_trace(
                go.Scatter(
                    x=[x for one, other in links for x in (one[0], other[0], None)],
                    y=[y for one, other in links for y in (one[1], other[1], None)],
                    mode="lines",
                    line={"color": self.palette.line, "width": 1, "dash": "dot"},
                    hoverinfo="skip",
                    name="contrast",
                    xaxis=f"x{place + 2}",
                )
            )

    def _add_intervals(self, chart: go.Figure, place: int) -> None:
        """Dotted where the report is no paper; an open arrow where a limit was not reached, or lies beyond the axis."""
        axis = self.axes[place]
        dots = [dot for dot in self.dots if dot.axis == place and dot.ends]
        off = [dot for dot in dots if dot.is_below(axis)]
        for dotted in (False, True):
            lines = [
                (axis.low if dot in off else dot.ends[0], dot.ends[1], dot.y)
                for dot in dots
                if dot.ends and dot.dotted is dotted
            ]
            self._add_lines(chart, place, "interval", lines, "2px,2px" if dotted else "solid")
        unlimited = [dot for dot in self.dots if dot.axis == place and dot.is_unlimited]
        self._add_arrows(chart, place, "not reached", axis.high, unlimited, "triangle-right-open")
        self._add_arrows(chart, place, "beyond the axis", axis.low, off, "triangle-left-open")

    def _add_arrows(
        self, chart: go.Figure, place: int, name: str, value: float, dots: Sequence[Dot], symbol: str
    ) -> None:
        if dots:
            marker = {"symbol": symbol, "size": 12, "color": self.palette.text, "line": {"width": 2}}
            self._add_points(chart, place, name, [value] * len(dots), dots, marker)

    def _add_lines(
        self, chart: go.Figure, place: int, name: str, lines: list[tuple[float, float, float]], dash: str = "solid"
    ) -> None:
        if not lines:
            return
        thin = name == "track"
        chart.add_trace(
            go.Scatter(
                x=[x for start, end, _y in lines for x in (start, end, None)],
                y=[at for _start, _end, y in lines for at in (y, y, None)],
                mode="lines",
                line={
                    "color": self.palette.grid if thin else self.palette.line,
                    "width": 1.5 if thin else INTERVAL,
                    "dash": dash,
                },
                hoverinfo="skip",
                name=name,
                xaxis=f"x{place + 2}",
            )
        )

    def _add_marks(self, chart: go.Figure, place: int) -> None:
        shown = [dot for dot in self.dots if dot.axis == place and dot.value is not None]
        if shown:
            self._add_points(
                chart, place, "value", [dot.value for dot in shown], shown,
                {
                    "opacity": 1,  # marks of several sizes are taken for bubbles, which plotly makes translucent
                    "symbol": [dot.shape for dot in shown],
                    "size": [dot.size for dot in shown],
                    "color": [self.palette.page if dot.is_open else dot.colour for dot in shown],
                    "line": {"color": self.palette.text, "width": [2 if dot.is_open else 1 for dot in shown]},
                },
            )  # fmt: skip

    def _add_points(
        self,
        chart: go.Figure,
        place: int,
        name: str,
        values: Sequence[float | None],
        dots: Sequence[Dot],
        marker: dict[str, Any],
    ) -> None:
        chart.add_trace(
            go.Scatter(
                x=list(values),
                y=[dot.y for dot in dots],
                mode="markers",
                marker=marker,
                unselected={"marker": {"opacity": 1}},
                text=[dot.hover for dot in dots],
                customdata=[[dot.trial] for dot in dots],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
                name=name,
                xaxis=f"x{place + 2}",
            )
        )

    def _add_spots(self, chart: go.Figure) -> None:
        chart.add_trace(
            go.Scatter(
                x=[each[0] for each in self._spots],
                y=[each[1] for each in self._spots],
                text=[each[2] for each in self._spots],
                customdata=[[each[3]] for each in self._spots],
                mode="markers",
                marker={"size": 22, "opacity": 0},
                unselected={"marker": {"opacity": 0}},
                hovertemplate="%{text}<extra></extra>",
                name="row",
            )
        )


_HIDDEN: dict[str, Any] = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
