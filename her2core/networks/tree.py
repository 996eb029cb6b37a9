"""A network as a list that can be drawn on a phone: each regimen under one that it was compared with."""

from dataclasses import dataclass

from her2core.networks.graph import Edge, Network
from her2core.networks.nodes import Node


@dataclass(frozen=True)
class Branch:
    """A regimen in its place.

    Attributes
    ----------
    depth : comparisons from the first regimen of its group, which has 0
    above : place in the list of the regimen it was compared with; None of the first of a group
    edge : that comparison
    """

    node: Node
    depth: int
    above: int | None
    edge: Edge | None


@dataclass(frozen=True)
class Cross:
    """A comparison of two regimens that already stand under others: it closes a loop. Both by their place in the list."""

    one: int
    other: int
    edge: Edge


def list_branches(network: Network) -> tuple[tuple[Branch, ...], tuple[Cross, ...]]:
    """List every regimen once, group by group in the order of the data, and the comparisons that close loops."""
    order = {node.id: place for place, node in enumerate(network.nodes)}
    above = _find_above(network, order)
    branches: list[Branch] = []

    def add(id: str, depth: int, place: int | None) -> None:
        here = len(branches)
        branches.append(Branch(network.nodes[order[id]], depth, place, above[id][1] if id in above else None))
        for each in order:
            if each in above and above[each][0] == id:
                add(each, depth + 1, here)

    for id in order:
        if id not in above:
            add(id, 0, None)
    places = {branch.node.id: place for place, branch in enumerate(branches)}
    crosses = []
    for edge in network.edges:
        if not any(edge is each for _id, each in above.values()):
            one, other = sorted((places[edge.a], places[edge.b]))
            crosses.append(Cross(one, other, edge))
    return tuple(branches), tuple(crosses)


def _find_above(network: Network, order: dict[str, int]) -> dict[str, tuple[str, Edge]]:
    """For each regimen but the first of its group: the one nearest to that first with which it was compared, and how."""
    above: dict[str, tuple[str, Edge]] = {}
    reached: set[str] = set()
    for group in network.groups:
        nearest = [min(group, key=lambda id: order[id])]
        reached.update(nearest)
        for id in nearest:
            for edge in sorted(network.edges, key=lambda edge: max(order[edge.a], order[edge.b])):
                if id in (edge.a, edge.b):
                    other = edge.b if edge.a == id else edge.a
                    if other not in reached:
                        above[other] = id, edge
                        reached.add(other)
                        nearest.append(other)
    return above
