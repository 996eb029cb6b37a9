"""Hazard ratios as a forest on a log axis, with the line of no effect at 1 and both sides named."""

from collections.abc import Sequence

import pandas as pd

from her2core.charts.forest.build import build_contrasts, name_axis
from her2core.charts.forest.model import Forest, Scale
from her2core.charts.rows import Disagreements
from her2core.language import _

TICKS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20)


def ratio_forest(
    contrasts: pd.DataFrame, disagreements: Disagreements | None = None, gaps: Sequence[str] = ()
) -> Forest:
    """Build the forest of hazard ratios; the axis holds every interval.

    Parameters
    ----------
    contrasts : rows of the comparisons frame with measure "HR", with `match`
    disagreements : trial id -> what sources say differently
    gaps : what nothing is held for, in sentences
    """
    low, high, ticks = axis(contrasts)
    scale = Scale(name_axis(contrasts, _("hazard ratio, log scale")), (low, high), ticks, log=True, line_at=1)
    return build_contrasts(scale, contrasts, disagreements, gaps)


def axis(contrasts: pd.DataFrame) -> tuple[float, float, tuple[float, ...]]:
    """Find the ends of a logarithmic axis that holds every interval, and its ticks. A limit of 0 is drawn to the edge."""
    figures = contrasts[["value", "ci_low", "ci_high"]]
    figures = figures.where(figures > 0)
    low, high = min(0.5, figures.min().min() * 0.92), max(2.0, figures.max().max() * 1.08)
    return low, high, tuple(tick for tick in TICKS if low <= tick <= high)
