"""Reported response, PFS and OS as charts, opened on the case's tier and setting."""

from functools import partial

import pandas as pd
import streamlit as st

from her2core.evidence import Evidence, load_evidence, version, wording
from her2core.evidence.frames import records
from her2core.language import _
from her2core.query.cached_charts import outcomes_chart
from her2core.query.filters import ANY, MOST_TRIALS, Filter, Match, View
from her2core.query.question import Question, question
from pages.parts.outcomes.comparison_table import comparison_table
from pages.parts.outcomes.pooling import pooling
from pages.parts.outcomes.trial_card import trial_card
from pages.parts.shared.arrival import into_sight
from pages.parts.shared.drawer import drawer
from pages.parts.shared.figure import draw
from pages.parts.shared.figure_tables import twin
from pages.parts.shared.filter_row import filter_row, view_row, view_titles
from pages.parts.shared.session import session
from pages.parts.shared.widgets import choose_several, press
from pages.parts.shell.front_door import through_app

FEW = 12
"""Up to this number of figures their table stands open."""


def source_review(evidence: Evidence, asked: Question) -> None:
    """The results that the source review singles out, as what they are, with what stands against them."""
    trials = asked.selection.trials(evidence)
    singled = evidence.outcomes[evidence.outcomes["source_review"] & evidence.outcomes["trial"].isin(list(trials))]
    if singled.empty:
        return
    with drawer(
        "source-review",
        "★ " + _("Results of the source review (Chinese Science Bulletin 2026)"),
        expanded=asked.view in {View.RESPONSE, View.PFS, View.OS},
    ) as is_open:
        if is_open:
            groups = singled.groupby("trial", sort=False)
            for place, (id, rows) in zip(st.columns(groups.ngroups), groups, strict=True):
                with place:
                    _singled_out(evidence, str(id), rows)


def _singled_out(evidence: Evidence, id: str, rows: pd.DataFrame) -> None:
    trial = evidence.trials[id]
    results = [f"**{wording.endpoint(row)} {wording.value(row)}** ({_(row['population'])})" for row in records(rows)]
    st.markdown(f"{_(trial.name)}: " + "; ".join(results))
    for disagreement in trial.disagreements:
        if set(disagreement.endpoints) & set(rows["endpoint"]):
            st.caption(
                _("Sources disagree: {about}", about=disagreement.about)
                + ". "
                + "; ".join(_(says) for says in disagreement.says)
            )


def chart(evidence: Evidence, asked: Question, figures: pd.DataFrame) -> None:
    """The figure, its downloads and its table twin."""
    draw(
        str(asked.view),
        view_titles()[asked.view],
        figures,
        partial(outcomes_chart, asked, evidence),
        alt=_("Chart of {count} reported figures; the table below holds them all.", count=len(figures)),
        opens=asked,
    )
    found = figures["trial"].nunique()
    st.caption(
        _(
            "{trials} trials, last verified for data version {version} of {date}. Point at a mark for details; choose it to open the trial.",
            trials=found,
            version=version().version,
            date=version().changed,
        )
        if asked.view is View.TIMELINE
        else _(
            "{figures} figures of {trials} trials. Point at a mark for details; choose it to open the trial.",
            figures=len(figures),
            trials=found,
        )
    )
    with drawer(f"table-{asked.view}", _("Table of these figures"), expanded=len(figures) <= FEW) as is_open:
        if is_open:
            twin(asked, figures, evidence)


def nothing(asked: Question) -> None:
    """Nothing answers: say so, and what to widen."""
    st.info(_("No figure is held for this choice. That is a gap in the evidence collected here, not a result."))
    ask = session().ask
    with st.container(horizontal=True):
        if asked.selection.only:
            press("widen-match", _("Include mixed populations"), partial(ask, Filter.MATCH, Match.INCLUDES))
        if asked.selection.setting:
            press("widen-line", _("All settings"), partial(ask, Filter.LINE, ANY))
        if asked.selection.tiers:
            press("widen-tiers", _("All tiers"), partial(ask, Filter.TIERS, ANY))
        press("clear-filters", _("Clear filters"), session().clear_filters)


def trial_chooser(evidence: Evidence, asked: Question) -> None:
    """Any trial held for this choice, opened under the figure; two to four stand side by side."""
    offered = {id: _(trial.name) for id, trial in asked.selection.trials(evidence).items()}
    opened = session().filters.trials
    offered |= {id: _(evidence.trials[id].name) for id in opened}
    into_sight(",".join(opened))

    def take(added: list[str], left_out: list[str]) -> None:
        trials = [id for id in (*session().filters.trials, *added) if id not in left_out]
        session().ask(Filter.TRIAL, ",".join(dict.fromkeys(trials)) or None)

    choose_several(
        Filter.TRIAL,
        _("Open a trial, or compare up to {most}", most=MOST_TRIALS),
        {id: offered[id] for id in sorted(offered, key=lambda id: offered[id].lower())},
        opened,
        take,
        form=st.multiselect,
        max_selections=MOST_TRIALS,
        placeholder=_("Choose among {count} trials", count=len(offered)),
    )
    if len(opened) == 1:
        trial_card(evidence.trials[opened[0]], evidence)
    elif opened:
        comparison_table(evidence, [evidence.trials[id] for id in opened])


through_app()
evidence = load_evidence()
asked = question(session().filters, session().assessment)
above = st.container()  # the filters, which are sent after the answer
source_review(evidence, asked)
figures = asked.figures(evidence)
if figures.empty:
    nothing(asked)
else:
    chart(evidence, asked, figures)
    if asked.view is View.RESPONSE:
        pooling(evidence, asked, figures)
trial_chooser(evidence, asked)
with above:
    view_row(asked)
    filter_row(
        asked,
        Filter.TIERS,
        Filter.MATCH,
        Filter.LINE,
        Filter.CLASS,
        Filter.AGENT,
        Filter.DESIGN,
        Filter.REGION,
        Filter.STATUS,
        Filter.ENDPOINT,
        Filter.SUBGROUPS,
    )
