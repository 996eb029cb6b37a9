"""What is approved or recommended, by tier and line. All options held are listed, none is advised."""

import pandas as pd
import streamlit as st

from her2core.charts.tables import applications_table, labels_table, positions_table
from her2core.evidence import load_evidence
from her2core.guidance import load_guidance
from her2core.guidance.options import options, positions, split_applications
from her2core.guidance.sequence import sequence
from her2core.guidance.wording import LABELS, say_what_is_collected
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.query.cached_charts import path_forest
from her2core.query.filters import Filter, RegimenScope, Show
from her2core.query.question import Question, question
from her2core.status.assessment import Assessment
from her2core.terms import Setting, Tier, Verdict
from pages.parts.shared.drawer import drawer
from pages.parts.shared.filter_row import draw_filter_row, draw_filters, draw_part_row
from pages.parts.shared.forest import draw_forest, draw_forest_table
from pages.parts.shared.head_start import give_head_start
from pages.parts.shared.markup import show
from pages.parts.shared.session import session
from pages.parts.shared.tables import render_table
from pages.parts.shared.viewport import is_wide
from pages.parts.shell.front_door import start_at_app
from pages.parts.treatments.own_row import draw_own_row
from pages.parts.treatments.tables import list_row_links, options_table


def draw_labels(assessment: Assessment) -> None:
    """Draw every label of the agency against the case, those of its line first, and apart what is not approved."""
    agency = session().filters.agency
    st.caption(_(LABELS))
    approvals, applications = split_applications(each for each in load_guidance().approvals if each.region is agency)
    setting = assessment.setting
    here = [each for each in approvals if setting is None or setting in each.setting]
    if here:
        show(render_table(labels_table(here, assessment, agency), list_row_links))
    else:
        st.info(_("No approval by {agency} is collected here for this line.", agency=label(agency)))
    elsewhere = [each for each in approvals if each not in here]
    if elsewhere:
        st.markdown(f"### {_('Labels of other lines')}")
        show(render_table(labels_table(elsewhere, assessment, agency), list_row_links))
    if applications:
        st.markdown(f"### {capital(Verdict.NO_LABEL)}")
        show(render_table(applications_table(applications, assessment), list_row_links))


def draw_positions(query: Question, assessment: Assessment) -> None:
    """Draw the positions of the guideline for the tiers and line in question, the current edition first."""
    guideline = session().filters.guideline
    tiers, setting = query.selection.tiers or tuple(Tier), query.selection.setting
    whom = join_words(capital(tier) for tier in tiers)
    st.caption(f"{whom}; {label(setting) if setting else _('all settings')}")
    current = positions(load_guidance(), guideline, tiers, setting)
    if current:
        show(render_table(positions_table(current, assessment, guideline), list_row_links))
    else:
        st.info(
            _("No recommendation of {guideline} is collected here for this tier and line.", guideline=label(guideline))
        )


def draw_tables(query: Question, assessment: Assessment) -> None:
    """Draw what stands behind the row of the case, each in a drawer: labels and positions in full, earlier editions."""
    agency, guideline = session().filters.agency, session().filters.guideline
    with drawer("labels-table", _("Labels of {agency} and this case", agency=label(agency))) as is_open:
        if is_open:
            draw_labels(assessment)
    with drawer("positions", _("Recommendations of {guideline}", guideline=label(guideline))) as is_open:
        if is_open:
            draw_positions(query, assessment)
    tiers = query.selection.tiers or tuple(Tier)
    earlier = positions(load_guidance(), guideline, tiers, query.selection.setting, superseded=True)
    if earlier:
        with drawer("superseded", _("Earlier editions, superseded ({count})", count=len(earlier))) as is_open:
            if is_open:
                show(render_table(positions_table(earlier, assessment, guideline), list_row_links))


def draw_path(query: Question, assessment: Assessment) -> None:
    """Draw the path through the lines for one tier, as one picture."""
    filters = session().filters
    tiers = query.selection.tiers or assessment.csco.possible
    above = st.container()
    tier = tiers[0]
    if len(tiers) > 1:
        st.caption(
            _("Drawn for the first of several tiers: {tier}. Choose one tier above to see another.", tier=label(tier))
        )
    investigated = filters.regimens is RegimenScope.ALL
    agency, guideline = filters.agency, filters.guideline
    steps = sequence(tier, agency, guideline, load_guidance(), load_evidence(), investigated)
    title = _("{tier}: the path through the lines", tier=capital(tier))
    figures = pd.concat([each.figures for step in steps for each in step.regimens])
    forest = path_forest(load_evidence(), load_guidance(), tier, agency, guideline, investigated)
    draw_forest("path", title, figures, forest, alt=title, first=assessment.setting)
    draw_forest_table("path", title, forest, _("Regimen; trial"))
    with above:
        draw_filter_row(query, Filter.REGIMENS, Filter.AGENCY, Filter.GUIDELINE, Filter.TIERS)


def draw_options(query: Question, assessment: Assessment) -> None:
    """Draw the row of the case, under it every tier and line, and the tables in drawers."""
    above = st.container()  # the filters, which are sent after the answer
    agency, guideline = session().filters.agency, session().filters.guideline
    guidance, evidence = load_guidance(), load_evidence()
    # A phone shows the line in question; a wide page shows all, with the cell of the case lit.
    chosen = query.selection.setting
    lines = (chosen,) if chosen and not is_wide() else tuple(Setting)
    cells = [[options(tier, setting, agency, guideline, guidance, evidence) for setting in lines] for tier in Tier]
    draw_own_row(assessment, agency, guideline)
    show(options_table(cells, agency, guideline, assessment))
    st.caption(say_what_is_collected(load_guidance()))
    give_head_start()
    draw_tables(query, assessment)
    with above:
        draw_filters(query, (Filter.AGENCY, Filter.GUIDELINE), (Filter.TIERS, Filter.LINE), with_view=False)


start_at_app()
assessment = session().assessment
query = question(session().filters, assessment)
part = session().filters.part_of_treatments
above = st.container()
if part is Show.OPTIONS:
    draw_options(query, assessment)
else:
    draw_path(query, assessment)
with above:
    draw_part_row({Show.OPTIONS: _("Options by tier and line"), Show.PATH: _("The path through the lines")}, part)
