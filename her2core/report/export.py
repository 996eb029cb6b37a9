"""The forms in which a case leaves the app, all made from one summary."""

import pickle
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

from her2core.board.entry import Board
from her2core.errors import InputError
from her2core.language import Message, current_language, using
from her2core.process.job import never
from her2core.process.limited import Tasks, task_memory
from her2core.report.item import Item
from her2core.report.meeting import summaries
from her2core.report.summary import USUAL, Scope, Summary, summarise
from her2core.status.assessment import Assessment

MOST_EXPORTED = 100
"""The most cases of one file: paper takes about 2 MB of memory a case while it is built, and either about 50 ms."""

_UNSAFE = re.compile(r"[^\w]+")
_LONGEST_LABEL = 40
PATIENCE = 180
"""Seconds for the file of a meeting, which takes less than 10 where nothing else runs."""
_meetings = Tasks(1)
"""One at a time: it takes a processor for itself."""


class Format(StrEnum):
    """The forms, by the ending of their files."""

    PPTX = "pptx"
    PDF = "pdf"
    HTML = "html"
    FHIR = "fhir"


TITLES = {
    Format.PPTX: Message("Slides (PPTX)"),
    Format.PDF: Message("Paper (PDF)"),
    Format.HTML: Message("Page (HTML)"),
    Format.FHIR: Message("FHIR R4B (JSON)"),
}
ENDINGS = {form: "fhir.json" if form is Format.FHIR else form.value for form in Format}
MEDIA = {
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
    Format.FHIR: "application/fhir+json",
}


def export(
    assessment: Assessment, form: Format, made: datetime, base: str = "", scope: Scope = USUAL, item: Item | None = None
) -> bytes:
    """Export the case in one form, in the language in use.

    Parameters
    ----------
    made : when, with its time zone
    base : the address at which others open the app; "" where there is none
    scope : what it holds; a page always holds every figure, since its list of contents leads past them
    """
    scope = replace(scope, whole=scope.whole or form is Format.HTML)
    return _BUILD[form](summarise(assessment, made, base, scope, item))


@dataclass(frozen=True)
class Meeting:
    """All that a file of a whole meeting is made from: see `export_meeting`."""

    board: Board
    form: Format
    made: datetime
    base: str
    scope: Scope
    language: str


def export_meeting(board: Board, form: Format, made: datetime, base: str, scope: Scope) -> bytes:
    """Export all cases of a list, as slides or on paper.

    It is built in a limited process: of a hundred cases it takes the memory of many sessions and some seconds of a processor,
    which the sessions of this one would wait for.

    Raises
    ------
    InputError
        if they are too many for one file
    """
    if not fits_export(board):
        raise InputError("entries", len(board.entries), Message("at most {most} cases", most=MOST_EXPORTED))
    meeting = Meeting(board, form, made, base, scope, current_language())
    # What is exported is our own and no longer than it may be, so it gets more of both than the file of a stranger.
    return _meetings.run(f"{__name__}:write_meeting", pickle.dumps(meeting), never, PATIENCE, 2 * task_memory())


def write_meeting(given: bytes, out: BinaryIO) -> None:
    """Write the file of a meeting: the task of that process, which is given a `Meeting` by this program alone."""
    meeting: Meeting = pickle.loads(given)
    with using(meeting.language):
        made = summaries(meeting.board, meeting.made, meeting.base, meeting.scope)
        out.write(_BUILD_MEETING[meeting.form](made))


def fits_export(board: Board) -> bool:
    """Tell whether one file may hold all cases of a list."""
    return len(board.entries) <= MOST_EXPORTED


def is_fhir(content: bytes) -> bool:
    """Tell whether a file says that it is FHIR."""
    return b'"resourceType"' in content[:2000]


def name_file(kind: str, ending: str, made: datetime, label: str = "") -> str:
    """Name a file by its day and by the label of the case where it has one, which identifies nobody (`board.checks`).

    >>> name_file("case", "pptx", datetime(2026, 11, 27), "Slot 3")
    'her2-case-2026-11-27-Slot-3.pptx'
    """
    parts = ["her2", kind, made.date().isoformat(), _UNSAFE.sub("-", label).strip("-")[:_LONGEST_LABEL]]
    return f"{'-'.join(part for part in parts if part)}.{ending}"


def _pptx(summaries: Sequence[Summary]) -> bytes:
    from her2core.report.slides import pptx

    return pptx(summaries)


def _pdf(summaries: Sequence[Summary]) -> bytes:
    from her2core.report.document import pdf

    return pdf(summaries)


def _html(summary: Summary) -> bytes:
    from her2core.report.page import page

    return page(summary).encode()


def _fhir(summary: Summary) -> bytes:
    from her2core.report.fhir.bundle import fhir_bundle

    return fhir_bundle(summary)


_BUILD_MEETING: dict[Format, Callable[[Sequence[Summary]], bytes]] = {Format.PPTX: _pptx, Format.PDF: _pdf}
_BUILD: dict[Format, Callable[[Summary], bytes]] = {
    Format.PPTX: lambda summary: _pptx([summary]),
    Format.PDF: lambda summary: _pdf([summary]),
    Format.HTML: _html,
    Format.FHIR: _fhir,
}
