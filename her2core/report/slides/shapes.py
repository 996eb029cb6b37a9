"""Text, tables and marks on a slide, in inches and points."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from her2core.charts.theme import LIGHT
from her2core.report.layout import BULLET, LINE, Paragraph, Words, row_heights, word_width

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        return inches(self.x), inches(self.y), inches(self.width), inches(self.height)


def inches(length: float) -> Emu:
    """Return a length as PowerPoint counts it."""
    return Emu(round(length * 914_400))


def add_text(
    shapes: Any, box: Box, paragraphs: Sequence[Paragraph], language: str, right: bool = False, covers: bool = False
) -> Any:
    """Add a text box without margins; one that `covers` hides the lines behind it."""
    shape = shapes.add_textbox(*box.emu)
    if covers:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(LIGHT.page)
        shape.text_frame.auto_size = MSO_AUTO_SIZE.NONE
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill(frame, paragraphs, language, right)
    return shape


def fill(frame: Any, paragraphs: Sequence[Paragraph], language: str, right: bool = False) -> None:
    """Write paragraphs into a text frame."""
    for place, paragraph in enumerate(paragraphs):
        into = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        # As tall as was reckoned with, whatever the font: lines of Chinese are a fifth taller by themselves.
        into.line_spacing = Pt(round(max(words.size for words in paragraph) * LINE, 1))
        if right:
            into.alignment = PP_ALIGN.RIGHT
        if paragraph[0].text == BULLET:
            _add_bullet(into, paragraph[0])
            paragraph = paragraph[1:]
        for words in paragraph:
            for number, line in enumerate(words.text.split("\n")):
                if number:
                    into.add_line_break()
                run = into.add_run()
                run.text = line
                run._r.insert(0, deepcopy(_form(words.size, words.bold, words.colour, language)))
                if words.link and words.link.startswith(("http://", "https://")):
                    run.hyperlink.address = words.link


def _add_bullet(into: Any, bullet: Words) -> None:
    """Make a paragraph an item of a list, whose further lines stand below its first."""
    form = into._p.get_or_add_pPr()
    indent = str(inches(word_width(BULLET, bullet.size)))
    form.set("marL", indent)
    form.set("indent", f"-{indent}")
    form.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="{LATIN}"/>'))
    form.append(parse_xml(f'<a:buChar {nsdecls("a")} char="{BULLET.strip()}"/>'))


@lru_cache(maxsize=64)
def _form(size: float, bold: bool, colour: str, language: str) -> Any:
    """The form of a run of text, made once: asked for attribute by attribute it takes most of the time of a deck."""
    return parse_xml(
        f'<a:rPr {nsdecls("a")} lang="{LANGUAGES[language]}" sz="{round(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/></a:rPr>'
    )


def add_panel(shapes: Any, box: Box, background: str | None, outline: str | None = None) -> Any:
    """Add a rectangle behind text; without a background it is dashed."""
    shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
    _drop_style(shape)
    if background:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(background)
    else:
        shape.fill.background()
    if outline:
        shape.line.color.rgb = _rgb(outline)
        shape.line.width = Pt(2)
        shape.line.dash_style = MSO_LINE.DASH
    else:
        shape.line.fill.background()
    return shape


def add_line(
    shapes: Any, start: tuple[float, float], end: tuple[float, float], colour: str, width: float, dotted: bool = False
) -> Any:
    """Add a straight line."""
    line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(inches(each) for each in (*start, *end)))
    _drop_style(line)
    line.line.color.rgb, line.line.width = _rgb(colour), Pt(width)
    if dotted:
        line.line.dash_style = MSO_LINE.SQUARE_DOT
    return line


def add_mark(shapes: Any, at: tuple[float, float], shape: str, background: str, open_: bool, size: float = 0.13) -> Any:
    """Add a dot or a diamond; one of a control arm is open."""
    kind = MSO_SHAPE.DIAMOND if shape == "diamond" else MSO_SHAPE.OVAL
    size = size * 1.25 if shape == "diamond" else size
    mark = shapes.add_shape(kind, *Box(at[0] - size / 2, at[1] - size / 2, size, size).emu)
    return _outline(mark, LIGHT.page if open_ else background, 2 if open_ else 0.75)


def add_arrow(shapes: Any, at: tuple[float, float], left: bool = False, size: float = 0.13) -> Any:
    """Add an open arrow to the right: a limit that was not reached; or to the left: one that lies beyond the axis."""
    x = at[0] if left else at[0] - size
    arrow = shapes.add_shape(MSO_SHAPE.ISOSCELES_TRIANGLE, *Box(x, at[1] - size / 2, size, size).emu)
    arrow.rotation = 270 if left else 90
    return _outline(arrow, LIGHT.page, 1.5)


def add_table(
    slide: Any, box: Box, columns: Sequence[float], rows: Sequence[Sequence[str]], size: float, language: str
) -> None:
    """Add a native table; the first row is its head."""
    heights = row_heights(rows, columns, size)
    frame = slide.shapes.add_table(len(rows), len(columns), *Box(box.x, box.y, sum(columns), sum(heights)).emu)
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(
        qn("a:tableStyleId")
    ).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    for place, width in enumerate(columns):
        table.columns[place].width = inches(width)
    for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
        table.rows[place].height = inches(height)
        for column, content in enumerate(row):
            cell = table.cell(place, column)
            cell.margin_left = cell.margin_right = inches(0.05)
            cell.margin_top = cell.margin_bottom = inches(0.03)
            cell.vertical_anchor = MSO_ANCHOR.TOP
            fill(cell.text_frame, [[Words(content, size, bold=place == 0)]], language)
            cell.text_frame.word_wrap = True
            if place == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(LIGHT.grid)


def _outline(shape: Any, background: str, width: float) -> Any:
    _drop_style(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(background)
    shape.line.color.rgb, shape.line.width = _rgb(LIGHT.text), Pt(width)
    return shape


def _drop_style(shape: Any) -> None:
    """The library's theme casts a shadow, which is no part of a figure."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
