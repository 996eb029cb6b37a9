"""The empty canvas that every chart starts from."""

from typing import Any

import plotly.graph_objects as go

from her2core.charts.text import FONT, TEXT_SIZE
from her2core.charts.theme import Palette

GAP = 12
"""The space between rows, in pixels."""


def canvas(palette: Palette, **layout: Any) -> go.Figure:
    """Make a chart in the colours of a page, without legend and tools, for `layout` and traces to be added."""
    chart = go.Figure(
        layout={
            # A page draws a chart twice, the second time with a copy of its data. A revision that stands, and no
            # template, tell plotly that nothing changed: half the time of a click.
            "datarevision": 1,
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            # In the colours of the page, not of the mark, so that every tooltip is read.
            "hoverlabel": {
                "align": "left",
                "bgcolor": palette.page,
                "bordercolor": palette.line,
                "font": {"color": palette.text, "family": FONT},
            },
            "paper_bgcolor": palette.page,
            "plot_bgcolor": palette.page,
            "font": {"color": palette.text, "size": TEXT_SIZE, "family": FONT},
            **layout,
        }
    )
    chart.layout.template = None
    return chart
