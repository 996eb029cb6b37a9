"""Two trials that a reader has opened side by side: every pair of their experimental arms, by every outcome."""

from dataclasses import dataclass

import pandas as pd

from her2core.evidence.models import Trial
from her2core.language import _
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison, indirect_comparison, list_alternatives
from her2core.networks.contrasts import list_contrasts
from her2core.networks.nodes import ALL, load_nodes
from her2core.terms import Role


@dataclass(frozen=True)
class PairOfArms:
    """Two experimental arms of different trials: what can be said of them, and of what nothing can."""

    a: str
    b: str
    compared: tuple[IndirectComparison, ...]
    refused: tuple[IndirectComparison, ...]


def compare_trials(one: Trial, other: Trial) -> tuple[PairOfArms, ...]:
    """Compare the experimental arms of two trials, pair by pair, by every outcome that both trials report.

    Where an outcome is reported by other patients of both trials too (a subgroup, one tier), that is compared as well.
    """
    outcomes = _list_outcomes(one, other)
    pairs = []
    for a in _list_arms(one):
        for b in _list_arms(other):
            first = [indirect_comparison(a, b, outcome) for outcome in outcomes]
            subgroups = [
                indirect_comparison(a, b, outcome, population.id)
                for outcome in outcomes
                for population in list_alternatives(a, b, outcome)
            ]
            made_of = {(each.outcome.id, each.contrasts) for each in first}
            further = [each for each in subgroups if (each.outcome.id, each.contrasts) not in made_of]
            every = (*first, *further)
            pairs.append(
                PairOfArms(
                    first[0].a,
                    first[0].b,
                    tuple(each for each in every if each.estimate is not None),
                    tuple(each for each in every if each.estimate is None),
                )
            )
    return tuple(pairs)


def tabulate(comparison: IndirectComparison) -> pd.DataFrame:
    """Tabulate a comparison for export: what it is made of, the answer, and with every row what stands against it."""
    nodes = load_nodes()
    against = " | ".join(_(reason) for reason in comparison.against)
    rows = [
        {
            "comparison": wording.versus(nodes.node(each.a).name, nodes.node(each.b).name),
            "kind": _("reported") if not each.calculated else _("calculated"),
            "trial": _(each.trial_name),
            "population": _(each.population),
            "value": each.value,
            "ci_low": each.ci_low,
            "ci_high": each.ci_high,
            "ci_level": each.ci_level,
        }
        for each in comparison.contrasts
    ]
    rows.append(
        {
            "comparison": wording.versus(comparison.a, comparison.b),
            "kind": wording.kind(comparison),
            "trial": "",
            "population": _(comparison.population.name),
            "value": comparison.estimate,
            "ci_low": comparison.ci_low,
            "ci_high": comparison.ci_high,
            "ci_level": 95,
        }
    )
    return pd.DataFrame(rows).assign(
        outcome=wording.outcome(comparison.outcome), measure=str(comparison.measure), against=against
    )


def _list_outcomes(one: Trial, other: Trial) -> list[str]:
    """What both report, used or not; overall survival, which always has an answer, where they share nothing."""
    reported = []
    for outcome in load_nodes().endpoints:
        used, unused = list_contrasts(outcome.id, ALL)
        trials = {each.trial for each in used} | {each.trial for each in unused}
        if {one.id, other.id} <= trials:
            reported.append(outcome.id)
    return reported or [load_nodes().endpoints[0].id]


def _list_arms(trial: Trial) -> list[str]:
    """The experimental arms that stand in a node; the trial as a whole, which says why not, where none does."""
    arms = [arm.id for arm in trial.arms if arm.role is Role.EXPERIMENTAL and load_nodes().node_of(trial.id, arm.id)]
    if arms:
        return [f"{trial.id}/{arm}" for arm in arms]
    experimental = [arm.id for arm in trial.arms if arm.role is not Role.CONTROL]
    return [f"{trial.id}/{experimental[0]}"] if len(experimental) > 1 else [trial.id]
