"""The filters that pages share. What is left open follows the case."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from her2core.evidence import list_agents, load_evidence, regions
from her2core.evidence.adverse_events import Grade
from her2core.evidence.agents import list_names
from her2core.labels import capital, label
from her2core.language import _
from her2core.query.filters import ANY, Filter, Match, RegimenScope, Show, Subgroups
from her2core.query.question import Question
from her2core.query.views import VIEWS
from her2core.terms import Agency, AgentClass, Allocation, Guideline, Setting, Tier, TrialStatus
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button, draw_choice, draw_choices, draw_select

W = TypeVar("W", bound=StrEnum)


def draw_filters(question: Question, first: Sequence[Filter], more: Sequence[Filter], with_view: bool = True) -> None:
    """Draw the filters that are asked for most in one line, after the choice of the chart; the others behind a button that counts them.

    Parameters
    ----------
    with_view : whether the page has charts of `View` to choose from
    """
    drawers = session().drawers
    is_open = drawers.get(MORE, False)
    set_here = sum(name in session().filters.entries for name in more)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        if with_view:
            titles = {view.value: _(entry.title) for view, entry in VIEWS.items()}
            draw_select(
                Filter.VIEW, _("Chart"), titles, question.view.value, _setter(Filter.VIEW), width=170, **_UNTITLED
            )
        for name in first:
            _FILTERS[name](question, **_UNTITLED)
        draw_button(
            MORE,
            _("Fewer filters ({count})", count=set_here) if is_open else _("More filters ({count})", count=set_here),
            partial(drawers.__setitem__, MORE, not is_open),
            type="tertiary",
        )
    if is_open:
        draw_filter_row(question, *more)


def draw_part_row(words: Mapping[Show, str], chosen: Show) -> None:
    """Draw the choice of the part of a page."""
    draw_choice(
        Filter.SHOW,
        _("Show"),
        words,
        chosen,
        _setter(Filter.SHOW),
        widget=st.segmented_control,
        required=True,
        label_visibility="collapsed",
    )


def draw_filter_row(question: Question, *names: Filter) -> None:
    """Draw these filters in one row that wraps."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        for name in names:
            _FILTERS[name](question)


MORE = "more-filters"
_UNTITLED: dict[str, Any] = {"label_visibility": "collapsed"}


def _draw_tiers(question: Question, **layout: Any) -> None:
    def change(added: list[Tier], left_out: list[Tier]) -> None:
        # A click adds or leaves out one tier of those chosen by then, which may follow a case entered meanwhile.
        now = session().filters.tiers_for(session().assessment)
        tiers = [tier for tier in Tier if tier in {*now, *added} - {*left_out}]
        session().set_filter(Filter.TIERS, ",".join(tiers) if tiers else ANY)

    words = {tier: capital(tier) for tier in Tier}
    draw_choices(Filter.TIERS, _("Tier"), words, question.selection.tiers, change, **layout)


def _draw_match(question: Question, **layout: Any) -> None:
    words = {Match.INCLUDES: _("mixed too"), Match.ONLY: _("this tier only")}
    chosen = Match.ONLY if question.selection.only else Match.INCLUDES
    _draw_switch(Filter.MATCH, _("Populations"), words, chosen, **layout)


def _draw_subgroups(question: Question) -> None:
    words = {Subgroups.ASKED: _("automatic"), Subgroups.ALL: _("all")}
    chosen = Subgroups.ALL if question.selection.subgroups else Subgroups.ASKED
    _draw_switch(Filter.SUBGROUPS, _("Subgroups"), words, chosen)


def _draw_regimens(_question: Question) -> None:
    words = {RegimenScope.STANDING: _("approved or recommended"), RegimenScope.ALL: _("studied ones too")}
    _draw_switch(Filter.REGIMENS, _("Regimens"), words, session().filters.regimens)


def _draw_endpoint(question: Question) -> None:
    if VIEWS[question.view].has_choice:
        _draw_select(Filter.ENDPOINT, _("Endpoint"), VIEWS[question.view].endpoints, question.endpoint)


def _draw_agent(question: Question) -> None:
    agents = list_agents(load_evidence().trials.values())
    words = {agent: " · ".join(list_names(agent)) for agent in agents}
    _draw_list(Filter.AGENT, _("Agent"), words, question.selection.agent or ANY)


def _draw_agency(_question: Question, **layout: Any) -> None:
    _draw_switch(Filter.AGENCY, _("Agency"), {each: label(each) for each in Agency}, session().filters.agency, **layout)


def _draw_guideline(_question: Question, **layout: Any) -> None:
    words = {each: label(each) for each in Guideline}
    _draw_switch(Filter.GUIDELINE, _("Guideline"), words, session().filters.guideline, **layout)


def _draw_grade(_question: Question, **layout: Any) -> None:
    words = {Grade.SEVERE: _("grade 3 or more"), Grade.ANY: _("any grade")}
    _draw_switch(Filter.GRADE, _("Grade"), words, session().filters.grade, **layout)


_FILTERS: dict[Filter, Callable[..., None]] = {
    Filter.TIERS: _draw_tiers,
    Filter.MATCH: _draw_match,
    Filter.LINE: lambda question, **layout: _draw_select(
        Filter.LINE, _("Setting"), Setting, question.selection.setting, **layout
    ),
    Filter.CLASS: lambda question: _draw_select(
        Filter.CLASS, _("Agent class"), AgentClass, question.selection.agent_class
    ),
    Filter.AGENT: _draw_agent,
    Filter.DESIGN: lambda question: _draw_select(Filter.DESIGN, _("Design"), Allocation, question.selection.design),
    Filter.REGION: lambda question: _draw_text_select(
        Filter.REGION, _("Region"), tuple(regions()), question.selection.region
    ),
    Filter.STATUS: lambda question: _draw_select(Filter.STATUS, _("Status"), TrialStatus, question.selection.status),
    Filter.ENDPOINT: _draw_endpoint,
    Filter.SUBGROUPS: _draw_subgroups,
    Filter.AGENCY: _draw_agency,
    Filter.GUIDELINE: _draw_guideline,
    Filter.REGIMENS: _draw_regimens,
    Filter.GRADE: _draw_grade,
}


def _draw_switch(name: Filter, title: str, words: Mapping[W, str], chosen: W, **layout: Any) -> None:
    draw_choice(name, title, words, chosen, _setter(name), required=True, wrap=True, **layout)


def _draw_select(
    name: Filter, title: str, words: Sequence[StrEnum] | type[StrEnum], chosen: StrEnum | None, **layout: Any
) -> None:
    _draw_list(name, title, {word.value: capital(word) for word in words}, chosen.value if chosen else ANY, **layout)


def _draw_text_select(name: Filter, title: str, words: Sequence[str], chosen: str | None) -> None:
    _draw_list(name, title, {word: _(word) for word in words}, chosen or ANY)


def _draw_list(name: Filter, title: str, words: dict[str, str], chosen: str, **layout: Any) -> None:
    offered = {ANY: _("All"), **words}
    draw_select(name, title, offered, chosen if chosen in offered else ANY, _setter(name), width=170, **layout)


def _setter(name: Filter) -> Callable[[str | None], None]:
    return lambda value: session().set_filter(name, value)
