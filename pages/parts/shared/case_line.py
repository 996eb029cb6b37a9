"""The case in one line above its evidence, and the way to its entry where the sidebar steps aside."""

from pathlib import Path

from her2core.labels import capital
from her2core.language import _
from her2core.report.entries import list_entries
from pages.parts.shared.component import register_component
from pages.parts.shared.session import session

NEEDED = 1500
"""Pixels of a window below which the view has no room beside the sidebar."""

_line = register_component(
    "case_line", Path(__file__).with_name("case_line.js"), html='<div class="case-line"><p></p><button></button></div>'
)


def draw_case_line(key: str = "case-line", needed: int = NEEDED) -> None:
    """Draw the tier and what was entered; the sidebar steps aside on a window narrower than `needed`, until the reader opens it."""
    assessment = session().assessment
    tiers = " / ".join(capital(tier) for tier in assessment.tiers) or _("Undetermined")
    entries = [f"{title} {value}" for title, value in list_entries(assessment).rows]
    _line(key=key, data={"tier": tiers, "entries": " · ".join(entries), "enter": _("Enter the case"), "needed": needed})
