"""Reported figures as native shapes: a dot with its interval beside the words that say the same."""

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from her2core.charts.mark import Mark
from her2core.charts.theme import LIGHT
from her2core.language import _
from her2core.report.compared import Comparison
from her2core.report.layout import BULLET, Paragraph, Words, fold, format_block, text_height
from her2core.report.parts import Block, Chart, Group, Line
from her2core.report.slides.deck import BOTTOM, INNER, MARGIN, SMALLEST, TEXT, TOP, WIDTH, Deck, number_title
from her2core.report.slides.shapes import Box, add_arrow, add_line, add_mark, add_text

_TEXT = 7.9
"""Width of the words, in inches; the marks stand to their right."""
_FROM, _TO = MARGIN + _TEXT + 0.3, WIDTH - MARGIN - 0.2
_PAD = 0.06
_SIZES = (TEXT, 13.0, SMALLEST)
_AXIS, _FOOT = 0.5, 0.25
"""Room for the axis above, and for what its sides mean below."""


@dataclass(frozen=True)
class _ChartRow:
    """Words with, or without, a mark."""

    words: list[Paragraph]
    mark: Mark | None = None
    width: float = _TEXT

    @cached_property
    def height(self) -> float:
        return text_height(self.words, self.width) + _PAD


@dataclass
class _Page:
    rows: list[_ChartRow] = field(default_factory=list)

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    @property
    def marked(self) -> float:
        """How far down the last mark stands."""
        last = max((place for place, row in enumerate(self.rows) if row.mark), default=-1)
        return sum(row.height for row in self.rows[: last + 1])


def add_chart_slides(deck: Deck, chart: Chart, warning: str) -> None:
    """Draw one endpoint on as many slides as it needs."""
    head: list[Paragraph] = [[Words(warning, SMALLEST, True)]]
    head += [[Words(line, SMALLEST, colour=LIGHT.quiet)] for line in chart.key]
    top = TOP + text_height(head, INNER) + _AXIS
    pages = _pages(chart, BOTTOM - (_FOOT if chart.sides else 0) - top)
    for place, page in enumerate(pages):
        slide = deck.slide(number_title(chart.title, place, len(pages)))
        add_text(slide.shapes, Box(MARGIN, TOP - 0.05, INNER, text_height(head, INNER)), head, deck.language)
        _draw_page(slide.shapes, chart, page, top, deck.language)


def add_comparison_slide(deck: Deck, comparison: Comparison) -> None:
    """Draw two regimens through their common control on one slide: what stands against it first, below it the number."""
    chart = comparison.chart
    page = _Page(_rows(chart.groups[0])) if chart else _Page()
    room = BOTTOM - TOP - (page.height + _AXIS + _FOOT if chart else 0)
    size = next(
        (each for each in _SIZES if text_height(_format_against(comparison, each, math.inf), INNER) <= room), SMALLEST
    )
    slide = deck.slide(comparison.title)
    above = _format_against(comparison, size, room if size == SMALLEST else math.inf)
    height = text_height(above, INNER)
    add_text(slide.shapes, Box(MARGIN, TOP, INNER, height), above, deck.language)
    if chart:
        _draw_page(slide.shapes, chart, page, TOP + height + _AXIS, deck.language)


def _format_against(comparison: Comparison, size: float, room: float) -> list[Paragraph]:
    """What stands against it; what has no room is counted."""
    head: list[Paragraph] = [[Words(comparison.against.title, size, True, LIGHT.accent)]]

    def height(block: Block) -> float:
        return text_height([[Words(BULLET, size), *line] for line in format_block(block, size)], INNER)

    (kept,) = fold([comparison.against], height, room - text_height(head, INNER))
    return [*head, *([Words(BULLET, size), *line] for line in format_block(kept, size))]


def _draw_page(shapes: Any, chart: Chart, page: "_Page", top: float, language: str) -> None:
    """The rows of one slide with their axis, from `top` down."""
    drawn = _axis(shapes, chart, top, top + page.marked, language)
    y = top
    for row in page.rows:
        if row.mark:
            drawn += _draw(shapes, chart, row.mark, y + 0.1)
        y += row.height
    group = shapes.add_group_shape(drawn)
    group._element.nvGrpSpPr.cNvPr.set("descr", _describe(chart, page))
    y = top
    for row in page.rows:
        add_text(shapes, Box(MARGIN, y, row.width, row.height), row.words, language, covers=row.mark is None)
        y += row.height
    if chart.sides:
        _sides(shapes, chart.sides, _place(chart, 1 if chart.log else 0), y, language)


