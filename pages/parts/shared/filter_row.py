"""The filters that pages share. What is left open follows the case."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from her2core.evidence import list_agents, load_evidence, regions
from her2core.evidence.adverse_events import Grade
from her2core.labels import capital, label
from her2core.language import _
from her2core.query.filters import ANY, Filter, Match, RegimenScope, Show, Subgroups, View
from her2core.query.question import ENDPOINTS, Question
from her2core.terms import Agency, AgentClass, Allocation, Guideline, Setting, Tier, TrialStatus
from pages.parts.shared.session import session
from pages.parts.shared.widgets import choose, choose_of_list, choose_several

W = TypeVar("W", bound=StrEnum)


def view_titles() -> dict[View, str]:
    """What each chart shows."""
    return {
        View.RESPONSE: _("Response (ORR)"),
        View.PFS: _("PFS"),
        View.OS: _("OS"),
        View.HAZARD_RATIOS: _("Hazard ratios"),
        View.PATHOLOGY: _("pCR and MPR"),
        View.LANDMARKS: _("Rates at a landmark"),
        View.OVERVIEW: _("Response v PFS"),
        View.OTHER: _("Other endpoints"),
        View.TIMELINE: _("Timeline"),
    }


def view_row(question: Question) -> None:
    """Draw the choice of the chart."""
    choose(Filter.VIEW, _("Chart"), view_titles(), question.view, _asks(Filter.VIEW), required=True)


def part_row(words: Mapping[Show, str], chosen: Show) -> None:
    """Draw the choice of the part of a page."""
    choose(
        Filter.SHOW,
        _("Show"),
        words,
        chosen,
        _asks(Filter.SHOW),
        form=st.segmented_control,
        required=True,
        label_visibility="collapsed",
    )


def filter_row(question: Question, *names: Filter) -> None:
    """Draw these filters in one row that wraps."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        for name in names:
            _FILTERS[name](question)


def _tiers(question: Question) -> None:
    def take(added: list[Tier], left_out: list[Tier]) -> None:
        # A click adds or leaves out one tier of those asked for by then, which may follow a case entered meanwhile.
        now = session().filters.tiers_for(session().assessment)
        tiers = [tier for tier in Tier if tier in {*now, *added} - {*left_out}]
        session().ask(Filter.TIERS, ",".join(tiers) if tiers else ANY)

    words = {tier: capital(tier) for tier in Tier}
    choose_several(Filter.TIERS, _("Tier"), words, question.selection.tiers, take)


def _match(question: Question) -> None:
    words = {Match.INCLUDES: _("include it"), Match.ONLY: _("this tier only")}
    _switch(Filter.MATCH, _("Populations"), words, Match.ONLY if question.selection.only else Match.INCLUDES)


def _subgroups(question: Question) -> None:
    words = {Subgroups.ASKED: _("as needed"), Subgroups.ALL: _("all")}
    chosen = Subgroups.ALL if question.selection.subgroups else Subgroups.ASKED
    _switch(Filter.SUBGROUPS, _("Subgroups"), words, chosen)


def _regimens(_question: Question) -> None:
    words = {RegimenScope.STANDING: _("approved or recommended"), RegimenScope.ALL: _("investigated too")}
    _switch(Filter.REGIMENS, _("Regimens"), words, session().filters.regimens)


def _endpoint(question: Question) -> None:
    if len(ENDPOINTS[question.view]) > 1 and question.view is not View.OVERVIEW:
        _select(Filter.ENDPOINT, _("Endpoint"), ENDPOINTS[question.view], question.endpoint)


def _agent(question: Question) -> None:
    _select_text(Filter.AGENT, _("Agent"), list_agents(load_evidence().trials.values()), question.selection.agent)


def _agency(_question: Question) -> None:
    _switch(Filter.AGENCY, _("Agency"), {each: label(each) for each in Agency}, session().filters.agency)


def _guideline(_question: Question) -> None:
    words = {each: label(each) for each in Guideline}
    _switch(Filter.GUIDELINE, _("Guideline"), words, session().filters.guideline)


def _grade(_question: Question) -> None:
    words = {Grade.ANY: _("any grade"), Grade.SEVERE: _("grade 3 or more")}
    _switch(Filter.GRADE, _("Grade"), words, session().filters.grade)


_FILTERS: dict[Filter, Callable[[Question], None]] = {
    Filter.TIERS: _tiers,
    Filter.MATCH: _match,
    Filter.LINE: lambda question: _select(Filter.LINE, _("Setting"), Setting, question.selection.setting),
    Filter.CLASS: lambda question: _select(Filter.CLASS, _("Agent class"), AgentClass, question.selection.agent_class),
    Filter.AGENT: _agent,
    Filter.DESIGN: lambda question: _select(Filter.DESIGN, _("Design"), Allocation, question.selection.design),
    Filter.REGION: lambda question: _select_text(
        Filter.REGION, _("Region"), tuple(regions()), question.selection.region
    ),
    Filter.STATUS: lambda question: _select(Filter.STATUS, _("Status"), TrialStatus, question.selection.status),
    Filter.ENDPOINT: _endpoint,
    Filter.SUBGROUPS: _subgroups,
    Filter.AGENCY: _agency,
    Filter.GUIDELINE: _guideline,
    Filter.REGIMENS: _regimens,
    Filter.GRADE: _grade,
}


def _switch(name: Filter, title: str, words: Mapping[W, str], chosen: W) -> None:
    choose(name, title, words, chosen, _asks(name), required=True, wrap=True)


def _select(name: Filter, title: str, words: Sequence[StrEnum] | type[StrEnum], chosen: StrEnum | None) -> None:
    _list(name, title, {word.value: capital(word) for word in words}, chosen.value if chosen else ANY)


def _select_text(name: Filter, title: str, words: Sequence[str], chosen: str | None) -> None:
    _list(name, title, {word: _(word) for word in words}, chosen or ANY)


def _list(name: Filter, title: str, words: dict[str, str], chosen: str) -> None:
    offered = {ANY: _("All"), **words}
    choose_of_list(name, title, offered, chosen if chosen in offered else ANY, _asks(name), width=150)


def _asks(name: Filter) -> Callable[[str | None], None]:
    return lambda value: session().ask(name, value)
