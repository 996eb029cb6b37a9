"""The two regimens that are compared, as a reader names them."""

from dataclasses import dataclass

from her2core.errors import InputError
from her2core.evidence.loading import load_evidence
from her2core.evidence.models import Trial
from her2core.labels import Term
from her2core.language import Message
from her2core.networks.nodes import Node, load_nodes
from her2core.terms import Allocation, Role, Setting


@dataclass(frozen=True)
class Side:
    """A regimen that is compared.

    Attributes
    ----------
    node : where it stands in the network; None where it stands nowhere
    setting : the line, where a trial was named
    why : why it stands nowhere
    """

    name: str
    node: Node | None = None
    setting: Setting | None = None
    why: Message | None = None


def find_side(field: str, given: str) -> Side:
    """Find a regimen by the id or the name of its node, by a trial, or by an arm of a trial ("trial/arm").

    A trial stands for its experimental arm.

    Raises
    ------
    InputError
        where nothing is called so, or a trial has several experimental arms: each is named
    """
    text = given.strip().lower()
    for node in load_nodes().nodes:
        if text in (node.id, node.name.lower()):
            return Side(node.name, node)
    id, _slash, arm = text.partition("/")
    trials = load_evidence().trials
    trial = trials.get(id) or next((each for each in trials.values() if each.name.lower() == id), None)
    if trial is None or (arm and arm not in {each.id for each in trial.arms}):
        raise InputError(
            field,
            given,
            Message("a node ({nodes}), a trial, or trial/arm", nodes=", ".join(n.id for n in load_nodes().nodes)),
        )
    if arm:
        return _of_arm(trial, arm)
    if trial.allocation is not Allocation.RANDOMISED:
        why = Message(
            "{trial}: {allocation}, so nothing can be said against a control",
            trial=trial.name,
            allocation=Term(trial.allocation),
        )
        return Side(trial.name, setting=trial.setting, why=why)
    arms = [each.id for each in trial.arms if each.role is Role.EXPERIMENTAL]
    known = [each for each in arms if load_nodes().node_of(trial.id, each)]
    if len(known or arms) > 1:
        choices = ", ".join(f"{trial.id}/{each}" for each in known or arms)
        raise InputError(field, given, Message("one of its arms: {arms}", arms=choices))
    return _of_arm(trial, (known or arms or [trial.arms[0].id])[0])


def _of_arm(trial: Trial, arm: str) -> Side:
    node = load_nodes().node_of(trial.id, arm)
    name = trial.arm(arm).label
    if node:
        return Side(node.name, node, trial.setting)
    if trial.allocation is not Allocation.RANDOMISED or trial.arm(arm).role is Role.SINGLE:
        return Side(
            name, setting=trial.setting, why=Message("{trial}: nobody was randomised to this arm", trial=trial.name)
        )
    return Side(
        name, setting=trial.setting, why=Message("{trial}: this arm stands in no node of the network", trial=trial.name)
    )
