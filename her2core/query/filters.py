"""What a reader asks of the evidence, and its form in a link: the same names and values in every language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final, Literal

from her2core.errors import InputError
from her2core.evidence.adverse_events import Grade
from her2core.evidence.drugs import find_agent
from her2core.language import Message
from her2core.parsing import Entries, word
from her2core.status.assessment import Assessment
from her2core.terms import Agency, AgentClass, Allocation, Endpoint, Guideline, Setting, Tier, TrialStatus

MOST_TRIALS = 4
"""How many trials can be opened side by side."""


class Filter(StrEnum):
    """What can be asked, by its name in a link, in the order in which it is kept."""

    TIERS = "tiers"
    VIEW = "view"
    MATCH = "match"
    LINE = "line"
    CLASS = "class"
    DESIGN = "design"
    STATUS = "status"
    ENDPOINT = "endpoint"
    SUBGROUPS = "subgroups"
    AGENCY = "agency"
    GUIDELINE = "guideline"
    SHOW = "show"
    REGIMENS = "regimens"
    POOL = "pool"
    GRADE = "grade"
    AGENT = "agent"
    REGION = "region"
    TRIAL = "trial"
    WITHOUT = "without"
    CARD = "card"
    OUTCOME = "outcome"
    POPULATION = "population"
    REFERENCE = "reference"
    UNSELECTED = "unselected"


class View(StrEnum):
    """The charts of the Outcomes page."""

    GLANCE = "glance"
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


class Switch(StrEnum):
    """Whether something is asked for that is off at first."""

    OFF = "off"
    ON = "on"


class Show(StrEnum):
    """The parts of Treatments and of Safety, one shown at a time."""

    OPTIONS = "options"
    PATH = "path"
    REGIMENS = "regimens"
    DIFFERENCES = "differences"
    AGENTS = "agents"


class RegimenScope(StrEnum):
    """Which regimens the path through the lines shows."""

    STANDING = "approved-or-recommended"
    ALL = "all"


ANY: Final = "any"
VOCABULARIES: dict[Filter, type[StrEnum]] = {
    Filter.VIEW: View,
    Filter.MATCH: Match,
    Filter.LINE: Setting,
    Filter.CLASS: AgentClass,
    Filter.DESIGN: Allocation,
    Filter.STATUS: TrialStatus,
    Filter.ENDPOINT: Endpoint,
    Filter.SUBGROUPS: Subgroups,
    Filter.AGENCY: Agency,
    Filter.GUIDELINE: Guideline,
    Filter.SHOW: Show,
    Filter.REGIMENS: RegimenScope,
    Filter.POOL: Switch,
    Filter.UNSELECTED: Switch,
    Filter.GRADE: Grade,
}
LIFTED: dict[Filter, object] = {
    # The filters that may be lifted ("any"), and what they are then; only the first two would else follow the case.
    Filter.TIERS: (),
    Filter.LINE: ANY,
    Filter.CLASS: None,
    Filter.AGENT: None,
    Filter.DESIGN: None,
    Filter.REGION: None,
    Filter.STATUS: None,
    Filter.ENDPOINT: None,
}
SEVERAL = {Filter.TRIAL: MOST_TRIALS, Filter.WITHOUT: 100}
"""The filters that hold several values, divided by commas, and how many at most."""
FEW = 15
"""How many accepted values an error lists."""
Known = Mapping[Filter, tuple[str, ...]]
"""The agents, regions, trials, arms and cards that there are."""
_NAMES = frozenset(Filter)
_ATTRIBUTES = {Filter.CLASS: "agent_class", Filter.TRIAL: "trials"}


@dataclass(frozen=True)
class Filters:
    """What is asked of the evidence. `Filters.parse` makes one; two with the same entries ask the same.

    Attributes
    ----------
    entries : the text of each filter as it stands in a link
    faults : what was not accepted, and is not among the entries
    tiers : those chosen; empty where all are; None where they follow the case
    line : the setting chosen; "any" where all are; None where it follows the case
    agent_class, agent, design, region, status, endpoint : the one chosen; None where all are. An agent is known by any of
        its names, and stands here by its id
    trials : the ids of the trials that are open
    without : the arms ("trial:arm") that are left out of pooling
    card : the id of the agent whose card is open
    pool : whether responses are pooled as well
    outcome, population, reference : of the network of comparisons: what is compared, in whom, with which regimen
    unselected : whether trials enter it whose patients were not selected by HER2
    """

    entries: Entries = field(default_factory=Entries)
    faults: tuple[InputError, ...] = field(default=(), compare=False)
    tiers: tuple[Tier, ...] | None = None
    view: View = View.GLANCE
    match: Match = Match.INCLUDES
    line: Setting | Literal["any"] | None = None
    agent_class: AgentClass | None = None
    design: Allocation | None = None
    status: TrialStatus | None = None
    endpoint: Endpoint | None = None
    subgroups: Subgroups = Subgroups.ASKED
    agency: Agency = Agency.CHINA_NMPA  # the tiers are those of CSCO
    guideline: Guideline = Guideline.CSCO
    show: Show | None = None
    regimens: RegimenScope = RegimenScope.STANDING
    pool: Switch = Switch.OFF
    grade: Grade = Grade.SEVERE
    agent: str | None = None
    region: str | None = None
    trials: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    card: str | None = None
    outcome: str | None = None
    population: str | None = None
    reference: str | None = None
    unselected: Switch = Switch.OFF

    @classmethod
    def parse(cls, entries: Mapping[str, str], known: Known | None = None) -> "Filters":
        """Read filters from texts by name. Never raises: what is not accepted is left out and among the `faults`.

        Where `known` is given, agents, regions, trials, arms and cards must be among it.
        """
        accepted: dict[str, str] = {}
        values: dict[str, Any] = {}
        faults = []
        given = {name: str(text) for name, text in entries.items() if text}
        for name in (*Filter, *(name for name in given if name not in _NAMES)):
            if name in given:
                try:
                    value = check(name, given[name], known) if known is not None else read_filter(name, given[name])
                except InputError as fault:
                    faults.append(fault.without_trace())
                    continue
                filter = Filter(name)
                accepted[filter.value] = given[name]
                values[_ATTRIBUTES.get(filter, filter.value)] = value
        return cls(entries=Entries(accepted), faults=tuple(faults), **values)

    def ask(self, name: Filter, value: str | None) -> "Filters":
        """Make the filters with this one set; None or "" clears it, so that it follows the case again."""
        return Filters.parse({**self.entries, name: value or ""})

    def tiers_for(self, assessment: Assessment) -> tuple[Tier, ...]:
        """List the tiers asked for: those chosen, else those of the case; empty where all are."""
        return assessment.tiers if self.tiers is None else self.tiers

    def setting_for(self, assessment: Assessment) -> Setting | None:
        """Tell the setting asked for: the one chosen, else that of the case; None where all are."""
        if self.line is None:
            return assessment.setting
        return self.line if isinstance(self.line, Setting) else None

    @property
    def part_of_treatments(self) -> Show:
        """The options by tier and line, unless the path through the lines is asked for."""
        return Show.PATH if self.show is Show.PATH else Show.OPTIONS

    @property
    def part_of_safety(self) -> Show:
        """The part of Safety asked for; an agent's card where one is asked for; else toxicity by regimen."""
        if self.show in {Show.REGIMENS, Show.DIFFERENCES, Show.AGENTS}:
            return self.show
        return Show.AGENTS if self.card else Show.REGIMENS


