"""One effect of treatment with its standard error, from what a trial prints: an interval, or patients with an event."""

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

from her2core.errors import InputError
from her2core.language import Message
from her2core.terms import Measure


@dataclass(frozen=True)
class Effect:
    """An effect of one treatment v another, on the scale on which its error is normal.

    Attributes
    ----------
    estimate : the logarithm of a ratio; a difference as it stands
    se : standard error on that scale
    """

    estimate: float
    se: float

    @property
    def variance(self) -> float:
        return self.se * self.se

    @property
    def reverse(self) -> "Effect":
        """The same effect, the other way round: B v A."""
        return Effect(-self.estimate, self.se)

    def print(self, measure: Measure, level: float = 95) -> tuple[float, float, float]:
        """Return the estimate and the limits of its interval on the scale on which the measure is printed."""
        half = _z(level) * self.se
        limits = (self.estimate, self.estimate - half, self.estimate + half)
        one, low, high = limits if measure is Measure.DIFFERENCE else (exp(limit) for limit in limits)
        return one, low, high


def read_effect(value: float, low: float, high: float, measure: Measure, level: float = 95) -> Effect:
    """Read a reported effect: the standard error is taken from the width of the interval, a ratio's from its logarithms.

    Raises
    ------
    InputError
        where the limits are no interval around the value, or a ratio is not above 0

    References
    ----------
    Parmar MKB, Torri V, Stewart L. Stat Med 1998;17:2815-2834.

    >>> round(read_effect(0.72, 0.57, 0.90, Measure.HR).se, 4)
    0.1165
    """
    is_ratio = measure is not Measure.DIFFERENCE
    if not low <= value <= high or low == high or (is_ratio and low <= 0):
        raise InputError("ci", f"{value} ({low} to {high})", Message("a value inside an interval that has a width"))
    if is_ratio:
        value, low, high = log(value), log(low), log(high)
    return Effect(value, (high - low) / (2 * _z(level)))


def offset(value: float, low: float, high: float, measure: Measure, level: float = 95) -> float:
    """Measure how far a printed effect lies off the middle of its interval, in standard errors: few digits, or no normal error."""
    effect = read_effect(value, low, high, measure, level)
    middle = (low + high) / 2 if measure is Measure.DIFFERENCE else log(low * high) / 2
    return abs(effect.estimate - middle) / effect.se


def odds_ratio(events_a: int, n_a: int, events_b: int, n_b: int) -> Effect:
    """Calculate the logarithm of the odds ratio of two groups, with its standard error by Woolf.

    Raises
    ------
    InputError
        where nobody or everybody in a group had the event: no standard error exists
    """
    cells = (events_a, n_a - events_a, events_b, n_b - events_b)
    if min(cells) <= 0:
        raise InputError("events", str(cells), Message("groups in which some had the event and some had not"))
    a, b, c, d = cells
    return Effect(log(a * d / (b * c)), sqrt(sum(1 / cell for cell in cells)))


def risk_difference(percent_a: float, n_a: int, percent_b: float, n_b: int) -> Effect:
    """Calculate the difference of two proportions in percentage points, with its standard error.

    Raises
    ------
    InputError
        where nobody or everybody in both groups had the event: no standard error exists
    """
    variance = sum(percent * (100 - percent) / n for percent, n in ((percent_a, n_a), (percent_b, n_b)))
    if variance <= 0:
        raise InputError("events", f"{percent_a}, {percent_b}", Message("a group in which some had the event"))
    return Effect(percent_a - percent_b, sqrt(variance))


def _z(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 200)
