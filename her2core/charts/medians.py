"""Median times with their intervals. A median is a dot, never a curve; not reached is an arrow, never a number."""

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from her2core.charts import rows
from her2core.charts.rows import Disagreements
from her2core.charts.sheet import Sheet, empty_rows
from her2core.charts.theme import Palette
from her2core.language import _

STEPS = (3, 6, 12, 24, 60, 120)
"""Months between the ticks of the axis."""


def median_chart(
    figures: pd.DataFrame,
    palette: Palette,
    contrasts: pd.DataFrame | None = None,
    disagreements: Disagreements | None = None,
    gaps: Sequence[str] = (),
    wide: bool = False,
) -> go.Figure:
    """Draw medians in months as dots with intervals, by trial, experimental and control arm side by side.

    Parameters
    ----------
    figures : rows of the outcomes frame in months, with `match`
    contrasts : rows of the comparisons frame that belong to them
    disagreements : trial id -> what sources say differently
    gaps : what nothing is held for, in sentences
    wide : whether text stands beside its mark
    """
    end, step = axis(figures)
    sheet = Sheet(_("median, months"), (0, end), tuple(range(0, end + 1, step)), palette, wide=wide)
    rows.draw_trials(sheet, figures.assign(interval="reported"), rows.mark, contrasts, disagreements)
    empty_rows(sheet, gaps)
    return sheet.draw()


def axis(figures: pd.DataFrame) -> tuple[int, int]:
    """Find where an axis in months ends, and the months between its ticks."""
    known = (
        figures[["value", "ci_low", "ci_high"]].astype("float64").fillna(0)
    )  # of a median not reached nothing may be known
    longest = max(known.max().max(), 6)
    end = 6 * math.ceil(longest * 1.05 / 6)
    return end, next(step for step in STEPS if end / step <= 10)
