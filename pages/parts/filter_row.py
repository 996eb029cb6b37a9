"""The filters of the Outcomes page. What is left open follows the case."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import streamlit as st

from her2core.evidence import agents, load_evidence, regions
from her2core.filters import ANY, Match, Subgroups, View
from her2core.labels import capital
from her2core.language import _, current
from her2core.questions import ENDPOINTS, Question
from her2core.terms import AgentClass, Allocation, Setting, Tier, TrialStatus
from pages.parts import address


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
    }


def view_row(question: Question) -> None:
    """Which chart."""
    titles = view_titles()
    key = f"view-{current()}"
    st.session_state[key] = question.view
    st.pills(
        _("Chart"), list(View), format_func=titles.__getitem__, key=key, required=True, on_change=_asks("view", key)
    )


def filter_row(question: Question) -> None:
    """Tier, setting, class, agent, design, region, status, endpoint and subgroups in one row that wraps."""
    selection = question.selection
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _tiers(selection.tiers)
        _switch(
            "match",
            _("Populations"),
            {Match.INCLUDES: _("include it"), Match.ONLY: _("this tier only")},
            Match.ONLY if selection.only else Match.INCLUDES,
        )
        _select("line", _("Setting"), Setting, selection.setting)
        _select("class", _("Agent class"), AgentClass, selection.agent_class)
        _select_text("agent", _("Agent"), agents(load_evidence().trials.values()), selection.agent)
        _select("design", _("Design"), Allocation, selection.design)
        _select_text("region", _("Region"), tuple(regions()), selection.region)
        _select("status", _("Status"), TrialStatus, selection.status)
        if len(ENDPOINTS[question.view]) > 1 and question.view is not View.OVERVIEW:
            _select("endpoint", _("Endpoint"), ENDPOINTS[question.view], question.endpoint)
        _switch(
            "subgroups",
            _("Subgroups"),
            {Subgroups.ASKED: _("as needed"), Subgroups.ALL: _("all")},
            Subgroups.ALL if selection.subgroups else Subgroups.ASKED,
        )


def _tiers(chosen: tuple[Tier, ...]) -> None:
    key = f"tiers-{current()}"
    st.session_state[key] = list(chosen)

    def ask() -> None:
        tiers = [tier for tier in Tier if tier in st.session_state[key]]
        address.ask("tiers", ",".join(tiers) if tiers else ANY)

    st.pills(_("Tier"), list(Tier), selection_mode="multi", format_func=capital, key=key, on_change=ask)


def _switch(name: str, title: str, words: dict[StrEnum, str], chosen: StrEnum) -> None:
    key = f"{name}-{current()}"
    st.session_state[key] = chosen
    st.segmented_control(
        title, list(words), format_func=words.__getitem__, key=key, required=True, on_change=_asks(name, key)
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
