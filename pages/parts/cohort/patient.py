"""One patient of the cohort: the specimens in time, as Classify shows those of a case."""

from functools import partial

import pandas as pd

from her2core.charts.specimens import specimens_chart
from her2core.cohort.columns import Column
from her2core.cohort.patients import Reading, build_case
from her2core.language import _
from her2core.report.specimens import describe_with_rates, explain_lead
from her2core.status.assessment import assess
from pages.parts.shared.chart import draw_plot
from pages.parts.shared.markup import bullets, escape_markdown, show
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_select

OFFERED = 1_000
"""Patients that a list offers."""


def draw_patient(rows: pd.DataFrame, reading: Reading) -> None:
    """Draw a list of the patients whose specimens disagree, and the specimens of the one that is chosen."""
    patient, state = reading.columns[Column.PATIENT], session().cohort
    names = {str(name): escape_markdown(str(name)) for name in rows[patient].unique()[:OFFERED]}
    chosen = state.patient if state.patient in names else None
    draw_select(
        "cohort-patient",
        _("The specimens of one patient in time"),
        names,
        chosen,
        _choose,
        placeholder=_("Choose a patient"),
        width=300,
    )
    if chosen is None:
        return
    assessment = assess(build_case(rows[rows[patient].astype(str) == chosen], reading))
    if not assessment.specimens:
        return
    title = _("The specimens of patient {name} in time", name=chosen)
    draw_plot("cohort-patient", partial(specimens_chart, assessment), alt=title)
    lines = [describe_with_rates(assessment, each) for each in assessment.differences]
    show(bullets([" ".join(explain_lead(assessment)), *lines]))


def _choose(name: str | None) -> None:
    session().cohort.choose_patient(name)  # not that of the moment: it would keep the file once it is closed
