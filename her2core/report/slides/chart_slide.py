"""Reported figures as native shapes: a dot with its interval beside the words that say the same."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from her2core.charts.mark import Mark
from her2core.charts.theme import LIGHT
from her2core.language import _
from her2core.report.parts import Chart, Group, Line
from her2core.report.slides.deck import BOTTOM, INNER, MARGIN, TOP, WIDTH, Deck, number_title
from her2core.report.slides.shapes import Box, Paragraph, Words, add_arrow, add_line, add_mark, add_text, text_height

_TEXT = 7.0
"""Width of the words, in inches; the marks stand to their right."""
_FROM, _TO = MARGIN + _TEXT + 0.3, WIDTH - MARGIN - 0.2
_PAD = 0.06


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
    head: list[Paragraph] = [[Words(warning, 11, True)], *([Words(line, 10, colour=LIGHT.quiet)] for line in chart.key)]
    top = TOP + text_height(head, INNER) + 0.45
    foot = 0.25 if chart.log else 0
    pages = _pages(chart, BOTTOM - foot - top)
    for place, page in enumerate(pages):
        slide = deck.slide(number_title(chart.title, place, len(pages)))
        add_text(slide.shapes, Box(MARGIN, TOP - 0.05, INNER, 0.5), head, deck.language)
        drawn = _axis(slide.shapes, chart, top, top + page.marked, deck.language)
        y = top
        for row in page.rows:
            if row.mark:
                drawn += _draw(slide.shapes, chart, row.mark, y + 0.1)
            y += row.height
        group = slide.shapes.add_group_shape(drawn)
        group._element.nvGrpSpPr.cNvPr.set("descr", _describe(chart, page))
        y = top
        for row in page.rows:
            box = Box(MARGIN, y, row.width, row.height)
            add_text(slide.shapes, box, row.words, deck.language, covers=row.mark is None)
            y += row.height
        if chart.log:
            _sides(slide.shapes, _place(chart, 1), y, deck.language)


def _sides(shapes: Any, line: float, y: float, language: str) -> None:
    """What either side of no effect means, beside its line."""
    left = [[Words(f"← {_('favours experimental')}", 10, True)]]
    right = [[Words(f"{_('favours control')} →", 10, True)]]
    add_text(shapes, Box(line - 3, y, 2.92, 0.22), left, language, right=True)
    add_text(shapes, Box(line + 0.08, y, WIDTH - line - 0.2, 0.22), right, language)


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
    return _ChartRow([[Words(group.name, 12, True), Words(f"  {group.about}", 10, colour=LIGHT.quiet)]], width=INNER)


def _rows(group: Group) -> list[_ChartRow]:
    remarks = [_ChartRow([[Words(remark, 10, colour=LIGHT.quiet)]], width=INNER) for remark in group.remarks]
    return [*(_ChartRow(_format_line(line), line.mark) for line in group.lines), *remarks]


def _format_line(line: Line) -> list[Paragraph]:
    return [[Words(line.text, 11, True)], [Words(f"{line.about} [{line.source}]", 10, colour=LIGHT.quiet)]]


def _describe(chart: Chart, page: _Page) -> str:
    """For those who do not see the marks: the words beside them say the same."""
    marks = sum(row.mark is not None for row in page.rows)
    return _("{title}: {count} reported figures, each said in words beside its mark.", title=chart.title, count=marks)


def _axis(shapes: Any, chart: Chart, top: float, bottom: float, language: str) -> list[Any]:
    title = [[Words(chart.axis, 10, colour=LIGHT.quiet)]]
    drawn = [add_text(shapes, Box(_FROM, top - 0.42, _TO - _FROM, 0.2), title, language, right=True)]
    for tick in chart.ticks:
        x = _place(chart, tick)
        drawn.append(add_line(shapes, (x, top), (x, bottom), LIGHT.grid, 0.75))
        name = [[Words(f"{tick:g}", 10, colour=LIGHT.quiet)]]
        drawn.append(add_text(shapes, Box(x - 0.1, top - 0.22, 0.4, 0.2), name, language))
    if chart.log:
        drawn.append(add_line(shapes, (_place(chart, 1), top), (_place(chart, 1), bottom), LIGHT.line, 1.5))
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
