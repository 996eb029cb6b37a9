"""The reported figures of a case's tier and setting, as the Outcomes page draws them."""

from collections.abc import Callable

import pandas as pd

from her2core.charts import medians, rates, ratios, rows
from her2core.charts.mark import Mark
from her2core.evidence import Evidence, Selection, wording
from her2core.evidence.frames import Record
from her2core.evidence.models import TrialDisagreement
from her2core.evidence.spans import Span, find_span
from her2core.labels import capital, label
from her2core.language import _
from her2core.query.filters import Filter, Filters, View
from her2core.query.question import Question, question
from her2core.report.parts import Bibliography, Chart, Group, Line, Table
from her2core.statistics.proportions import add_calculated_intervals
from her2core.status.assessment import Assessment
from her2core.terms import Allocation, Endpoint, Setting

VIEWS = (View.RESPONSE, View.PFS, View.OS, View.HAZARD_RATIOS, View.PATHOLOGY)
SPANS = (Endpoint.ORR, Endpoint.PFS, Endpoint.OS)


def spans(assessment: Assessment, evidence: Evidence) -> Table:
    """Tabulate the lowest to highest figure of treated arms, by setting: a description, not an estimate."""
    settings = [assessment.setting] if assessment.setting else list(Setting)
    tiers = assessment.tiers
    whom = " / ".join(capital(tier) for tier in tiers) or _("all tiers")
    return Table(
        title=_("Reported so far"),
        head=(_("Setting"), *(label(endpoint) for endpoint in SPANS)),
        rows=tuple(
            (
                capital(setting),
                *(_span(find_span(evidence, Selection(tiers=tiers, setting=setting), endpoint)) for endpoint in SPANS),
            )
            for setting in settings
        ),
        note=_(
            "Populations that include: {tiers}. Lowest to highest figure of treated arms; trials differ and must not be ranked.",
            tiers=whom,
        ),
    )


def list_questions(assessment: Assessment, evidence: Evidence) -> list[tuple[Question, pd.DataFrame]]:
    """List what is asked of the evidence for a case, with the figures that answer; nothing where no setting is entered.

    Without a setting there are hundreds of figures of all lines: too many to be looked at, and none that is asked for.
    """
    if assessment.setting is None:
        return []
    put = [question(Filters().ask(Filter.VIEW, view), assessment) for view in VIEWS]
    answered = [(each, each.figures(evidence)) for each in put]
    return [(each, figures) for each, figures in answered if not figures.empty]


def build_charts(assessment: Assessment, evidence: Evidence, sources: Bibliography) -> tuple[Chart, ...]:
    """Build the charts of every figure reported for the tiers and the setting of the case."""
    return tuple(
        _build_chart(each, figures, evidence, sources) for each, figures in list_questions(assessment, evidence)
    )


def _span(span: Span | None) -> str:
    if span is None:
        return _("nothing is collected here")
    unit = "%" if span.unit == "percent" else _("months")
    value = span.low if span.low == span.high else f"{span.low}\N{EN DASH}{span.high}"
    counts = _("{figures} figures of {trials} trials", figures=span.figures, trials=span.trials)
    return f"{value} {unit} ({counts})"


def _build_chart(question: Question, figures: pd.DataFrame, evidence: Evidence, sources: Bibliography) -> Chart:
    if question.view is View.HAZARD_RATIOS:
        low, high, ticks = ratios.axis(figures)
        return Chart(
            title=_("Hazard ratios"),
            axis=_("hazard ratio, log scale"),
            span=(low, high),
            ticks=ticks,
            groups=_groups(question, figures, evidence, sources, _contrast),
            key=ratios.key(),
            log=True,
        )
    titles = {View.RESPONSE: label(Endpoint.ORR), View.PATHOLOGY: _("Pathological response")}
    if (figures["unit"] == "months").all():
        end, step = medians.axis(figures)
        return Chart(
            title=label(question.endpoints[0]),
            axis=_("median, months"),
            span=(0, end),
            ticks=tuple(range(0, end + 1, step)),
            groups=_groups(question, figures.assign(interval="reported"), evidence, sources, _outcome),
            key=(rows.key(figures),),
        )
    return Chart(
        title=titles.get(question.view, label(question.endpoints[0])),
        axis=_("percent of patients"),
        span=(0, 100),
        ticks=rates.TICKS,
        groups=_groups(question, add_calculated_intervals(figures), evidence, sources, _outcome),
        key=(rows.key(figures),),
    )


Say = Callable[[Record], tuple[str, str, Mark]]


def _outcome(row: Record) -> tuple[str, str, Mark]:
    return f"{wording.outcome(row)}  {_(row['arm_label'])}", _of_whom(row), rows.mark(row)


def _of_whom(row: Record) -> str:
    star = "★ " + _("singled out by the source review") + " · " if row["source_review"] else ""
    return star + _add_caution(rows.describe_population(row), row)


def _add_caution(text: str, row: Record) -> str:
    return " · ".join([text, wording.caution(row)] if wording.caution(row) else [text])


def _contrast(row: Record) -> tuple[str, str, Mark]:
    return f"{wording.contrast(row)}  {wording.arms(row)}", _add_caution(ratios.population(row), row), ratios.mark(row)


def _groups(
    question: Question, figures: pd.DataFrame, evidence: Evidence, sources: Bibliography, say: Say
) -> tuple[Group, ...]:
    beside = question.disagreements(evidence)
    groups = []
    for id, of_trial in rows.group_by_trial(figures):
        trial = evidence.trials[id]
        lines = []
        for row in of_trial:
            source = trial.source(row["source"])
            text, about, mark = say(row)
            lines.append(Line(text, about, sources.cite(source.citation, source.link), mark))
        remarks = tuple(line for each in beside.get(id, ()) for line in _disagreement(each))
        about = f"{label(trial.allocation)} · {rows.describe_trial(of_trial[0])}"
        groups.append((list(Allocation).index(trial.allocation), Group(_(trial.name), about, tuple(lines), remarks)))
    return tuple(group for _kind, group in sorted(groups, key=lambda each: each[0]))


def _disagreement(disagreement: TrialDisagreement) -> list[str]:
    return [
        _("Sources disagree: {about}", about=disagreement.about),
        *(_(line) for line in disagreement.says),
        _("Our reading: {reading}", reading=disagreement.reading),
    ]
