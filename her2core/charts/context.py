"""What stands beside the trials: how common a tier is, and how often two HER2 results of one patient differ."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from her2core.charts.mark import Mark
from her2core.charts.rates import TICKS
from her2core.charts.rows import number
from her2core.charts.sheet import Sheet, empty_rows
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, break_lines, capitalise, escape
from her2core.charts.theme import Palette
from her2core.evidence import wording
from her2core.evidence.frames import Record, records
from her2core.evidence.series import ChangeRate, Dynamics, Prevalence
from her2core.labels import capital, english
from her2core.language import Message, _
from her2core.statistics.proportions import add_calculated_intervals
from her2core.status.populations import load_populations
from her2core.terms import Change, Share, Tier

WARNING = Message("Series differ in patients, HER2 testing and time. Do not compare or add up their rates.")


def prevalence_chart(series: Iterable[Prevalence], tier: Tier, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw how common a tier is: every share that holds it, in percent, by series.

    Parameters
    ----------
    series : those of `her2core.evidence.series.load_prevalence`; one without a share of the tier is left out
    wide : whether text stands beside its mark
    """
    sheet = Sheet(_("percent of those tested"), (0, 100), TICKS, palette, wide=wide)
    _begin(sheet, _("● this tier only. ◆ includes other tiers, or part of the tier."))
    shown = [(each, rates) for each in series if not (rates := _shares(each, tier)).empty]
    for each, rates in shown:
        sheet.text(_(each.title), bold=True)
        sheet.text(capitalise(_(each.setting)), quiet=True)
        for row in records(rates):
            share = Share(row["share"])
            sheet.begin_row()
            _rate(sheet, capital(share), row)
            differs = _holds(share, tier)
            sheet.text(" · ".join([capitalise(_(each.country)), _patients(row), *differs]), quiet=True)
            _mark(sheet, row, each, "diamond" if differs else "circle")
        _end(sheet, each)
    if not shown:
        empty_rows(sheet, [_("{tier}: no series gives its share", tier=capital(tier))])
    return sheet.draw()


def dynamics_chart(series: Iterable[Dynamics], palette: Palette, wide: bool = False) -> go.Figure:
    """Draw how often two HER2 results of one patient differ, in percent, by what was compared.

    Parameters
    ----------
    series : those of `her2core.evidence.series.load_dynamics`
    wide : whether text stands beside its mark
    """
    series = tuple(series)
    sheet = Sheet(_("percent of patients"), (0, 100), TICKS, palette, wide=wide)
    _begin(sheet, _("● rate with its interval. A line without a dot: range of several series."))
    for comparison in dict.fromkeys(each.comparison for each in series):
        sheet.text(capitalise(_(comparison)), bold=True, accent=True)
        sheet.gap(0.5)
        for each in (each for each in series if each.comparison == comparison):
            sheet.text(_(each.title), bold=True)
            for row in records(_changes(each)):
                sheet.begin_row()
                _rate(sheet, capital(Change(row["change"])), row)
                sheet.text(f"{capitalise(_(each.country))} · {_patients(row)}", quiet=True)
                _mark(sheet, row, each)
            for disagreement in each.disagreements:
                sheet.text("⚠ " + _(disagreement), quiet=True)
            _end(sheet, each)
    if not series:
        empty_rows(sheet, [_("no series of this kind is collected here")])
    return sheet.draw()


def _begin(sheet: Sheet, key: str) -> None:
    sheet.text(_(WARNING), bold=True)
    sheet.text(key, quiet=True)
    sheet.gap()


def _end(sheet: Sheet, series: Prevalence | Dynamics) -> None:
    sheet.gap(0.3)
    sheet.text(_("Source: {source}", source=series.source), quiet=True)
    sheet.gap(0.5)
    sheet.rule()


def _rate(sheet: Sheet, name: str, row: Record) -> None:
    """What a rate is of and how high; on two lines where one does not hold both, so that no figure loses its unit."""
    rate = _percent(row) + wording.interval(row)
    line = f"{name}: {rate}" if rate else name
    fits = len(break_lines(line, CHARACTERS_WIDE if sheet.wide else CHARACTERS)) == 1
    sheet.text(line if fits else f"{name}:\n{rate}")


