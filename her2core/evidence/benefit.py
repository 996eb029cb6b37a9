"""Benefit in plain numbers: what the arms of a randomised trial reported, and the differences that follow from it.

Differences are calculated here and marked so. Two medians give no interval of their difference; two rates have one
(Newcombe's) where the patients of both arms were counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from her2core.evidence.adverse_events import OVERALL, Grade, risk_differences
from her2core.evidence.frames import Record, records
from her2core.evidence.loading import Evidence
from her2core.evidence.models import Arm, Trial
from her2core.evidence.selection import Selection
from her2core.evidence.strength import load_strength
from her2core.evidence.wording import BIOMARKER
from her2core.statistics.proportions import newcombe
from her2core.terms import Allocation, Analysis, Endpoint, Measure


@dataclass(frozen=True, eq=False)
class PlainOutcome:
    """One outcome of the experimental arm beside that of the control arm.

    Attributes
    ----------
    endpoint : None is an adverse event of grade 3 or more
    at_months : of a rate at a landmark; None is a median time, or an adverse event
    population : of whom both figures are
    experimental, control : the figures as printed; "" is a median that was not reached
    difference : experimental less control, in months or percentage points, in the decimals of the figures; None where one is
        not a number
    low, high : the limits of its 95 % interval by Newcombe, in percentage points; None where patients were not counted
    ratio : the hazard ratio, a row of the comparisons frame; None without one
    event : the row of `risk_differences`, of an adverse event
    """

    endpoint: Endpoint | None
    at_months: int | None
    population: str | None
    experimental: str
    control: str
    difference: str | None
    low: float | None = None
    high: float | None = None
    ratio: Record | None = None
    event: Record | None = None

    @property
    def is_time(self) -> bool:
        """Whether the figures are median times, in months; else they are percentages."""
        return self.endpoint is not None and self.at_months is None


@dataclass(frozen=True, eq=False)
class PlainBenefit:
    """One randomised contrast: an experimental arm, its control, and their outcomes, of which there are never more than
    `strength.yaml` allows.
    """

    trial: Trial
    experimental: Arm
    control: Arm
    outcomes: tuple[PlainOutcome, ...]


def list_benefits(evidence: Evidence, trial: Trial) -> tuple[PlainBenefit, ...]:
    """List the randomised contrasts of a trial with what was reported of both arms; none of a trial that is not randomised."""
    if trial.allocation is not Allocation.RANDOMISED:
        return ()
    contrasts = _headline(evidence.comparisons, trial)
    contrasts = contrasts[contrasts["contrast"].ne(BIOMARKER)]
    figures = _headline(evidence.outcomes, trial)
    benefits = []
    for experimental, control in dict.fromkeys(zip(contrasts["experimental"], contrasts["control"], strict=True)):
        of_pair = contrasts[(contrasts["experimental"] == experimental) & (contrasts["control"] == control)]
        arms = trial.arm(experimental), trial.arm(control)
        outcomes = tuple(_list_outcomes(evidence, figures, records(of_pair), *arms))
        if outcomes:
            benefits.append(PlainBenefit(trial, *arms, outcomes))
    return tuple(benefits)


def _headline(frame: pd.DataFrame, trial: Trial) -> pd.DataFrame:
    return frame[(frame["trial"] == trial.id) & (frame["analysis"] == Analysis.HEADLINE) & ~frame["pan_tumour"]]


def _list_outcomes(
    evidence: Evidence, figures: pd.DataFrame, contrasts: list[Record], experimental: Arm, control: Arm
) -> Iterator[PlainOutcome]:
    """The outcomes in the order of `strength.yaml`; the adverse events, where held, are always the last of them."""
    shown = load_strength().benefit
    harm = _find_harm(evidence, contrasts[0]["trial"], experimental, control)
    efficacy = [
        outcome
        for endpoint in shown.endpoints
        for at in (None, *shown.landmarks)
        if (outcome := _find_outcome(figures, contrasts, endpoint, at, experimental, control))
    ]
    yield from efficacy[: shown.most - len(harm)]
    yield from harm


def _find_outcome(
    figures: pd.DataFrame, contrasts: Iterable[Record], endpoint: Endpoint, at: int | None, one: Arm, other: Arm
) -> PlainOutcome | None:
    """The first population and report in which both arms have a figure."""
    unit = "months" if at is None else "percent"
    asked = figures["at_months"].isna() if at is None else figures["at_months"] == at
    rows = records(figures[asked & (figures["endpoint"] == endpoint) & (figures["unit"] == unit)])
    pairs = (
        (mine, theirs)
        for mine in rows
        for theirs in rows
        if (mine["arm"], theirs["arm"]) == (one.id, other.id)
        and all(mine[key] == theirs[key] for key in ("population", "source"))
    )
    mine, theirs = next(pairs, (None, None))
    if mine is None or theirs is None:
        return None
    low, high = (None, None) if at is None else _newcombe(mine, theirs)
    printed = _printed(mine), _printed(theirs)
    difference = _subtract(*printed)
    ratio = _find_ratio(contrasts, mine) if at is None else None
    return PlainOutcome(endpoint, at, mine["population"], *printed, difference, low, high, ratio)


def _find_ratio(contrasts: Iterable[Record], figure: Record) -> Record | None:
    """The hazard ratio of the same population; else that of the main analysis, as both are of it."""
    alike = [
        row
        for row in contrasts
        if row["endpoint"] == figure["endpoint"] and row["measure"] == Measure.HR and pd.isna(row["at_months"])
    ]
    same = [row for row in alike if row["population"] == figure["population"]]
    return next(iter(same or alike), None)


def _newcombe(mine: Record, theirs: Record) -> tuple[float | None, float | None]:
    """The limits in percentage points; None where the patients of an arm were not counted, as at a point of a curve."""
    if any(pd.isna(row["responders"]) or pd.isna(row["n"]) for row in (mine, theirs)):
        return None, None
    low, high = newcombe(*(int(row[key]) for row in (mine, theirs) for key in ("responders", "n")))
    return 100 * low, 100 * high


def _find_harm(evidence: Evidence, trial: str, one: Arm, other: Arm) -> list[PlainOutcome]:
    """The first event of `OVERALL` that both arms report, of grade 3 or more, for the same population, cause and report."""
    frame = risk_differences(evidence, Selection(), Grade.SEVERE)
    frame = frame[(frame["trial"] == trial) & (frame["experimental"] == one.id) & (frame["control"] == other.id)]
    for event in OVERALL:
        for row in records(frame[(frame["event"] == event) & frame["population"].isna()])[:1]:
            printed = row["printed_experimental"], row["printed_control"]
            return [
                PlainOutcome(None, None, None, *printed, _subtract(*printed), row["ci_low"], row["ci_high"], event=row)
            ]
    return []


def _printed(row: Record) -> str:
    """A figure as printed; "" where it was not reached."""
    return "" if pd.isna(row["value"]) else str(row["value_printed"])


def _subtract(one: str, other: str) -> str | None:
    """The difference in the decimals of the more exact; None where one is not a number."""
    return str(Decimal(one) - Decimal(other)) if one and other else None
