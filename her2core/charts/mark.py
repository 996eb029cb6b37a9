"""A value with its interval, as it is drawn in a row of a sheet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A value with its interval. `value` or `high` None is one that was not reached."""

    value: float | None
    low: float | None
    high: float | None
    colour: str
    shape: str = "circle"
    is_open: bool = False
    dotted: bool = False
    hover: str = ""
    trial: str = ""

    @property
    def is_unlimited(self) -> bool:
        """Whether the interval has no upper limit: an open arrow, never a number."""
        return self.high is None and (self.low is not None or self.value is None)

    def ends(self, furthest: float) -> tuple[float, float] | None:
        """Find the ends of its interval on an axis that ends at `furthest`.

        None without an interval.
        """
        low = self.low if self.low is not None else self.value
        if low is None:
            return None
        if self.high is not None:
            return low, self.high
        return (low, furthest) if self.is_unlimited else None
