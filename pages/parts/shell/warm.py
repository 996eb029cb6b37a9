"""What never changes, read once for all sessions and set apart from garbage collection."""

import gc
from functools import cache

from her2core.evidence import load_evidence
from her2core.evidence.agents import load_agents
from her2core.guidance import load_guidance
from her2core.status.definitions import definitions


@cache
def warm() -> None:
    """Read rules, evidence, guidance and agents.

    Python's collector would walk through all of it again and again: with fifty sessions that took most of the time.
    """
    for part in (definitions, load_evidence, load_guidance, load_agents):
        part()
    gc.collect()
    gc.freeze()
