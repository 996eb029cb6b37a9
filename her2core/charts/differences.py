"""Adverse events of the two arms of a randomised trial: how much more often with the experimental arm."""

import math
from itertools import groupby

import pandas as pd
import plotly.graph_objects as go

from her2core.charts import rows
from her2core.charts.mark import Mark
from her2core.charts.rows import PEER_REVIEWED
from her2core.charts.sheet import MARKS_FROM, Sheet, warning
from her2core.charts.text import break_lines
from her2core.charts.theme import Palette
from her2core.evidence import wording
from her2core.evidence.adverse_events import CAUSES, GRADES, Grade, cause, report
from her2core.evidence.frames import Record
from her2core.language import _

STEPS = (5, 10, 20, 25, 50)
"""Percentage points between the ticks of the axis: three at most on either side of 0, which a phone has room for."""
SIDE = 20
"""The longest line that names a side, in characters."""


def difference_chart(differences: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw risk differences in percentage points with their intervals, by trial; the axis holds every interval.

    Parameters
    ----------
    differences : of `her2core.evidence.adverse_events.risk_differences`
    wide : whether text stands beside its mark
    """
    furthest = max(differences[["value", "ci_low", "ci_high"]].abs().max().max(), 10) if len(differences) else 10
    step = next(step for step in STEPS if furthest / step <= 3 or step == STEPS[-1])
    end = step * math.ceil(furthest / step)
    sheet = Sheet(_("risk difference, percentage points"), (-end, end), tuple(range(-end, end + 1, step)), palette, wide=wide)  # fmt: skip
    warning(sheet)
    for grade in dict.fromkeys(differences["grade"]):
        sheet.text(_(GRADES[Grade(grade)]), bold=True)
    sheet.text(_("Left of 0: fewer with the experimental arm. Right of 0: more with the experimental arm."))
    sheet.text(
        _(
            "Numbers of patients are derived from the reported percentages; the differences and their 95 % intervals "
            "(Newcombe's method) are calculated from them, each event by itself."
        ),
        quiet=True,
    )
    if not set(differences["source_kind"]) <= PEER_REVIEWED:
        sheet.text(_("Dotted: abstract, release or review."), quiet=True)
    if differences.empty:
        sheet.text(_("No event is collected here for which both arms report percentage and n."))
        return sheet.draw()
    sheet.gap()
    for _trial, of_trial in rows.group_by_trial(differences):
        head, several = of_trial[0], len({row["source"] for row in of_trial}) > 1
        sheet.text(_(head["trial_name"]), bold=True, accent=True)
        sheet.text(rows.describe_trial(head), quiet=True)
        for _arms, pair in groupby(sorted(of_trial, key=_group), key=_group):
            of_pair = list(pair)
            sheet.gap(0.4)
            sheet.text(f"{wording.arms(of_pair[0])}: {_(CAUSES[cause(of_pair[0])])}")
            for row in of_pair:
                _difference(sheet, row, several)
        sheet.gap(0.5)
        sheet.rule()
    sides = sheet.y
    sheet.gap(3)
    chart = sheet.draw(line_at=0)
    _name_sides(chart, sides, wide)
    return chart


def _group(row: Record) -> tuple[str, str, str]:
    """The pair of arms, and which events are counted: any cause first."""
    return row["experimental"], row["control"], CAUSES[cause(row)]


def _difference(sheet: Sheet, row: Record, several: bool) -> None:
    """One event; it says from which report, where those of a trial come from several."""
    value, interval = _format_difference(row)
    sheet.begin_row()
    sheet.text(f"{_(row['event'])}: {value}", bold=True)
    details = [interval, f"{_percents(row)} · {report(row)}" if several else _percents(row)]
    for line in [" · ".join(details)] if sheet.wide else details:
        sheet.text(line, quiet=True)
    sheet.mark(
        Mark(
            value=row["value"],
            low=row["ci_low"],
            high=row["ci_high"],
            colour=rows.class_colour(row),
            dotted=row["source_kind"] not in PEER_REVIEWED,
            trial=row["trial"],
            hover="<br>".join([_(row["trial_name"]), _(row["event"]), value, *details, _(CAUSES[cause(row)])]),
        )
    )


def _format_difference(row: Record) -> tuple[str, str]:
    """Difference and interval, in the decimals of the percentages they are derived from."""
    whole = not any("." in row[f"printed_{arm}"] for arm in ("experimental", "control"))
    value, low, high = (_signed(row[name], 0 if whole else 1) for name in ("value", "ci_low", "ci_high"))
    interval = _("95 % CI {low} to {high}, calculated", low=low, high=high)
    return _("{difference} percentage points", difference=value), interval


def _signed(number: float, decimals: int) -> str:
    """A number with its sign; what rounds to 0 has none."""
    rounded = f"{abs(number):.{decimals}f}"
    if not float(rounded):
        return rounded
    return ("+" if number > 0 else "\N{MINUS SIGN}") + rounded


def _percents(row: Record) -> str:
    """Both percentages with their n; the grade where it is not the asked one, the population where it is a part."""
    parts = [
        _(
            "{percent} % of {n} vs {percent_control} % of {n_control}",
            percent=row["printed_experimental"],
            n=f"{row['n_experimental']:.0f}",
            percent_control=row["printed_control"],
            n_control=f"{row['n_control']:.0f}",
        )
    ]
    if row["severe_is_3_4"]:
        parts.append(_("Grade 3-4"))
    if pd.notna(row["population"]):
        parts.append(_(row["population"]))
    return " · ".join(parts)


def _name_sides(chart: go.Figure, top: float, wide: bool) -> None:
    """What lies on either side of 0, in two lines under the marks."""
    middle = MARKS_FROM + (1 - MARKS_FROM) / 2 if wide else 0.5
    left, right = _("fewer with the experimental arm"), _("more with the experimental arm")
    for words, side, shift in ((f"← {left}", "right", -8), (f"{right} →", "left", 8)):
        chart.add_annotation(
            text="<br>".join(f"<b>{line}</b>" for line in break_lines(words, SIDE)),
            x=middle,
            y=top,
            xref="paper",
            yref="y",
            xanchor=side,
            yanchor="top",
            align=side,
            xshift=shift,
            showarrow=False,
            borderpad=0,
        )
