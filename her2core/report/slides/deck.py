"""A deck of 16:9 slides: each with a title, the warning, the date and the number at its foot."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from her2core.charts.theme import LIGHT
from her2core.language import _
from her2core.report.parts import Table
from her2core.report.slides.shapes import (
    LANGUAGES,
    Box,
    Paragraph,
    Words,
    add_table,
    add_text,
    fill,
    inches,
    row_heights,
    text_height,
)
from her2core.report.summary import APP, Summary

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.5
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 1.1, 6.8
"""Where content may stand, in inches from the top."""
_TITLE_ONLY = 5
_LEAST, _TABLE = 10.0, 11.0
_HEADING, _GAP = 0.32, 0.2


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
        core = self._deck.core_properties
        core.title, core.author, core.language = title, _(APP), LANGUAGES[self.language]
        core.created = core.modified = summary.made.replace(tzinfo=None)
        core.last_modified_by = core.author

    def slide(self, title: str, note: str = "") -> Any:
        """A new slide with its title; `note` is for the speaker."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = Box(MARGIN, 0.3, INNER, 0.7).emu
        place.text_frame.margin_left = place.text_frame.margin_right = 0
        place.text_frame.word_wrap = True
        size = 26 if len(title) < 50 else 20 if len(title) < 75 else 16
        fill(place.text_frame, [[Words(title, size, True, LIGHT.accent)]], self.language)
        place.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._foot(slide)
        if note:
            slide.notes_slide.notes_text_frame.text = note
        return slide

    def tables(self, title: str, tables: Sequence[Table]) -> None:
        """Tables under one another, each with its heading, on as many slides as they need."""
        pages: list[list[_Part]] = [[]]
        for table in tables:
            for part in _parts(table):
                if pages[-1] and sum(each.height for each in pages[-1]) + part.height > BOTTOM - TOP:
                    pages.append([])
                pages[-1].append(part)
        for place, page in enumerate(pages):
            slide, y = self.slide(numbered(title, place, len(pages))), TOP
            for part in page:
                self._part(slide, part, y)
                y += part.height

    def _part(self, slide: Any, part: "_Part", y: float) -> None:
        add_text(slide.shapes, Box(MARGIN, y, INNER, _HEADING), part.heading, self.language)
        y += _HEADING
        if part.rows:
            add_table(slide, Box(MARGIN, y, INNER, 1), part.columns, [part.head, *part.rows], _TABLE, self.language)
            y += sum(row_heights([part.head, *part.rows], part.columns, _TABLE)) + 0.05
        add_text(slide.shapes, Box(MARGIN, y, INNER, 0.3), part.note, self.language)

    def paragraphs(self, title: str, paragraphs: list[list[Words]]) -> None:
        """Text on as many slides as it needs."""
        portions: list[list[list[Words]]] = [[]]
        for paragraph in paragraphs:
            for piece in _pieces(paragraph):
                if portions[-1] and text_height([*portions[-1], piece], INNER) > BOTTOM - TOP:
                    portions.append([])
                portions[-1].append(piece)
        for place, portion in enumerate(portions):
            slide = self.slide(numbered(title, place, len(portions)))
            add_text(slide.shapes, Box(MARGIN, TOP, INNER, BOTTOM - TOP), portion, self.language)

    def content(self) -> bytes:
        """The file."""
        file = io.BytesIO()
        self._deck.save(file)
        return file.getvalue()

    def _foot(self, slide: Any) -> None:
        foot = [[Words(line, 9, colour=LIGHT.quiet)] for line in self._summary.footer]
        add_text(slide.shapes, Box(MARGIN, 6.95, INNER - 1, 0.4), foot, self.language)
        number = [[Words(str(len(self._deck.slides)), 9, colour=LIGHT.quiet)]]
        add_text(slide.shapes, Box(WIDTH - MARGIN - 0.8, 6.95, 0.8, 0.2), number, self.language, right=True)


def numbered(title: str, place: int, of: int) -> str:
    """The title of one of several slides that belong together."""
    return title if of == 1 else f"{title} ({place + 1}/{of})"


def _widths(table: Table) -> list[float]:
    """Widths of columns, in inches, by how much stands in them."""
    wanted = [
        max([len(head), *(min(len(row[place]), 120) for row in table.rows)]) ** 0.6
        for place, head in enumerate(table.head)
    ]
    least = max(wanted) / 4
    wanted = [max(each, least) for each in wanted]
    return [INNER * each / sum(wanted) for each in wanted]


@dataclass(frozen=True)
class _Part:
    """As much of a table as stands on one slide."""

    heading: list[Paragraph]
    head: tuple[str, ...]
    columns: list[float]
    rows: list[tuple[str, ...]]
    note: list[Paragraph]

    @property
    def height(self) -> float:
        rows = sum(row_heights([self.head, *self.rows], self.columns, _TABLE)) + 0.05 if self.rows else 0
        return _HEADING + rows + text_height(self.note, INNER) + _GAP


def _parts(table: Table) -> list[_Part]:
    """A table in pieces that fit a slide; what says how to read it stands under the last."""
    heading: list[Paragraph] = [[Words(table.title, 14, True, LIGHT.accent)]]
    note: list[Paragraph] = [[Words(table.note, _LEAST, colour=LIGHT.quiet)]] if table.note else []
    columns = _widths(table)
    if not table.rows:
        return [_Part(heading, table.head, columns, [], [[Words(table.empty, 12)], *note])]
    parts = [_Part(heading, table.head, columns, [], note)]
    for row in table.rows:
        with_row = replace(parts[-1], rows=[*parts[-1].rows, row])
        if parts[-1].rows and with_row.height > BOTTOM - TOP:
            parts[-1] = replace(parts[-1], note=[])
            parts.append(replace(with_row, rows=[row]))
        else:
            parts[-1] = with_row
    return parts


def _pieces(paragraph: list[Words], most: int = 1200) -> list[list[Words]]:
    """A paragraph in pieces that fit a slide."""
    if sum(len(words.text) for words in paragraph) <= most:
        return [paragraph]
    *before, last = paragraph
    cuts = [last.text[at : at + most] for at in range(0, len(last.text), most)]
    pieces = [[Words(cut, last.size, last.bold, last.colour)] for cut in cuts]
    return [[*before, *pieces[0]], *pieces[1:]]
