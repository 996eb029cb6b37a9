"""Several specimens under the tier: a line of them in time, how they differ, and what is published beside that."""

from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from her2core.charts.specimens import specimens_chart
from her2core.charts.theme import LIGHT
from her2core.evidence import load_evidence
from her2core.guidance.specimen_changes import list_heterogeneity
from her2core.language import _
from her2core.report.parts import Table
from her2core.report.specimens import (
    describe_difference,
    describe_with_rates,
    explain_lead,
    group_frequencies,
    list_other_answers,
    list_retesting_lines,
    list_specimens,
)
from her2core.status.assessment import Assessment
from her2core.status.specimens import is_heterogeneous
from pages.parts.shared.chart import draw_downloads, draw_plot
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import bullets, details, section, show, stack, table
from pages.parts.shared.session import session

MOST = 2
"""So many specimens that differ are described under the line; the rest stands behind."""


def draw_specimens(assessment: Assessment) -> None:
    """Draw the specimens of a case that has several: a line in time, which leads, and how they differ."""
    if not assessment.specimens:
        return
    listed = list_specimens(assessment)
    alt = "; ".join([listed.title, *(" ".join(row[:2] + row[4:]) for row in listed.rows)])
    chart = partial(specimens_chart, assessment)
    with st.container(key="specimens"):
        draw_plot("specimens", chart, alt=alt)
        sentences = [describe_with_rates(assessment, each) for each in assessment.differences]
        if len(sentences) > MOST + 1:
            more = _("{count} more specimens differ; they stand below.", count=len(sentences) - MOST)
            sentences = [*sentences[:MOST], more]
        if others := list_other_answers(assessment, session().filters.agency).rows:
            text = _(
                "{count} definitions and labels would be answered otherwise by another specimen.", count=len(others)
            )
            sentences.append(text)
        show(bullets([" ".join(explain_lead(assessment)), *sentences]))


def draw_specimen_details(assessment: Assessment) -> None:
    """Draw what stands behind the line: published frequencies, testing again, other answers; and heterogeneity within one."""
    if assessment.specimens:
        with drawer("specimens", _("The specimens: published frequencies, testing again, other answers")) as is_open:
            if is_open:
                _draw_behind(assessment, list_specimens(assessment))
    if any(map(is_heterogeneous, assessment.specimens or (assessment,))):
        with drawer("heterogeneity", _("Heterogeneity within the specimen"), True) as is_open:
            if is_open:
                _draw_heterogeneity()


def _draw_behind(assessment: Assessment, listed: Table) -> None:
    blocks = []
    for difference in assessment.differences:
        lines = [
            _("{pair}: {reported}.", pair=pair, reported=each.describe())
            for pair, frequencies in group_frequencies(difference)
            for each in frequencies
        ]
        none = _("no published frequency of this change is collected here")
        title = describe_difference(assessment, difference)
        blocks.append(section(title, bullets(lines or [none])))
    if retesting := list_retesting_lines(assessment):
        blocks.append(section(_("What guidelines say on testing again"), bullets(retesting)))
    show(stack(blocks))
    other = list_other_answers(assessment, session().filters.agency)
    if other.rows:
        show(table(other.title, other.head, other.rows))
    show(table(listed.title, listed.head, listed.rows))
    st.caption(
        _(
            "Which specimen leads is our reading: the newest with an evaluable result. Without an IHC score, or where ISH decides "
            "and is not evaluable, it cannot lead; where ISH is only pending, it can."
        )
    )
    frame = pd.DataFrame(listed.rows, columns=list(listed.head))
    draw_downloads("specimens", listed.title, frame, lambda: [specimens_chart(assessment, LIGHT, True)])


def _draw_heterogeneity() -> None:
    """What is held on heterogeneity within one specimen; it changes no tier."""
    trials = load_evidence().trials
    texts = [
        details(_(trials[id].name), lines) if lines else Markup("{}").format(_(trials[id].name))
        for id, lines in list_heterogeneity()
    ]
    st.markdown(_("A second area was read otherwise. This changes no tier. Reported by heterogeneity:"))
    show(stack(texts))
