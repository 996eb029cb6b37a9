"""The randomised contrasts that a network is made of, and those that cannot be used, each with the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import pandas as pd

from her2core.errors import InputError
from her2core.evidence.frames import Record, records
from her2core.evidence.loading import Evidence, load_evidence
from her2core.evidence.models import Trial
from her2core.language import Message
from her2core.networks.nodes import ALL, Outcome, Population, find_outcome, find_population, load_nodes
from her2core.statistics.effects import Effect, odds_ratio, offset, read_effect, risk_difference
from her2core.statistics.indirect import Contrast, PooledEffect, pool_effects
from her2core.terms import Allocation, Analysis, Measure, Role, Setting


@dataclass(frozen=True)
class TrialContrast:
    """One effect that a randomised trial reports, `a` v `b`, as nodes of the network.

    Attributes
    ----------
    value, ci_low, ci_high : on the scale on which the measure is printed; differences in percentage points
    calculated : whether it is calculated from patients with the event, since no interval is printed
    n_a, n_b : patients of the arms, where known
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
    evidence, question, patients = load_evidence(), find_outcome(outcome), find_population(population)
    used: list[TrialContrast] = []
    unused: list[Unused] = []
    for trial in evidence.trials.values():
        if trial.allocation is not Allocation.RANDOMISED:
            continue
        of_trial: dict[tuple[str, str], TrialContrast] = {}
        for each in _list_of_trial(evidence, trial, question, patients):
            arms = (each.arm_a, each.arm_b)
            if isinstance(each, Unused):
                unused.append(each)
            elif arms not in of_trial and arms[::-1] not in of_trial:
                of_trial[arms] = each
        used += of_trial.values()
    taken = {(each.trial, each.arm_a, each.arm_b) for each in used}
    return tuple(used), tuple(each for each in unused if (each.trial, each.arm_a, each.arm_b) not in taken)


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


def _list_of_trial(
    evidence: Evidence, trial: Trial, outcome: Outcome, population: Population
) -> Iterator[TrialContrast | Unused]:
    if outcome.event:
        yield from _list_risks(trial, outcome.event) if population.id == ALL else ()
        return
    yield from _list_reported(evidence, trial, outcome, population)
    if outcome.measure is Measure.OR:
        yield from _list_counted(evidence, trial, outcome, population)


def _counts(trial: Trial, population: Population, figures: pd.DataFrame) -> pd.Series:
    """Whether each figure is one of the population; never an earlier analysis, never a biomarker's or a pan-tumour one."""
    headline = (figures["analysis"] == Analysis.HEADLINE) & ~figures["pan_tumour"]
    if population.id == ALL:
        return headline
    named = figures["population"].isin(population.figures.get(trial.id, ())) & (figures["analysis"] != Analysis.EARLIER)
    tiers = {str(tier) for tier in population.headline_of or ()}
    pure = headline & figures["tiers"].map(lambda each: bool(tiers) and set(each) == tiers).astype(bool)
    return (named & ~figures["pan_tumour"]) | pure


def _list_reported(
    evidence: Evidence, trial: Trial, outcome: Outcome, population: Population
) -> Iterator[TrialContrast | Unused]:
    frame = evidence.comparisons
    frame = frame[(frame["trial"] == trial.id) & (frame["endpoint"] == outcome.endpoint) & frame["at_months"].isna()]
    frame = frame[(frame["measure"] == outcome.measure) & frame["contrast"].isna()]
    for row in records(frame[_counts(trial, population, frame)]):
        arms = (row["experimental"], row["control"])
        if pd.isna(row["ci_low"]) or pd.isna(row["ci_high"]):
            why = Message(
                "{measure} {value} without an interval", measure=str(outcome.measure), value=row["value_printed"]
            )
            yield Unused(trial.id, *arms, why)
            continue
        try:
            effect = read_effect(row["value"], row["ci_low"], row["ci_high"], outcome.measure, row["ci_level"])
        except InputError:
            yield Unused(trial.id, *arms, Message("an interval that cannot be used"))
            continue
        yield _make(trial, arms, outcome.measure, row, effect, (row["value"], row["ci_low"], row["ci_high"]))


