"""Names beside the marks of a chart, where there is room: no name lies on a mark, on another name or beyond the plot."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from her2core.charts.text import escape, measure
from her2core.charts.theme import Palette

SIZE = 12
"""Of the text, in pixels."""
_SPACE = 3
_BEYOND_NAME = re.compile(r"\s*[(（:：,，].*$")
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """A mark at a place in pixels from the upper left corner of the plot, and its name."""

    x: float
    y: float
    radius: float
    name: str


def shorten_name(name: str) -> str:
    """Return a name as far as its first comma, colon or bracket."""
    return _BEYOND_NAME.sub("", name) or name


def place_names(points: Sequence[Point], width: float, height: float, uprights: Iterable[float] = ()) -> dict[int, str]:
    """Choose a side of its mark for each name that has room, those of the first points first; return the sides by place.

    Each name stands once, and crosses none of the `uprights`. What fits a plot of this size fits a wider one.
    """
    taken: list[Box] = [
        (each.x - each.radius, each.y - each.radius, each.x + each.radius, each.y + each.radius) for each in points
    ] + [(x, 0, x, height) for x in uprights]
    sides: dict[int, str] = {}
    named: set[str] = set()
    for place, point in enumerate(points):
        if point.name in named:
            continue
        for side, box in _list_sides(point):
            inside = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height
            others = (other for at, other in enumerate(taken) if at != place)
            if inside and not any(_overlap(box, other) for other in others):
                sides[place] = side
                taken.append(box)
                named.add(point.name)
                break
    return sides


def draw_names(
    points: Sequence[Point], sides: Mapping[int, str], xs: Iterable[float], ys: Iterable[float], palette: Palette
) -> go.Scatter | None:
    """Draw the names that have room at the values of their marks; None where none has."""
    at = {place: (x, y) for place, (x, y) in enumerate(zip(xs, ys, strict=True)) if place in sides}
    if not at:
        return None
    return go.Scatter(
        x=[x for x, _y in at.values()],
        y=[y for _x, y in at.values()],
        # A mark reaches as far as its radius, of which a text knows nothing.
        text=[_pad(points[place], sides[place]) for place in at],
        textposition=[sides[place] for place in at],
        mode="text",
        textfont={"color": palette.quiet, "size": SIZE},
        hoverinfo="skip",
        cliponaxis=False,
        name="names",
    )


def _pad(point: Point, side: str) -> str:
    """A name with as many blanks before or behind it as its mark reaches."""
    name, blanks = escape(point.name), "\N{NO-BREAK SPACE}" * math.ceil((point.radius + _SPACE) / (0.2 * SIZE))
    return blanks + name if side == "middle right" else name + blanks


def _list_sides(point: Point) -> list[tuple[str, Box]]:
    """The places that a name may have, the best first, in the words of Plotly."""
    length, tall = measure(point.name, SIZE), SIZE * 1.3
    right, left = point.x + point.radius + _SPACE, point.x - point.radius - _SPACE
    beside = (point.y - tall / 2, point.y + tall / 2)
    return [
        ("middle right", (right, beside[0], right + length, beside[1])),
        ("middle left", (left - length, beside[0], left, beside[1])),
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
