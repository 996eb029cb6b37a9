"""What a summary is made of: text that is already in a reader's language, and marks that can be drawn."""

import math
from dataclasses import dataclass, field

from her2core.charts.mark import Mark


@dataclass(frozen=True)
class Table:
    """Rows of cells under a heading; `note` says how to read them, and `empty` stands where there is no row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Line:
    """One reported figure: what it says, of whom, the number of its source, and its mark on the axis."""

    text: str
    about: str
    source: int
    mark: Mark


@dataclass(frozen=True)
class Group:
    """The figures of one trial, with what stands beside them."""

    name: str
    about: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Figures of one endpoint on one axis, never a ranking: randomised trials stand first, then the newest report.

    Attributes
    ----------
    axis : what the axis shows, with its unit
    span : lowest and highest value of the axis
    ticks : values that the axis names
    log : whether the axis is logarithmic, with a line of no effect at 1
    key : how to read the marks
    """

    title: str
    axis: str
    span: tuple[float, float]
    ticks: tuple[float, ...]
    groups: tuple[Group, ...]
    key: tuple[str, ...]
    log: bool = False

    def place(self, value: float) -> float:
        """Tell how far along the axis a value stands, from 0 to 1."""
        low, high, at = (math.log10(each) if self.log else each for each in (*self.span, value))
        return min(1.0, max(0.0, (at - low) / (high - low)))


@dataclass(frozen=True)
class Citation:
    """A source with its number, and the address under which it is found where one is held."""

    number: int
    text: str
    link: str | None = None


@dataclass
class Bibliography:
    """Sources numbered in the order in which they are first cited."""

    _links: dict[str, str | None] = field(default_factory=dict)

    def cite(self, text: str, link: str | None = None) -> int:
        """Cite a source and return its number."""
        self._links.setdefault(text, link)
        return list(self._links).index(text) + 1

    def list(self) -> tuple[Citation, ...]:
        """List every source cited so far."""
        return tuple(Citation(place, text, link) for place, (text, link) in enumerate(self._links.items(), 1))
