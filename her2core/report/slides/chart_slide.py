"""Charts on slides: the view at a glance, forests, and two regimens through their common control."""

import math

from her2core.charts.theme import LIGHT
from her2core.report.compared import Comparison
from her2core.report.forests import PAGE_WIDTH, ForestFigure, describe_grid
from her2core.report.glance import GlanceFigure
from her2core.report.layout import BULLET, Paragraph, Words, fold, format_block, text_height
from her2core.report.parts import Block
from her2core.report.slides.deck import BOTTOM, SMALLEST, TEXT, TOP, WIDTH, Deck, number_title
from her2core.report.slides.grid_shapes import SIDE, add_grid, measure_pixel
from her2core.report.slides.shapes import Box, add_text

_ALONG = WIDTH - 2 * SIDE
"""How wide text is that stands with a chart."""
_TOP = TOP - 0.1
"""Right under the title: all reasons are to have room above the number."""
_SIZES = (TEXT, 13.0, SMALLEST)


def add_glance_slide(deck: Deck, figure: GlanceFigure, title: str) -> None:
    """Draw the view at a glance, and under it what is folded and where the figures were read."""
    slide = deck.slide(title)
    end = add_grid(deck, slide, figure.draw(), TOP, figure.description)
    below: list[Paragraph] = [[Words(line, SMALLEST)] for line in figure.below]
    height = text_height(below, _ALONG)
    y = min(end + 0.08, BOTTOM - height)
    add_text(slide.shapes, Box(SIDE, y, _ALONG, height), below, deck.language)


def add_forest_slides(deck: Deck, figure: ForestFigure) -> None:
    """Draw a forest on as many slides as it needs, each with its title and its axis."""
    pages = figure.pages((BOTTOM - TOP) / measure_pixel(PAGE_WIDTH))
    for place, page in enumerate(pages):
        slide = deck.slide(number_title(figure.title, place, len(pages)))
        add_grid(deck, slide, page, TOP, describe_grid(figure.title, page))


def add_comparison_slide(deck: Deck, comparison: Comparison) -> None:
    """Draw two regimens through their common control on one slide: what stands against it first, below it the number."""
    grid = comparison.draw()
    room = BOTTOM - _TOP - (grid.height * measure_pixel(grid.width) if grid else 0)
    size = next(
        (each for each in _SIZES if text_height(_format_against(comparison, each, math.inf), _ALONG) <= room), SMALLEST
    )
    slide = deck.slide(comparison.title)
    above = _format_against(comparison, size, room if size == SMALLEST else math.inf)
    height = text_height(above, _ALONG)
    add_text(slide.shapes, Box(SIDE, _TOP, _ALONG, height), above, deck.language)
    if grid:
        add_grid(deck, slide, grid, _TOP + height, describe_grid(comparison.title, grid))


def _format_against(comparison: Comparison, size: float, room: float) -> list[Paragraph]:
    """What stands against it; what has no room is counted."""
    head: list[Paragraph] = [[Words(comparison.against.title, size, True, LIGHT.accent)]]

    def height(block: Block) -> float:
        return text_height([[Words(BULLET, size), *line] for line in format_block(block, size)], _ALONG)

    (kept,) = fold([comparison.against], height, room - text_height(head, _ALONG))
    return [*head, *([Words(BULLET, size), *line] for line in format_block(kept, size))]
