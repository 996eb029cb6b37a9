"""A v B through the control that both were compared with, with what stands against it, or why nothing can be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from her2core.errors import InputError
from her2core.evidence.loading import load_evidence
from her2core.labels import Term
from her2core.language import Message
from her2core.networks.against import Aspect, describe_tiers, list_against, list_aspects
from her2core.networks.contrasts import TrialContrast, Unused, list_contrasts, list_independent, pool_edge
from her2core.networks.nodes import NetworkOutcome, Population, find_outcome, find_population, load_nodes
from her2core.networks.paths import Path, find_neighbours, list_on_paths, list_paths
from her2core.networks.sides import Side, find_side
from her2core.statistics.effects import Effect
from her2core.statistics.indirect import FEWEST_FOR_RANDOM_EFFECTS, NetworkEstimate, PooledEffect
from her2core.terms import Measure, Setting

LEVEL = 95
"""Percent: the level of every interval that is given here."""


class Kind(StrEnum):
    """How two regimens were compared, the strongest way first."""

    DIRECT = "direct"
    WITHIN_ONE_TRIAL = "within one trial"
    INDIRECT = "indirect"


@dataclass(frozen=True)
class IndirectComparison:
    """A v B of one outcome in one population.

    Attributes
    ----------
    a, b : the regimens, by name
    against : what stands against it, to be read before the number
    aspects : the trials side by side, with what differs
    kind : "indirect"; "direct" where a trial compared them; None where nothing can be said
    estimate, ci_low, ci_high : a ratio, or a difference in percentage points, with its 95 % interval; None where nothing can be said
    path : the nodes from A to B, each compared with the next
    contrasts : what it is made of
    pooled : edge -> several trials of it, pooled
    why_not : why there is no number
    """

    a: str
    b: str
    outcome: NetworkOutcome
    population: Population
    setting: Setting | None = None
    kind: Kind | None = None
    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    path: Path = ()
    contrasts: tuple[TrialContrast, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    against: tuple[Message, ...] = ()
    pooled: dict[frozenset[str], PooledEffect] | None = None
    why_not: tuple[Message, ...] = ()

    @property
    def measure(self) -> Measure:
        return self.outcome.measure


def indirect_comparison(
    a: str,
    b: str,
    endpoint: str,
    population: str | None = None,
    setting: Setting | str | None = None,
    unselected: bool = False,
) -> IndirectComparison:
    """Compare two regimens through the control that both were compared with (Bucher 1997; NICE DSU TSD 2).

    The interval is reported, or calculated from patients with the event; the standard error is taken from it. Several trials
    on one edge are pooled. No number is given where the line or the HER2 tiers differ. It describes; it is no evidence of
    superiority.

    Parameters
    ----------
    a, b : the id or name of a node of `data/network.yaml`, a trial, or trial/arm
    endpoint : "OS", "PFS", "EFS", "DFS", "ORR", "pCR", "grade-3-any-cause" or "grade-3-related"
    population : id of a population of `data/network.yaml`; what each trial reports first, where none is given
    setting : the line; each in turn, where none is given
    unselected : whether trials whose patients were not selected by HER2 may enter

    Raises
    ------
    InputError
        where something named is not known, or A is B

    >>> os = indirect_comparison("herizon-gea-01/zani-tisle-chemo", "keynote-811", "OS")
    >>> f"{os.estimate:.2f} ({os.ci_low:.2f} to {os.ci_high:.2f})"
    '0.90 (0.68 to 1.20)'
    """
    outcome, patients = find_outcome(endpoint), find_population(population)
    one, other = find_side("a", a), find_side("b", b)
    if one.name == other.name:
        raise InputError("b", b, Message("another regimen: nothing is compared with itself"))
    question = IndirectComparison(one.name, other.name, outcome, patients)
    if one.node is None or other.node is None:
        return _refuse(question, [side.why for side in (one, other) if side.why])
    contrasts, unused = list_contrasts(outcome.id, patients.id)
    settings = _list_settings(one, other, setting)
    for line in settings:
        here = [each for each in contrasts if each.setting is line and (unselected or not each.is_unselected)]
        chosen = _choose(here, one.node.id, other.node.id)
        if chosen:
            return _compare(question, chosen, one.node.id, other.node.id)
    return _refuse(question, _explain(question, one, other, settings, contrasts, unused, unselected))


def list_alternatives(a: str, b: str, endpoint: str) -> tuple[Population, ...]:
    """List the other populations in which these two regimens can be compared."""
    others = [each for each in load_nodes().populations if each != find_population(None)]
    return tuple(each for each in others if indirect_comparison(a, b, endpoint, each.id).estimate is not None)


def _list_settings(one: Side, other: Side, setting: Setting | str | None) -> tuple[Setting, ...]:
    """Both sides in one line: that which is given, or that of the trials that were named, or each in turn."""
    if setting is not None:
        if setting not in list(Setting):
            raise InputError("setting", setting, Message(", ".join(Setting)))
        return (Setting(setting),)
    named = {side.setting for side in (one, other) if side.setting}
    return tuple(line for line in Setting if named <= {line})


def _choose(contrasts: Sequence[TrialContrast], a: str, b: str) -> tuple[TrialContrast, ...]:
    """What an answer is made of: a trial of both, else the ways of one set of tiers, the first that leads from A to B."""
    direct = tuple(each for each in contrasts if each.edge == {a, b})
    if direct:
        return direct
    for trial in dict.fromkeys(each.trial for each in contrasts):
        of_trial = [each for each in contrasts if each.trial == trial]
        if list_paths(of_trial, a, b):
            return list_on_paths(of_trial, list_paths(of_trial, a, b))
    for tiers in dict.fromkeys(each.tiers for each in contrasts if not each.is_unselected):
        alike = [each for each in contrasts if each.tiers == tiers or each.is_unselected]
        paths = list_paths(alike, a, b)
        if paths:
            return list_on_paths(alike, paths)
    return ()


def _compare(question: IndirectComparison, contrasts: tuple[TrialContrast, ...], a: str, b: str) -> IndirectComparison:
    path = list_paths(contrasts, a, b)[0]
    trials = load_evidence().trials
    sides = [(each, trials[each.trial]) for each in contrasts]
    kind = Kind.INDIRECT
    if len(path) == 2:
        kind = Kind.DIRECT
    elif len({each.trial for each in contrasts}) == 1:
        kind = Kind.WITHIN_ONE_TRIAL
    aspects = list_aspects(sides, path, question.outcome)
    effect, pooled = estimate(contrasts, a, b)
    value, low, high = _read_reported(contrasts, a) or effect.print(question.measure)
    return IndirectComparison(
        question.a,
        question.b,
        question.outcome,
        question.population,
        setting=contrasts[0].setting,
        kind=kind,
        estimate=value,
        ci_low=low,
        ci_high=high,
        path=path,
        contrasts=contrasts,
        aspects=aspects,
        against=() if kind is Kind.DIRECT and len(sides) == 1 else list_against(sides, path, aspects),
        pooled=pooled,
    )


def _read_reported(contrasts: Sequence[TrialContrast], a: str) -> tuple[float, float, float] | None:
    """What the only trial of both prints, the other way round where it is asked so; not worked out again."""
    only = contrasts[0]
    if len(contrasts) > 1 or only.ci_level != LEVEL:
        return None
    if only.a == a:
        return only.value, only.ci_low, only.ci_high
    if only.measure is Measure.DIFFERENCE:
        return -only.value, -only.ci_high, -only.ci_low
    return 1 / only.value, 1 / only.ci_high, 1 / only.ci_low


def estimate(contrasts: Sequence[TrialContrast], a: str, b: str) -> tuple[Effect, dict[frozenset[str], PooledEffect]]:
    """Estimate A v B by least squares over these contrasts, with random effects on edges of three trials or more."""
    kept = list_independent(contrasts)
    edges = dict.fromkeys(each.edge for each in kept)
    pooled = {edge: pool_edge(kept, *sorted(edge)) for edge in edges}
    between = {edge: one.tau2 for edge, one in pooled.items() if one.k >= FEWEST_FOR_RANDOM_EFFECTS}
    effect = NetworkEstimate([each.statistic for each in kept], between).compare(a, b)
    return effect, {edge: one for edge, one in pooled.items() if one.k > 1}


def _refuse(question: IndirectComparison, why: Sequence[Message]) -> IndirectComparison:
    return IndirectComparison(question.a, question.b, question.outcome, question.population, why_not=tuple(why))


def _explain(
    question: IndirectComparison,
    one: Side,
    other: Side,
    settings: Sequence[Setting],
    contrasts: Sequence[TrialContrast],
    unused: Sequence[Unused],
    unselected: bool,
) -> list[Message]:
    """Why nothing leads from A to B, the plainest reason alone."""
    assert one.node and other.node
    a, b = one.node.id, other.node.id
    without = [why for side in (one, other) for why in _explain_side(side, question, contrasts, unused)]
    if without:
        return without
    lines = [_list_lines(contrasts, side) for side in (one, other)]
    if not set(lines[0]) & set(lines[1]):
        in_words = [_join([Term(line) for line in each]) for each in lines]
        return [
            Message(
                "Different line: {a}: {one}; {b}: {other}",
                a=question.a,
                one=in_words[0],
                b=question.b,
                other=in_words[1],
            )
        ]
    for line in settings:
        here = [each for each in contrasts if each.setting is line]
        selected = [each for each in here if not each.is_unselected]
        paths = list_paths(selected, a, b)
        if paths:
            return [_explain_tiers(list_on_paths(selected, paths[:1]))]
        if not unselected and _choose(here, a, b):
            by_choice = [each.trial_name for each in here if each.is_unselected]
            return [
                Message(
                    "Only through trials whose patients were not selected by HER2 ({trials}); they enter by choice alone",
                    trials=", ".join(dict.fromkeys(by_choice)),
                )
            ]
    here = [each for each in contrasts if each.setting in settings and (unselected or not each.is_unselected)]
    met = {name: _name(find_neighbours(here, name)) for name in (a, b)}
    return [
        Message(
            "No common control: {a} was compared with {one}; {b} with {other}",
            a=question.a,
            one=met[a],
            b=question.b,
            other=met[b],
        )
    ]


def _explain_side(
    side: Side, question: IndirectComparison, contrasts: Sequence[TrialContrast], unused: Sequence[Unused]
) -> list[Message]:
    assert side.node
    if any(side.node.id in each.edge for each in contrasts):
        return []
    names = {id: trial.name for id, trial in load_evidence().trials.items()}
    reasons = [
        Message("{trial}: {why}", trial=names[each.trial], why=each.why)
        for each in unused
        if {f"{each.trial}/{each.arm_a}", f"{each.trial}/{each.arm_b}"} & set(side.node.arms)
    ]
    return reasons or [
        Message(
            "{regimen}: no randomised comparison of {outcome} in this population ({population}) is collected here",
            regimen=side.name,
            outcome=question.outcome.id,
            population=question.population.name,
        )
    ]


def _explain_tiers(contrasts: Sequence[TrialContrast]) -> Message:
    parts = [
        Message("{trial}: {value}", trial=each.trial_name, value=describe_tiers([*each.tiers])) for each in contrasts
    ]
    text = parts[0]
    for part in parts[1:]:
        text = Message("{one}; {other}", one=text, other=part)
    return Message("HER2 tiers differ: {values}", values=text)


def _list_lines(contrasts: Sequence[TrialContrast], side: Side) -> list[Setting]:
    if side.setting:
        return [side.setting]
    return [
        line
        for line in Setting
        if any(side.node.id in each.edge and each.setting is line for each in contrasts if side.node)
    ]


def _name(nodes: Sequence[str]) -> Message:
    return _join([Message(load_nodes().node(node).name) for node in nodes]) if nodes else Message("nothing")


def _join(parts: Sequence[Message]) -> Message:
    text = parts[0]
    for part in parts[1:]:
        text = Message("{one}, {other}", one=text, other=part)
    return text