def _mark(sheet: Sheet, row: Record, series: Prevalence | Dynamics, shape: str = "circle") -> None:
    """The dot with its interval, or the line of a range; nothing where no percentage is known."""
    low, high = number(row["ci_low"]), number(row["ci_high"])
    if number(row["value"]) is None and low is None:
        return
    hover = "<br>".join([*map(escape, break_lines(_(series.title))), _percent(row) + wording.interval(row)])
    sheet.mark(Mark(number(row["value"]), low, high, sheet.palette.accent, shape, hover=hover))


def _holds(share: Share, tier: Tier) -> list[str]:
    """In which way a share is not exactly the tier."""
    patients = load_populations()[share]
    words = [_("part of the tier")] if patients.leaves_out(tier) else []
    return [*words, _("includes other tiers")] if len(patients.tiers) > 1 else words


def _shares(series: Prevalence, tier: Tier) -> pd.DataFrame:
    """The shares of a series that hold the tier."""
    return _rates(
        {
            "share": share,
            "value": value,
            "value_printed": str(value),
            "is_calculated": _is_derived(series, share),
            "responders": series.count(share),
            "n": series.n,
        }
        for share, value in series.percent.items()
        if tier in load_populations()[share].tiers
    )


def _is_derived(series: Prevalence, share: Share) -> bool:
    """Whether the percentage was calculated; a note names the shares that were."""
    derived = series.percent_derived
    return english(share) in derived if isinstance(derived, str) else derived


def _changes(series: Dynamics) -> pd.DataFrame:
    """The rates of a series."""
    return _rates(_change(change, rate, series) for change, rate in series.rates.items())


def _change(change: Change, rate: ChangeRate, series: Dynamics) -> dict[str, Any]:
    row: dict[str, Any] = {"change": change, "responders": rate.x, "n": rate.n, "n_series": series.n}
    low, high = rate.ci95 or (None, None)
    if rate.percent_range:
        low, high = rate.percent_range
        row |= {"is_range": True, "value_printed": f"{low}–{high}"}
    elif rate.percent is not None:
        row |= {"value": rate.percent, "value_printed": str(rate.percent)}
    elif rate.x is not None and rate.n:
        value = 100 * rate.x / rate.n
        row |= {"value": value, "value_printed": f"{value:.1f}", "is_calculated": True}
    printed = f"{low}–{high}" if rate.ci95 else ""
    return row | {"ci_low": low, "ci_high": high, "ci_printed": printed}


def _rates(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Rates with the columns of the outcomes frame, and a calculated interval where x of n is known."""
    bare = {
        "value": None, "value_printed": "", "ci_low": None, "ci_high": None, "ci_level": 95, "ci_printed": "",
        "unit": "percent", "responders": None, "n": None, "n_series": None, "is_calculated": False, "is_range": False,
    }  # fmt: skip
    filled = [bare | row for row in rows]
    frame = pd.DataFrame(filled, columns=list(filled[0]) if filled else list(bare))
    numbers = ["value", "ci_low", "ci_high", "responders", "n", "n_series"]
    return add_calculated_intervals(frame.astype(dict.fromkeys(numbers, float)))


def _percent(row: Record) -> str:
    """The percentage as held, marked where it is calculated or the range of several series; "" where none is known."""
    if not row["value_printed"]:
        return ""
    printed = f"{row['value_printed']} %"
    if row["is_range"]:
        return f"{printed}, {_('range of several series')}"
    return f"{printed}, {_('calculated')}" if row["is_calculated"] else printed


def _patients(row: Record) -> str:
    """How many of how many, as far as it is known."""
    x, n, n_series = (number(row[name]) for name in ("responders", "n", "n_series"))
    if x is not None and n is not None:
        return _("{x} of {n}", x=f"{x:.0f}", n=f"{n:.0f}")
    if n is not None:
        return f"n = {n:.0f}"
    known = [_("{x} patients", x=f"{x:.0f}")] if x is not None else []
    if n_series is not None:
        return " · ".join([*known, _("n = {n} in the series", n=f"{n_series:.0f}")])
    return " · ".join([*known, _("n not stated")])
