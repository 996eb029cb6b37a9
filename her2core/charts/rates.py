"""Rates in percent with their intervals: response, pathological response, rates at a landmark."""

from collections.abc import Sequence

import pandas as pd

from her2core.charts.forest.build import build_outcomes, name_axis
from her2core.charts.forest.model import Forest, Scale
from her2core.charts.rows import Disagreements
from her2core.language import _
from her2core.statistics.proportions import add_calculated_intervals

TICKS = (0, 20, 40, 60, 80, 100)


def rate_forest(
    figures: pd.DataFrame,
    contrasts: pd.DataFrame | None = None,
    disagreements: Disagreements | None = None,
    gaps: Sequence[str] = (),
) -> Forest:
    """Build the forest of rates, dots with intervals from 0 to 100 %.

    Parameters
    ----------
    figures : rows of the outcomes frame in percent, with `match`
    contrasts : rows of the comparisons frame that belong to them
    disagreements : trial id -> what sources say differently
    gaps : what nothing is held for, in sentences
    """
    scale = Scale(name_axis(figures, _("percent of patients")), (0, 100), TICKS)
    return build_outcomes(scale, add_calculated_intervals(figures), contrasts, disagreements, gaps)
