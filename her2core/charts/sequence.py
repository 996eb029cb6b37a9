"""The path through the lines as one picture: regimens by line, with the PFS and OS reported for each."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import plotly.graph_objects as go

from her2core.charts import rows
from her2core.charts.mark import Mark
from her2core.charts.medians import STEPS
from her2core.charts.rows import mark
from her2core.charts.sheet import Sheet, warning
from her2core.charts.theme import Palette
from her2core.evidence import wording
from her2core.evidence.agents import agent_name
from her2core.evidence.frames import Record, records
from her2core.guidance.models import Position
from her2core.guidance.sequence import Regimen, TreatmentLine
from her2core.labels import capital, label
from her2core.language import OWN, _, join_words
from her2core.terms import Endpoint, Setting, Verdict


def sequence_chart(
    steps: Sequence[TreatmentLine], palette: Palette, rebiopsy: str = "", wide: bool = False
) -> go.Figure:
    """Draw median PFS and OS in months of every regimen, line by line.

    Parameters
    ----------
    steps : of `her2core.guidance.sequence.sequence`
    rebiopsy : what is known of HER2 after trastuzumab, said before second line
    wide : whether text stands beside its mark
    """
    values = [step.figures[["value", "ci_low", "ci_high"]].max().max() for each in steps for step in each.regimens]
    longest = max([6.0, *(value for value in values if value == value)])
    end = 6 * math.ceil(longest * 1.05 / 6)
    step = next(step for step in STEPS if end / step <= 10)
    sheet = Sheet(_("median, months"), (0, end), tuple(range(0, end + 1, step)), palette, wide=wide)
    warning(sheet)
    sheet.text(
        _(
            "Upper mark: PFS, in the colour of its class. Lower mark: OS, dark. ● these tiers only. ◆ includes other tiers."
        ),
        quiet=True,
    )
    for each in steps:
        if each.setting is Setting.SECOND_LINE and rebiopsy:
            sheet.gap(0.5)
            sheet.text("↻ " + rebiopsy, bold=True)
        sheet.gap()
        sheet.rule()
        sheet.text(capital(each.setting), bold=True, accent=True)
        if not each.regimens:
            sheet.text("∅ " + _("Nothing approved or recommended is collected here."), quiet=True)
        for one in each.regimens:
            _regimen(sheet, one)
    return sheet.draw()


def _regimen(sheet: Sheet, regimen: Regimen) -> None:
    sheet.gap(0.6)
    if not regimen.agents:
        sheet.text(_("Other recommendations"), bold=True)
        for position in regimen.positions:
            sheet.text(f"– {_(position.regimen)} ({_format_position(position)})", quiet=True)
        return
    sheet.text(_name(regimen), bold=True)
    sheet.text(_standing(regimen), quiet=True)
    arms = [
        list(figures)
        for _arm, figures in groupby(
            _sort_figures(regimen), key=lambda row: (row["trial"], row["arm"], row["population"])
        )
    ]
    for figures in arms:
        _arm_row(sheet, figures)
    if not arms:
        sheet.text("∅ " + _("No PFS or OS of this regimen and tier is collected here."), quiet=True)


def _name(regimen: Regimen) -> str:
    """A combination by its agents; what only a guideline names in its own words, for its agents may be alternatives."""
    if regimen.positions and not regimen.approvals and len(regimen.agents) > 1:
        return "; ".join(dict.fromkeys(_(position.regimen) for position in regimen.positions))
    return " + ".join(agent_name(agent) for agent in sorted(regimen.agents))


def _sort_figures(regimen: Regimen) -> list[Record]:
    newest = regimen.figures.sort_values(
        ["source_year", "trial", "arm", "population", "endpoint"],
        ascending=[False, True, True, True, False],
        kind="stable",
    )
    return records(newest)


def _standing(regimen: Regimen) -> str:
    """Who approves or recommends it."""
    parts = [
        f"{capital(each.region)} {each.date or _('date not collected here')}{_(OWN) if each.source.endswith(OWN) else ''}"
        for each in regimen.approvals
    ]
    parts += [f"{capital(each.region)}: {label(Verdict.NO_LABEL)}" for each in regimen.applications]
    parts += [_format_position(each) for each in regimen.positions]
    return join_words(dict.fromkeys(parts)) or _("studied; neither approved nor recommended here")


def _format_position(position: Position) -> str:
    grade = _(position.grade) if position.grade else _("grade not read")
    return f"{position.guideline} {_(position.edition)}: {grade}"


def _arm_row(sheet: Sheet, figures: list[Record]) -> None:
    head = figures[0]
    sheet.begin_row()
    sheet.text(f"{_(head['trial_name'])}: " + ", ".join(wording.outcome(row) for row in figures))
    sheet.text(f"{_(head['arm_label'])} · {rows.describe_population(head)}", quiet=True)
    for caution in dict.fromkeys(wording.caution(row) for row in figures if wording.caution(row)):
        sheet.text(caution)
    sheet.mark(*(_mark(sheet, row) for row in figures))


def _mark(sheet: Sheet, row: Record) -> Mark:
    drawn = mark(row)
    return replace(drawn, colour=sheet.palette.text) if row["endpoint"] == Endpoint.OS else drawn
