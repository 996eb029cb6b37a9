"""Cases as a meeting brings them, summarised in either language."""

from datetime import UTC, datetime

from her2core.language import using
from her2core.report.parts import Bibliography
from her2core.report.summary import Item, Summary, summarise
from her2core.status.assessment import assess

MADE = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
BASE = "http://board.example:8501"
INTERMEDIATE = {"ihc": "2+", "ish": "not amplified", "setting": "second-line"}
HIGH = {"ihc": "3+", "setting": "second-line"}
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
    case: dict[str, str], language: str = "en", item: Item | None = None, sources: Bibliography | None = None
) -> Summary:
    """The summary of a case."""
    with using(language):
        return summarise(assess(case), MADE, BASE, item=item, sources=sources)
