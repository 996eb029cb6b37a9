"""How a comparison through a common control is said: the same words on a page, in a chart and on the command line."""

from her2core.evidence.loading import load_evidence
from her2core.labels import label, label_of
from her2core.language import Message, _
from her2core.networks.comparison import IndirectComparison, Kind
from her2core.networks.contrasts import TrialContrast, Unused
from her2core.networks.nodes import NetworkOutcome, load_nodes
from her2core.terms import Endpoint, Measure

DESCRIPTION = Message("A description, not evidence of superiority.")
_NAMES = {
    Kind.INDIRECT: Message("indirect, through their common control"),
    Kind.WITHIN_ONE_TRIAL: Message("inside one trial, through its control"),
    Kind.DIRECT: Message("compared in a trial"),
}


def outcome(question: NetworkOutcome) -> str:
    """Format what is compared: the endpoint, or an event of grade 3 or worse."""
    if question.endpoint:
        return label_of(Endpoint, question.endpoint)
    return _("{event}, grade 3 or worse", event=question.event or "")


def figures(measure: Measure, value: float, low: float, high: float, level: float = 95) -> str:
    """Format an effect with its interval: ratios with two decimals, differences in percentage points with one."""
    if measure is Measure.DIFFERENCE:
        return _(
            "{value} percentage points ({level} % CI {low} to {high})",
            value=f"{value:+.1f}",
            level=f"{level:g}",
            low=f"{low:+.1f}",
            high=f"{high:+.1f}",
        )
    interval = _("{level} % CI {limits}", level=f"{level:g}", limits=f"{low:.2f}–{high:.2f}")
    return f"{label_of(Measure, measure)} {value:.2f} ({interval})"


def kind(comparison: IndirectComparison) -> str:
    """Format how the two were compared."""
    return _(_NAMES[comparison.kind]) if comparison.kind else _("not comparable")


def result(comparison: IndirectComparison) -> str:
    """Format the answer; why there is none, where there is none."""
    values = (comparison.estimate, comparison.ci_low, comparison.ci_high)
    if values[0] is None or values[1] is None or values[2] is None:
        return _("No number is given.")
    return figures(comparison.measure, values[0], values[1], values[2])


def versus(a: str, b: str) -> str:
    """Format two regimens that are compared."""
    return _("{experimental} vs {control}", experimental=a, control=b)


def contrast(each: TrialContrast) -> str:
    """Format a contrast that a comparison is made of, with its trial, patients and source."""
    nodes = load_nodes()
    trial = load_evidence().trials[each.trial]
    calculated = ", " + _("calculated") if each.calculated else ""
    counted = f", n = {each.n_a} v {each.n_b}" if each.n_a and each.n_b else ""
    named = versus(nodes.node(each.a).name, nodes.node(each.b).name)
    printed = figures(each.measure, each.value, each.ci_low, each.ci_high, each.ci_level)
    return f"{_(each.trial_name)}: {named}: {printed}{calculated}{counted}; {_(each.population)}; {trial.source(each.source).citation}"


def unused(each: Unused) -> str:
    """Format a randomised contrast that enters no network, with the reason."""
    trial = load_evidence().trials[each.trial]
    arms = versus(*(_(trial.arm(arm).label) for arm in (each.arm_a, each.arm_b)))
    return f"{_(trial.name)}, {arms}: {_(each.why)}"


def heading(comparison: IndirectComparison) -> str:
    """Format the question: the two regimens, the outcome, the population and the line."""
    parts = [outcome(comparison.outcome), _(comparison.population.name)]
    parts += [label(comparison.setting)] if comparison.setting else []
    return f"{versus(comparison.a, comparison.b)}: {'; '.join(parts)}"


def heterogeneity(comparison: IndirectComparison) -> list[str]:
    """Format how far trials of one edge, which were pooled, differ."""
    nodes = load_nodes()
    return [
        _(
            "{k} trials of {edge} pooled: I² {i2} %, τ² {tau2}",
            k=pooled.k,
            edge=versus(*(nodes.node(node).name for node in sorted(edge))),
            i2=f"{pooled.i2:.0f}",
            tau2=f"{pooled.tau2:.3f}",
        )
        for edge, pooled in (comparison.pooled or {}).items()
    ]