def _sides(shapes: Any, sides: tuple[str, str], line: float, y: float, language: str) -> None:
    """What either side of no effect means, beside its line."""
    left = [[Words(f"← {sides[0]}", SMALLEST, True)]]
    right = [[Words(f"{sides[1]} →", SMALLEST, True)]]
    add_text(shapes, Box(line - 3.4, y, 3.32, _FOOT), left, language, right=True)
    add_text(shapes, Box(line + 0.08, y, WIDTH - line - 0.2, _FOOT), right, language)


def _pages(chart: Chart, room: float) -> list[_Page]:
    """Groups are kept whole where a slide holds them; where not, the trial's name stands on each of its slides."""
    pages = [_Page()]
    for group in chart.groups:
        head, rows = _head(group), _rows(group)
        if pages[-1].rows and pages[-1].height + head.height + sum(row.height for row in rows) > room:
            pages.append(_Page())
        pages[-1].rows.append(head)
        for row in rows:
            if len(pages[-1].rows) > 1 and pages[-1].height + row.height > room:
                pages.append(_Page([head]))
            pages[-1].rows.append(row)
    return pages


def _head(group: Group) -> _ChartRow:
    name, about = Words(group.name, TEXT, True), Words(f"  {group.about}", SMALLEST, colour=LIGHT.quiet)
    return _ChartRow([[name, about]], width=INNER)


def _rows(group: Group) -> list[_ChartRow]:
    remarks = [_ChartRow([[Words(remark, SMALLEST, colour=LIGHT.quiet)]], width=INNER) for remark in group.remarks]
    return [*(_ChartRow(_format_line(line), line.mark) for line in group.lines), *remarks]


def _format_line(line: Line) -> list[Paragraph]:
    return [[Words(line.text, SMALLEST, True)], [Words(line.about + line.cited, SMALLEST, colour=LIGHT.quiet)]]


def _describe(chart: Chart, page: _Page) -> str:
    """For those who do not see the marks: the words beside them say the same."""
    marks = sum(row.mark is not None for row in page.rows)
    return _("{title}: {count} reported figures, each said in words beside its mark.", title=chart.title, count=marks)


def _axis(shapes: Any, chart: Chart, top: float, bottom: float, language: str) -> list[Any]:
    title = [[Words(chart.axis, SMALLEST, colour=LIGHT.quiet)]]
    drawn = [add_text(shapes, Box(_FROM, top - 0.47, _TO - _FROM, 0.22), title, language, right=True)]
    for tick in chart.ticks:
        x = _place(chart, tick)
        drawn.append(add_line(shapes, (x, top), (x, bottom), LIGHT.grid, 0.75))
        name = [[Words(f"{tick:g}", SMALLEST, colour=LIGHT.quiet)]]
        drawn.append(add_text(shapes, Box(x - 0.1, top - 0.24, 0.5, 0.22), name, language))
    if chart.sides:
        x = _place(chart, 1 if chart.log else 0)
        drawn.append(add_line(shapes, (x, top), (x, bottom), LIGHT.line, 1.5))
    return drawn


def _draw(shapes: Any, chart: Chart, mark: Mark, y: float) -> list[Any]:
    drawn = []
    ends = mark.ends(chart.span[1])
    if ends:
        drawn.append(
            add_line(shapes, (_place(chart, ends[0]), y), (_place(chart, ends[1]), y), LIGHT.line, 2, mark.dotted)
        )
    if mark.is_unlimited:
        drawn.append(add_arrow(shapes, (_TO, y)))
    if mark.value is not None:
        drawn.append(add_mark(shapes, (_place(chart, mark.value), y), mark.shape, mark.colour, mark.is_open))
    return drawn


def _place(chart: Chart, value: float) -> float:
    return _FROM + chart.place(value) * (_TO - _FROM)
