"""What is drawn in a row of a chart: a value with its interval, and words."""

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["left", "right"]


@dataclass(frozen=True)
class Mark:
    """A value with its interval. `value` None is one that was not reached, and so is `high` None, unless it was not given.

    Attributes
    ----------
    lacks_upper : the source gives no upper limit, and does not say why
    """

    value: float | None
    low: float | None
    high: float | None
    colour: str
    shape: str = "circle"
    is_open: bool = False
    dotted: bool = False
    hover: str = ""
    trial: str = ""
    lacks_upper: bool = False

    @property
    def is_unlimited(self) -> bool:
        """Whether the interval has no upper limit: an open arrow, never a number."""
        return self.high is None and not self.lacks_upper and (self.low is not None or self.value is None)

    def ends(self, furthest: float) -> tuple[float, float] | None:
        """Find the ends of its interval on an axis that ends at `furthest`.

        None without an interval. One whose upper limit was not given ends at its value.
        """
        low = self.low if self.low is not None else self.value
        if low is None:
            return None
        if self.high is not None:
            return low, self.high
        if self.is_unlimited:
            return low, furthest
        return (low, self.value) if self.lacks_upper and self.value is not None else None


@dataclass(frozen=True)
class Text:
    """Words that begin at `x`, or end there; `y` is their middle."""

    x: float
    y: float
    words: str
    size: int
    colour: str
    bold: bool
    anchor: Anchor
