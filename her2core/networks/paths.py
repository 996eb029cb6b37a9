"""The ways through a network from one regimen to another."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from her2core.networks.contrasts import TrialContrast

Path = tuple[str, ...]
"""Nodes, each compared with the next."""


def find_neighbours(contrasts: Iterable[TrialContrast], node: str) -> tuple[str, ...]:
    """Find the nodes that a node was compared with, in the order of the contrasts."""
    return tuple(dict.fromkeys(each.b if each.a == node else each.a for each in contrasts if node in each.edge))


def list_paths(contrasts: Sequence[TrialContrast], a: str, b: str) -> list[Path]:
    """List every way from A to B on which no node stands twice, the shortest first."""
    return sorted(_walk(contrasts, (a,), b), key=len)


def _walk(contrasts: Sequence[TrialContrast], so_far: Path, b: str) -> Iterator[Path]:
    for node in find_neighbours(contrasts, so_far[-1]):
        if node == b:
            yield (*so_far, node)
        elif node not in so_far:
            yield from _walk(contrasts, (*so_far, node), b)


def list_on_paths(contrasts: Sequence[TrialContrast], paths: Iterable[Path]) -> tuple[TrialContrast, ...]:
    """List the contrasts of the edges on these ways, in the order in which the ways meet them: no other bears on the answer."""
    edges = dict.fromkeys(frozenset(pair) for path in paths for pair in pairwise(path))
    return tuple(each for edge in edges for each in contrasts if each.edge == edge)


def list_groups(contrasts: Sequence[TrialContrast]) -> tuple[tuple[str, ...], ...]:
    """List the nodes that are connected with one another, group by group."""
    groups: list[tuple[str, ...]] = []
    for each in contrasts:
        joined = [group for group in groups if set(group) & each.edge]
        rest = [group for group in groups if group not in joined]
        groups = [*rest, tuple(dict.fromkeys((*(node for group in joined for node in group), each.a, each.b)))]
    return tuple(groups)
