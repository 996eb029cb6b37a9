"""The empty figure that every chart starts from."""

from typing import Any

import plotly.graph_objects as go

from her2core.charts.text import FONT, TEXT_SIZE
from her2core.charts.theme import Palette


def canvas(palette: Palette, **layout: Any) -> go.Figure:
    """A figure in the colours of a page, without a legend and without tools, for `layout` and traces to be added."""
    figure = go.Figure(
        layout={
            # A page draws a figure twice, the second time with a copy of its data. A revision that stands, and no
            # template, tell plotly that nothing changed: half the time of a click.
            "datarevision": 1,
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {"align": "left"},
            "paper_bgcolor": palette.page,
            "plot_bgcolor": palette.page,
            "font": {"color": palette.text, "size": TEXT_SIZE, "family": FONT},
            **layout,
        }
    )
    figure.layout.template = None
    return figure
