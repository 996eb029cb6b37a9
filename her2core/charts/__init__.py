"""Tidy frame in, Plotly chart out. Every chart carries its own warning and its own height, so that it travels whole."""

from her2core.charts.medians import median_forest
from her2core.charts.overview import overview_chart
from her2core.charts.rates import rate_forest
from her2core.charts.ratios import ratio_forest

__all__ = ["median_forest", "overview_chart", "rate_forest", "ratio_forest"]
