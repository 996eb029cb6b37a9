"""The case on paper: text that can be selected and read aloud, in Chinese too."""

import io
import json

import pytest
from pypdf import PdfReader

from her2core.report.document import pdf
from her2core.report.parts import Bibliography
from her2core.report.summary import Item
from tests.her2core.report.packs import CASES, COUNTED, HIGH, INTERMEDIATE, UNDETERMINED, pack, paper

pytestmark = pytest.mark.xdist_group("packs")


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def page_text(reader: PdfReader, place: int) -> str:
    return " ".join(reader.pages[place].extract_text().split())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_case_itself_fits_on_one_page_and_figures_and_sources_follow(case: dict[str, str], language: str) -> None:
    summary = pack(case, language)
    reader = read(paper(case, language))
    first = page_text(reader, 0).replace(" ", "")
    for text in (
        summary.tier,
        summary.reason,
        summary.sentence,
        summary.link,
        summary.intended_use,
        summary.warning,
        summary.data_version,
    ):
        assert text.replace(" ", "") in first
    assert len(reader.pages) > 1


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


def test_how_counts_were_read_stands_on_the_first_page() -> None:
    first = page_text(read(paper(COUNTED)), 0)
    assert "Under the other copy-number rule ISH would be amplified." in first


def test_a_meeting_begins_with_its_agenda_and_ends_with_its_sources() -> None:
    shared = Bibliography()
    cases = [(INTERMEDIATE, Item("Case A", question="Second line?")), (UNDETERMINED, Item("Case B", discussed=True))]
    summaries = [pack(case, item=item, sources=shared) for case, item in cases]
    reader = read(pdf(summaries))
    agenda = page_text(reader, 0)
    assert "1 Case A Intermediate Final Second line? no" in agenda
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
