"""Which arms are one treatment is data, with its reason; nothing is made up in code."""

from typing import Any

import pytest

from her2core.evidence import load_evidence
from her2core.networks.contrasts import list_contrasts
from her2core.networks.nodes import NetworkFile, _find_faults, load_nodes


def test_every_node_says_by_whom_and_why_its_arms_are_the_same_treatment() -> None:
    for node in load_nodes().nodes:
        assert node.by and node.why
        assert len(node.arms) == 1 or node.why != "one arm of one trial"


@pytest.mark.parametrize("outcome", [each.id for each in load_nodes().endpoints])
def test_every_contrast_with_an_interval_stands_in_the_network_or_says_why_it_does_not(outcome: str) -> None:
    """A trial that is added brings its arms into data/network.yaml: as a node, or left out with a reason."""
    _used, unused = list_contrasts(outcome, "all")
    own = {id for id, trial in load_evidence().trials.items() if trial.name.endswith("(own)")}
    assert [each for each in unused if "no node" in str(each.why) and each.trial not in own] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"nodes": [{"id": "x", "name": "X", "arms": ["toga/bogus"], "by": "y", "why": "z"}]}, "no arm 'toga/bogus'"),
        ({"her2_unselected": {"trials": ["bogus"], "why": "z"}}, "no trial 'bogus'"),
        ({"readings": [{"trial": "toga"}, {"trial": "toga"}]}, "'toga' stands twice"),
        ({"populations": [{"id": "p", "name": "P", "figures": {"toga": ["bogus"]}}]}, "toga has no population 'bogus'"),
    ],
)
def test_what_no_trial_holds_is_a_fault(change: dict[str, Any], fault: str) -> None:
    file = NetworkFile.model_validate({**load_nodes().model_dump(), **change})
    assert any(fault in each for each in _find_faults(file, load_evidence()))


def test_an_arm_is_of_one_node_alone() -> None:
    nodes = [*load_nodes().model_dump()["nodes"]]
    file = NetworkFile.model_validate({**load_nodes().model_dump(), "nodes": [*nodes, {**nodes[0], "id": "twice"}]})
    assert any("stands twice" in each for each in _find_faults(file, load_evidence()))
