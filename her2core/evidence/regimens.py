"""Which agents make up a regimen, so that a trial is matched with an approval of just these agents and no others."""

from her2core.evidence.drugs import is_chemotherapy, read_drugs
from her2core.evidence.models import Arm
from her2core.terms import AgentClass

CLASS_OF_AGENTS = "pd-1-inhibitors"
"""Stands for several agents that labels treat alike, and for one that a trial does not name; for none of them by name."""
Agents = frozenset[str]
"""Ids of agents; chemotherapy, radiotherapy and placebo are left out."""


def agents_of(arm: Arm) -> Agents:
    """Return the agents that every patient of an arm had; a class stands for one that is not named.

    What part of the patients had, or what was chosen between, makes no regimen.
    """
    given = [drug for drug in read_drugs(arm) if not (drug.optional or drug.choice)]
    return frozenset(agent for drug in given for agent in drug.agents if not is_chemotherapy(agent))


def is_named(agents: Agents) -> bool:
    """Tell whether a regimen is known agent by agent: none is a class, and there is at least one."""
    return bool(agents) and CLASS_OF_AGENTS not in agents


def is_certain(arm: Arm) -> bool:
    """Tell whether every patient of an arm had its agents and no other: nothing is optional or chosen but chemotherapy."""
    uncertain = [drug for drug in read_drugs(arm) if drug.optional or drug.choice]
    return all(is_chemotherapy(agent) for drug in uncertain for agent in drug.agents)


# The class that names a regimen, where it holds several.
_LEADING = (
    AgentClass.BISPECIFIC_ANTIBODY,
    AgentClass.ADC,
    AgentClass.TKI,
    AgentClass.CELL_THERAPY,
    AgentClass.VACCINE,
    AgentClass.MONOCLONAL_ANTIBODY,
    AgentClass.ANTI_ANGIOGENIC,
    AgentClass.CD47_BLOCKER,
    AgentClass.CHECKPOINT_INHIBITOR,
    AgentClass.CDK4_6_INHIBITOR,
    AgentClass.CHEMOTHERAPY,
    AgentClass.RADIOTHERAPY,
    AgentClass.OBSERVATION,
)


def leading_class(classes: tuple[str, ...]) -> AgentClass:
    """Return the class by which a regimen of several agents is coloured."""
    return next((agent_class for agent_class in _LEADING if agent_class in classes), AgentClass.CHEMOTHERAPY)