def _list_counted(
    evidence: Evidence, trial: Trial, outcome: Outcome, population: Population
) -> Iterator[TrialContrast | Unused]:
    """Odds ratios from patients with the event, of every pair of randomised arms of one population."""
    frame = evidence.outcomes
    frame = frame[(frame["trial"] == trial.id) & (frame["endpoint"] == outcome.endpoint) & frame["at_months"].isna()]
    for one, other in _pair(trial, records(frame[_counts(trial, population, frame)])):
        arms = (one["arm"], other["arm"])
        counts = [one["responders"], one["n"], other["responders"], other["n"]]
        if one["population"] != other["population"]:
            continue
        if any(pd.isna(count) for count in counts):
            yield Unused(trial.id, *arms, Message("patients with the event, or their total, not reported"))
            continue
        try:
            effect = odds_ratio(*(int(count) for count in counts))
        except InputError:
            yield Unused(trial.id, *arms, Message("nobody or everybody had the event in one arm"))
            continue
        yield _make(trial, arms, outcome.measure, one, effect)


def _list_risks(trial: Trial, event: str) -> Iterator[TrialContrast | Unused]:
    """Differences of how often an event was of grade 3 or worse, of every pair of randomised arms."""
    rows: list[dict[str, Any]] = [
        {**each.model_dump(), "tiers": trial.tiers, "population": each.population or "treated"}
        for each in trial.safety
        if each.event == event and each.grade_3_plus is not None and not each.pan_tumour
    ]
    for one, other in _pair(trial, rows):
        arms = (one["arm"], other["arm"])
        if one["population"] != other["population"]:
            continue
        if not one["n"] or not other["n"]:
            yield Unused(trial.id, *arms, Message("patients with the event, or their total, not reported"))
            continue
        try:
            effect = risk_difference(one["grade_3_plus"], one["n"], other["grade_3_plus"], other["n"])
        except InputError:
            yield Unused(trial.id, *arms, Message("nobody or everybody had the event in one arm"))
            continue
        yield _make(trial, arms, Measure.DIFFERENCE, one, effect)


def _pair(trial: Trial, rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs of arms, the experimental one first; of each arm its first row."""
    place = {arm.id: position for position, arm in enumerate(trial.arms)}
    first = {row["arm"]: row for row in reversed(rows)}
    ordered = sorted(first.values(), key=lambda row: (trial.arm(row["arm"]).role is Role.CONTROL, place[row["arm"]]))
    for one, other in combinations(ordered, 2):
        if Role.SINGLE not in (trial.arm(one["arm"]).role, trial.arm(other["arm"]).role):
            yield one, other


def _make(
    trial: Trial,
    arms: tuple[str, str],
    measure: Measure,
    row: Record,
    effect: Effect,
    printed: tuple[float, float, float] | None = None,
) -> TrialContrast | Unused:
    """Make a contrast of a row; without a printed interval it is calculated."""
    a, b = (load_nodes().node_of(trial.id, arm) for arm in arms)
    if a is None or b is None:
        return Unused(trial.id, *arms, _explain_left_out(trial.id, arms))
    source = trial.source(row["source"])
    value, low, high = printed or effect.print(measure)
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
        ci_level=int(row["ci_level"]) if printed else 95,
        population=row["population"],
        tiers=frozenset(str(tier) for tier in row["tiers"]),
        effect=effect,
        n_a=trial.arm(arms[0]).n,
        n_b=trial.arm(arms[1]).n,
        source=source.id,
        source_year=source.year,
        data_cutoff=source.data_cutoff,
        caution=row["caution"] if isinstance(row.get("caution"), str) else None,
        calculated=printed is None,
    )


def _explain_left_out(trial: str, arms: tuple[str, str]) -> Message:
    for each in load_nodes().left_out:
        if {f"{trial}/{arm}" for arm in arms} & set(each.arms):
            return Message("left out: {why}", why=each.why)
    return Message("an arm of it stands in no node of the network")
