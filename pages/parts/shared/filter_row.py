"""The filters that pages share. What is left open follows the case."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from her2core.evidence import list_agents, load_evidence, regions
from her2core.evidence.adverse_events import Grade
from her2core.labels import capital, label
from her2core.language import _, current
from her2core.query.filters import ANY, Match, Regimens, Show, Subgroups, View
from her2core.query.question import ENDPOINTS, Question
from her2core.terms import Agency, AgentClass, Allocation, Guideline, Setting, Tier, TrialStatus
from pages.parts.shared import address

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
    """Which chart."""
    titles = view_titles()
    key = f"view-{current()}"
    st.session_state[key] = question.view
    st.pills(
        _("Chart"), list(View), format_func=titles.__getitem__, key=key, required=True, on_change=_asks("view", key)
    )


def part_row(words: Mapping[Show, str], chosen: Show) -> None:
    """Which part of a page."""
    key = f"show-{current()}"
    st.session_state[key] = chosen
    st.segmented_control(
        _("Show"),
        list(words),
        format_func=words.__getitem__,
        key=key,
        required=True,
        on_change=_asks("show", key),
        label_visibility="collapsed",
    )


def filter_row(question: Question, *names: str) -> None:
    """These filters in one row that wraps; each is called by its name in a link."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        for name in names:
            _FILTERS[name](question)


def _tiers(question: Question) -> None:
    key = f"tiers-{current()}"
    st.session_state[key] = list(question.selection.tiers)

    def ask() -> None:
        tiers = [tier for tier in Tier if tier in st.session_state[key]]
        address.ask("tiers", ",".join(tiers) if tiers else ANY)

    st.pills(_("Tier"), list(Tier), selection_mode="multi", format_func=capital, key=key, on_change=ask)


def _match(question: Question) -> None:
    words = {Match.INCLUDES: _("include it"), Match.ONLY: _("this tier only")}
    _switch("match", _("Populations"), words, Match.ONLY if question.selection.only else Match.INCLUDES)


def _subgroups(question: Question) -> None:
    words = {Subgroups.ASKED: _("as needed"), Subgroups.ALL: _("all")}
    _switch("subgroups", _("Subgroups"), words, Subgroups.ALL if question.selection.subgroups else Subgroups.ASKED)


def _regimens(_question: Question) -> None:
    words = {Regimens.STANDING: _("approved or recommended"), Regimens.ALL: _("investigated too")}
    _switch("regimens", _("Regimens"), words, st.session_state.filters.regimens)


def _endpoint(question: Question) -> None:
    if len(ENDPOINTS[question.view]) > 1 and question.view is not View.OVERVIEW:
        _select("endpoint", _("Endpoint"), ENDPOINTS[question.view], question.endpoint)


def _agent(question: Question) -> None:
    _select_text("agent", _("Agent"), list_agents(load_evidence().trials.values()), question.selection.agent)


def _agency(_question: Question) -> None:
    _switch("agency", _("Agency"), {each: label(each) for each in Agency}, st.session_state.filters.agency)


def _guideline(_question: Question) -> None:
    _switch("guideline", _("Guideline"), {each: label(each) for each in Guideline}, st.session_state.filters.guideline)


def _grade(_question: Question) -> None:
    words = {Grade.ANY: _("any grade"), Grade.SEVERE: _("grade 3 or more")}
    _switch("grade", _("Grade"), words, st.session_state.filters.grade)


_FILTERS: dict[str, Callable[[Question], None]] = {
    "tiers": _tiers,
    "match": _match,
    "line": lambda question: _select("line", _("Setting"), Setting, question.selection.setting),
    "class": lambda question: _select("class", _("Agent class"), AgentClass, question.selection.agent_class),
    "agent": _agent,
    "design": lambda question: _select("design", _("Design"), Allocation, question.selection.design),
    "region": lambda question: _select_text("region", _("Region"), tuple(regions()), question.selection.region),
    "status": lambda question: _select("status", _("Status"), TrialStatus, question.selection.status),
    "endpoint": _endpoint,
    "subgroups": _subgroups,
    "agency": _agency,
    "guideline": _guideline,
    "regimens": _regimens,
    "grade": _grade,
}


def _switch(name: str, title: str, words: Mapping[W, str], chosen: W) -> None:
    key = f"{name}-{current()}"
    st.session_state[key] = chosen
    st.pills(
        title, list(words), format_func=words.__getitem__, key=key, required=True, on_change=_asks(name, key), wrap=True
    )


def _select(name: str, title: str, words: Sequence[StrEnum] | type[StrEnum], chosen: StrEnum | None) -> None:
    _box(name, title, {word.value: capital(word) for word in words}, chosen.value if chosen else ANY)


def _select_text(name: str, title: str, words: Sequence[str], chosen: str | None) -> None:
    _box(name, title, {word: _(word) for word in words}, chosen or ANY)


def _box(name: str, title: str, words: dict[str, str], chosen: str) -> None:
    shown = {ANY: _("All"), **words}
    key = f"{name}-filter-{current()}"
    st.session_state[key] = chosen if chosen in shown else ANY
    st.selectbox(title, list(shown), format_func=shown.__getitem__, key=key, on_change=_asks(name, key), width=150)


def _asks(name: str, key: str) -> Callable[[], None]:
    return lambda: address.ask(name, st.session_state[key])
