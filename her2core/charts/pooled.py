"""Responses that were pooled, with the pooled chart, its prediction interval, and what others have published."""

from collections.abc import Sequence

import plotly.graph_objects as go

from her2core.charts import rows
from her2core.charts.mark import Mark
from her2core.charts.rates import TICKS
from her2core.charts.rows import mark
from her2core.charts.sheet import Sheet, warning
from her2core.charts.theme import Palette
from her2core.evidence import wording
from her2core.evidence.frames import records
from her2core.evidence.pooled_response import PooledResponse
from her2core.evidence.series import MetaAnalysis
from her2core.language import _
from her2core.statistics.proportions import add_calculated_intervals
from her2core.terms import Endpoint


def pooled_chart(
    pooled: PooledResponse, published: Sequence[MetaAnalysis], palette: Palette, wide: bool = False
) -> go.Figure:
    """Draw the arms that went in, the pooled rate with both its intervals, and published pooled rates."""
    sheet = Sheet(_("percent of patients"), (0, 100), TICKS, palette, wide=wide)
    warning(sheet)
    sheet.text(_("Descriptive. The pooled arms differ in line, dose, HER2 testing and time."), quiet=True)
    sheet.gap()
    for row in records(add_calculated_intervals(pooled.arms[pooled.arms["pooled"]])):
        sheet.begin_row()
        sheet.text(f"{wording.outcome(row)}  {_(row['trial_name'])}", bold=True)
        sheet.text(f"{_(row['arm_label'])} · {rows.describe_population(row)}", quiet=True)
        sheet.mark(mark(row))
    if pooled.result:
        sheet.gap()
        sheet.rule()
        _result(sheet, pooled)
    sheet.gap()
    sheet.rule()
    sheet.text(
        _("Published pooled results, which overlap in trials: to compare, not to combine"), bold=True, accent=True
    )
    for each in published:
        _published(sheet, each)
    return sheet.draw()


def _result(sheet: Sheet, pooled: PooledResponse) -> None:
    result = pooled.result
    assert result
    percent = {
        name: 100 * getattr(result, name)
        for name in ("estimate", "ci_low", "ci_high", "prediction_low", "prediction_high")
    }
    shown = {name: f"{value:.1f}" for name, value in percent.items()}
    sheet.begin_row()
    sheet.text(_("Pooled ORR {estimate} % (95 % CI {ci_low}–{ci_high}, calculated)", **shown), bold=True)
    sheet.text(
        _(
            "{k} arms · random effects, REML, {method} · I² {i2} % · τ² {tau2}",
            k=result.k,
            method=result.method,
            i2=f"{result.i2:.0f}",
            tau2=f"{result.tau2:.3f}",
        ),
        quiet=True,
    )
    sheet.mark(Mark(percent["estimate"], percent["ci_low"], percent["ci_high"], sheet.palette.accent, "diamond"))
    sheet.begin_row()
    sheet.text(_("95 % prediction interval {prediction_low}–{prediction_high} %", **shown), bold=True)
    sheet.text(_("where the rate of another such trial would lie"), quiet=True)
    sheet.mark(
        Mark(
            percent["estimate"],
            percent["prediction_low"],
            percent["prediction_high"],
            sheet.palette.accent,
            "line-ns-open",
        )
    )


def _published(sheet: Sheet, each: MetaAnalysis) -> None:
    sheet.gap(0.5)
    sheet.text(
        f"{each.citation} · {_('{studies} studies, {patients} patients', studies=each.studies, patients=each.patients)}",
        quiet=True,
    )
    for one in each.pooled:
        if one.endpoint is not Endpoint.ORR:
            continue
        low, high = one.ci95 or (None, None)
        interval = f" ({_('{level} % CI {limits}', level=95, limits=f'{low}–{high}')})" if one.ci95 else ""
        sheet.begin_row()
        sheet.text(f"ORR {one.value} %{interval}", bold=True)
        sheet.text(_(one.population), quiet=True)
        if one.caution:
            sheet.text("⚠ " + _(one.caution))
        ends = (low, high) if one.ci95 else (one.value, one.value)
        sheet.mark(Mark(one.value, *ends, colour=sheet.palette.line, shape="square", is_open=True))
