"""Where the trials of a chart stand, for those who do not point: what its marks open, from the top to the bottom."""

from dataclasses import dataclass
from itertools import groupby

import plotly.graph_objects as go

HALF = 12
"""Pixels above and below the middle of a row."""


@dataclass(frozen=True)
class TrialRow:
    """The rows of a trial that stand together, from `top` to `bottom` in pixels of the chart."""

    trial: str
    top: float
    bottom: float


def list_trial_rows(chart: go.Figure) -> list[TrialRow]:
    """List the trials that the marks of a chart carry, each once, where it stands first."""
    start, end = chart.layout.yaxis.range
    top, bottom = chart.layout.margin.t, chart.layout.margin.b
    scale = (chart.layout.height - top - bottom) / (start - end)
    places = {
        (top + (float(y) - end) * scale, str(carried[0]))
        for trace in chart.data
        if trace.customdata is not None
        for y, carried in zip(trace.y, trace.customdata, strict=True)
    }
    rows: dict[str, TrialRow] = {}
    for trial, together in groupby(sorted(places), key=lambda place: place[1]):
        heights = [height for height, _trial in together]
        rows.setdefault(trial, TrialRow(trial, heights[0] - HALF, heights[-1] + HALF))
    return list(rows.values())
