"""What the agents did to patients: toxicity by regimen, differences between randomised arms, and a card for each agent."""

from functools import partial

import streamlit as st

from her2core.charts.theme import LIGHT
from her2core.evidence import Evidence, load_evidence
from her2core.evidence.adverse_events import arms_frame, risk_differences
from her2core.language import _
from her2core.query.cached_charts import folded_toxicity, risk_difference_forest, toxicity_by_regimen
from her2core.query.filters import Filter, Show
from her2core.query.question import Question, question
from pages.parts.safety.agent_card import draw_agents
from pages.parts.shared.chart import draw_downloads, draw_plot
from pages.parts.shared.drawer import drawer
from pages.parts.shared.filter_row import draw_filters, draw_part_row
from pages.parts.shared.forest import draw_forest
from pages.parts.shared.markup import show
from pages.parts.shared.safety_tables import differences_table, toxicity_table
from pages.parts.shared.session import session
from pages.parts.shared.viewport import read_size
from pages.parts.shared.widgets import draw_button
from pages.parts.shell.front_door import start_at_app

NAME = "toxicity"
AROUND = 270
"""Pixels of the first screen that stand above and below the chart."""
PHONE = 1600
"""Pixels of the chart on a phone."""


def draw_heat_map(evidence: Evidence, query: Question) -> None:
    """Draw how often each event was reported in each arm, what is folded with its count, and the table of all."""
    frame = arms_frame(evidence, query.selection)
    if frame.empty:
        st.info(
            _("No adverse event is collected here for this choice. That is a gap in this collection, not a result.")
        )
        return
    width, height = read_size()
    size = (width, height - AROUND if height else PHONE)
    drawers, grade = session().drawers, session().filters.grade
    opened = [drawers.get(f"{NAME}:{each}", False) for each in ("folded", "single")]
    shown = folded_toxicity(evidence, query.selection, grade, size, *opened)
    draw_plot(
        NAME,
        lambda mode, _wide: toxicity_by_regimen(shown, mode, width),
        alt=_("Heat map of reported adverse events by regimen; the table below holds them all."),
    )
    with st.container(horizontal=True, gap="small", key="folds"):
        draw_fold("folded", _("More arms: {count}", count=len(shown.folded)), len(shown.folded))
        draw_fold(
            "single", _("Arms with one of these events or none: {count}", count=len(shown.single)), len(shown.single)
        )
    draw_downloads(NAME, _("Toxicity by regimen"), frame, lambda: [toxicity_by_regimen(shown, LIGHT, width)])
    with drawer("toxicity-table", _("Table of these figures")) as is_open:
        if is_open:
            show(toxicity_table(frame, evidence))


def draw_fold(which: str, words: str, count: int) -> None:
    """Draw the button that opens what is folded, or folds what the reader opened."""
    drawers, name = session().drawers, f"{NAME}:{which}"
    if count:
        draw_button(name, f"▸ {words}", partial(drawers.__setitem__, name, True), type="tertiary")
    elif drawers.get(name):
        draw_button(name, f"▾ {_('Fewer arms')}", partial(drawers.__setitem__, name, False), type="tertiary")


def draw_differences(evidence: Evidence, query: Question) -> None:
    """Draw the differences between the arms of randomised trials."""
    chosen = session().filters.grade
    differences = risk_differences(evidence, query.selection, chosen)
    if differences.empty:
        st.info(_("No event is collected here that both arms of a randomised trial report in the same way."))
        return
    draw_forest(
        "differences",
        _("Differences between randomised arms"),
        differences,
        risk_difference_forest(evidence, query.selection, chosen),
        alt=_("Forest of risk differences; the table below holds them all."),
    )
    with drawer("differences-table", _("Table of these differences")) as is_open:
        if is_open:
            show(differences_table(differences, evidence))


start_at_app()
evidence = load_evidence()
query = question(session().filters, session().assessment)
part = session().filters.part_of_safety
above = st.container()  # the filters, which are sent after the answer
if part is Show.AGENTS:
    draw_agents()
else:
    (draw_heat_map if part is Show.REGIMENS else draw_differences)(evidence, query)
with above:
    draw_part_row(
        {
            Show.REGIMENS: _("Toxicity by regimen"),
            Show.DIFFERENCES: _("Differences between randomised arms"),
            Show.AGENTS: _("Agents: dose, warnings, monitoring"),
        },
        part,
    )
    if part is not Show.AGENTS:
        draw_filters(
            query,
            (Filter.GRADE, Filter.TIERS, Filter.LINE),
            (Filter.CLASS, Filter.AGENT, Filter.DESIGN),
            with_view=False,
        )
