"""Two regimens through their common control: what each was compared with, and what follows, with what stands against it."""

from collections.abc import Sequence

from her2core.charts.forest.model import Block, Forest, ForestGroup, Line, Scale, TrialBlocks
from her2core.charts.forest.words import ABSTRACT, CAUTION, USUAL_LEVEL, hover
from her2core.charts.mark import Mark
from her2core.charts.ratios import TICKS
from her2core.charts.rows import PEER_REVIEWED
from her2core.charts.text import capitalise
from her2core.evidence import load_evidence
from her2core.language import Message, _
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison, Kind
from her2core.networks.contrasts import TrialContrast
from her2core.terms import Measure

TITLES = {
    Measure.HR: Message("hazard ratio, log scale"),
    Measure.OR: Message("odds ratio, log scale"),
    Measure.DIFFERENCE: Message("difference in percentage points"),
}
"""Of the axis, by measure."""


def indirect_forest(comparison: IndirectComparison) -> Forest:
    """Build the forest of the contrasts that a comparison is made of, with its answer, marked as indirect, in a group of its own.

    What stands against it comes first.

    Parameters
    ----------
    comparison : one that has a number
    """
    sides = (_("lower with the first named"), _("higher with the first named"))
    trials: dict[str, list[TrialContrast]] = {}
    for each in comparison.contrasts:
        trials.setdefault(each.trial, []).append(each)
    title = _("What was compared in trials")
    reported = ForestGroup("contrasts", title, title, sides, tuple(map(_read_trial, trials.values())))
    title = capitalise(wording.kind(comparison))
    answer = make_answer(wording.outcome(comparison.outcome), comparison)
    about = "\n".join(
        [wording.versus(comparison.a, comparison.b), wording.way(comparison), *wording.heterogeneity(comparison)]
    )
    result = ForestGroup("answer", title, title, sides, (make_trial(about, answer),))
    against = wording.differing(comparison)
    notes = (*([against] if against else []), _(wording.DESCRIPTION))
    limits = [limit for each in comparison.contrasts for limit in (each.ci_low, each.ci_high)]
    return Forest(make_scale(comparison.measure, [*limits, *list_limits(comparison)]), "", (reported, result), notes)


def make_answer(name: str, comparison: IndirectComparison) -> Line:
    """Make the line of a number: filled where a trial compared the two, else open and dotted."""
    assert comparison.estimate is not None and comparison.ci_low is not None and comparison.ci_high is not None
    is_direct = comparison.kind is Kind.DIRECT
    limits = (comparison.estimate, comparison.ci_low, comparison.ci_high)
    is_calculated = not is_direct or comparison.contrasts[0].calculated or len(comparison.contrasts) > 1
    against = [wording.differing(comparison)] if wording.differing(comparison) else []
    return Line(
        name=name,
        n="",
        value=wording.number(comparison.measure, comparison.estimate),
        limits=_format_limits(comparison.measure, *limits[1:], USUAL_LEVEL, is_calculated),
        beside="",
        mark=Mark(*limits, "", "square" if is_direct else "diamond", is_open=not is_direct, dotted=not is_direct),
        patients=None,
        is_directed=not is_direct,
        is_control=False,
        hover=hover(
            wording.versus(comparison.a, comparison.b),
            [wording.kind(comparison), wording.result(comparison), wording.way(comparison), *against],
        ),
        remarks=(),
        signs=frozenset({"reported" if is_direct else "indirect"}),
    )


def make_trial(title: str, line: Line) -> TrialBlocks:
    """Make what stands for a trial where a line is of none, or of several, which its title names."""
    return TrialBlocks("", "", "", "", False, False, (Block(title, (line,), are_opposed=True),), ())


def make_scale(measure: Measure, limits: Sequence[float]) -> Scale:
    """Make the axis on which these limits have room."""
    is_ratio = measure is not Measure.DIFFERENCE
    low, high, ticks = find_ticks(limits, is_ratio)
    return Scale(_(TITLES[measure]), (low, high), ticks, log=is_ratio, line_at=1 if is_ratio else 0)


def list_limits(comparison: IndirectComparison) -> list[float]:
    """List the limits of a comparison; none where it has no number."""
    return [limit for limit in (comparison.ci_low, comparison.ci_high) if limit is not None]


_DIFFERENCES = tuple(float(tick) for tick in range(-100, 101, 10))


def find_ticks(limits: Sequence[float], is_ratio: bool) -> tuple[float, float, tuple[float, ...]]:
    """Find the lowest and the highest value of an axis that holds these limits, and the values that it names."""
    if is_ratio:
        low, high = min([0.5, *(0.92 * limit for limit in limits)]), max([2.0, *(1.08 * limit for limit in limits)])
    else:
        low, high = min([-10.0, *(limit - 2 for limit in limits)]), max([10.0, *(limit + 2 for limit in limits)])
    return low, high, tuple(tick for tick in (TICKS if is_ratio else _DIFFERENCES) if low <= tick <= high)


def _read_trial(contrasts: Sequence[TrialContrast]) -> TrialBlocks:
    trial = load_evidence().trials[contrasts[0].trial]
    in_paper = any(trial.source(each.source).kind in PEER_REVIEWED for each in contrasts)
    years = [each.source_year for each in contrasts if each.source_year]
    year = f"{max(years)}{'' if in_paper else ABSTRACT}" if years else ""
    populations = dict.fromkeys(each.population for each in contrasts)
    blocks = tuple(
        Block(
            _(whose), tuple(_read_contrast(each) for each in contrasts if each.population == whose), are_opposed=False
        )
        for whose in populations
    )
    return TrialBlocks(trial.id, _(trial.short or trial.name), year, "", False, True, blocks, ())


def _read_contrast(each: TrialContrast) -> Line:
    trial = load_evidence().trials[each.trial]
    source = trial.source(each.source)
    a, b = (arm.short or arm.label for arm in (trial.arm(each.arm_a), trial.arm(each.arm_b)))
    caution = [_(each.caution)] if each.caution else []
    dotted = source.kind not in PEER_REVIEWED
    signs = {"reported"} | ({"counted"} if each.calculated else set()) | ({"abstract"} if dotted else set())
    limits = _format_limits(each.measure, each.ci_low, each.ci_high, each.ci_level, each.calculated)
    return Line(
        name=wording.versus(a, b),
        n=str(each.n or ""),
        value=wording.number(each.measure, each.value),
        limits=f"{limits} {CAUTION}" if caution else limits,
        beside="",
        mark=Mark(each.value, each.ci_low, each.ci_high, "", "square", dotted=dotted, trial=each.trial),
        patients=each.n,
        is_directed=False,
        is_control=False,
        hover=hover(_(each.trial_name), [wording.contrast(each), *caution]),
        remarks=tuple(caution),
        signs=frozenset(signs | ({"caution"} if caution else set()) | ({"n"} if each.n else set())),
        text=wording.contrast(each),
        source=(each.trial, each.source),
    )


def _format_limits(measure: Measure, low: float, high: float, level: float, is_calculated: bool) -> str:
    before = "" if level == USUAL_LEVEL else f"{level:g} %: "
    return f"({before}{wording.limits(measure, low, high)}{' ' + _('calc.') if is_calculated else ''})"
