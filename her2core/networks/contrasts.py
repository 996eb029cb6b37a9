"""The randomised contrasts that a network is made of, and those that cannot be used, each with the reason."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TypeVar

from her2core.errors import InputError
from her2core.evidence.loading import load_evidence
from her2core.evidence.models import AdverseEvent, Comparison, Outcome, Trial
from her2core.language import Message
from her2core.networks.nodes import ALL, NetworkOutcome, Population, find_outcome, find_population, load_nodes
from her2core.statistics.effects import Effect, odds_ratio, offset, read_effect, risk_difference
from her2core.statistics.indirect import Contrast, PooledEffect, pool_effects
from her2core.terms import Allocation, Analysis, Measure, Role, Setting

F = TypeVar("F", Outcome, AdverseEvent)
N = TypeVar("N", int, float)


@dataclass(frozen=True)
class TrialContrast:
    """One effect that a randomised trial reports, `a` v `b`, as nodes of the network.

    Attributes
    ----------
    value, ci_low, ci_high : on the scale on which the measure is printed; differences in percentage points
    calculated : whether it is calculated from patients with the event, since no interval is printed
    n_a, n_b : patients of the arms, where known
    n : patients of the contrast, who are fewer in a subgroup, where known
    """

    trial: str
    trial_name: str
    setting: Setting
    a: str
    b: str
    arm_a: str
    arm_b: str
    measure: Measure
    value: float
    ci_low: float
    ci_high: float
    ci_level: int
    population: str
    tiers: frozenset[str]
    effect: Effect
    n_a: int | None
    n_b: int | None
    n: int | None
    source: str
    source_year: int | None
    data_cutoff: str | None
    caution: str | None
    calculated: bool = False

    @property
    def edge(self) -> frozenset[str]:
        return frozenset((self.a, self.b))

    @property
    def is_unselected(self) -> bool:
        """Whether the patients of its trial were not selected by HER2."""
        return self.trial in load_nodes().her2_unselected.trials

    @property
    def is_rough(self) -> bool:
        """Whether the printed value lies so far off the middle of its interval that its standard error is rough."""
        off = offset(self.value, self.ci_low, self.ci_high, self.measure, self.ci_level)
        return off > load_nodes().rough_from

    @property
    def statistic(self) -> Contrast:
        """What the arithmetic asks of it."""
        return Contrast(self.trial, self.a, self.b, self.effect, self.n_a, self.n_b)


@dataclass(frozen=True)
class Unused:
    """A contrast of a randomised trial that enters no network, and why."""

    trial: str
    arm_a: str
    arm_b: str
    why: Message


@cache
def list_contrasts(outcome: str, population: str) -> tuple[tuple[TrialContrast, ...], tuple[Unused, ...]]:
    """List what every randomised trial reports of an outcome in a population, by their ids: what can be used, and what not."""
    question, patients = find_outcome(outcome), find_population(population)
    used: list[TrialContrast] = []
    unused: list[Unused] = []
    for trial in load_evidence().trials.values():
        if trial.allocation is not Allocation.RANDOMISED:
            continue
        of_trial: dict[frozenset[str], TrialContrast] = {}
        for each in _list_of_trial(trial, question, patients):
            if isinstance(each, Unused):
                unused.append(each)
            else:  # of two figures of the same arms the first, as the trial lists them
                of_trial.setdefault(frozenset((each.arm_a, each.arm_b)), each)
        used += of_trial.values()
    taken = {(each.trial, frozenset((each.arm_a, each.arm_b))) for each in used}
    rest = (each for each in unused if (each.trial, frozenset((each.arm_a, each.arm_b))) not in taken)
    return tuple(used), tuple(rest)


def list_independent(contrasts: Sequence[TrialContrast]) -> tuple[TrialContrast, ...]:
    """List contrasts of which none follows from others of its trial: of three arms two, and so on."""
    kept: list[TrialContrast] = []
    joined: dict[tuple[str, str], set[str]] = {}
    for each in contrasts:
        one = joined.setdefault((each.trial, each.a), {each.a})
        other = joined.setdefault((each.trial, each.b), {each.b})
        if one is other:
            continue
        kept.append(each)
        one |= other
        for node in other:
            joined[each.trial, node] = one
    return tuple(kept)


def pool_edge(contrasts: Sequence[TrialContrast], a: str, b: str) -> PooledEffect:
    """Pool the contrasts of one edge, each turned to A v B."""
    return pool_effects(
        [each.effect if each.a == a else each.effect.reverse for each in contrasts if each.edge == {a, b}]
    )


def _list_of_trial(trial: Trial, outcome: NetworkOutcome, population: Population) -> Iterator[TrialContrast | Unused]:
    if outcome.event:
        yield from _list_risks(trial, outcome.event) if population.id == ALL else ()
        return
    yield from _list_reported(trial, outcome, population)
    if outcome.measure is Measure.OR:
        yield from _list_counted(trial, outcome, population)


def _is_of(figure: Comparison | Outcome, trial: Trial, outcome: NetworkOutcome, population: Population) -> bool:
    """Tell whether a figure is of the outcome and the population: never an earlier analysis, never a pan-tumour figure."""
    if figure.endpoint is not outcome.endpoint or figure.at_months is not None or figure.pan_tumour:
        return False
    is_headline = figure.analysis is Analysis.HEADLINE
    if population.id == ALL:
        return is_headline
    is_named = figure.population in population.figures.get(trial.id, ()) and figure.analysis is not Analysis.EARLIER
    return is_named or (is_headline and set(figure.tiers) == set(population.headline_of or ()))


def _list_reported(trial: Trial, outcome: NetworkOutcome, population: Population) -> Iterator[TrialContrast | Unused]:
    for figure in trial.comparisons:
        if figure.measure is not outcome.measure or figure.contrast or not _is_of(figure, trial, outcome, population):
            continue
        arms = (figure.experimental, figure.control)
        low, high = figure.ci or (None, None)
        if low is None or high is None:
            why = Message(
                "{measure} {value} without an interval", measure=str(outcome.measure), value=str(figure.value)
            )
            yield Unused(trial.id, *arms, why)
            continue
        try:
            effect = read_effect(figure.value, low, high, outcome.measure, figure.ci_level)
        except InputError:
            yield Unused(trial.id, *arms, Message("an interval that cannot be used"))
            continue
        printed = (figure.value, low, high, figure.ci_level)
        yield _make(trial, arms, figure, effect, outcome.measure, figure.n, printed)


def _list_counted(trial: Trial, outcome: NetworkOutcome, population: Population) -> Iterator[TrialContrast | Unused]:
    """Odds ratios from patients with the event, of every pair of randomised arms of one population."""
    figures = [each for each in trial.outcomes if _is_of(each, trial, outcome, population)]
    yield from _list_pairs(trial, figures, lambda figure: figure.responders, odds_ratio, outcome.measure)


def _list_risks(trial: Trial, event: str) -> Iterator[TrialContrast | Unused]:
    """Differences of how often an event was of grade 3 or worse, of every pair of randomised arms."""
    figures = [
        each for each in trial.safety if each.event == event and each.grade_3_plus is not None and not each.pan_tumour
    ]
    yield from _list_pairs(trial, figures, lambda figure: figure.grade_3_plus, risk_difference, Measure.DIFFERENCE)


def _list_pairs(
    trial: Trial,
    figures: Sequence[F],
    events: Callable[[F], N | None],
    compare: Callable[[N, int, N, int], Effect],
    measure: Measure,
) -> Iterator[TrialContrast | Unused]:
    """The effect on every pair of randomised arms; `events`: how many patients of an arm had the event, or how often it was."""
    for one, other in _pair(trial, figures):
        arms = (one.arm, other.arm)
        of_one, of_other = events(one), events(other)
        if of_one is None or of_other is None or not one.n or not other.n:
            yield Unused(trial.id, *arms, Message("patients with the event, or their total, not reported"))
            continue
        try:
            effect = compare(of_one, one.n, of_other, other.n)
        except InputError:
            yield Unused(trial.id, *arms, Message("nobody or everybody had the event in one arm"))
            continue
        yield _make(trial, arms, one, effect, measure, one.n + other.n)


def _pair(trial: Trial, figures: Sequence[F]) -> Iterator[tuple[F, F]]:
    """Pairs of randomised arms of one population, the experimental one first; of each arm its first figure."""
    first: dict[str, F] = {}
    for figure in figures:
        if trial.arm(figure.arm).role is not Role.SINGLE:
            first.setdefault(figure.arm, figure)
    place = {arm.id: position for position, arm in enumerate(trial.arms)}
    ordered = sorted(first, key=lambda arm: (trial.arm(arm).role is Role.CONTROL, place[arm]))
    for one, other in combinations(ordered, 2):
        if first[one].population == first[other].population:
            yield first[one], first[other]


def _make(
    trial: Trial,
    arms: tuple[str, str],
    figure: Comparison | Outcome | AdverseEvent,
    effect: Effect,
    measure: Measure,
    n: int | None,
    printed: tuple[float, float, float, int] | None = None,
) -> TrialContrast | Unused:
    """Make a contrast of a figure; without a printed interval it is calculated."""
    a, b = (load_nodes().node_of(trial.id, arm) for arm in arms)
    if a is None or b is None:
        return Unused(trial.id, *arms, _explain_left_out(trial.id, arms))
    source = trial.source(figure.source)
    value, low, high, level = printed or (*effect.print(measure), 95)
    return TrialContrast(
        trial=trial.id,
        trial_name=trial.name,
        setting=trial.setting,
        a=a.id,
        b=b.id,
        arm_a=arms[0],
        arm_b=arms[1],
        measure=measure,
        value=value,
        ci_low=low,
        ci_high=high,
        ci_level=level,
        population=figure.population or "treated",
        tiers=frozenset(str(tier) for tier in getattr(figure, "tiers", trial.tiers)),
        effect=effect,
        n_a=trial.arm(arms[0]).n,
        n_b=trial.arm(arms[1]).n,
        n=n,
        source=source.id,
        source_year=source.year,
        data_cutoff=source.data_cutoff,
        caution=getattr(figure, "caution", None),
        calculated=printed is None,
    )


def _explain_left_out(trial: str, arms: tuple[str, str]) -> Message:
    for each in load_nodes().left_out:
        if {f"{trial}/{arm}" for arm in arms} & set(each.arms):
            return Message("left out: {why}", why=each.why)
    return Message("an arm of it stands in no node of the network")
