"""Reported response, PFS and OS as charts, opened on the case's tier and setting."""

from functools import partial

import pandas as pd
import streamlit as st
from plotly.graph_objects import Figure

from her2core.charts.forest import draw_pages
from her2core.charts.tables import comparisons_table
from her2core.charts.theme import LIGHT
from her2core.evidence import Evidence, load_evidence, version
from her2core.language import _
from her2core.query.cached_charts import lay_out_question, outcomes_chart
from her2core.query.filters import ANY, MOST_TRIALS, Filter, Match, View
from her2core.query.question import Question, question
from her2core.query.views import VIEWS
from pages.parts.outcomes.comparison_table import draw_comparison
from pages.parts.outcomes.glance import draw_glance, draw_settings
from pages.parts.outcomes.network import draw_network
from pages.parts.outcomes.pooling import draw_pooling
from pages.parts.outcomes.trial_card import draw_trial_card
from pages.parts.shared.case_line import draw_case_line
from pages.parts.shared.chart import draw_downloads, draw_plot
from pages.parts.shared.drawer import drawer
from pages.parts.shared.figure_tables import draw_figures_table
from pages.parts.shared.filter_row import draw_filters
from pages.parts.shared.folds import draw_folds, list_opened
from pages.parts.shared.markup import show
from pages.parts.shared.scroll import scroll_to
from pages.parts.shared.session import session
from pages.parts.shared.tables import render_table
from pages.parts.shared.viewport import is_wide, read_size
from pages.parts.shared.widgets import draw_button, draw_choices
from pages.parts.shell.front_door import start_at_app

FEW = 12
"""Up to this number of figures their table stands open."""


def draw_figures(evidence: Evidence, query: Question, figures: pd.DataFrame) -> None:
    """Draw the chart, what of it is folded, its downloads and the table of its figures."""
    name, entry = str(query.view), VIEWS[query.view]
    width, opened = read_size()[0], list_opened(name)
    draw_plot(
        name,
        partial(outcomes_chart, query, evidence, width, opened),
        alt=_("Chart of {count} reported figures; the table below holds them all.", count=len(figures)),
        opens=(query, width, opened),
    )
    if entry.is_forest:
        folds = lay_out_question(query, evidence, width, opened).folds
        draw_folds(name, folds, lambda trial: len(trial.lines))
    draw_downloads(name, _(entry.title), figures, partial(draw_whole, query, evidence, is_wide()))
    trials = figures["trial"].nunique()
    st.caption(
        _(
            "{trials} trials, last verified for data version {version} of {date}. Point at a mark for details; choose it to open the trial.",
            trials=trials,
            version=version().version,
            date=version().changed,
        )
        if query.view is View.TIMELINE
        else _(
            "{figures} figures of {trials} trials. Point at a mark for details; choose it to open the trial.",
            figures=len(figures),
            trials=trials,
        )
    )
    with drawer(f"table-{query.view}", _("Table of these figures"), expanded=len(figures) <= FEW) as is_open:
        if is_open:
            draw_figures_table(query, figures, evidence)


def draw_whole(query: Question, evidence: Evidence, wide: bool) -> list[Figure]:
    """Draw the chart whole, for a page of its own: a forest in as many parts as a printer has pages, each with its axis."""
    figures = query.figures(evidence)
    if VIEWS[query.view].is_forest:
        return draw_pages(query.forest(evidence, figures), LIGHT, wide)
    return [query.chart(evidence, figures, LIGHT, wide)]


def draw_biomarker_contrasts(query: Question) -> None:
    """Draw the contrasts by a biomarker as a table of their own: they are no effect of treatment."""
    contrasts = query.list_biomarker_contrasts(evidence)
    if contrasts.empty:
        return
    title = _(
        "Comparisons by a biomarker: the same drug in both groups, no effect of treatment ({count})",
        count=len(contrasts),
    )
    with drawer("by-biomarker", title) as is_open:
        if is_open:
            show(render_table(comparisons_table(contrasts, evidence)))


def draw_gap(query: Question) -> None:
    """Tell the reader that nothing answers, and what to widen."""
    st.info(_("No figure is collected here for this choice. That is a gap in this collection, not a result."))
    set_filter = session().set_filter
    with st.container(horizontal=True):
        if query.selection.only:
            draw_button(
                "widen-match", _("Include mixed populations"), partial(set_filter, Filter.MATCH, Match.INCLUDES)
            )
        if query.selection.setting:
            draw_button("widen-line", _("All settings"), partial(set_filter, Filter.LINE, ANY))
        if query.selection.tiers:
            draw_button("widen-tiers", _("All tiers"), partial(set_filter, Filter.TIERS, ANY))
        draw_button("clear-filters", _("Clear filters"), session().clear_filters)


def draw_trials(evidence: Evidence) -> None:
    """Draw any trial, opened under the chart; two to four stand side by side.

    All are offered: of a part of them a name that is typed would find what is most like it, and open another trial.
    """
    offered = {id: _(trial.name) for id, trial in evidence.trials.items()}
    opened = session().filters.trials
    scroll_to(",".join(opened))

    def change(added: list[str], left_out: list[str]) -> None:
        trials = [id for id in (*session().filters.trials, *added) if id not in left_out]
        session().set_filter(Filter.TRIAL, ",".join(dict.fromkeys(trials)) or None)

    draw_choices(
        Filter.TRIAL,
        _("Open a trial, or compare up to {most}", most=MOST_TRIALS),
        {id: offered[id] for id in sorted(offered, key=lambda id: offered[id].lower())},
        opened,
        change,
        widget=st.multiselect,
        max_selections=MOST_TRIALS,
        select_all=False,  # it would stand first, and Enter would open every trial that is like the name
        placeholder=_("Choose among {count} trials", count=len(offered)),
    )
    if len(opened) == 1:
        draw_trial_card(evidence.trials[opened[0]], evidence)
    elif opened:
        draw_comparison(evidence, [evidence.trials[id] for id in opened])


start_at_app()
evidence = load_evidence()
query = question(session().filters, session().assessment)
above = st.container(gap="xsmall")  # the filters, which are sent after the answer
if query.view is View.GLANCE and query.selection.setting is None:
    draw_settings()
else:
    figures = query.figures(evidence)
    if figures.empty:
        draw_gap(query)
    elif query.view is View.GLANCE:
        draw_glance(evidence, query, figures)
    else:
        draw_figures(evidence, query, figures)
        if query.view is View.RESPONSE:
            draw_pooling(evidence, query, figures)
    if query.view is View.GLANCE or VIEWS[query.view].is_forest:
        draw_biomarker_contrasts(query)
        if query.selection.setting:
            draw_network(query.selection.setting)
draw_trials(evidence)
with above:
    if query.view is View.GLANCE:
        draw_case_line()
    draw_filters(
        query,
        (Filter.TIERS, Filter.LINE, Filter.MATCH),
        (
            Filter.CLASS,
            Filter.AGENT,
            Filter.DESIGN,
            Filter.REGION,
            Filter.STATUS,
            Filter.ENDPOINT,
            Filter.SUBGROUPS,
            Filter.AGENCY,
        ),
    )
