"""A deck of 16:9 slides: each with a title, the warning, the date and the number at its foot."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu

from her2core.charts.theme import LIGHT
from her2core.language import _
from her2core.report.layout import (
    BULLET,
    Paragraph,
    Words,
    column_widths,
    fold,
    format_block,
    halve,
    row_heights,
    text_height,
)
from her2core.report.parts import Block, Table
from her2core.report.slides.shapes import LANGUAGES, Box, add_table, add_text, fill, inches
from her2core.report.summary import APP, Summary

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.5
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 1.2, 6.85
"""Where content may stand, in inches from the top."""
TEXT, SMALLEST = 14.0, 12.0
"""Points: of text, and of tables, of figures and of the foot."""
_TITLE_ONLY = 5
_TITLE, _TITLES = 0.85, (26, 24, 20, 18, 16)
_HEADING, _GAP = 0.32, 0.2
_SIZES = (18.0, 16.0, TEXT)
_TABLES = (16.0, TEXT, 13.0, SMALLEST)
_BETWEEN, _APART = 0.4, 0.12
_LONGEST = 600
"""Characters of a line that is written on: what is longer may be continued on another slide."""


class Deck:
    """Slides in one language, collected one after the other.

    Parameters
    ----------
    summary : for what stands at the foot of every slide
    """

    def __init__(self, title: str, summary: Summary) -> None:
        self.language = summary.language
        self._summary = summary
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = inches(WIDTH), inches(HEIGHT)
        _widen(self._deck)
        _drop_thumbnail(self._deck)
        core = self._deck.core_properties
        core.title, core.author, core.language = title[:255], _(APP), LANGUAGES[self.language]
        core.created = core.modified = summary.made.replace(tzinfo=None)
        core.last_modified_by = core.author

    def slide(self, title: str, note: str = "") -> Any:
        """Add a new slide with its title; `note` is for the speaker."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        slide.shapes.turbo_add_enabled = True  # else the ids of all shapes are read for each new one
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = Box(MARGIN, 0.25, INNER, _TITLE).emu
        place.text_frame.margin_left = place.text_frame.margin_right = 0
        place.text_frame.margin_top = place.text_frame.margin_bottom = 0
        place.text_frame.word_wrap = True
        fitting = (size for size in _TITLES if text_height([[Words(title, size, True)]], INNER) <= _TITLE)
        size = next(fitting, _TITLES[-1])
        fill(place.text_frame, [[Words(title, size, True, LIGHT.accent)]], self.language)
        place.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._foot(slide)
        if note:
            slide.notes_slide.notes_text_frame.text = note
        return slide

    def page(self, title: str, tables: Sequence[Table], text: str = "") -> None:
        """Add tables on one slide, as large as they fit; the last rows of the tallest are folded and counted."""
        foot: list[Paragraph] = [[Words(text, TEXT)]] if text else []
        room = BOTTOM - TOP - text_height(foot, INNER)
        size = next((each for each in _TABLES if sum(_piece(table, each).height for table in tables) <= room), SMALLEST)
        slide, y = self.slide(title), TOP
        for table in fold(tables, lambda table: _piece(table, size).height, room):
            y = self._add(slide, _piece(table, size), y)
        if foot:
            add_text(slide.shapes, Box(MARGIN, y, INNER, text_height(foot, INNER)), foot, self.language)

    def tables(self, title: str, tables: Sequence[Table]) -> None:
        """Add tables under one another, each with its heading, on as many slides as they need."""
        pages: list[list[_TablePiece]] = [[]]
        for table in tables:
            for part in _parts(table):
                if pages[-1] and sum(each.height for each in pages[-1]) + part.height > BOTTOM - TOP:
                    pages.append([])
                pages[-1].append(part)
        for place, page in enumerate(each for each in pages if each):
            slide, y = self.slide(number_title(title, place, len(pages))), TOP
            for part in page:
                y = self._add(slide, part, y)

    def _add(self, slide: Any, part: "_TablePiece", y: float) -> float:
        """Add a table at a height; return where the next may stand."""
        end = y + part.height
        add_text(slide.shapes, Box(MARGIN, y, INNER, _HEADING), part.heading, self.language)
        y += _HEADING
        if part.rows:
            rows = [part.head, *part.rows]
            add_table(slide, Box(MARGIN, y, INNER, 1), part.columns, rows, part.size, self.language)
            y += sum(row_heights(rows, part.columns, part.size)) + 0.05
        if part.note:
            add_text(slide.shapes, Box(MARGIN, y, INNER, text_height(part.note, INNER)), part.note, self.language)
        return end

    def columns(self, title: str, blocks: Sequence[Block]) -> None:
        """Add blocks in two columns on one slide, as large as they fit; the last lines of the longest are folded."""
        width, room = (INNER - _BETWEEN) / 2, BOTTOM - TOP
        for size in _SIZES:
            height = partial(self._height, width=width, size=size)
            halves = halve(blocks, height)
            if all(sum(map(height, half)) <= room for half in halves):
                break
        slide = self.slide(title)
        for place, half in enumerate(halves):
            y = TOP
            for block in fold(half, height, room):
                box = Box(MARGIN + place * (width + _BETWEEN), y, width, height(block))
                add_text(slide.shapes, box, self._column(block, size), self.language)
                y += height(block)

    def _height(self, block: Block, width: float, size: float) -> float:
        return text_height(self._column(block, size), width) + _APART

    def _column(self, block: Block, size: float) -> list[Paragraph]:
        lines = [[Words(BULLET, size), *line] for line in format_block(block, size)]
        return [[Words(block.title, size, True, LIGHT.accent)], *lines]

    def list(self, title: str, lines: Sequence[Paragraph], foot: Sequence[Paragraph]) -> None:
        """Add lines in two columns, on as many slides as they need, and at the foot of the last what stands there."""
        width, bottom = (INNER - _BETWEEN) / 2, text_height(foot, INNER) + 0.1
        columns: list[list[Paragraph]] = [[]]
        room = min(BOTTOM - TOP - bottom, max(text_height(lines, width) / 2 + 0.3, 1))
        for line in lines:
            if columns[-1] and text_height([*columns[-1], line], width) > room:
                columns.append([])
            columns[-1].append(line)
        pages = [columns[at : at + 2] for at in range(0, len(columns), 2)]
        for place, page in enumerate(pages):
            slide = self.slide(number_title(title, place, len(pages)))
            for column, shown in enumerate(page):
                box = Box(MARGIN + column * (width + _BETWEEN), TOP, width, text_height(shown, width))
                add_text(slide.shapes, box, shown, self.language)
            if place == len(pages) - 1 and foot:
                box = Box(MARGIN, BOTTOM - bottom + 0.1, INNER, bottom - 0.1)
                add_text(slide.shapes, box, foot, self.language)

    def paragraphs(self, title: str, paragraphs: Sequence[Sequence[Words]]) -> None:
        """Add text on as many slides as it needs."""
        portions: list[list[Sequence[Words]]] = [[]]
        for paragraph in paragraphs:
            for piece in _pieces(paragraph):
                if portions[-1] and text_height([*portions[-1], piece], INNER) > BOTTOM - TOP:
                    portions.append([])
                portions[-1].append(piece)
        for place, portion in enumerate(portions):
            slide = self.slide(number_title(title, place, len(portions)))
            add_text(slide.shapes, Box(MARGIN, TOP, INNER, BOTTOM - TOP), portion, self.language)

    def content(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        self._deck.save(file)
        return file.getvalue()

    def _foot(self, slide: Any) -> None:
        foot = [[Words(line, SMALLEST, colour=LIGHT.quiet)] for line in self._summary.footer]
        add_text(slide.shapes, Box(MARGIN, 6.95, INNER - 1, 0.42), foot, self.language)
        number = [[Words(str(len(self._deck.slides)), SMALLEST, colour=LIGHT.quiet)]]
        add_text(slide.shapes, Box(WIDTH - MARGIN - 0.8, 6.95, 0.8, 0.22), number, self.language, right=True)


def number_title(title: str, place: int, of: int) -> str:
    """Return the title of one of several slides that belong together."""
    return title if of == 1 else f"{title} ({place + 1}/{of})"


@dataclass(frozen=True)
class _TablePiece:
    """As much of a table as stands on one slide; `size` of its text, in points."""

    size: float
    heading: list[Paragraph]
    head: tuple[str, ...]
    columns: list[float]
    rows: list[tuple[str, ...]]
    note: list[Paragraph]

    @property
    def height(self) -> float:
        rows = sum(row_heights([self.head, *self.rows], self.columns, self.size)) + 0.05 if self.rows else 0
        return _HEADING + rows + text_height(self.note, INNER) + _GAP


def _piece(table: Table, size: float = SMALLEST) -> _TablePiece:
    """A table as it stands on one slide."""
    heading: list[Paragraph] = [[Words(table.title, max(TEXT, size), True, LIGHT.accent)]]
    note: list[Paragraph] = [[Words(table.below, SMALLEST, colour=LIGHT.quiet)]] if table.below else []
    if not table.rows:
        note = [[Words(table.empty, TEXT)], *note]
    return _TablePiece(size, heading, table.head, column_widths(table, INNER, size), list(table.rows), note)


def _parts(table: Table) -> list[_TablePiece]:
    """A table in pieces that fit a slide; what says how to read it stands under the last."""
    whole = _piece(table)
    if not table.rows:
        return [whole]
    parts = [replace(whole, rows=[])]
    for row in table.rows:
        with_row = replace(parts[-1], rows=[*parts[-1].rows, row])
        if parts[-1].rows and with_row.height > BOTTOM - TOP:
            parts[-1] = replace(parts[-1], note=[])
            parts.append(replace(with_row, rows=[row]))
        else:
            parts[-1] = with_row
    return parts


def _pieces(paragraph: Sequence[Words]) -> list[list[Words]]:
    """A paragraph as paragraphs of one line or a few, so that it can be continued on another slide anywhere."""
    pieces: list[list[Words]] = [[]]
    for words in paragraph:
        for number, line in enumerate(words.text.split("\n")):
            if number:
                pieces.append([])
            cuts = [line[at : at + _LONGEST] for at in range(0, max(len(line), 1), _LONGEST)]
            pieces[-1].append(replace(words, text=cuts[0]))
            pieces += [[replace(words, text=cut)] for cut in cuts[1:]]
    return pieces


def _widen(presentation: Any) -> None:
    """The layouts of the library are 4:3; a slide that somebody adds by hand is to be as wide as ours."""
    master = presentation.slide_master
    for shape in [*master.placeholders, *(each for layout in master.slide_layouts for each in layout.placeholders)]:
        if shape._element.spPr.find(qn("a:xfrm")) is not None:
            shape.left, shape.width = (Emu(round(each * WIDTH / 10)) for each in (shape.left, shape.width))


def _drop_thumbnail(presentation: Any) -> None:
    """The library's template brings a picture of an empty slide along."""
    links = presentation.part.package._rels
    for id in [id for id, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(id)
