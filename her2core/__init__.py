"""HER2 status and reported evidence in gastric and gastro-oesophageal junction adenocarcinoma.

>>> from her2core import classify
>>> classify(ihc="2+", ish="not amplified").tier.value
'intermediate'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from her2core.errors import DataError, InputError
from her2core.status.assessment import Assessment, assess
from her2core.status.case import Case
from her2core.status.definitions import Classification, classify, definitions
from her2core.status.ihc import score_ihc
from her2core.status.ish import interpret_ish
from her2core.status.notation import read_ihc, read_ish
from her2core.terms import Binary, Flag, IhcScore, IshResult, Setting, State, Tier

if TYPE_CHECKING:
    from her2core.cohort.frame import classify_frame
    from her2core.evidence import load_evidence
    from her2core.evidence.agents import load_agents
    from her2core.guidance import check_label, eligibility, load_guidance
    from her2core.networks.comparison import indirect_comparison
    from her2core.networks.graph import network
    from her2core.pathology.reading import read_report
    from her2core.statistics.pooling import pool_proportions

# These need pandas, scipy or long lists of words, which take longer to load than a classification takes altogether.
_ON_DEMAND = {
    "check_label": "her2core.guidance",
    "classify_frame": "her2core.cohort.frame",
    "load_agents": "her2core.evidence.agents",
    "load_evidence": "her2core.evidence",
    "load_guidance": "her2core.guidance",
    "eligibility": "her2core.guidance",
    "indirect_comparison": "her2core.networks.comparison",
    "network": "her2core.networks.graph",
    "pool_proportions": "her2core.statistics.pooling",
    "read_report": "her2core.pathology.reading",
}

__all__ = [
    "Assessment",
    "Binary",
    "Case",
    "Classification",
    "DataError",
    "Flag",
    "IhcScore",
    "InputError",
    "IshResult",
    "Setting",
    "State",
    "Tier",
    "assess",
    "check_label",
    "classify",
    "classify_frame",
    "definitions",
    "eligibility",
    "indirect_comparison",
    "interpret_ish",
    "load_agents",
    "load_evidence",
    "load_guidance",
    "network",
    "pool_proportions",
    "read_ihc",
    "read_ish",
    "read_report",
    "score_ihc",
]


def __getattr__(name: str) -> Any:
    if name in _ON_DEMAND:
        return getattr(import_module(_ON_DEMAND[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
