"""The slides of the meeting: editable, in either language, and whole in PowerPoint's form and in LibreOffice."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from her2core.report.parts import Bibliography
from her2core.report.slides import pptx
from her2core.report.summary import Item
from tests.her2core.report.packs import CASES, COUNTED, HIGH, INTERMEDIATE, UNDETERMINED, pack, slides
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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_first_slide_is_the_case(case: dict[str, str], language: str) -> None:
    summary = pack(case, language)
    first = text_of(opened(slides(case, language)).slides[0])
    for text in (
        summary.tier,
        summary.binary,
        summary.state,
        summary.reason,
        summary.sentence,
        *summary.missing,
        *summary.changes,
    ):
        assert text in first
    for name, answer, _beside in summary.others.rows:
        assert f"{name}: {answer}" in first


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_slide_has_a_title_the_warning_the_date_and_its_number(case: dict[str, str]) -> None:
    summary = pack(case, "zh")
    for number, slide in enumerate(opened(slides(case, "zh")).slides, 1):
        assert slide.shapes.title.text_frame.text
        text = text_of(slide)
        assert summary.warning in text
        assert summary.date in text
        assert f"\n{number}" in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_shape_leaves_its_slide(case: dict[str, str], language: str) -> None:
    deck = opened(slides(case, language))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height, shape.name


def test_every_figure_is_a_native_shape_and_nothing_is_a_picture() -> None:
    summary = pack(HIGH)
    content = slides(HIGH)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [name for name in names if name.startswith("ppt/media/")] == []
    marks = [
        shape
        for slide in opened(content).slides
        for shape in every_shape(slide.shapes)
        if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and shape.name.startswith(("Oval", "Diamond"))
    ]
    reached = [
        line
        for chart in summary.charts
        for group in chart.groups
        for line in group.lines
        if line.mark.value is not None
    ]
    assert len(marks) == len(reached)


def test_a_median_that_was_not_reached_is_an_arrow_and_never_a_dot() -> None:
    summary = pack({"ihc": "3+", "setting": "first-line"})
    lines = [line for chart in summary.charts for group in chart.groups for line in group.lines]
    open_ended = [line for line in lines if line.mark.is_unlimited]
    assert open_ended
    arrows = [
        shape
        for slide in opened(slides({"ihc": "3+", "setting": "first-line"})).slides
        for shape in every_shape(slide.shapes)
        if shape.name.startswith("Isosceles Triangle")
    ]
    assert len(arrows) == len(open_ended)


def test_a_reader_program_is_told_what_a_figure_shows_and_in_which_language() -> None:
    deck = opened(slides(INTERMEDIATE, "zh"))
    assert deck.core_properties.language == "zh-CN"
    assert deck.core_properties.title == "胃及胃食管结合部腺癌 HER2"
    groups = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert groups
    assert all(group._element.nvGrpSpPr.cNvPr.get("descr") for group in groups)


@pytest.mark.parametrize(
    ("case", "language"), [(HIGH, "en"), (COUNTED, "zh")], ids=["high, English", "counted, Chinese"]
)
def test_libreoffice_shows_every_slide_with_its_words(case: dict[str, str], language: str, tmp_path: Path) -> None:
    summary = pack(case, language)
    file = tmp_path / "case.pptx"
    file.write_bytes(slides(case, language))
    pages = PdfReader(as_pdf(file)).pages
    assert len(pages) == len(opened(file.read_bytes()).slides)
    first = "".join(pages[0].extract_text().split())
    for text in (summary.tier, summary.reason, summary.missing[0]):
        assert "".join(text.split()) in first
    whole = "".join("".join(page.extract_text().split()) for page in pages)
    for line in (line for chart in summary.charts for group in chart.groups for line in group.lines):
        assert "".join(line.text.split()) in whole


def test_a_meeting_has_an_agenda_and_of_each_case_the_answer_and_the_question() -> None:
    shared = Bibliography()
    summaries = [
        pack(INTERMEDIATE, item=Item("Slot 1", question="ADC?", discussed=True), sources=shared),
        pack(UNDETERMINED, item=Item("Slot 2", note="a note", conclusion="ISH first"), sources=shared),
    ]
    deck = list(opened(pptx(summaries)).slides)
    agenda = text_of(deck[0])
    for text in ("Slot 1", "Intermediate", "ADC?", "Slot 2", "Undetermined"):
        assert text in agenda
    titles = [slide.shapes.title.text_frame.text for slide in deck]
    assert titles[1] == "Slot 1"
    assert "Slot 2" in titles
    whole = "\n".join(map(text_of, deck))
    assert whole.count("ADC?") == 2, "on the agenda, and with the case"
    assert "a note" in whole
    assert "ISH first" in whole
    assert f"[{len(summaries[-1].sources)}]" in whole


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
        [pack(HIGH, item=item, sources=(shared := Bibliography())), pack(INTERMEDIATE, item=item, sources=shared)]
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
    assert widths[2] > 1.05, "Undetermined, at 11 points"


def test_the_template_s_own_picture_does_not_travel() -> None:
    names = zipfile.ZipFile(io.BytesIO(slides(HIGH))).namelist()
    assert [name for name in names if name.endswith((".jpeg", ".png", ".jpg"))] == []
