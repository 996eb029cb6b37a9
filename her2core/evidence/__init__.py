"""The reported evidence: trials, their figures, and which of them answer a question."""

from her2core.evidence.changes import version, versions
from her2core.evidence.loading import Evidence, load_evidence, regions
from her2core.evidence.selection import Selection, list_agents

__all__ = ["Evidence", "Selection", "list_agents", "load_evidence", "regions", "version", "versions"]
