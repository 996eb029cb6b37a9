"""At a glance on a slide: the same layout as on the screen, as native shapes."""

from dataclasses import dataclass
from typing import Any

from her2core.charts.grid import Axis, Dot
from her2core.charts.mark import Text
from her2core.charts.theme import LIGHT
from her2core.report.glance import GlanceFigure
from her2core.report.layout import Paragraph, Words, text_height, word_width
from her2core.report.slides.deck import BOTTOM, SMALLEST, TOP, WIDTH, Deck
from her2core.report.slides.shapes import Box, add_arrow, add_line, add_mark, add_text

_SIDE = 0.25
"""The margin: the view needs more width than text."""
_POINT = 0.75
"""Points a pixel of text; the places are laid out wider, as Arial is wider than the font of the screen."""
_MIDDLE = 0.11


def add_glance_slide(deck: Deck, figure: GlanceFigure, title: str) -> None:
    """Draw the view, and under it what is folded and where the figures were read."""
    slide = deck.slide(title)
    grid = figure.draw()
    at = _Places((WIDTH - 2 * _SIDE) / grid.width)
    drawn = [
        add_line(slide.shapes, (_SIDE, at.y(y)), (WIDTH - _SIDE, at.y(y)), *_rule(strong)) for y, strong in grid.rules
    ]
    for dot in grid.dots:
        drawn += _draw_dot(slide.shapes, dot, grid.axes[dot.axis], at)
    drawn += [_add_words(slide.shapes, each, at, deck.language) for each in grid.texts]
    group = slide.shapes.add_group_shape(drawn)
    group._element.nvGrpSpPr.cNvPr.set("descr", figure.description)
    below: list[Paragraph] = [[Words(line, SMALLEST)] for line in figure.below]
    height = text_height(below, WIDTH - 2 * _SIDE)
    y = min(at.y(grid.height) + 0.08, BOTTOM - height)
    add_text(slide.shapes, Box(_SIDE, y, WIDTH - 2 * _SIDE, height), below, deck.language)


@dataclass(frozen=True)
class _Places:
    """Where pixels of the layout stand on the slide, in inches."""

    inch: float

    def x(self, x: float) -> float:
        return _SIDE + x * self.inch

    def y(self, y: float) -> float:
        return TOP + y * self.inch

    def value(self, axis: Axis, value: float) -> float:
        """Where a value of an axis stands."""
        part = (value - axis.low) / (axis.high - axis.low)
        return self.x(axis.start + min(1.0, max(0.0, part)) * (axis.end - axis.start))


def _rule(strong: bool) -> tuple[str, float]:
    return (LIGHT.line, 1.0) if strong else (LIGHT.grid, 0.75)


def _draw_dot(shapes: Any, dot: Dot, axis: Axis, at: _Places) -> list[Any]:
    """The track of the axis, the interval, and the mark, whose area tells how many patients."""
    y = at.y(dot.y)
    drawn = [add_line(shapes, (at.x(axis.start), y), (at.x(axis.end), y), LIGHT.grid, 1)]
    if dot.ends:
        low, high = (at.value(axis, end) for end in dot.ends)
        drawn.append(add_line(shapes, (low, y), (high, y), LIGHT.line, 2, dot.dotted))
    if dot.is_unlimited:
        drawn.append(add_arrow(shapes, (at.x(axis.end), y)))
    if dot.value is not None:
        size = dot.size * at.inch
        drawn.append(add_mark(shapes, (at.value(axis, dot.value), y), dot.shape, dot.colour, dot.is_open, size))
    return drawn


def _add_words(shapes: Any, text: Text, at: _Places, language: str) -> Any:
    size = text.size * _POINT
    width = word_width(text.words, size, text.bold) * 1.04 + 0.02
    x = max(0.0, at.x(text.x) - width) if text.anchor == "right" else at.x(text.x)
    words = [[Words(text.words, size, text.bold, text.colour)]]
    box = Box(x, at.y(text.y) - _MIDDLE, min(width, WIDTH - x), 2 * _MIDDLE)
    return add_text(shapes, box, words, language, right=text.anchor == "right")
