"""Two regimens through their common control: what each was compared with, and what follows, with what stands against it."""

from collections.abc import Sequence

import plotly.graph_objects as go

from her2core.charts.mark import Mark
from her2core.charts.ratios import TICKS
from her2core.charts.sheet import Sheet, warning
from her2core.charts.theme import Palette
from her2core.language import Message, _, join_words
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison
from her2core.networks.contrasts import TrialContrast
from her2core.networks.nodes import load_nodes
from her2core.terms import Measure

TITLES = {
    Measure.HR: Message("hazard ratio, log scale"),
    Measure.OR: Message("odds ratio, log scale"),
    Measure.DIFFERENCE: Message("difference in percentage points"),
}
"""Of the axis, by measure."""


def indirect_chart(comparison: IndirectComparison, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw the contrasts that a comparison is made of, and its answer, marked as indirect, below what stands against it.

    Parameters
    ----------
    comparison : one that has a number
    """
    title, span, ticks = find_scale(comparison)
    is_ratio = comparison.measure is not Measure.DIFFERENCE
    sheet = Sheet(title, span, ticks, palette, log=is_ratio, wide=wide)
    warning(sheet)
    differing = [_(aspect.name) for aspect in comparison.aspects if aspect.differs]
    if differing:
        sheet.text(_("Against it, the trials differ in: {aspects}", aspects=join_words(differing)))
    sheet.gap()
    for each in comparison.contrasts:
        _draw_contrast(sheet, each)
    sheet.gap(0.5)
    sheet.rule()
    _draw_answer(sheet, comparison)
    sheet.gap()
    sheet.text("← " + _("lower with the first named") + "   |   " + _("higher with the first named") + " →", bold=True)
    return sheet.draw(line_at=1 if is_ratio else 0)


_DIFFERENCES = tuple(float(tick) for tick in range(-100, 101, 10))


def find_scale(comparison: IndirectComparison) -> tuple[str, tuple[float, float], tuple[float, ...]]:
    """Find the axis on which its contrasts and its answer have room: its title, its ends, its ticks."""
    limits = [limit for each in comparison.contrasts for limit in (each.ci_low, each.ci_high)]
    limits += [limit for limit in (comparison.ci_low, comparison.ci_high) if limit is not None]
    low, high, ticks = find_ticks(limits, comparison.measure is not Measure.DIFFERENCE)
    return _(TITLES[comparison.measure]), (low, high), ticks


def find_ticks(limits: Sequence[float], is_ratio: bool) -> tuple[float, float, tuple[float, ...]]:
    """Find the lowest and the highest value of an axis that holds these limits, and the values that it names."""
    if is_ratio:
        low, high = min([0.5, *(0.92 * limit for limit in limits)]), max([2.0, *(1.08 * limit for limit in limits)])
    else:
        low, high = min([-10.0, *(limit - 2 for limit in limits)]), max([10.0, *(limit + 2 for limit in limits)])
    return low, high, tuple(tick for tick in (TICKS if is_ratio else _DIFFERENCES) if low <= tick <= high)


def _draw_contrast(sheet: Sheet, each: TrialContrast) -> None:
    nodes = load_nodes()
    printed = wording.figures(each.measure, each.value, each.ci_low, each.ci_high, each.ci_level)
    sheet.begin_row()
    sheet.text(printed + (", " + _("calculated") if each.calculated else ""), bold=True)
    sheet.text(wording.versus(nodes.node(each.a).name, nodes.node(each.b).name))
    counted = [f"n = {each.n_a} v {each.n_b}"] if each.n_a and each.n_b else []
    sheet.text(" · ".join([_(each.trial_name), _(each.population), *counted]), quiet=True)
    colour = sheet.palette.line
    sheet.mark(Mark(each.value, each.ci_low, each.ci_high, colour, "square", trial=each.trial, hover=printed))


def _draw_answer(sheet: Sheet, comparison: IndirectComparison) -> None:
    sheet.begin_row()
    sheet.text(wording.result(comparison), bold=True, accent=True)
    sheet.text(wording.versus(comparison.a, comparison.b))
    sheet.text(wording.kind(comparison), bold=True)
    for line in (*wording.heterogeneity(comparison), _(wording.DESCRIPTION)):
        sheet.text(line, quiet=True)
    limits = (comparison.estimate, comparison.ci_low, comparison.ci_high)
    sheet.mark(
        Mark(*limits, sheet.palette.accent, "diamond", is_open=True, dotted=True, hover=wording.result(comparison))
    )
