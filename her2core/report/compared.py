"""Two regimens through their common control, for one slide: what stands against it first, then the contrasts and what follows."""

from dataclasses import dataclass

from her2core.charts.indirect import find_scale
from her2core.charts.mark import Mark
from her2core.charts.theme import LIGHT
from her2core.evidence import load_evidence
from her2core.language import _
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison, indirect_comparison
from her2core.networks.nodes import load_nodes
from her2core.report.parts import Bibliography, Block, Chart, Group, Line, Run
from her2core.terms import Measure

_OUTCOMES = ("OS", "PFS")
"""The first of which something can be said."""


@dataclass(frozen=True)
class Comparison:
    """One comparison, or why there is none.

    Attributes
    ----------
    against : what stands against it, to be read before the number; where there is none, why
    chart : the contrasts that it is made of and the answer; None where nothing can be said
    """

    title: str
    against: Block
    chart: Chart | None
    description: str


def compare_regimens(a: str, b: str, cited: Bibliography) -> tuple[Comparison, ...]:
    """Compare two regimens through their common control by overall survival, else by progression-free survival.

    Parameters
    ----------
    a, b : the id or name of a node, a trial, or trial/arm

    Raises
    ------
    InputError
        where one is not known, or both are the same
    """
    answers = [indirect_comparison(a, b, outcome) for outcome in _OUTCOMES]
    answer = next((each for each in answers if each.estimate is not None), answers[0])
    if answer.estimate is None:
        title, reasons = _("No number is given."), answer.why_not
    else:
        title, reasons = _("What stands against this comparison:"), answer.against
    return (
        Comparison(
            title=f"{_('Through their common control')}: {wording.heading(answer)}",
            against=Block(title, tuple((Run(_(reason)),) for reason in reasons)),
            chart=_build_chart(answer, cited) if answer.estimate is not None else None,
            description=_(wording.DESCRIPTION),
        ),
    )


def _build_chart(answer: IndirectComparison, cited: Bibliography) -> Chart:
    title, span, ticks = find_scale(answer)
    evidence, nodes = load_evidence(), load_nodes()
    lines = []
    for each in answer.contrasts:
        source = evidence.trials[each.trial].source(each.source)
        printed = wording.figures(each.measure, each.value, each.ci_low, each.ci_high, each.ci_level)
        about = wording.versus(_(nodes.node(each.a).name), _(nodes.node(each.b).name))
        mark = Mark(each.value, each.ci_low, each.ci_high, LIGHT.line)
        lines.append(Line(f"{_(each.trial_name)}  {printed}", about, cited.cite(source.citation, source.link), mark))
    mark = Mark(answer.estimate, answer.ci_low, answer.ci_high, LIGHT.accent, "diamond", is_open=True, dotted=True)
    lines.append(Line(f"{wording.kind(answer)}: {wording.result(answer)}", _(wording.DESCRIPTION), None, mark))
    return Chart(
        title=wording.outcome(answer.outcome),
        axis=title,
        span=span,
        ticks=ticks,
        groups=(Group("", "", tuple(lines)),),
        key=(),
        log=answer.measure is not Measure.DIFFERENCE,
        sides=(_("lower with the first named"), _("higher with the first named")),
    )
