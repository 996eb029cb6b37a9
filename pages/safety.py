"""What the agents did to patients: toxicity by regimen, differences between randomised arms, and a card for each agent."""

import streamlit as st

from her2core.charts.differences import difference_chart
from her2core.charts.toxicity import toxicity_chart
from her2core.evidence import Evidence, load_evidence
from her2core.filters import grade
from her2core.language import _
from her2core.questions import Question, question
from her2core.toxicity import arms_frame, risk_differences
from pages.parts.agent_card import agent_chooser
from pages.parts.figure import draw
from pages.parts.filter_row import filter_row
from pages.parts.front_door import through_app
from pages.parts.markup import show
from pages.parts.safety_tables import differences_table, toxicity_table


def heat_map(evidence: Evidence, asked: Question) -> None:
    """How often each event was reported under each regimen."""
    chosen = grade(st.session_state.filters)
    frame = arms_frame(evidence, asked.selection)
    st.markdown(f"## {_('Toxicity by regimen')}")
    if frame.empty:
        st.info(
            _("No adverse event is held for this choice. That is a gap in the evidence collected here, not a result.")
        )
        return
    draw(
        "toxicity",
        _("Toxicity by regimen"),
        frame,
        lambda mode, wide: toxicity_chart(frame, chosen, mode, wide),
        alt=_("Heat map of reported adverse events by regimen; the table below holds them all."),
    )
    with st.expander(_("Table of these figures")):
        show(toxicity_table(frame, evidence))


def forest(evidence: Evidence, asked: Question) -> None:
    """Differences between the arms of randomised trials."""
    differences = risk_differences(evidence, asked.selection, grade(st.session_state.filters))
    st.markdown(f"## {_('Differences between randomised arms')}")
    if differences.empty:
        st.info(_("No event is held that both arms of a randomised trial report in the same way."))
        return
    draw(
        "differences",
        _("Differences between randomised arms"),
        differences,
        lambda mode, wide: difference_chart(differences, mode, wide),
        alt=_("Forest of risk differences; the table below holds them all."),
    )
    with st.expander(_("Table of these differences")):
        show(differences_table(differences, evidence))


through_app()
evidence = load_evidence()
asked = question(st.session_state.filters, st.session_state.assessment)
filter_row(asked, "grade", "tiers", "line", "class", "agent", "design")
heat_map(evidence, asked)
st.markdown(f"## {_('Agents')}")
agent_chooser()
forest(evidence, asked)
