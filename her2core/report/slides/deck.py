"""A deck of 16:9 slides: each with a title, the warning, the date and the number at its foot."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu

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
    word_width,
)
from her2core.report.summary import APP, Summary

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.5
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 1.1, 6.8
"""Where content may stand, in inches from the top."""
_TITLE_ONLY = 5
_LEAST, _TABLE = 10.0, 11.0
_HEADING, _GAP = 0.32, 0.2
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
        """Add tables under one another, each with its heading, on as many slides as they need."""
        pages: list[list[_TablePiece]] = [[]]
        for table in tables:
            for part in _parts(table):
                if pages[-1] and sum(each.height for each in pages[-1]) + part.height > BOTTOM - TOP:
                    pages.append([])
                pages[-1].append(part)
        for place, page in enumerate(pages):
            slide, y = self.slide(number_title(title, place, len(pages))), TOP
            for part in page:
                self._part(slide, part, y)
                y += part.height

    def _part(self, slide: Any, part: "_TablePiece", y: float) -> None:
        add_text(slide.shapes, Box(MARGIN, y, INNER, _HEADING), part.heading, self.language)
        y += _HEADING
        if part.rows:
            add_table(slide, Box(MARGIN, y, INNER, 1), part.columns, [part.head, *part.rows], _TABLE, self.language)
            y += sum(row_heights([part.head, *part.rows], part.columns, _TABLE)) + 0.05
        add_text(slide.shapes, Box(MARGIN, y, INNER, 0.3), part.note, self.language)

    def paragraphs(self, title: str, paragraphs: list[list[Words]]) -> None:
        """Add text on as many slides as it needs."""
        portions: list[list[list[Words]]] = [[]]
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
        foot = [[Words(line, _LEAST, colour=LIGHT.quiet)] for line in self._summary.footer]
        add_text(slide.shapes, Box(MARGIN, 6.95, INNER - 1, 0.4), foot, self.language)
        number = [[Words(str(len(self._deck.slides)), _LEAST, colour=LIGHT.quiet)]]
        add_text(slide.shapes, Box(WIDTH - MARGIN - 0.8, 6.95, 0.8, 0.2), number, self.language, right=True)


def number_title(title: str, place: int, of: int) -> str:
    """Return the title of one of several slides that belong together."""
    return title if of == 1 else f"{title} ({place + 1}/{of})"


def _widths(table: Table) -> list[float]:
    """Widths of columns, in inches: each holds its longest word, the rest is shared by how much stands in them."""
    cells = [[head, *(row[place] for row in table.rows)] for place, head in enumerate(table.head)]
    words = [[word for cell in column for word in cell.split() if len(word) <= 16] for column in cells]
    least = [max([word_width(word, _TABLE) for word in column], default=0.3) + 0.15 for column in words]
    wanted = [max(min(len(cell), 120) for cell in column) ** 0.6 for column in cells]
    rest = max(0.0, INNER - sum(least))
    widths = [width + rest * each / sum(wanted) for width, each in zip(least, wanted, strict=True)]
    return [width * INNER / sum(widths) for width in widths]


@dataclass(frozen=True)
class _TablePiece:
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


def _parts(table: Table) -> list[_TablePiece]:
    """A table in pieces that fit a slide; what says how to read it stands under the last."""
    heading: list[Paragraph] = [[Words(table.title, 14, True, LIGHT.accent)]]
    note: list[Paragraph] = [[Words(table.note, _LEAST, colour=LIGHT.quiet)]] if table.note else []
    columns = _widths(table)
    if not table.rows:
        return [_TablePiece(heading, table.head, columns, [], [[Words(table.empty, 12)], *note])]
    parts = [_TablePiece(heading, table.head, columns, [], note)]
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
