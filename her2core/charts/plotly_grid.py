"""A grid as a chart: Plotly's traces for its texts, lines and marks."""

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.grid import SPOT, Dot, Grid
from her2core.charts.text import escape

INTERVAL = 3
"""How thick an interval is drawn, in pixels."""
Trace = dict[str, Any]
_HIDDEN: dict[str, Any] = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}


def draw_grid(grid: Grid) -> go.Figure:
    """Draw what was collected as a chart."""
    places = range(len(grid.axes))
    chart = canvas(
        grid.palette,
        shapes=[_line(grid, *rule) for rule in grid.rules] + [_upright(grid, *each) for each in grid.uprights],
        hoverdistance=26,
        height=round(grid.height),
        hoverlabel_showarrow=False,  # a page moves a label off its row
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={**_HIDDEN, "range": [0, grid.width], "domain": [0, 1]},
        yaxis={**_HIDDEN, "range": [grid.height, 0]},
        **{
            f"xaxis{place + 2}": {
                **_HIDDEN,
                "range": list(axis.range),
                "type": "log" if axis.log else "linear",
                "domain": [axis.start / grid.width, axis.end / grid.width],
                "anchor": "y",
            }
            for place, axis in enumerate(grid.axes)
        },
    )
    # All at once, as plain data: Plotly looks through each trace once, not twice.
    chart.add_traces(
        [
            *_texts(grid),
            *(
                trace
                for place in places
                for trace in (*_tracks(grid, place), *_links(grid, place), *_intervals(grid, place))
            ),
            _spots(grid),
            *(trace for place in places for trace in _marks(grid, place)),
        ]
    )
    return chart


def _line(grid: Grid, y: float, strong: bool) -> dict[str, Any]:
    colour = grid.palette.line if strong else grid.palette.grid
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": colour, "width": 1}, "layer": "below"
    }  # fmt: skip


def _upright(grid: Grid, axis: int, value: float, top: float, bottom: float, strong: bool) -> dict[str, Any]:
    line = {"color": grid.palette.line if strong else grid.palette.grid, "width": 1.5 if strong else 1}
    return {
        "type": "line", "xref": f"x{axis + 2}", "x0": value, "x1": value, "y0": top, "y1": bottom, "line": line, "layer": "below"
    }  # fmt: skip


def _texts(grid: Grid) -> Iterator[Trace]:
    """One trace for each colour, size and side: they are what a trace of text has one of."""
    for look in dict.fromkeys((each.colour, each.size, each.anchor) for each in grid.texts):
        texts = [each for each in grid.texts if (each.colour, each.size, each.anchor) == look]
        colour, size, anchor = look
        yield {
            "type": "scatter",
            "x": [each.x for each in texts],
            "y": [each.y for each in texts],
            "text": [f"<b>{escape(each.words)}</b>" if each.bold else escape(each.words) for each in texts],
            "mode": "text",
            "textposition": "middle right" if anchor == "left" else "middle left",
            "textfont": {"color": colour, "size": size},
            "unselected": {"textfont": {"color": colour}},
            "hoverinfo": "skip",
            "cliponaxis": False,
            "name": "text",
        }


def _tracks(grid: Grid, place: int) -> Iterator[Trace]:
    axis = grid.axes[place]
    yield from _lines(grid, place, "track", [(axis.low, axis.high, dot.y) for dot in grid.dots if dot.axis == place])


def _links(grid: Grid, place: int) -> Iterator[Trace]:
    links = [(one, other) for axis, one, other in grid.links if axis == place]
    if links:
        yield {
            "type": "scatter",
            "x": [x for one, other in links for x in (one[0], other[0], None)],
            "y": [y for one, other in links for y in (one[1], other[1], None)],
            "mode": "lines",
            "line": {"color": grid.palette.line, "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
            "name": "contrast",
            "xaxis": f"x{place + 2}",
        }


def _intervals(grid: Grid, place: int) -> Iterator[Trace]:
    """Dotted where the report is no paper; an open arrow where a limit was not reached, or lies beyond the axis."""
    axis = grid.axes[place]
    dots = [dot for dot in grid.dots if dot.axis == place and dot.ends]
    off = [dot for dot in dots if dot.is_below(axis)]
    for dotted in (False, True):
        lines = [
            (axis.low if dot in off else dot.ends[0], dot.ends[1], dot.y)
            for dot in dots
            if dot.ends and dot.dotted is dotted
        ]
        yield from _lines(grid, place, "interval", lines, "2px,2px" if dotted else "solid")
    unlimited = [dot for dot in grid.dots if dot.axis == place and dot.is_unlimited]
    yield from _arrows(grid, place, "not reached", axis.high, unlimited, "triangle-right-open")
    yield from _arrows(grid, place, "beyond the axis", axis.low, off, "triangle-left-open")


def _arrows(grid: Grid, place: int, name: str, value: float, dots: Sequence[Dot], symbol: str) -> Iterator[Trace]:
    if dots:
        marker = {"symbol": symbol, "size": 12, "color": grid.palette.text, "line": {"width": 2}}
        yield _points(place, name, [value] * len(dots), dots, marker)


def _lines(
    grid: Grid, place: int, name: str, lines: list[tuple[float, float, float]], dash: str = "solid"
) -> Iterator[Trace]:
    if lines:
        thin = name == "track"
        yield {
            "type": "scatter",
            "x": [x for start, end, _y in lines for x in (start, end, None)],
            "y": [at for _start, _end, y in lines for at in (y, y, None)],
            "mode": "lines",
            "line": {
                "color": grid.palette.grid if thin else grid.palette.line,
                "width": 1.5 if thin else INTERVAL,
                "dash": dash,
            },
            "hoverinfo": "skip",
            "name": name,
            "xaxis": f"x{place + 2}",
        }


def _marks(grid: Grid, place: int) -> Iterator[Trace]:
    shown = [dot for dot in grid.dots if dot.axis == place and dot.value is not None]
    if shown:
        marker = {
            "opacity": 1,  # marks of several sizes are taken for bubbles, which plotly makes translucent
            "symbol": [dot.shape for dot in shown],
            "size": [dot.size for dot in shown],
            "color": [grid.palette.page if dot.is_open else dot.colour for dot in shown],
            "line": {"color": grid.palette.text, "width": [2 if dot.is_open else 1 for dot in shown]},
        }
        yield _points(place, "value", [dot.value for dot in shown], shown, marker)


def _points(
    place: int, name: str, values: Sequence[float | None], dots: Sequence[Dot], marker: dict[str, Any]
) -> Trace:
    return {
        "type": "scatter",
        "x": list(values),
        "y": [dot.y for dot in dots],
        "mode": "markers",
        "marker": marker,
        "unselected": {"marker": {"opacity": 1}},
        "text": [dot.hover for dot in dots],
        "customdata": [[dot.trial] for dot in dots],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "name": name,
        "xaxis": f"x{place + 2}",
    }


def _spots(grid: Grid) -> Trace:
    return {
        "type": "scatter",
        "x": [each[0] for each in grid.spots],
        "y": [each[1] for each in grid.spots],
        "text": [each[2] for each in grid.spots],
        "customdata": [[each[3]] for each in grid.spots],
        "mode": "markers",
        "marker": {"size": SPOT, "opacity": 0},
        "unselected": {"marker": {"opacity": 0}},
        "hovertemplate": "%{text}<extra></extra>",
        "name": "row",
    }
