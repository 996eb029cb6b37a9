"""The path through the lines for one tier: what may be used at each, and the PFS and OS reported for it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from her2core.evidence.loading import Evidence
from her2core.evidence.regimens import Agents, agents_of
from her2core.evidence.selection import Selection
from her2core.guidance.loading import Guidance
from her2core.guidance.models import Approval, Position
from her2core.guidance.options import Options, options, regimen
from her2core.terms import Agency, Endpoint, Guideline, Role, Setting, Tier


@dataclass(frozen=True)
class Regimen:
    """One combination of agents in one line.

    Attributes
    ----------
    agents : ids; empty for chemotherapy alone
    approvals, positions : who approves or recommends it; both empty where it is only investigated
    applications : where it was applied for and is not approved
    figures : reported PFS and OS of treated arms with exactly these agents, in populations that include the tier
    """

    agents: Agents
    approvals: tuple[Approval, ...]
    applications: tuple[Approval, ...]
    positions: tuple[Position, ...]
    figures: pd.DataFrame


@dataclass(frozen=True)
class TreatmentLine:
    """One line of treatment with its regimens; those approved or recommended come first."""

    setting: Setting
    regimens: tuple[Regimen, ...]


@lru_cache(maxsize=128)
def sequence(
    tier: Tier, agency: Agency, guideline: Guideline, guidance: Guidance, evidence: Evidence, investigated: bool = False
) -> tuple[TreatmentLine, ...]:
    """List the lines from perioperative to third line or later.

    `investigated` adds regimens that are neither approved nor recommended.
    """
    return tuple(
        _step(options(tier, setting, agency, guideline, guidance, evidence), evidence, investigated)
        for setting in Setting
    )


def _step(available: Options, evidence: Evidence, investigated: bool) -> TreatmentLine:
    figures = _figures(available.tier, available.setting, evidence)
    offered: tuple[Approval | Position, ...] = (*available.approvals, *available.applications, *available.positions)
    known = {regimen(each) for each in offered}
    others = sorted(set(figures["agents"]) - known, key=sorted) if investigated else []
    regimens = [
        Regimen(
            agents=agents,
            approvals=tuple(each for each in available.approvals if regimen(each) == agents),
            applications=tuple(each for each in available.applications if regimen(each) == agents),
            positions=tuple(each for each in available.positions if regimen(each) == agents),
            # Chemotherapy alone is many regimens, and this collection holds trials of anti-HER2 therapy.
            figures=figures[(figures["agents"] == agents) & bool(agents)],
        )
        for agents in (*sorted(known, key=sorted), *others)
    ]
    approved_first = sorted(regimens, key=lambda each: (not each.approvals, not each.positions))
    return TreatmentLine(available.setting, tuple(approved_first))


def _figures(tier: Tier, setting: Setting, evidence: Evidence) -> pd.DataFrame:
    frame = evidence.outcomes
    frame = frame[
        frame["endpoint"].isin([Endpoint.PFS, Endpoint.OS])
        & frame["at_months"].isna()
        & (frame["role"] != Role.CONTROL)
    ]
    figures = Selection(tiers=(tier,), setting=setting).figures(evidence, frame)
    arms = zip(figures["trial"], figures["arm"], strict=True)
    agents = [agents_of(evidence.trials[trial].arm(arm)) for trial, arm in arms]
    return figures.assign(agents=pd.Series(agents, index=figures.index, dtype=object))
