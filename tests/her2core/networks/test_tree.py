"""A network that can be drawn on a phone: every regimen stands once, every trial is a line, and what shares no control is apart."""

from dataclasses import replace

import pytest

from her2core import network
from her2core.charts.network import network_chart
from her2core.charts.theme import LIGHT
from her2core.networks.graph import Network
from her2core.networks.nodes import load_nodes
from her2core.networks.tree import list_branches
from her2core.terms import Setting

NETWORKS = [
    held
    for setting in Setting
    for outcome in load_nodes().endpoints
    for unselected in (False, True)
    if (held := network(setting, outcome.id, unselected=unselected)).nodes
]


@pytest.mark.parametrize("held", NETWORKS, ids=lambda held: f"{held.setting}, {held.outcome.id}, {held.unselected}")
def test_every_regimen_stands_once_and_every_comparison_is_a_line(held: Network) -> None:
    branches, crosses = list_branches(held)
    assert sorted(branch.node.id for branch in branches) == sorted(node.id for node in held.nodes)
    drawn = [branch.edge for branch in branches if branch.edge] + [cross.edge for cross in crosses]
    assert sorted((edge.a, edge.b) for edge in drawn) == sorted((edge.a, edge.b) for edge in held.edges)
    assert sum(branch.above is None for branch in branches) == len(held.groups)
    for branch in branches:
        if branch.above is not None and branch.edge:
            above = branches[branch.above]
            assert {branch.edge.a, branch.edge.b} == {branch.node.id, above.node.id}
            assert branch.depth == above.depth + 1


def test_a_comparison_that_closes_a_loop_is_named_under_the_later_of_the_two() -> None:
    held = network("first-line", "OS")
    spokes = [edge for edge in held.edges if "tras-chemo" in (edge.a, edge.b)][:2]
    one, other = (next(id for id in (edge.a, edge.b) if id != "tras-chemo") for edge in spokes)
    closed = replace(held, edges=(*held.edges, replace(spokes[0], a=one, b=other)))
    branches, (cross,) = list_branches(closed)
    assert {branches[cross.one].node.id, branches[cross.other].node.id} == {one, other} and cross.one < cross.other
    texts = [each.text for each in network_chart(closed, LIGHT, wide=True).layout.annotations]
    assert sum("also compared with" in text for text in texts) == 1


def test_more_patients_are_a_thicker_line_and_patients_not_reported_a_dashed_one() -> None:
    held = network("perioperative", "OS")
    lines = {shape.line.dash: shape.line.width for shape in network_chart(held, LIGHT).layout.shapes}
    assert lines["solid"] > lines["dash"]


def test_the_reference_at_first_is_the_regimen_most_others_were_compared_with() -> None:
    assert network("first-line", "OS").hub.id == "tras-chemo"
