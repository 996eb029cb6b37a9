"""The slides of the meeting: editable, in either language, and whole in PowerPoint's form and in LibreOffice."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from her2core.language import using
from her2core.report.item import Item
from her2core.report.parts import Bibliography
from her2core.report.slides import pptx
from her2core.report.summary import Scope, summarise
from her2core.status.assessment import assess
from tests.her2core.report.packs import (
    BASE,
    CASES,
    FIRST_LINE,
    HIGH,
    INTERMEDIATE,
    LAST_LINE,
    MADE,
    NONE,
    UNDETERMINED,
    pack,
    slides,
)
from tests.office import as_pdf

pytestmark = pytest.mark.xdist_group("packs")


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def every_shape(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every_shape(shape.shapes)


def text_of(slide: Any) -> str:
    result = [shape.text_frame.text for shape in every_shape(slide.shapes) if shape.has_text_frame]
    tables = [shape.table for shape in every_shape(slide.shapes) if getattr(shape, "has_table", False)]
    return "\n".join(result + [cell.text for table in tables for row in table.rows for cell in row.cells])


def sizes(deck: Any) -> Iterator[float]:
    """The size of every text in points."""
    for slide in deck.slides:
        for shape in every_shape(slide.shapes):
            cells = (
                [c for row in shape.table.rows for c in row.cells] if getattr(shape, "has_table", False) else [shape]
            )
            for cell in cells:
                for paragraph in cell.text_frame.paragraphs if hasattr(cell, "text_frame") else ():
                    yield from (run.font.size.pt for run in paragraph.runs)


EVERY = {**CASES, "first line": FIRST_LINE, "no expression": NONE, "last line": LAST_LINE}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", EVERY.values(), ids=EVERY)
def test_a_case_is_six_slides_at_most_none_nearly_empty_and_all_can_be_read(
    case: dict[str, str], language: str
) -> None:
    deck = opened(slides(case, language))
    assert len(deck.slides) <= 6
    assert min(sizes(deck)) >= 12
    for slide in deck.slides:
        assert len(text_of(slide).encode()) > 600, slide.shapes.title.text_frame.text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", EVERY.values(), ids=EVERY)
def test_the_first_slide_is_the_screen_of_the_case(case: dict[str, str], language: str) -> None:
    summary = pack(case, language)
    first = text_of(opened(slides(case, language)).slides[0])
    for text in (
        summary.tier,
        summary.binary,
        summary.state,
        summary.reason,
        summary.screen.entered,
        *summary.screen.missing,
    ):
        assert text in first
    for block in summary.blocks:
        for line in block.lines[: block.least]:
            assert "".join(run.text for run in line) in first


def test_what_has_no_room_is_counted() -> None:
    summary = pack(FIRST_LINE)
    first = text_of(opened(slides(FIRST_LINE)).slides[0])
    (evidence,) = [block for block in summary.blocks if block.title == "Evidence"]
    shown = sum("".join(run.text for run in line) in first for line in evidence.lines)
    assert f"· {evidence.folded + len(evidence.lines) - shown} more" in first


def test_the_titles_say_what_was_found_and_direct_nobody() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in opened(slides(FIRST_LINE)).slides]
    assert titles[0] == "High: positive; approved for first line by China NMPA, label met: Trastuzumab"
    assert titles[2].startswith("Options: label of China NMPA met: Trastuzumab; positions of CSCO: ")
    assert not re.search(r"\b(should|give|best|use|prefer)\b", " ".join(titles))


def test_the_slides_of_a_case_name_the_definitions_that_differ_and_where_sources_disagree() -> None:
    whole = "\n".join(text_of(slide) for slide in opened(slides(INTERMEDIATE)).slides)
    assert 'NMPA label of disitamab vedotin ("HER2 overexpression"): Met' in whole
    assert "RC48-C013: ORR" in whole


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_slide_has_a_title_the_warning_the_date_and_its_number(case: dict[str, str]) -> None:
    summary = pack(case, "zh")
    for number, slide in enumerate(opened(slides(case, "zh", whole=case == HIGH)).slides, 1):
        assert slide.shapes.title.text_frame.text
        text = text_of(slide)
        assert summary.warning in text
        assert summary.date in text
        assert f"\n{number}" in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_shape_leaves_its_slide(case: dict[str, str], language: str) -> None:
    deck = opened(slides(case, language, whole=True))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height, shape.name


def test_every_figure_is_a_native_shape_and_nothing_is_a_picture() -> None:
    summary = pack(HIGH, whole=True)
    content = slides(HIGH, whole=True)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [name for name in names if name.startswith("ppt/media/")] == []
    marks = [
        shape
        for slide in opened(content).slides
        for shape in every_shape(slide.shapes)
        if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and shape.name.startswith(("Oval", "Diamond"))
    ]
    lines = [line for each in summary.forests for line in each.forest.lines]
    reached = [line for line in lines if line.mark and line.mark.value is not None]
    assert summary.glance
    at_a_glance = [dot for dot in summary.glance.draw().dots if dot.value is not None]
    assert len(marks) == len(reached) + len(at_a_glance)


def test_a_median_that_was_not_reached_is_an_arrow_and_never_a_dot() -> None:
    summary = pack(FIRST_LINE, whole=True)
    lines = [line for each in summary.forests for line in each.forest.lines]
    open_ended = [line for line in lines if line.mark and line.mark.is_unlimited]
    assert open_ended and summary.glance
    at_a_glance = [dot for dot in summary.glance.draw().dots if dot.is_unlimited]
    arrows = [
        shape
        for slide in opened(slides(FIRST_LINE, whole=True)).slides
        for shape in every_shape(slide.shapes)
        if shape.name.startswith("Isosceles Triangle")
    ]
    assert len(arrows) == len(open_ended) + len(at_a_glance)


def test_a_reader_program_is_told_what_a_figure_shows_and_in_which_language() -> None:
    deck = opened(slides(INTERMEDIATE, "zh"))
    assert deck.core_properties.language == "zh-CN"
    assert deck.core_properties.title == "胃及胃食管结合部腺癌 HER2"
    groups = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert groups
    assert all(group._element.nvGrpSpPr.cNvPr.get("descr") for group in groups)


def test_libreoffice_shows_every_slide_with_its_words(tmp_path: Path) -> None:
    summary = pack(HIGH, "zh", whole=True)
    file = tmp_path / "case.pptx"
    file.write_bytes(slides(HIGH, "zh", whole=True))
    pages = PdfReader(as_pdf(file)).pages
    assert len(pages) == len(opened(file.read_bytes()).slides)
    first = "".join(pages[0].extract_text().split())
    for text in (summary.tier, summary.reason, summary.screen.missing[0]):
        assert "".join(text.split()) in first
    whole = "".join("".join(page.extract_text().split()) for page in pages)
    for line in (line for each in summary.forests for line in each.forest.lines):
        assert line.value in whole and "".join(line.limits.split()) in whole


def test_a_meeting_has_an_agenda_and_of_each_case_at_most_three_slides() -> None:
    shared = Bibliography()
    asked = Item("Slot 1", question="ADC?", note="seen by surgery", discussed=True, conclusion="re-biopsy first")
    summaries = [
        pack({**INTERMEDIATE, "cps": "3"}, item=asked, cited=shared),
        pack(UNDETERMINED, item=Item("Slot 2", note="a note", conclusion="ISH first"), cited=shared),
    ]
    deck = list(opened(pptx(summaries)).slides)
    agenda = text_of(deck[0])
    for text in ("Slot 1", "Intermediate", "Second line", "3", "ADC?", "Slot 2", "Undetermined", "not entered"):
        assert text in agenda
    of_first, of_second = (
        [slide for slide in deck[1:] if slide.shapes.title.text_frame.text.startswith(label)]
        for label in ("Slot 1", "Slot 2")
    )
    assert len(of_first) == 3 and len(of_second) == 1
    for text in ("ADC?", "seen by surgery", "re-biopsy first"):
        assert text in text_of(of_first[0])
    assert "ISH first" in text_of(of_second[0])
    assert "paclitaxel + ramucirumab" in text_of(of_first[2]), "recommendations, with the label check"
    assert f"[{len(summaries[-1].sources)}]" in "\n".join(map(text_of, deck))


def compare(a: str, b: str) -> str:
    """The slide of two regimens through their common control, its texts from the top down."""
    with using("en"):
        summary = summarise(assess(FIRST_LINE), MADE, BASE, Scope(compare=(a, b)))
    (slide,) = [
        each
        for each in opened(pptx([summary])).slides
        if each.shapes.title.text_frame.text.startswith("Through their common control")
    ]
    shapes = sorted((each for each in every_shape(slide.shapes) if each.has_text_frame), key=lambda each: each.top)
    return "\n".join(each.text_frame.text for each in shapes)


def test_two_regimens_are_compared_with_what_stands_against_it_before_the_number() -> None:
    text = compare("herizon-gea-01/zani-tisle-chemo", "keynote-811")
    assert (
        text.index("No trial compared these two.") < text.index("0.72") < text.index("0.90") < text.index("(0.68–1.20")
    )
    assert "A description, not evidence of superiority." in text
    assert " more\n" not in text, "no reason is left out"


def test_two_regimens_without_a_common_control_get_the_reason_and_no_number() -> None:
    text = compare("herizon-gea-01/zani-tisle-chemo", "destiny-gastric04")
    assert "No number is given." in text
    assert "HR" not in text


def test_what_a_user_wrote_is_text_and_stays_on_its_slides() -> None:
    hostile = "<script>alert(1)</script> =cmd|' /C calc'!A0 \x00\x0b\x1b\ufffe\uffff\ud800 \u202egnp.exe & ]]> {{7*7}}"
    item = Item(hostile, question=hostile, note="x" * 10_000 + hostile, conclusion=hostile * 30)
    content = pptx([pack(HIGH, item=item)])
    deck = opened(content)
    whole = "\n".join(text_of(slide) for slide in deck.slides)
    assert "<script>alert(1)</script>" in whole
    assert whole.count("x" * 100) >= 90
    assert not {"\u202e", "\x00", "\x1b", "\ufffe", "\uffff", "\ud800"} & set(whole)
    links = [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if name.endswith(".rels")]
    targets = "".join(zipfile.ZipFile(io.BytesIO(content)).read(name).decode() for name in links)
    assert "javascript" not in targets
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("text", ["line\n" * 800, "词" * 4000, "word " * 800], ids=["lines", "Chinese", "English"])
def test_a_long_text_goes_on_on_further_slides_and_never_runs_off_one(text: str, tmp_path: Path) -> None:
    item = Item("Slot 1", question=text, note=text, conclusion=text)
    content = pptx(
        [pack(HIGH, item=item, cited=(shared := Bibliography())), pack(INTERMEDIATE, item=item, cited=shared)]
    )
    deck = list(opened(content).slides)
    for slide in deck:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.paragraphs[0].runs:
                paragraphs = shape.text_frame.paragraphs
                size = paragraphs[0].runs[0].font.size.pt
                assert len(paragraphs) * size * 1.2 / 72 <= 6
    written = "".join(
        "".join(text_of(slide).split()) for slide in deck if slide.shapes.title.text_frame.text.startswith("Slot 1")
    )
    word = text.split()[0] if text.isascii() else text[0]
    assert written.count(word) >= 2 * 3 * text.count(word)


def test_the_longest_words_of_a_table_are_not_broken() -> None:
    deck = opened(pptx([pack(UNDETERMINED, item=Item("A1")), pack(INTERMEDIATE, item=Item("A2"))]))
    (table,) = [shape.table for shape in deck.slides[0].shapes if getattr(shape, "has_table", False)]
    widths = [column.width / 914_400 for column in table.columns]
    assert widths[2] > 1.05, "Undetermined, at 12 points"


def test_the_template_s_own_picture_does_not_travel() -> None:
    names = zipfile.ZipFile(io.BytesIO(slides(HIGH))).namelist()
    assert [name for name in names if name.endswith((".jpeg", ".png", ".jpg"))] == []
