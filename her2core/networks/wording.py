"""How a comparison through a common control is said: the same words on a page, in a chart and on the command line."""

from her2core.evidence.loading import load_evidence
from her2core.labels import label, label_of
from her2core.language import Message, _, join_words
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
            value=number(measure, value),
            level=f"{level:g}",
            low=number(measure, low),
            high=number(measure, high),
        )
    interval = _("{level} % CI {limits}", level=f"{level:g}", limits=limits(measure, low, high))
    return f"{label_of(Measure, measure)} {number(measure, value)} ({interval})"


def number(measure: Measure, value: float) -> str:
    """Format an effect without its unit, for a column that names it."""
    return f"{value:+.1f}" if measure is Measure.DIFFERENCE else f"{value:.2f}"


def limits(measure: Measure, low: float, high: float) -> str:
    """Format the limits of an interval without their level."""
    if measure is Measure.DIFFERENCE:
        return _("{low} to {high}", low=number(measure, low), high=number(measure, high))
    return f"{number(measure, low)}–{number(measure, high)}"


def kind(comparison: IndirectComparison) -> str:
    """Format how the two were compared."""
    return _(_NAMES[comparison.kind]) if comparison.kind else _("not comparable")


def result(comparison: IndirectComparison) -> str:
    """Format the answer; why there is none, where there is none."""
    values = (comparison.estimate, comparison.ci_low, comparison.ci_high)
    if values[0] is None or values[1] is None or values[2] is None:
        return _("No number is given.")
    return figures(comparison.measure, values[0], values[1], values[2])


def way(comparison: IndirectComparison) -> str:
    """Format in which trials, and through which other regimens, two were compared."""
    trials = join_words(_(name) for name in dict.fromkeys(each.trial_name for each in comparison.contrasts))
    between = join_words(_(load_nodes().node(id).name) for id in comparison.path[1:-1])
    return " · ".join([*([_("through {regimens}", regimens=between)] if between else []), trials])


def differing(comparison: IndirectComparison) -> str:
    """Format in what the trials of a comparison differ; "" where in nothing that is known."""
    names = [_(aspect.name) for aspect in comparison.aspects if aspect.differs]
    return _("Against it, the trials differ in: {aspects}", aspects=join_words(names)) if names else ""


def versus(a: str, b: str) -> str:
    """Format two regimens that are compared, by their names in the data."""
    return _("{experimental} vs {control}", experimental=_(a), control=_(b))


def contrast(each: TrialContrast) -> str:
    """Format a contrast that a comparison is made of, with its trial, patients and source."""
    nodes = load_nodes()
    trial = load_evidence().trials[each.trial]
    calculated = ", " + _("calculated") if each.calculated else ""
    counted = f", n = {each.n}" if each.n else ""
    if each.n_a and each.n_b and each.n in (None, each.n_a + each.n_b):  # of a subgroup the arms hold more
        counted = f", n = {each.n_a} v {each.n_b}"
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