def read_filter(name: str, text: str) -> Any:
    """Read the text of one filter as its value.

    Raises
    ------
    InputError
        naming the filter, what was given and what is accepted
    """
    if name not in _NAMES:
        raise InputError(name, text, Message(", ".join(Filter)), Message("there is no such field"))
    filter = Filter(name)
    if text == ANY and filter in LIFTED:
        return LIFTED[filter]
    if filter is Filter.TIERS:
        chosen = {word(filter, Tier, tier) for tier in text.split(",")}
        return tuple(tier for tier in Tier if tier in chosen)
    if filter in VOCABULARIES:
        return word(filter, VOCABULARIES[filter], text)
    if filter is Filter.AGENT:
        return find_agent(text) or text
    if filter not in SEVERAL:
        return text
    parts = tuple(text.split(","))
    if len(parts) > SEVERAL[filter]:
        raise InputError(filter, text, Message("at most {most}, divided by commas", most=SEVERAL[filter]))
    return parts


def check(name: str, text: str, known: Known) -> Any:
    """Check one filter against what there is, and read its value.

    Raises
    ------
    InputError
        naming the filter, what was given and what is accepted
    """
    value = read_filter(name, text)
    filter = Filter(name)
    if filter in known and value is not None:
        for part in value if filter in SEVERAL else (value,):
            if part not in known[filter] and text not in known[filter]:  # an agent may be asked for by another name
                raise InputError(filter, part, _accepted(part, known[filter]))
    return value


def _accepted(given: str, known: tuple[str, ...]) -> Message:
    """All that is known, or, where nobody would read as much, what is most like that which was given."""
    if len(known) <= FEW:
        return Message(", ".join(known))
    alike = get_close_matches(given, known, cutoff=0)
    return Message("one of the {count} collected here, such as {alike}", count=len(known), alike=", ".join(alike))
