"""Median times with their intervals. A median is a dot, never a curve; not reached is an arrow, never a number."""

import math
from collections.abc import Sequence

import pandas as pd

from her2core.charts.forest.build import build_outcomes, name_axis
from her2core.charts.forest.model import Forest, Scale
from her2core.charts.rows import Disagreements
from her2core.language import _

STEPS = (3, 6, 12, 24, 60, 120)
"""Months between the ticks of the axis."""


def median_forest(
    figures: pd.DataFrame,
    contrasts: pd.DataFrame | None = None,
    disagreements: Disagreements | None = None,
    gaps: Sequence[str] = (),
) -> Forest:
    """Build the forest of medians in months, experimental and control arm together.

    Parameters
    ----------
    figures : rows of the outcomes frame in months, with `match`
    contrasts : rows of the comparisons frame that belong to them
    disagreements : trial id -> what sources say differently
    gaps : what nothing is held for, in sentences
    """
    end, step = axis(figures)
    scale = Scale(name_axis(figures, _("median, months")), (0, end), tuple(range(0, end + 1, step)))
    return build_outcomes(scale, figures.assign(interval="reported"), contrasts, disagreements, gaps)


def axis(figures: pd.DataFrame) -> tuple[int, int]:
    """Find where an axis in months ends, and the months between its ticks."""
    known = (
        figures[["value", "ci_low", "ci_high"]].astype("float64").fillna(0)
    )  # of a median not reached nothing may be known
    longest = max(known.max().max(), 6)
    end = 6 * math.ceil(longest * 1.05 / 6)
    return end, next(step for step in STEPS if end / step <= 10)
