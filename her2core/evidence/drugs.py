"""One drug, one id: the agents that trials name, under all their names, and each text of an arm read as agents.

An agent is a single drug, known by its id; a drug text is what an arm of a trial gives ("capecitabine or fluorouracil"),
and may name several agents, a choice between them, or none.
"""

import re
from collections.abc import Iterable
from functools import cache

from pydantic import Field

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Arm, Id, Text
from her2core.terms import AgentClass


class DrugText(Model):
    """One text that arms give as a drug, read as agents.

    Attributes
    ----------
    agents : ids of the agents that it names
    drug_class : the class of the text in its arm, which may be several
    her2_directed : whether it counts as anti-HER2 therapy
    backbone : whether it goes with the agent under study (chemotherapy, radiotherapy)
    optional : given to part of the patients, or by choice
    unnamed : a class or a regimen without named agents
    choice : the alternatives, each a list of agents; empty where there is none
    """

    text: Text
    agents: tuple[Id, ...]
    drug_class: Text = Field(alias="class")
    her2_directed: bool
    backbone: bool
    optional: bool = False
    unnamed: bool = False
    choice: tuple[tuple[Id, ...], ...] = ()
    note: Text | None = None


class AgentNames(Model):
    """One agent with every name under which a reader looks for it; a note on a name stands behind it in brackets."""

    id: Id
    name: Text
    agent_class: AgentClass = Field(alias="class")
    her2_directed: bool
    codes: tuple[Text, ...]
    trade_names: tuple[Text, ...]
    names_zh: tuple[Text, ...]
    trade_names_zh: tuple[Text, ...]
    other_names: tuple[Text, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, the international one first, each once."""
        others = (*self.codes, *self.trade_names, *self.other_names, *self.names_zh, *self.trade_names_zh)
        return tuple(dict.fromkeys([self.name, *(_NOTE.sub("", name) for name in others)]))


class _DrugFile(Model):
    drugs: tuple[DrugText, ...]


class _NamesFile(Model):
    agents: tuple[AgentNames, ...]


_NOTE = re.compile(r" \(.*\)$")


@cache
def load_drugs() -> dict[str, DrugText]:
    """Load every drug text of the trials, by the text."""
    return {each.text: each for each in read(_DrugFile, DATA / "drugs.yaml").drugs}


@cache
def load_agent_names() -> dict[str, AgentNames]:
    """Load every agent that trials name, by its id."""
    return {each.id: each for each in read(_NamesFile, DATA / "agent-names.yaml").agents}


@cache
def find_agent(name: str) -> str | None:
    """Find the id of an agent by any of its names: code, trade name, Chinese name, or the text of an arm."""
    return _ids().get(name.strip().lower())


@cache
def _ids() -> dict[str, str]:
    texts = {each.text: each.agents[0] for each in load_drugs().values() if len(each.agents) == 1}
    names = {name: agent.id for agent in load_agent_names().values() for name in (*agent.all, agent.id)}
    return {name.lower(): id for name, id in (texts | names).items()}


def is_chemotherapy(agent: str) -> bool:
    """Tell whether an agent is chemotherapy, by its id."""
    names = load_agent_names().get(agent)
    return names is not None and names.agent_class is AgentClass.CHEMOTHERAPY


def read_drugs(arm: Arm) -> tuple[DrugText, ...]:
    """Read what an arm gives. A text that is not in `data/drugs.yaml` is an agent by its name, or one of its own."""
    return tuple(_read(text, text in arm.anti_her2) for text in arm.drugs)


@cache
def _read(text: str, her2_directed: bool) -> DrugText:
    if text in load_drugs():
        return load_drugs()[text]
    id = find_agent(text)
    known = load_agent_names().get(id) if id else None
    return DrugText.model_validate(
        {
            "text": text,
            "agents": [id or re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "drug"],
            "class": str(known.agent_class) if known else "not stated",
            "her2_directed": known.her2_directed if known else her2_directed,
            "backbone": is_chemotherapy(id or ""),
        }
    )


def list_agents_of(arms: Iterable[Arm]) -> tuple[str, ...]:
    """List the ids of every agent that these arms name, in a choice or for part of the patients too."""
    return tuple(dict.fromkeys(agent for arm in arms for drug in read_drugs(arm) for agent in drug.agents))
