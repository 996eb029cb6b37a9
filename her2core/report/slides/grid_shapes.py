"""What a grid holds, as native shapes on a slide: the same layout as on the screen."""

from dataclasses import dataclass
from typing import Any

from her2core.charts.grid import Axis, Dot, Grid
from her2core.charts.mark import Text
from her2core.charts.theme import LIGHT
from her2core.report.layout import Words, word_width
from her2core.report.slides.deck import WIDTH, Deck
from her2core.report.slides.shapes import Box, add_arrow, add_line, add_mark, add_text

SIDE = 0.25
"""The margin: a chart needs more width than text."""
_POINT = 0.75
"""Points a pixel of text; the places are laid out wider, as Arial is wider than the font of the screen."""
_MIDDLE, _SPARE = 0.11, 1.3
"""Half the height of a line; and how much room it has, so that in a wider font than was reckoned with it stays one line."""


@dataclass(frozen=True)
class Places:
    """Where pixels of a layout stand on a slide, in inches: `inch` a pixel, from `top` down."""

    inch: float
    top: float

    def x(self, x: float) -> float:
        return SIDE + x * self.inch

    def y(self, y: float) -> float:
        return self.top + y * self.inch

    def value(self, axis: Axis, value: float) -> float:
        """Find where a value of an axis stands."""
        return self.x(axis.place_within(value))


def measure_pixel(width: float) -> float:
    """Measure a pixel of a layout that is as wide as a slide, in inches."""
    return (WIDTH - 2 * SIDE) / width


def add_grid(deck: Deck, slide: Any, grid: Grid, top: float, description: str) -> float:
    """Draw a grid from `top` down, in inches; return where it ends."""
    at = Places(measure_pixel(grid.width), top)
    shapes = slide.shapes
    drawn = [add_line(shapes, (SIDE, at.y(y)), (WIDTH - SIDE, at.y(y)), *_rule(strong)) for y, strong in grid.rules]
    for axis, value, top_end, bottom_end, strong in grid.uprights:
        x = at.value(grid.axes[axis], value)
        drawn.append(add_line(shapes, (x, at.y(top_end)), (x, at.y(bottom_end)), *_rule(strong)))
    for axis, one, other in grid.links:
        start, end = ((at.value(grid.axes[axis], value), at.y(y)) for value, y in (one, other))
        drawn.append(add_line(shapes, start, end, LIGHT.line, 0.75, dotted=True))
    for dot in grid.dots:
        drawn += _draw_dot(shapes, dot, grid.axes[dot.axis], at)
    drawn += [_add_words(shapes, each, at, deck.language) for each in grid.texts]
    group = shapes.add_group_shape(drawn)
    group._element.nvGrpSpPr.cNvPr.set("descr", description)
    return at.y(grid.height)


def _rule(strong: bool) -> tuple[str, float]:
    return (LIGHT.line, 1.0) if strong else (LIGHT.grid, 0.75)


def _draw_dot(shapes: Any, dot: Dot, axis: Axis, at: Places) -> list[Any]:
    """The track of the axis, the interval, and the mark, whose area tells how many patients."""
    y = at.y(dot.y)
    drawn = [add_line(shapes, (at.x(axis.start), y), (at.x(axis.end), y), LIGHT.grid, 1)]
    if dot.ends:
        low, high = (at.value(axis, end) for end in dot.ends)
        drawn.append(add_line(shapes, (low, y), (high, y), LIGHT.line, 2, dot.dotted))
    if dot.is_unlimited:
        drawn.append(add_arrow(shapes, (at.x(axis.end), y)))
    if dot.is_below(axis):
        drawn.append(add_arrow(shapes, (at.x(axis.start), y), left=True))
    if dot.value is not None:
        size = dot.size * at.inch
        drawn.append(add_mark(shapes, (at.value(axis, dot.value), y), dot.shape, dot.colour, dot.is_open, size))
    return drawn


def _add_words(shapes: Any, text: Text, at: Places, language: str) -> Any:
    size = text.size * _POINT
    width = word_width(text.words, size, text.bold) * _SPARE
    is_right = text.anchor == "right"
    x = max(0.0, at.x(text.x) - width) if is_right else at.x(text.x)
    end = at.x(text.x) if is_right else WIDTH - 0.01
    words = [[Words(text.words, size, text.bold, text.colour)]]
    box = Box(x, at.y(text.y) - _MIDDLE, min(width, end - x), 2 * _MIDDLE)
    return add_text(shapes, box, words, language, right=is_right)
