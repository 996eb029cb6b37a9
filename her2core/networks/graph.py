"""The regimens of one setting and endpoint, which of them were compared, and each against one of the reader's choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from her2core.errors import InputError
from her2core.evidence.loading import load_evidence
from her2core.language import Message
from her2core.networks.comparison import IndirectComparison, estimate, indirect_comparison
from her2core.networks.contrasts import TrialContrast, Unused, list_contrasts, pool_edge
from her2core.networks.nodes import NetworkOutcome, Node, Population, find_outcome, find_population, load_nodes
from her2core.networks.paths import list_groups, list_on_paths, list_paths
from her2core.statistics.effects import Effect
from her2core.statistics.indirect import PooledEffect
from her2core.terms import Setting


@dataclass(frozen=True)
class Edge:
    """Two regimens that were compared: the contrasts, and their pooled effect, `a` v `b`.

    Attributes
    ----------
    n : patients of all its trials; None where a trial does not report them
    """

    a: str
    b: str
    contrasts: tuple[TrialContrast, ...]
    pooled: PooledEffect

    @property
    def n(self) -> int | None:
        counts = [(each.n_a, each.n_b) for each in self.contrasts]
        return sum(a + b for a, b in counts if a and b) if all(a and b for a, b in counts) else None


@dataclass(frozen=True)
class Loop:
    """An edge that the rest of the network answers too.

    Attributes
    ----------
    direct, indirect : by the trials of the edge, and without them
    difference : of the two: inconsistency of the network, on the scale of the measure's error
    """

    a: str
    b: str
    direct: Effect
    indirect: Effect

    @property
    def difference(self) -> Effect:
        return Effect(
            self.direct.estimate - self.indirect.estimate, (self.direct.variance + self.indirect.variance) ** 0.5
        )


@dataclass(frozen=True)
class Network:
    """Who was compared with whom, in one setting, of one outcome.

    Attributes
    ----------
    nodes : the regimens, in the order of `data/network.yaml`, never by result
    groups : regimens that are connected with one another; what stands in another group cannot be compared
    loops : where the network answers a question twice, and how far the answers differ
    unused : randomised contrasts of this setting that do not enter, each with the reason
    """

    setting: Setting
    outcome: NetworkOutcome
    population: Population
    unselected: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[tuple[str, ...], ...]
    loops: tuple[Loop, ...]
    unused: tuple[Unused, ...]

    @property
    def hub(self) -> Node:
        """The regimen that most others were compared with: a network without nodes has none."""
        return max(self.nodes, key=lambda node: sum(node.id in (edge.a, edge.b) for edge in self.edges))

    def compare_all(self, reference: str) -> tuple[IndirectComparison, ...]:
        """Compare every regimen with the reference, in the order of the nodes; those that cannot be say why.

        Raises
        ------
        InputError
            where the reference is no node of this network
        """
        ids = [node.id for node in self.nodes]
        if reference not in ids:
            raise InputError("reference", reference, Message(", ".join(ids)))
        question = (self.outcome.id, self.population.id, self.setting, self.unselected)
        return tuple(indirect_comparison(id, reference, *question) for id in ids if id != reference)


def network(setting: Setting | str, endpoint: str, population: str | None = None, unselected: bool = False) -> Network:
    """Find the network of a setting and an endpoint: regimens, who was compared with whom, and what is left out.

    Raises
    ------
    InputError
        where something named is not known
    """
    if setting not in list(Setting):
        raise InputError("setting", setting, Message(", ".join(Setting)))
    outcome, patients = find_outcome(endpoint), find_population(population)
    every, unused = list_contrasts(outcome.id, patients.id)
    contrasts = [each for each in every if each.setting == setting and (unselected or not each.is_unselected)]
    by_choice = [
        Unused(each.trial, each.arm_a, each.arm_b, Message(load_nodes().her2_unselected.why))
        for each in every
        if each.setting == setting and each.is_unselected and not unselected
    ]
    named = {node for each in contrasts for node in each.edge}
    return Network(
        Setting(setting),
        outcome,
        patients,
        unselected,
        nodes=tuple(node for node in load_nodes().nodes if node.id in named),
        edges=_list_edges(contrasts),
        groups=list_groups(contrasts),
        loops=find_loops(contrasts),
        unused=(*(each for each in unused if _setting(each) == setting), *by_choice),
    )


def find_loops(contrasts: Sequence[TrialContrast]) -> tuple[Loop, ...]:
    """Find the edges that trials other than their own answer too: the loop of one trial agrees with itself by construction."""
    loops = []
    for edge in _list_edges(contrasts):
        own = {each.trial for each in edge.contrasts}
        others = [each for each in contrasts if each.trial not in own]
        paths = list_paths(others, edge.a, edge.b)
        if paths:
            indirect, _pooled = estimate(list_on_paths(others, paths), edge.a, edge.b)
            loops.append(Loop(edge.a, edge.b, edge.pooled.effect, indirect))
    return tuple(loops)


def _list_edges(contrasts: Sequence[TrialContrast]) -> tuple[Edge, ...]:
    firsts = {each.edge: each for each in reversed(contrasts)}
    edges = [firsts[edge] for edge in dict.fromkeys(each.edge for each in contrasts)]
    return tuple(
        Edge(
            first.a,
            first.b,
            tuple(each for each in contrasts if each.edge == first.edge),
            pool_edge(contrasts, first.a, first.b),
        )
        for first in edges
    )


def _setting(unused: Unused) -> Setting:
    return load_evidence().trials[unused.trial].setting
