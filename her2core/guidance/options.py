"""Every option held for one tier in one line: approved, recommended, investigated. All are listed, none is advised."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from her2core.evidence.loading import Evidence
from her2core.evidence.models import Trial
from her2core.evidence.regimens import CLASS_OF_AGENTS, Agents, agents_of
from her2core.guidance.eligibility import covers, is_directed
from her2core.guidance.loading import Guidance
from her2core.guidance.models import NOT_RESTATED, Approval, Position
from her2core.terms import Agency, Guideline, Role, Setting, Tier


@dataclass(frozen=True)
class Options:
    """What is held for one tier in one setting.

    Attributes
    ----------
    approvals : of the agency, whose HER2 definition takes in the tier or part of it
    applications : the same, applied for and not approved: no label
    positions : of the guideline's current edition
    investigated : trials that contain the tier, whose regimen the agency has not approved in this setting
    """

    tier: Tier
    setting: Setting
    approvals: tuple[Approval, ...]
    applications: tuple[Approval, ...]
    positions: tuple[Position, ...]
    investigated: tuple[Trial, ...]

    @property
    def empty(self) -> bool:
        return not (self.approvals or self.applications or self.positions or self.investigated)

    @property
    def without_directed_approval(self) -> bool:
        """Whether no approval here is for some HER2 status; those for any HER2 may be."""
        return not any(is_directed(each) for each in self.approvals)


@lru_cache(maxsize=1024)
def options(
    tier: Tier, setting: Setting, agency: Agency, guideline: Guideline, guidance: Guidance, evidence: Evidence
) -> Options:
    """List every option held for one tier in one setting."""
    of_agency = [each for each in guidance.approvals if each.region is agency and setting in each.setting]
    approvals, applications = split_applications(of_agency)
    approved = {regimen(each) for each in approvals}
    return Options(
        tier=tier,
        setting=setting,
        approvals=tuple(each for each in approvals if covers(each.her2_definition, tier) != "none"),
        applications=tuple(each for each in applications if covers(each.her2_definition, tier) != "none"),
        positions=positions(guidance, guideline, (tier,), setting),
        investigated=tuple(
            trial
            for trial in evidence.trials.values()
            if trial.setting is setting and tier in trial.tiers and not (_regimens(trial) & approved)
        ),
    )


def split_applications(approvals: Iterable[Approval]) -> tuple[list[Approval], list[Approval]]:
    """Tell apart what an agency approved and what was applied for and is not approved."""
    given = list(approvals)
    return [each for each in given if each.status == "approved"], [each for each in given if each.status != "approved"]


def is_lower(tier: Tier) -> bool:
    """Tell whether a tier is below what labels call HER2-positive."""
    return covers(NOT_RESTATED, tier) == "none"


def list_collected_beside(guidance: Guidance) -> tuple[str, ...]:
    """List the agents whose approvals are collected here although they are for any HER2."""
    return tuple(sorted({agent for each in guidance.approvals if not is_directed(each) for agent in each.agents}))


def positions(
    guidance: Guidance,
    guideline: Guideline,
    tiers: Iterable[Tier],
    setting: Setting | None = None,
    superseded: bool = False,
) -> tuple[Position, ...]:
    """List the positions of a guideline for any of these tiers; those of earlier editions where `superseded`."""
    wanted = set(tiers)
    return tuple(
        each
        for each in guidance.positions
        if each.guideline is guideline
        and each.superseded is superseded
        and (setting is None or each.setting == setting)
        and wanted & set(each.tiers)
    )


def regimen(each: Approval | Position) -> Agents:
    """Return the agents that an approval or a position names."""
    return frozenset(each.agents) - {CLASS_OF_AGENTS}


def _regimens(trial: Trial) -> set[Agents]:
    return {agents_of(arm) for arm in trial.arms if arm.role is not Role.CONTROL}
