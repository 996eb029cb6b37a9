"""Which arms are the same treatment for a comparison through a common control, read from `data/network.yaml`."""

from functools import cache
from typing import Annotated

from pydantic import Field, StringConstraints

from her2core.data_files import DATA, Model, read, refuse
from her2core.errors import InputError
from her2core.evidence.loading import Evidence, load_evidence
from her2core.evidence.models import Id, Text, Tiers
from her2core.language import Message
from her2core.terms import Analysis, Endpoint, Measure

ArmPath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""The id of a trial and of one of its arms: trial/arm."""
ALL = "all"
"""The id of the population that each trial reports first."""


class Node(Model):
    """A regimen of the network: arms that are the same treatment for this purpose, by whom and why."""

    id: Id
    name: Text
    arms: Annotated[tuple[ArmPath, ...], Field(min_length=1)]
    by: Text
    why: Text


class NetworkOutcome(Model):
    """What is compared: an endpoint, or how often an event was of grade 3 or worse; by which measure; whether it is assessed."""

    id: Text
    endpoint: Endpoint | None = None
    event: Text | None = None
    measure: Measure
    assessed: bool = True


class Population(Model):
    """Patients of whom several trials report.

    Attributes
    ----------
    headline_of : where a trial holds these tiers alone, its figure of all patients counts
    figures : by trial, the populations that count, as the trial names them
    """

    id: Id
    name: Text
    headline_of: Tiers | None = None
    figures: dict[Id, tuple[Text, ...]] = Field(default_factory=dict)


class Reading(Model):
    """What the note of a trial says that bears on a comparison with another. What is None is not held."""

    trial: Id
    maturity: dict[Endpoint, Text] = Field(default_factory=dict)
    pdl1: Text | None = None
    earlier_therapy: Text | None = None
    later_therapy: Text | None = None
    proportional_hazards: Text | None = None
    patients: Text | None = None


class LeftOut(Model):
    """Arms of randomised trials that enter no network, and why."""

    arms: tuple[ArmPath, ...]
    why: Text


class Unselected(Model):
    """Trials whose patients were not selected by HER2: they enter by the choice of the reader alone."""

    trials: tuple[Id, ...]
    why: Text


class NetworkFile(Model):
    """What `data/network.yaml` holds.

    Attributes
    ----------
    sources : of the method
    rough_from : standard errors by which a printed ratio may lie off the middle of its interval before it is said
    """

    sources: tuple[Text, ...]
    endpoints: tuple[NetworkOutcome, ...]
    rough_from: Annotated[float, Field(gt=0)]
    nodes: tuple[Node, ...]
    left_out: tuple[LeftOut, ...]
    her2_unselected: Unselected
    populations: tuple[Population, ...]
    readings: tuple[Reading, ...]

    def node_of(self, trial: str, arm: str) -> Node | None:
        """Return the node of an arm, if it stands in one."""
        return next((node for node in self.nodes if f"{trial}/{arm}" in node.arms), None)

    def node(self, id: str) -> Node:
        """Return the node of that id."""
        return next(node for node in self.nodes if node.id == id)

    def reading(self, trial: str) -> Reading:
        """Return what is known of a trial beside its fields."""
        return next((each for each in self.readings if each.trial == trial), Reading(trial=trial))


@cache
def load_nodes() -> NetworkFile:
    """Load the nodes, the populations and what is known of each trial.

    Raises
    ------
    DataError
        naming what no trial holds, and what stands twice
    """
    file = read(NetworkFile, DATA / "network.yaml")
    refuse([f"data/network.yaml: {fault}" for fault in _find_faults(file, load_evidence())])
    return file


def find_outcome(id: str) -> NetworkOutcome:
    """Find what is compared, by its id ("OS", "PFS", "ORR" ...).

    Raises
    ------
    InputError
        naming what can be compared
    """
    for each in load_nodes().endpoints:
        if each.id == id:
            return each
    raise InputError("endpoint", id, Message(", ".join(each.id for each in load_nodes().endpoints)))


def find_population(id: str | None) -> Population:
    """Find a population by its id; what each trial reports first, where none is given.

    Raises
    ------
    InputError
        naming the populations
    """
    for each in load_nodes().populations:
        if each.id == (id or ALL):
            return each
    raise InputError("population", id, Message(", ".join(each.id for each in load_nodes().populations)))


def _find_faults(file: NetworkFile, evidence: Evidence) -> list[str]:
    arms = [arm for node in file.nodes for arm in node.arms]
    arms += [arm for each in file.left_out for arm in each.arms]
    known = {f"{trial.id}/{arm.id}" for trial in evidence.trials.values() for arm in trial.arms}
    faults = [f"no arm {arm!r}" for arm in arms if arm not in known]
    faults += [f"arm {arm!r} stands twice" for arm in dict.fromkeys(arms) if arms.count(arm) > 1]
    for words in ([n.id for n in file.nodes], [p.id for p in file.populations], [r.trial for r in file.readings]):
        faults += [f"{word!r} stands twice" for word in dict.fromkeys(words) if words.count(word) > 1]
    trials = [*file.her2_unselected.trials, *(each.trial for each in file.readings)]
    faults += [f"no trial {trial!r}" for trial in trials if trial not in evidence.trials]
    for each in file.populations:
        for trial, texts in each.figures.items():
            known = _populations(evidence, trial)
            faults += [
                f"populations.{each.id}: {trial} has no population {text!r}" for text in texts if text not in known
            ]
    return faults


def _populations(evidence: Evidence, trial: str) -> set[str]:
    if trial not in evidence.trials:
        return set()
    held = evidence.trials[trial]
    efficacy = {figure.population for figure in held.outcomes if figure.analysis is not Analysis.EARLIER}
    return efficacy | {figure.population for figure in held.comparisons if figure.analysis is not Analysis.EARLIER}
