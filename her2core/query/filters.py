"""What a reader asks of the evidence, and its form in a link: the same names and values in every language."""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum

from her2core.errors import InputError
from her2core.evidence.adverse_events import Grade
from her2core.language import Message
from her2core.parsing import word
from her2core.status.assessment import Assessment
from her2core.terms import Agency, AgentClass, Allocation, Endpoint, Guideline, Setting, Tier, TrialStatus

MOST_TRIALS = 4
"""How many trials can be opened side by side."""


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
    TIMELINE = "timeline"


class Match(StrEnum):
    INCLUDES = "includes"
    ONLY = "only"


class Subgroups(StrEnum):
    ASKED = "asked"
    ALL = "all"


class Pool(StrEnum):
    """Whether responses are pooled as well."""

    OFF = "off"
    ON = "on"


class Show(StrEnum):
    """The parts of Treatments and of Safety, one shown at a time."""

    OPTIONS = "options"
    PATH = "path"
    REGIMENS = "regimens"
    DIFFERENCES = "differences"
    AGENTS = "agents"


class Regimens(StrEnum):
    """Which regimens the path through the lines shows."""

    STANDING = "approved-or-recommended"
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
    "agency": Agency,
    "guideline": Guideline,
    "show": Show,
    "regimens": Regimens,
    "pool": Pool,
    "grade": Grade,
}
ASKED_OF_ALL = ("tiers", "line", "class", "agent", "design", "region", "status", "endpoint")
"""The filters that may be lifted: "any"."""
FREE = ("agent", "region", "trial", "without", "card")
SEVERAL = {"trial": MOST_TRIALS, "without": 100}
"""The filters that hold several values, divided by commas, and how many at most."""
FEW = 15
"""How many accepted values an error lists."""
FIELDS = ("tiers", *VOCABULARIES, *FREE)


def check(field: str, value: str, known: Mapping[str, tuple[str, ...]]) -> None:
    """Whether a filter accepts this value; `known` lists the agents, regions, trials, arms and cards that there are.

    Raises
    ------
    InputError
        naming the filter, what was given and what is accepted
    """
    if value == ANY and field in ASKED_OF_ALL:
        return
    if field == "tiers":
        for tier in value.split(","):
            word(field, Tier, tier)
    elif field in VOCABULARIES:
        word(field, VOCABULARIES[field], value)
    else:
        parts = value.split(",") if field in SEVERAL else [value]
        most = SEVERAL.get(field, 1)
        if len(parts) > most:
            raise InputError(field, value, Message("at most {most}, divided by commas", most=most))
        for part in parts:
            if part not in known[field]:
                raise InputError(field, part, _accepted(part, known[field]))


def _accepted(given: str, known: tuple[str, ...]) -> Message:
    """All that is known, or, where nobody would read as much, what is most like that which was given."""
    if len(known) <= FEW:
        return Message(", ".join(known))
    alike = get_close_matches(given, known, cutoff=0)
    return Message("one of the {count} held, such as {alike}", count=len(known), alike=", ".join(alike))


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


def agency(filters: Mapping[str, str]) -> Agency:
    """The agency asked for; the Chinese one where none is, since the tiers are those of CSCO."""
    return Agency(filters.get("agency", Agency.CHINA_NMPA))


def guideline(filters: Mapping[str, str]) -> Guideline:
    """The guideline asked for, else CSCO."""
    return Guideline(filters.get("guideline", Guideline.CSCO))


def trials(filters: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the trials that are open."""
    return tuple(filters["trial"].split(",")) if filters.get("trial") else ()


def without(filters: Mapping[str, str]) -> tuple[str, ...]:
    """The arms ("trial:arm") that are left out of pooling."""
    return tuple(filters["without"].split(",")) if filters.get("without") else ()


def grade(filters: Mapping[str, str]) -> Grade:
    """Which grades of adverse events: any, unless grade 3 or more is asked for."""
    return Grade(filters.get("grade", Grade.ANY))


def shown_of_treatments(filters: Mapping[str, str]) -> Show:
    """The options by tier and line, unless the path through the lines is asked for."""
    return Show.PATH if filters.get("show") == Show.PATH else Show.OPTIONS


def shown_of_safety(filters: Mapping[str, str]) -> Show:
    """The part of Safety asked for; an agent's card where one is asked for; else toxicity by regimen."""
    asked = filters.get("show")
    if asked in {Show.REGIMENS, Show.DIFFERENCES, Show.AGENTS}:
        return Show(asked)
    return Show.AGENTS if filters.get("card") else Show.REGIMENS
