"""What a reader asks of the evidence, and its form in a link: the same names and values in every language."""

from collections.abc import Mapping
from enum import StrEnum

from her2core.assessment import Assessment
from her2core.entries import word
from her2core.errors import InputError
from her2core.language import Message
from her2core.terms import AgentClass, Allocation, Endpoint, Setting, Tier, TrialStatus


class View(StrEnum):
    """The charts of the Outcomes page."""

    RESPONSE = "response"
    PFS = "pfs"
    OS = "os"
    HAZARD_RATIOS = "hazard-ratios"
    PATHOLOGY = "pathology"
    LANDMARKS = "landmarks"
    OVERVIEW = "overview"
    OTHER = "other"


class Match(StrEnum):
    INCLUDES = "includes"
    ONLY = "only"


class Subgroups(StrEnum):
    ASKED = "asked"
    ALL = "all"


ANY = "any"
VOCABULARIES: dict[str, type[StrEnum]] = {
    "view": View,
    "match": Match,
    "line": Setting,
    "class": AgentClass,
    "design": Allocation,
    "status": TrialStatus,
    "endpoint": Endpoint,
    "subgroups": Subgroups,
}
FREE = ("agent", "region", "trial")
FIELDS = ("tiers", *VOCABULARIES, *FREE)


def check(field: str, value: str, known: Mapping[str, tuple[str, ...]]) -> None:
    """Whether a filter accepts this value; `known` lists the agents, regions and trials that there are.

    Raises
    ------
    InputError
        naming the filter, what was given and what is accepted
    """
    if value == ANY and field not in {"view", "match", "subgroups", "trial"}:
        return
    if field == "tiers":
        for tier in value.split(","):
            word(field, Tier, tier)
    elif field in VOCABULARIES:
        word(field, VOCABULARIES[field], value)
    elif value not in known[field]:
        raise InputError(field, value, Message(", ".join(known[field])))


def tiers(filters: Mapping[str, str], assessment: Assessment) -> tuple[Tier, ...]:
    """The tiers asked for: those chosen, else those of the case, else all (empty)."""
    chosen = filters.get("tiers")
    if chosen:
        return () if chosen == ANY else tuple(tier for tier in Tier if tier in chosen.split(","))
    return assessment.csco.possible if len(assessment.csco.possible) < len(Tier) else ()


def setting(filters: Mapping[str, str], assessment: Assessment) -> Setting | None:
    """The setting asked for: the one chosen, else that of the case, else all (None)."""
    chosen = filters.get("line")
    if chosen:
        return None if chosen == ANY else Setting(chosen)
    return assessment.setting
