"""Which studies speak for a case, strongest first: of its tier alone, of populations that include it, and what is nearest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from her2core.evidence.loading import Evidence
from her2core.evidence.models import Arm, Comparison, Outcome, Trial
from her2core.evidence.population_limits import PopulationLimits
from her2core.evidence.regimens import Agents, agents_of
from her2core.evidence.strength import ShownEndpoints, load_strength, order
from her2core.evidence.wording import BIOMARKER
from her2core.status.assessment import Assessment
from her2core.status.definitions import find, list_outcomes
from her2core.status.populations import load_populations
from her2core.terms import Allocation, Analysis, Endpoint, Role, Setting, Tier

F = TypeVar("F", Outcome, Comparison)
Takes = Callable[[Outcome | Comparison], bool]


@dataclass(frozen=True)
class Figure:
    """One endpoint of a study: of the treated arm, of its control where there is one, and the contrast where one is reported."""

    endpoint: Endpoint
    treated: Outcome | None
    control: Outcome | None
    contrast: Comparison | None

    @property
    def population(self) -> str:
        """Of whom it is."""
        return next(each.population for each in (self.contrast, self.treated, self.control) if each)


@dataclass(frozen=True)
class Study:
    """What one trial says for a case.

    Attributes
    ----------
    arm, control : the treated arm and what it is compared with; None where there is no control
    figures : the endpoints to be said first
    alone : whether they are of the tier of the case and no other
    directed : whether the treated arm has a HER2-directed drug
    limits : what limits the population beyond its tiers: the CPS of the case, or a choice by ISH
    whole : whether a subgroup of the same trial, by the CPS of the case, stands before it
    recommended : whether the guideline names the regimen for this tier and line
    """

    trial: Trial
    arm: Arm
    control: Arm | None
    figures: tuple[Figure, ...]
    alone: bool
    directed: bool = True
    limits: PopulationLimits | None = None
    whole: bool = False
    recommended: bool = False

    @property
    def reported(self) -> list[Outcome | Comparison]:
        """Every reported number behind the figures."""
        sides = [(each.contrast, each.treated, each.control) for each in self.figures]
        return [number for side in sides for number in side if number is not None]

    @property
    def is_headline(self) -> bool:
        """Whether no figure is of a subgroup."""
        return all(each.analysis is Analysis.HEADLINE for each in self.reported)


@dataclass(frozen=True)
class Choice:
    """What is shown of one tier, and how many studies stand behind it."""

    tier: Tier
    studies: tuple[Study, ...]
    further: int

    @property
    def none_alone(self) -> bool:
        """Whether no study with a HER2-directed drug is of this tier alone, so that the nearest stand here."""
        return not any(study.alone and study.directed for study in self.studies)


def choose(
    assessment: Assessment, tier: Tier, setting: Setting, evidence: Evidence, recommended: Iterable[Agents], most: int
) -> Choice:
    """Choose the studies that speak for a case of a tier in a line, strongest first.

    Only arms with a HER2-directed drug speak for a tier. A randomised option without one stands last, where it is recommended
    or nothing else is there. The order is that of `data/strength.yaml`, never the result.

    Parameters
    ----------
    recommended : the regimens that the guideline in use names for this tier and line
    most : how many studies to show
    """
    regimens = set(recommended)
    here = [trial for trial in evidence.trials.values() if trial.setting is setting and tier in trial.tiers]
    groups = [group for trial in here if (group := _read(trial, assessment, tier, regimens))]
    directed = sorted((each for each in groups if each[0].directed), key=_order)
    others = sorted((each for each in groups if not each[0].directed), key=_order)
    last = [each for each in others if each[0].recommended]
    offered = directed + (last or ([] if any(each[0].alone for each in directed) else others))
    shown: list[Study] = []
    for group in offered:
        if len(shown) + len(group) <= most:
            shown += group
    return Choice(tier, tuple(shown), sum(map(len, directed)) - sum(study.directed for study in shown))


def is_of(limits: PopulationLimits | None, assessment: Assessment, tier: Tier) -> bool:
    """Tell whether a case of this tier is surely among a population that its trial chose by HER2 beyond the tiers."""
    if limits is None or limits.her2 is None:
        return True
    outcomes = list_outcomes(assessment.csco.ihc, assessment.csco.ish)
    rules = find(assessment.csco.definition)
    return {each for each in outcomes if rules.row(*each).tier is tier} <= load_populations()[limits.her2].inputs


def _order(group: list[Study]) -> tuple[bool, int, bool, int, str]:
    of_case = any(study.limits is not None and study.limits.cps is not None for study in group)
    return order(group[0].trial, group[0].alone, of_case)


def _read(trial: Trial, assessment: Assessment, tier: Tier, recommended: set[Agents]) -> list[Study]:
    """What a trial says for the case: the subgroup by its CPS first, the whole second."""
    cps = assessment.case.cps

    def take(by_cps: bool) -> Takes:
        return lambda figure: (
            not figure.pan_tumour
            and figure.analysis is not Analysis.EARLIER
            and figure.at_months is None
            and tier in figure.tiers
            and is_of(trial.limits_of(figure.population), assessment, tier)
            and _is_in_cps(trial.limits_of(figure.population), cps, by_cps)
        )

    treated = [arm for arm in trial.arms if arm.role is not Role.CONTROL]
    directed = [arm for arm in treated if arm.anti_her2]
    if not directed and trial.allocation is not Allocation.RANDOMISED:
        return []
    arms = directed or treated
    of_cps = _list_studies(trial, arms, tier, take(by_cps=True), recommended)
    whole = _list_studies(trial, arms, tier, take(by_cps=False), recommended)
    if of_cps:
        whole = [replace(each, whole=each.is_headline) for each in whole]
    return sorted([*of_cps, *whole], key=lambda each: not each.alone)


def _is_in_cps(limits: PopulationLimits | None, cps: Fraction | None, by_cps: bool) -> bool:
    if limits is None or limits.cps is None:
        return not by_cps
    return by_cps and cps is not None and limits.cps.hold(cps)


def _list_studies(trial: Trial, arms: list[Arm], tier: Tier, take: Takes, recommended: set[Agents]) -> list[Study]:
    outcomes = [each for each in trial.outcomes if take(each)]
    contrasts = [each for each in trial.comparisons if take(each) and each.contrast != BIOMARKER]
    shown = load_strength().endpoints[trial.setting]
    treating = {arm.id for arm in arms}
    alone = any(set(each.tiers) == {tier} for each in outcomes if each.arm in treating) or any(
        set(each.tiers) == {tier} for each in contrasts if each.experimental in treating
    )
    if alone:
        outcomes = [each for each in outcomes if set(each.tiers) == {tier}]
        contrasts = [each for each in contrasts if set(each.tiers) == {tier}]
    studies = []
    for arm in arms:
        control, figures = _list_contrasts(trial, arm, outcomes, contrasts, shown)
        if not figures:
            control, figures = None, _list_figures(arm, outcomes, shown)
        if figures:
            limits = trial.limits_of(figures[0].population)
            directed = bool(arm.anti_her2)
            named = bool(agents_of(arm)) and agents_of(arm) in recommended
            studies.append(Study(trial, arm, control, figures, alone, directed, limits, recommended=named))
    compared = [each for each in studies if each.control]
    # Of several arms without a control one speaks: that with most patients, so that no result decides which.
    return compared or sorted(studies, key=lambda each: -(each.arm.n or 0))[:1]


def _list_contrasts(
    trial: Trial, arm: Arm, outcomes: list[Outcome], contrasts: list[Comparison], shown: ShownEndpoints
) -> tuple[Arm | None, tuple[Figure, ...]]:
    """The control of an arm, and the endpoints of both: those with a reported contrast, else those reported of both arms."""
    of_arm = [each for each in contrasts if each.experimental == arm.id]
    controls = [each.control for each in of_arm] or [
        each.id for each in trial.arms if each.role is Role.CONTROL and trial.allocation is Allocation.RANDOMISED
    ]
    if not controls:
        return None, ()
    control = trial.arm(controls[0])
    figures = []
    for endpoint in shown.contrast:
        held = [each for each in of_arm if each.endpoint is endpoint and each.control == control.id]
        contrast = _prefer(held, trial)
        population = contrast.population if contrast else None
        treated, beside = (_pick(outcomes, endpoint, each, population, trial) for each in (arm, control))
        if treated and beside and treated.population != beside.population:
            beside = _pick(outcomes, endpoint, control, treated.population, trial)
        if contrast or (treated and beside):
            figures.append(Figure(endpoint, treated, beside, contrast))
    # What has an interval is said first; sorting is stable, so that the order of the endpoints stays within.
    figures.sort(key=lambda each: (each.contrast is None, each.contrast is None or each.contrast.ci is None))
    if shown.contrasts > 1:
        figures.sort(key=lambda each: shown.contrast.index(each.endpoint))
    return control, tuple(figures[: shown.contrasts])


def _list_figures(arm: Arm, outcomes: list[Outcome], shown: ShownEndpoints) -> tuple[Figure, ...]:
    """The endpoints of one arm; where the first is of the whole, no subgroup stands beside it as if it were the same."""
    picked = [each for endpoint in shown.arm if (each := _pick(outcomes, endpoint, arm, None, None))]
    alike = [each for each in picked if each.analysis is picked[0].analysis]
    return tuple(Figure(each.endpoint, each, None, None) for each in alike)[: shown.arms]


def _pick(
    outcomes: list[Outcome], endpoint: Endpoint, arm: Arm, population: str | None, trial: Trial | None
) -> Outcome | None:
    """The figure of an arm: of that population where one is asked for, else the headline, else the widest."""
    held = [each for each in outcomes if each.endpoint is endpoint and each.arm == arm.id]
    if population is not None:
        held = [each for each in held if each.population == population]
    return _prefer(held, trial)


def _prefer(figures: list[F], trial: Trial | None) -> F | None:
    """The headline before subgroups, then that of most patients, then that of the newest source."""

    def key(figure: F) -> tuple[bool, int, int]:
        year = trial.source(figure.source).year if trial else None
        return figure.analysis is not Analysis.HEADLINE, -(figure.n or 0), -(year or 0)

    return min(figures, key=key, default=None)
