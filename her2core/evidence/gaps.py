"""What the collection does not hold: stated in `data/gaps.yaml`, or worked out from what it does hold."""

from functools import cache

from her2core.data_files import DATA, Model, read
from her2core.evidence.loading import Evidence
from her2core.evidence.models import Trial
from her2core.evidence.selection import Selection
from her2core.terms import Setting, Tier


class Gaps(Model):
    """What is known to be missing from this collection."""

    gaps: tuple[str, ...]


@cache
def load_gaps() -> tuple[str, ...]:
    """Load what is known to be missing, in sentences."""
    return read(Gaps, DATA / "gaps.yaml").gaps


def find_empty_cells(evidence: Evidence) -> list[tuple[Tier, Setting]]:
    """Find each tier and setting for which no figure of that tier alone would be charted."""
    return [
        (tier, setting)
        for tier in Tier
        for setting in Setting
        if Selection(tiers=(tier,), only=True, setting=setting).figures(evidence, evidence.outcomes).empty
    ]


def list_without_result(evidence: Evidence) -> list[Trial]:
    """List the trials of which no outcome is held."""
    return [trial for trial in evidence.trials.values() if not trial.outcomes]
