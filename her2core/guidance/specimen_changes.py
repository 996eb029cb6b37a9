"""What is published beside specimens that differ: how often such pairs differ, testing again, heterogeneity within one.

`data/specimens.yaml` names the figures; they stand in the series, the positions and the trials.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from her2core.errors import DataError
from her2core.evidence import load_evidence, wording
from her2core.evidence.frames import records
from her2core.evidence.series import ChangeRate, Dynamics, load_dynamics
from her2core.guidance import load_guidance
from her2core.guidance.models import Position
from her2core.labels import capital
from her2core.language import _
from her2core.specimen_terms import Pair
from her2core.status.assessment import Assessment
from her2core.status.specimen_rules import load_specimen_rules
from her2core.status.specimens import Difference
from her2core.terms import Change


@dataclass(frozen=True)
class Frequency:
    """How often two specimens of one kind of pair differ, as one series reports it."""

    pair: Pair
    change: Change
    rate: ChangeRate
    series: Dynamics

    def describe(self) -> str:
        """Describe it in one line, in the language in use: what changed, how often, who reports it."""
        return f"{capital(self.change)}: {format_rate(self.rate)} ({self.series.source})"


def list_frequencies(difference: Difference[Assessment]) -> tuple[Frequency, ...]:
    """List the published frequencies of a difference, by what sets the specimens apart; those of its direction first."""
    series = {each.id: each for each in load_dynamics()}
    rules = {rule.pair: rule for rule in load_specimen_rules().pairs}
    return tuple(
        Frequency(pair, each.rate, series[each.series].rates[each.rate], series[each.series])
        for pair, fate in zip(difference.pairs, difference.fates, strict=True)
        for each in rules[pair].rates
        if fate in each.of and (each.besides is None or each.besides in difference.pairs)
    )


def format_rate(rate: ChangeRate) -> str:
    """Format a rate as it is held: percent or the range of several series, its interval, and x of n; what is calculated says so."""
    counted = _("{x} of {n}", x=str(rate.x), n=str(rate.n)) if rate.x is not None and rate.n else ""
    if rate.percent_range:
        low, high = rate.percent_range
        return f"{low}–{high} %, {_('range of several series')}"
    if rate.percent is None:
        assert rate.x is not None and rate.n, "checked with the data"
        return f"{100 * rate.x / rate.n:.1f} %, {_('calculated')} ({counted})"
    limits = _("{level} % CI {limits}", level=95, limits=f"{rate.ci95[0]}–{rate.ci95[1]}") if rate.ci95 else ""
    beside = ", ".join(part for part in (limits, counted) if part)
    return f"{rate.percent} % ({beside})" if beside else f"{rate.percent} %"


def list_retesting(differences: Iterable[Difference[Assessment]]) -> tuple[Position, ...]:
    """List what guidelines say on testing again for these pairs, as held."""
    pairs = {pair for each in differences for pair in each.pairs}
    conditions = {each.condition for each in load_specimen_rules().retesting if pairs & set(each.pairs)}
    return tuple(
        position
        for position in load_guidance().positions
        if not position.superseded and not position.agents and position.condition in conditions
    )


def list_heterogeneity() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List the trials that report by heterogeneity within a specimen: id, and their contrasts in words, in the language in use."""
    rows = records(load_evidence().comparisons)
    return tuple(
        (id, tuple(f"{_(row['population'])}: {wording.contrast(row)}" for row in rows if row["trial"] == id))
        for id in load_specimen_rules().heterogeneity
    )


def check_specimen_rules() -> None:
    """Check that all that `data/specimens.yaml` names is held.

    Raises
    ------
    DataError
        naming what is not
    """
    rules, series = load_specimen_rules(), {each.id: each for each in load_dynamics()}
    conditions = {position.condition for position in load_guidance().positions}
    faults = []
    for each in (rate for rule in rules.pairs for rate in rule.rates):
        rate = series[each.series].rates.get(each.rate) if each.series in series else None
        if rate is None or (rate.percent is None and rate.percent_range is None and not (rate.x and rate.n)):
            faults.append(f"specimens.yaml: no figure of {each.rate} in dynamics.yaml: {each.series}")
    faults += [
        f"specimens.yaml: no position with the condition {each.condition!r}"
        for each in rules.retesting
        if each.condition not in conditions
    ]
    faults += [f"specimens.yaml: no trial {id}" for id in rules.heterogeneity if id not in load_evidence().trials]
    if faults:
        raise DataError(faults)
