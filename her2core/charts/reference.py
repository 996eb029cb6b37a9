"""Every regimen of a network against one of the reader's choice, in the order of the data, each with what stands against it."""

from collections.abc import Sequence

import plotly.graph_objects as go

from her2core.charts.indirect import TITLES, find_ticks
from her2core.charts.mark import Mark
from her2core.charts.sheet import Sheet, warning
from her2core.charts.theme import Palette
from her2core.language import _, join_words
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison, Kind
from her2core.networks.nodes import load_nodes
from her2core.terms import Measure


def reference_chart(comparisons: Sequence[IndirectComparison], palette: Palette, wide: bool = False) -> go.Figure:
    """Draw the regimens against their reference; one that is not connected stands there and says so. No order by effect.

    Parameters
    ----------
    comparisons : of `Network.compare_all`, all of one outcome
    """
    measure = comparisons[0].measure
    is_ratio = measure is not Measure.DIFFERENCE
    low, high, ticks = find_ticks(
        [limit for each in comparisons for limit in (each.ci_low, each.ci_high) if limit is not None], is_ratio
    )
    sheet = Sheet(_(TITLES[measure]), (low, high), ticks, palette, log=is_ratio, wide=wide)
    warning(sheet)
    sheet.text(_(wording.DESCRIPTION), bold=True)
    sheet.gap()
    for each in comparisons:
        _draw_comparison(sheet, each)
    sheet.gap()
    sheet.text(
        "← " + _("lower with the regimen named") + "   |   " + _("higher with the regimen named") + " →", bold=True
    )
    return sheet.draw(line_at=1 if is_ratio else 0)


def _draw_comparison(sheet: Sheet, each: IndirectComparison) -> None:
    sheet.begin_row()
    sheet.text(_(each.a), bold=True)
    if each.estimate is None:
        sheet.text(wording.result(each), quiet=True)
        for reason in each.why_not:
            sheet.text(_(reason), quiet=True)
        sheet.gap(0.5)
        return
    sheet.text(wording.result(each))
    sheet.text(describe_way(each), quiet=True)
    if differing := [_(aspect.name) for aspect in each.aspects if aspect.differs]:
        sheet.text(_("Against it, the trials differ in: {aspects}", aspects=join_words(differing)), quiet=True)
    is_direct = each.kind is Kind.DIRECT
    sheet.mark(
        Mark(
            each.estimate,
            each.ci_low,
            each.ci_high,
            sheet.palette.line if is_direct else sheet.palette.accent,
            "square" if is_direct else "diamond",
            is_open=not is_direct,
            dotted=not is_direct,
            trial=each.contrasts[0].trial,
            hover=wording.result(each),
        )
    )
    sheet.gap(0.5)


def describe_way(comparison: IndirectComparison) -> str:
    """Describe how two regimens were compared: in which trials, and through which others."""
    trials = join_words(_(name) for name in dict.fromkeys(each.trial_name for each in comparison.contrasts))
    parts = [wording.kind(comparison), trials]
    if between := comparison.path[1:-1]:
        parts.insert(1, _("through {regimens}", regimens=join_words(_(load_nodes().node(id).name) for id in between)))
    return " · ".join(parts)
