"""The case on paper: text that can be selected and read aloud, in Chinese too."""

import io
import json

import pytest
from pypdf import PdfReader

from her2core.report.document import pdf
from her2core.report.item import Item
from her2core.report.parts import Bibliography
from tests.her2core.report.packs import (
    CASES,
    COUNTED,
    FIRST_LINE,
    HIGH,
    INTERMEDIATE,
    LAST_LINE,
    UNDETERMINED,
    pack,
    paper,
)

pytestmark = pytest.mark.xdist_group("packs")


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def page_text(reader: PdfReader, place: int) -> str:
    return " ".join(reader.pages[place].extract_text().split())


def sizes(reader: PdfReader) -> list[float]:
    """The size of every text, in points."""
    found: list[float] = []
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, size: (
                found.append(size * abs(tm[3] * cm[3])) if text.strip() else None
            )
        )
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", [*CASES.values(), FIRST_LINE, LAST_LINE], ids=[*CASES, "first line", "last line"])
def test_the_screen_and_the_view_at_a_glance_fit_the_first_page_options_and_safety_the_second(
    case: dict[str, str], language: str
) -> None:
    summary = pack(case, language)
    reader = read(paper(case, language))
    pages = [page_text(reader, place).replace(" ", "") for place in range(len(reader.pages))]
    for text in (summary.tier, summary.reason, summary.messages.case, summary.warning, summary.data_version):
        assert text.replace(" ", "") in pages[0]
    assert summary.intended_use.replace(" ", "") in pages[-1]
    assert summary.link in pages[-1] or summary.link in pages[-2]
    if summary.glance:
        assert summary.glance.title.replace(" ", "") in pages[0]
        assert all(table.title.replace(" ", "") in pages[1] for table in (*summary.options, *summary.safety))
    assert len(pages) <= 4
    assert min(sizes(reader)) > 9.9


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_reader_program_is_told_title_language_and_structure(language: str) -> None:
    reader = read(paper(INTERMEDIATE, language))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == {"en": "en-GB", "zh": "zh-CN"}[language]
    assert reader.metadata is not None
    assert reader.metadata.title == pack(INTERMEDIATE, language).title


def test_every_font_is_embedded_and_nothing_is_a_picture() -> None:
    reader = read(paper(HIGH, "zh"))
    for page in reader.pages:
        assert list(page.images) == []
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_how_counts_were_read_is_printed() -> None:
    reader = read(paper(COUNTED))
    text = " ".join(page_text(reader, place) for place in range(len(reader.pages)))
    assert "Under the other copy-number rule ISH would be amplified." in text


def test_a_meeting_begins_with_its_agenda_and_ends_with_its_sources() -> None:
    shared = Bibliography()
    cases = [(INTERMEDIATE, Item("Case A", question="Second line?")), (UNDETERMINED, Item("Case B", discussed=True))]
    summaries = [pack(case, item=item, cited=shared) for case, item in cases]
    reader = read(pdf(summaries))
    agenda = page_text(reader, 0)
    assert "1 Case A Intermediate Second line not entered Final Second line? no" in agenda
    assert "2 Case B Undetermined" in agenda
    assert f"[{len(summaries[-1].sources)}]" in "".join(page_text(reader, place) for place in (-2, -1))


HOSTILE = '#read("/etc/passwd") $x$ *bold* <script>alert(1)</script> \\ @label =cmd|calc'


def test_what_a_user_wrote_is_printed_and_never_run() -> None:
    item = Item(HOSTILE, question=HOSTILE, note=HOSTILE * 20, conclusion=HOSTILE)
    text = "".join(page.extract_text() for page in read(pdf([pack(HIGH, item=item)])).pages)
    assert '#read("/etc/passwd")' in text
    assert "<script>alert(1)</script>" in text
    assert "root:" not in text


def test_characters_that_no_page_can_show_break_nothing() -> None:
    item = Item(
        "a\x00b\x1bc", note="\u202etxt.exe \U0001f600 \ud83d".encode("utf-8", "ignore").decode(), question="x" * 10_000
    )
    assert len(read(pdf([pack(HIGH, item=item)])).pages) > 1
    assert json.dumps(item.label)
