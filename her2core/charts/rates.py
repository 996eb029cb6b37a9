"""Rates in percent with their intervals: response, pathological response, rates at a landmark."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from her2core.charts import rows
from her2core.charts.rows import Disagreements
from her2core.charts.sheet import Sheet, empty_rows
from her2core.charts.theme import Palette
from her2core.language import _
from her2core.statistics.proportions import add_calculated_intervals

TICKS = (0, 20, 40, 60, 80, 100)


def rate_chart(
    figures: pd.DataFrame,
    palette: Palette,
    contrasts: pd.DataFrame | None = None,
    disagreements: Disagreements | None = None,
    gaps: Sequence[str] = (),
    wide: bool = False,
) -> go.Figure:
    """Draw rates as dots with intervals, 0 to 100 %, by trial.

    Parameters
    ----------
    figures : rows of the outcomes frame in percent, with `match`
    contrasts : rows of the comparisons frame that belong to them
    disagreements : trial id -> what sources say differently
    gaps : what nothing is held for, in sentences
    wide : whether text stands beside its mark
    """
    sheet = Sheet(_("percent of patients"), (0, 100), TICKS, palette, wide=wide)
    rows.draw_trials(sheet, add_calculated_intervals(figures), rows.mark, contrasts, disagreements)
    empty_rows(sheet, gaps)
    return sheet.draw()
