"""What is wrong with a hospital's own evidence and guidance."""

from her2core.evidence.agents import own_agents
from her2core.evidence.loading import own_trials
from her2core.guidance.loading import own_approvals, own_positions


def list_own_faults() -> tuple[str, ...]:
    """List every fault of the hospital's own evidence, each with its file and key."""
    faults = [fault for part in (own_trials, own_agents, own_approvals, own_positions) for fault in part()[1]]
    return tuple(dict.fromkeys(faults))
