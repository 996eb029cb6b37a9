"""What the agents did to patients: toxicity by regimen, differences between randomised arms, and a card for each agent."""

from functools import partial

import streamlit as st

from her2core.evidence import Evidence, load_evidence
from her2core.evidence.adverse_events import arms_frame, risk_differences
from her2core.language import _
from her2core.query.cached_charts import risk_difference_chart, toxicity_by_regimen
from her2core.query.filters import Filter, Show
from her2core.query.question import Question, question
from pages.parts.safety.agent_card import agent_chooser
from pages.parts.shared.drawer import drawer
from pages.parts.shared.figure import draw
from pages.parts.shared.filter_row import filter_row, part_row
from pages.parts.shared.markup import show
from pages.parts.shared.safety_tables import differences_table, toxicity_table
from pages.parts.shared.session import session
from pages.parts.shell.front_door import through_app


def heat_map(evidence: Evidence, asked: Question) -> None:
    """How often each event was reported under each regimen."""
    chosen = session().filters.grade
    frame = arms_frame(evidence, asked.selection)
    if frame.empty:
        st.info(
            _("No adverse event is held for this choice. That is a gap in the evidence collected here, not a result.")
        )
        return
    draw(
        "toxicity",
        _("Toxicity by regimen"),
        frame,
        partial(toxicity_by_regimen, evidence, asked.selection, chosen),
        alt=_("Heat map of reported adverse events by regimen; the table below holds them all."),
    )
    with drawer("toxicity-table", _("Table of these figures")) as is_open:
        if is_open:
            show(toxicity_table(frame, evidence))


def forest(evidence: Evidence, asked: Question) -> None:
    """Differences between the arms of randomised trials."""
    chosen = session().filters.grade
    differences = risk_differences(evidence, asked.selection, chosen)
    if differences.empty:
        st.info(_("No event is held that both arms of a randomised trial report in the same way."))
        return
    draw(
        "differences",
        _("Differences between randomised arms"),
        differences,
        partial(risk_difference_chart, evidence, asked.selection, chosen),
        alt=_("Forest of risk differences; the table below holds them all."),
    )
    with drawer("differences-table", _("Table of these differences")) as is_open:
        if is_open:
            show(differences_table(differences, evidence))


through_app()
evidence = load_evidence()
asked = question(session().filters, session().assessment)
part = session().filters.part_of_safety
above = st.container()  # the filters, which are sent after the answer
if part is Show.AGENTS:
    agent_chooser()
else:
    (heat_map if part is Show.REGIMENS else forest)(evidence, asked)
with above:
    part_row(
        {
            Show.REGIMENS: _("Toxicity by regimen"),
            Show.DIFFERENCES: _("Differences between randomised arms"),
            Show.AGENTS: _("Agents: dose, warnings, monitoring"),
        },
        part,
    )
    if part is not Show.AGENTS:
        filter_row(asked, Filter.GRADE, Filter.TIERS, Filter.LINE, Filter.CLASS, Filter.AGENT, Filter.DESIGN)
