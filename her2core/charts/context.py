"""What stands beside the trials: how common a tier is, and how often two HER2 results of one patient differ."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from her2core.charts.forest.model import Block, Forest, ForestGroup, Line, Scale, TrialBlocks
from her2core.charts.forest.words import CAUTION, format_limits, hover
from her2core.charts.mark import Mark
from her2core.charts.rates import TICKS
from her2core.charts.rows import number
from her2core.charts.text import capitalise
from her2core.evidence import wording
from her2core.evidence.frames import Record, records
from her2core.evidence.series import ChangeRate, Dynamics, Prevalence
from her2core.labels import capital, english
from her2core.language import Message, _
from her2core.statistics.proportions import add_calculated_intervals
from her2core.status.populations import load_populations
from her2core.terms import Change, Share, Tier

WARNING = Message("Series differ in patients, HER2 testing and time. Do not compare or add up their rates.")


def prevalence_forest(series: Iterable[Prevalence], tier: Tier) -> Forest:
    """Build the forest of how common a tier is: every share that holds it, in percent, by series.

    Parameters
    ----------
    series : those of `her2core.evidence.series.load_prevalence`; one without a share of the tier is left out
    """
    trials = []
    for each in series:
        lines = []
        for row in records(_shares(each, tier)):
            share = Share(row["share"])
            differs = _holds(share, tier)
            lines.append(_read_rate(each, row, [capital(share), *differs], "diamond" if differs else "circle"))
            lines[-1] = replace(lines[-1], signs=lines[-1].signs | {"not this tier" if differs else "this tier"})
        if lines:
            trials.append(_read_series(each, [capitalise(_(each.setting))], lines))
    gap = _("{tier}: no series gives its share", tier=capital(tier))
    return _build(_("percent of those tested"), _("Share of patients, by series"), trials, gap)


def dynamics_forest(series: Iterable[Dynamics]) -> Forest:
    """Build the forest of how often two HER2 results of one patient differ, in percent, by what was compared.

    Parameters
    ----------
    series : those of `her2core.evidence.series.load_dynamics`
    """
    series = tuple(series)
    trials: list[TrialBlocks] = []
    for comparison in dict.fromkeys(each.comparison for each in series):
        for place, each in enumerate(each for each in series if each.comparison == comparison):
            lines = [_read_rate(each, row, [capital(Change(row["change"]))]) for row in records(_changes(each))]
            said = [f"{CAUTION} {_(disagreement)}" for disagreement in each.disagreements]
            trials.append(_read_series(each, said, lines, capitalise(_(comparison)), place == 0))
    title = _("Two HER2 results of one patient, by what was compared")
    return _build(_("percent of patients"), title, trials, _("no series of this kind is collected here"))


def _build(axis: str, title: str, trials: Sequence[TrialBlocks], gap: str) -> Forest:
    groups = (ForestGroup("series", title, title, None, tuple(trials)),) if trials else ()
    return Forest(Scale(axis, (0, 100), TICKS), "", groups, (), () if trials else (gap,), WARNING)


def _read_series(
    series: Prevalence | Dynamics,
    about: Sequence[str],
    lines: Sequence[Line],
    compared: str = "",
    is_first: bool = False,
) -> TrialBlocks:
    """The rates of a series under its title and what is to be known of it; its source is said on paper, and at each rate."""
    whole = [] if series.n is None or all(line.n for line in lines) else [_("n = {n} in the series", n=series.n)]
    title = " · ".join([_(series.title), _(series.country), *whole])
    block = Block("\n".join([title, *about]), tuple(lines), are_opposed=False)
    source = _("Source: {source}", source=series.source)
    return TrialBlocks("", "", "", compared, is_first, False, (block,), (source,))


def _read_rate(series: Prevalence | Dynamics, row: Record, name: Sequence[str], shape: str = "circle") -> Line:
    """A rate with its interval, or the line of a range; no mark where no percentage is known."""
    value, low, high = (number(row[each]) for each in ("value", "ci_low", "ci_high"))
    x, n = number(row["responders"]), number(row["n"])
    counted = f"{x:.0f}/{n:.0f}" if x is not None and n is not None else f"{n:.0f}" if n is not None else ""
    limits = [_("calc.")] if row["is_calculated"] else []
    limits += [] if row["is_range"] else [format_limits(row)]
    signs = {"n"} if n is not None else set()
    signs |= {"calculated"} if row["interval"] == "calculated" else set()
    signs |= {"rate"} if row["is_calculated"] else set()
    signs |= {"range"} if row["is_range"] else set()
    has_mark = value is not None or low is not None
    texts = [
        *([_(series.setting)] if isinstance(series, Prevalence) else [_(series.comparison)]),
        f"{' · '.join(name)}: {_percent(row)}{wording.interval(row)}" if has_mark else " · ".join(name),
        f"{capitalise(_(series.country))} · {_patients(row)}",
        *([f"{CAUTION} {_(each)}" for each in series.disagreements] if isinstance(series, Dynamics) else []),
        _("Source: {source}", source=series.source),
    ]
    return Line(
        name=" · ".join([*name, *([_("{x} patients", x=f"{x:.0f}")] if x is not None and not counted else [])]),
        n=counted,
        value=row["value_printed"] or "–",
        limits=" ".join(each for each in limits if each),
        beside="",
        mark=Mark(value, low, high, "", shape) if has_mark else None,
        patients=n,
        is_directed=True,
        is_control=False,
        hover=hover(_(series.title), texts),
        remarks=(),
        signs=frozenset(signs if has_mark else ()),
    )


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
