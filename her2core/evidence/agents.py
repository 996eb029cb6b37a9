"""What is held on each agent: class, dose, dose steps, warnings, monitoring, management, rates of toxicity.

An empty list means that nothing is held, not that there is nothing.
"""

from functools import cache
from typing import TypeVar

from pydantic import Field

from her2core.data_files import DATA, Model, read_folder, refuse
from her2core.evidence.drugs import load_agent_names
from her2core.evidence.models import Count, Id, Percent, Text, Verified
from her2core.language import OWN, _
from her2core.own import mark_own, read_own
from her2core.terms import AgentClass


class Sourced(Model):
    """A fact with the source in which it was read. `population` says of whom it holds where that is not gastric cancer."""

    source: Text
    verified: Verified
    population: Text | None = None


S = TypeVar("S", bound=Sourced)


class Dose(Sourced):
    """The labelled gastric dose and schedule, or what is held in its place."""

    text: Text


class DoseStep(Sourced):
    """One step down from the starting dose."""

    step: Text
    dose: Text


class Warning(Sourced):
    """A warning of a label; `boxed` None is not held."""

    text: Text
    boxed: bool | None
    region: Text


class Monitoring(Sourced):
    """What is watched for, and when."""

    text: Text
    region: Text


class Management(Sourced):
    """What a label or guidance says on a toxicity of a given degree, in a named region."""

    toxicity: Text
    condition: Text
    action: Text
    region: Text


class Rate(Sourced):
    """How often an event was reported, in percent of patients, beside the comparator where there was one."""

    event: Text
    any_grade: Percent | None = None
    grade_3_plus: Percent | None = None
    grade_3_4: Percent | None = None
    comparator_any: Percent | None = None
    comparator_grade_3_plus: Percent | None = None
    comparator_grade_3_4: Percent | None = None
    n: Count | None = None
    comparator_n: Count | None = None


class Agent(Model):
    """One agent, or one class of agents that labels treat alike."""

    id: Id
    name: Text
    names_zh: tuple[Text, ...]
    synonyms: tuple[Text, ...]
    agent_class: AgentClass = Field(alias="class")
    payload: Text | None = None
    gastric_dose: Dose | None
    dose_steps: tuple[DoseStep, ...]
    warnings: tuple[Warning, ...]
    monitoring: tuple[Monitoring, ...]
    management: tuple[Management, ...]
    rates: tuple[Rate, ...]
    disagreements: tuple[Text, ...]
    not_held: tuple[Text, ...]


@cache
def load_agents() -> dict[str, Agent]:
    """Load every agent held, by id, read and validated at the first call and kept.

    Raises
    ------
    DataError
        with every fault in `data/agents/`
    """
    agents, faults = read_folder(Agent, DATA / "agents")
    refuse(faults)
    return {agent.id: agent for agent in (*agents, *own_agents()[0])}


def own_agents() -> tuple[tuple[Agent, ...], tuple[str, ...]]:
    """Return what the hospital itself holds on agents, each fact marked, and the faults of what is left out."""
    agents, faults = read_own(Agent, "agents")
    return tuple(_mark(agent) for agent in agents), faults


def _mark(agent: Agent) -> Agent:
    def of_own(facts: tuple[S, ...]) -> tuple[S, ...]:
        return tuple(fact.model_copy(update={"source": mark_own(fact.source)}) for fact in facts)

    dose = of_own((agent.gastric_dose,))[0] if agent.gastric_dose else None
    lists = {
        name: of_own(getattr(agent, name)) for name in ("dose_steps", "warnings", "monitoring", "management", "rates")
    }
    return agent.model_copy(update={"name": mark_own(agent.name), "gastric_dose": dose, **lists})


def agent_name(id: str) -> str:
    """Return the name of an agent in the language in use; one that is not held is known by its id alone."""
    card, names = load_agents().get(id), load_agent_names().get(id)
    # What the hospital itself holds on an agent of ours does not rename it.
    by_card = card is not None and not (names and card.name.endswith(OWN))
    name = _(card.name if card and by_card else names.name if names else id)
    return name[:1].upper() + name[1:]


def list_names(id: str) -> tuple[str, ...]:
    """List every name under which a reader looks for an agent, first the one in the language in use, each once."""
    card, names = load_agents().get(id), load_agent_names().get(id)
    held = (*(names.all if names else ()), *((card.name, *card.synonyms, *card.names_zh) if card else ()))
    named: dict[str, str] = {}
    for name in (agent_name(id), *held):
        named.setdefault(name.lower(), name)
    return tuple(named.values())
