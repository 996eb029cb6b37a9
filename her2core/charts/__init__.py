"""Tidy frame in, Plotly chart out. Every chart carries its own warning and its own height, so that it travels whole."""

from her2core.charts.medians import median_chart
from her2core.charts.overview import overview_chart
from her2core.charts.rates import rate_chart
from her2core.charts.ratios import ratio_chart

__all__ = ["median_chart", "overview_chart", "rate_chart", "ratio_chart"]
