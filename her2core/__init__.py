"""HER2 status and reported evidence in gastric and gastro-oesophageal junction adenocarcinoma.

>>> from her2core import classify
>>> classify(ihc="2+", ish="not amplified").tier.value
'intermediate'
"""

from typing import TYPE_CHECKING, Any

from her2core.errors import DataError, InputError
from her2core.ihc import score_ihc
from her2core.ish import interpret_ish
from her2core.rules import Classification, classify, definitions
from her2core.terms import Binary, Flag, IhcScore, IshResult, Setting, State, Tier

if TYPE_CHECKING:
    from her2core.evidence import load_evidence

__all__ = [
    "Binary",
    "Classification",
    "DataError",
    "Flag",
    "IhcScore",
    "InputError",
    "IshResult",
    "Setting",
    "State",
    "Tier",
    "classify",
    "definitions",
    "interpret_ish",
    "load_evidence",
    "score_ihc",
]


def __getattr__(name: str) -> Any:
    # The evidence needs pandas, which takes longer to import than a classification takes altogether.
    if name == "load_evidence":
        from her2core.evidence import load_evidence

        return load_evidence
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
