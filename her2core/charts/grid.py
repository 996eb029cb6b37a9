"""Texts and marks at places in pixels, with an axis of its own for every column that has one.

A column's marks stand at their values on its axis. Text stands on an axis of the whole width, so that the chart may be
drawn wider than it was laid out for, never narrower.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log10

from her2core.charts.mark import Anchor, Text
from her2core.charts.theme import Palette

SPOT = 22
"""How large a place is that can be pointed at and is not seen, in pixels."""
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
    spots: list[tuple[float, float, str, str]] = field(default_factory=list)
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
        self.spots.append((x, y, hover, trial))
