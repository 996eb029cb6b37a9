"""The case on one screen: tier, label, guideline, evidence and what is missing, from which Classify and exports draw it."""

from her2core.case_screen.parts import Line, Target
from her2core.case_screen.screen import (
    CaseScreen,
    EvidenceLine,
    EvidenceOfTier,
    list_position_lines,
    list_results,
    summarise_case,
)

__all__ = [
    "CaseScreen",
    "EvidenceLine",
    "EvidenceOfTier",
    "Line",
    "Target",
    "list_position_lines",
    "list_results",
    "summarise_case",
]
