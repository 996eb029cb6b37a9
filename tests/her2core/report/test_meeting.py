"""A whole meeting leaves as one file, and its making is no burden to who works meanwhile."""

import io
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pptx import Presentation

from her2core.board.entry import Board, Entry
from her2core.errors import InputError
from her2core.language import using
from her2core.report.export import MOST_EXPORTED, Format, export_meeting
from her2core.report.summary import Scope
from tests.her2core.report.packs import BASE, CASES, MADE


def meeting(cases: int) -> Board:
    """A list of so many cases, of every kind by turns."""
    kinds = list(CASES.values())
    changed = {"changed_by": "", "changed_at": datetime(2026, 11, 26, tzinfo=UTC)}
    entries = (Entry(f"Case {n}", kinds[n % len(kinds)], id=str(n), **changed) for n in range(cases))
    return Board(tuple(entries), 1)


def make(cases: int, form: Format, language: str = "en") -> bytes:
    with using(language):
        return export_meeting(meeting(cases), form, MADE, BASE, Scope())


def highest_memory() -> int:
    """Return the most bytes that this process has held since this was last reset."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[0]) << 10


@pytest.mark.parametrize(("language", "words"), [("en", "HER2 cases of the meeting"), ("zh", "会诊 HER2 病例")])
def test_a_meeting_is_made_in_the_language_of_who_asks(language: str, words: str) -> None:
    deck = Presentation(io.BytesIO(make(3, Format.PPTX, language)))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(words in text for text in texts)
    assert all(f"Case {n}" in "\n".join(texts) for n in range(3))


def test_the_slides_of_a_meeting_bear_its_own_date_and_not_that_of_their_making() -> None:
    board = replace(meeting(2), meeting="2027-03-01 · Gastric MDT")
    deck = Presentation(io.BytesIO(export_meeting(board, Format.PPTX, MADE, BASE, Scope())))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any("2027-03-01 · Gastric MDT" in text for text in texts)


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell how much memory was held")
def test_the_memory_that_paper_takes_is_not_that_of_the_server() -> None:
    make(1, Format.PDF)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = highest_memory()
    paper = make(40, Format.PDF)
    assert paper.startswith(b"%PDF")
    assert highest_memory() - before < 40 << 20


def test_more_cases_than_one_file_holds_are_refused_in_plain_words() -> None:
    with pytest.raises(InputError, match=f"at most {MOST_EXPORTED} cases"):
        make(MOST_EXPORTED + 1, Format.PPTX)
