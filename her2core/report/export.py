"""The forms in which a case leaves the app, all made from one summary."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

from her2core.board.entry import Board
from her2core.errors import InputError
from her2core.language import Message
from her2core.report.meeting import summaries
from her2core.report.summary import Summary
from her2core.terms import Agency, Guideline

MOST_EXPORTED = 100
"""The most cases of one file: paper takes about 2 MB of memory a case while it is built, and either about 50 ms."""


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
MEDIA = {
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
    Format.FHIR: "application/fhir+json",
}


def export(summary: Summary, form: Format) -> bytes:
    """Export the case in one form."""
    return _BUILD[form](summary)


def export_meeting(
    board: Board, form: Format, made: datetime, base: str, agency: Agency, guideline: Guideline
) -> bytes:
    """Export all cases of a list, as slides or on paper.

    Raises
    ------
    InputError
        if they are too many for one file
    """
    if not fits_export(board):
        raise InputError("entries", len(board.entries), Message("at most {most} cases", most=MOST_EXPORTED))
    return _BUILD_MEETING[form](summaries(board, made, base, agency, guideline))


def fits_export(board: Board) -> bool:
    """Tell whether one file may hold all cases of a list."""
    return len(board.entries) <= MOST_EXPORTED


def is_fhir(content: bytes) -> bool:
    """Tell whether a file says that it is FHIR."""
    return b'"resourceType"' in content[:2000]


def file_name(form: Format) -> str:
    """Return a name without anything of the case in it: names of files travel further than their content."""
    return f"her2-case.{'fhir.json' if form is Format.FHIR else form}"


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
