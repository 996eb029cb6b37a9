"""What a chart says, read from its figure."""

import re

import plotly.graph_objects as go

from her2core.charts.forest import PHONE, Forest, draw_forest, lay_out_forest
from her2core.charts.theme import LIGHT, Palette


def draw_whole(forest: Forest, wide: bool = False, palette: Palette = LIGHT) -> go.Figure:
    """Draw a forest with nothing folded, for a phone or a wide page."""
    return draw_forest(lay_out_forest(forest, 1000 if wide else PHONE), palette)


def trace(figure: go.Figure, name: str) -> go.Scatter | go.Heatmap:
    return next(trace for trace in figure.data if trace.name == name)


def lines(figure: go.Figure) -> list[str]:
    """The text of a figure from its top to its bottom, without markup."""
    placed = [
        (y, words)
        for trace in figure.data
        if trace.type == "scatter" and trace.name == "text"
        for y, words in zip(trace.y, trace.text, strict=True)
    ]
    return [re.sub(r"<[^>]+>", "", words) for _y, words in sorted(placed)]


def heads(figure: go.Figure) -> list[tuple[float, list[str]]]:
    """The heights in pixels at which the names of the events stand, with the names."""
    height = max(figure.layout.yaxis.range)
    axes = [axis for axis in figure.select_xaxes() if axis.ticktext]
    return [(height * (1 - axis.position), list(axis.ticktext)) for axis in axes if axis.overlaying]
