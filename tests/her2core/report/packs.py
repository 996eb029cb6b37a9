"""Cases as a meeting brings them, summarised in either language."""

from datetime import UTC, datetime
from functools import cache

from her2core.language import using
from her2core.report.document import pdf
from her2core.report.item import Item
from her2core.report.page import page
from her2core.report.parts import Bibliography
from her2core.report.slides import pptx
from her2core.report.summary import Scope, Summary, summarise
from her2core.status.assessment import assess

MADE = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
BASE = "http://board.example:8501"
INTERMEDIATE = {"ihc": "2+", "ish": "not amplified", "setting": "second-line"}
HIGH = {"ihc": "3+", "setting": "second-line"}
FIRST_LINE = {"ihc": "3+", "setting": "first-line"}
NONE = {"ihc": "0", "setting": "first-line"}
LAST_LINE = {"ihc": "3+", "setting": "third-line-plus", "cps": "0", "prior_trastuzumab": "yes"}
PERIOPERATIVE = {"ihc": "3+", "setting": "perioperative"}
COUNTED = {"ihc": "2+", "ratio": "1.9", "her2_copies": "6.4", "cep17_copies": "3.4", "nuclei": "40"}
UNDETERMINED = {"ihc": "2+"}
CASES = {
    "intermediate": INTERMEDIATE,
    "high": HIGH,
    "perioperative": PERIOPERATIVE,
    "counted": COUNTED,
    "undetermined": UNDETERMINED,
    "nothing entered": {},
}


def pack(
    case: dict[str, str],
    language: str = "en",
    item: Item | None = None,
    cited: Bibliography | None = None,
    whole: bool = False,
) -> Summary:
    """The summary of a case; `whole` with every figure."""
    if item is None and cited is None:
        return _plain(tuple(case.items()), language, whole)
    with using(language):
        return summarise(assess(case), MADE, BASE, Scope(whole=whole), item, cited)


def slides(case: dict[str, str], language: str = "en", whole: bool = False) -> bytes:
    """The case as slides, built once for all tests."""
    return _slides(tuple(case.items()), language, whole)


def paper(case: dict[str, str], language: str = "en", whole: bool = False) -> bytes:
    """The case on paper, built once for all tests."""
    return _paper(tuple(case.items()), language, whole)


def web_page(case: dict[str, str], language: str = "en") -> str:
    """The case as one page, built once for all tests."""
    return _web_page(tuple(case.items()), language)


@cache
def _plain(case: tuple[tuple[str, str], ...], language: str, whole: bool) -> Summary:
    with using(language):
        return summarise(assess(dict(case)), MADE, BASE, Scope(whole=whole))


@cache
def _slides(case: tuple[tuple[str, str], ...], language: str, whole: bool) -> bytes:
    return pptx([_plain(case, language, whole)])


@cache
def _paper(case: tuple[tuple[str, str], ...], language: str, whole: bool) -> bytes:
    return pdf([_plain(case, language, whole)])


@cache
def _web_page(case: tuple[tuple[str, str], ...], language: str) -> str:
    return page(_plain(case, language, True))
