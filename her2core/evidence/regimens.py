"""Which agents make up a regimen, so that a trial is matched with an approval of just these agents and no others."""

import re
from functools import cache

from her2core.evidence.agents import load_agents
from her2core.evidence.models import Arm
from her2core.terms import AgentClass

CLASS_OF_AGENTS = "pd-1-inhibitors"
"""The file on several agents that labels treat alike; it stands for none of them by name."""
Agents = frozenset[str]
"""Ids of agents that have a file, names of those that have none; chemotherapy and placebo are left out."""

# What may stand in the name of a drug without making it more than chemotherapy.
_CHEMOTHERAPY = set(
    "oxaliplatin cisplatin carboplatin platinum capecitabine fluorouracil leucovorin fluoropyrimidine s-1 paclitaxel docetaxel "
    "irinotecan epirubicin trifluridine/tipiracil flot folfox mfolfox6 capox xelox cisplatin-capecitabine chemotherapy "
    "radiotherapy placebo physician's choice mostly of or and gy n".split()
)
_WORD = re.compile(r"[a-z][\w/'-]*")


def agents_of(arm: Arm) -> Agents:
    """Return the agents of an arm."""
    return frozenset(find_agent(drug) for drug in (*arm.anti_her2, *arm.drugs) if not _is_chemotherapy(drug))


@cache
def find_agent(name: str) -> str:
    """Find the id of the agent that a trial names ("KN026 (anbenitamab)"), or the name where none is held."""
    plain = name.partition(" (")[0].strip()
    return _ids().get(plain.lower(), plain)


@cache
def _ids() -> dict[str, str]:
    agents = [agent for agent in load_agents().values() if agent.id != CLASS_OF_AGENTS]
    return {called.lower(): agent.id for agent in agents for called in (agent.name, agent.id, *agent.synonyms)}


def _is_chemotherapy(drug: str) -> bool:
    return set(_WORD.findall(drug.lower())) <= _CHEMOTHERAPY


# The class that names a regimen, where it holds several.
_LEADING = (
    AgentClass.BISPECIFIC_ANTIBODY,
    AgentClass.ADC,
    AgentClass.TKI,
    AgentClass.VACCINE,
    AgentClass.MONOCLONAL_ANTIBODY,
    AgentClass.ANTI_ANGIOGENIC,
    AgentClass.CHECKPOINT_INHIBITOR,
    AgentClass.CHEMOTHERAPY,
)


def leading_class(classes: tuple[str, ...]) -> AgentClass:
    """Return the class by which a regimen of several agents is coloured."""
    return next((agent_class for agent_class in _LEADING if agent_class in classes), AgentClass.CHEMOTHERAPY)
