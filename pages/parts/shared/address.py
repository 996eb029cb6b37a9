"""The case and the filters live in the address of the page, in the core's own words, and nowhere else.

They are frozen values in the session, replaced as a whole; the widgets are views of them. A change by a widget is written into the address;
a change of the address by the user (a link, Back) is taken over. A message that the browser sent before a change reached
it still carries the address it had: that one is left behind, and never brings the old case back.
"""

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from her2core import language
from her2core.errors import InputError
from her2core.evidence import list_agents, load_evidence, regions
from her2core.evidence.agents import load_agents
from her2core.language import Message
from her2core.query.filters import Filter, Filters
from her2core.status.case import Case, Field


def keep() -> None:
    """Bring the session and the address into agreement, before anything is drawn."""
    state = st.session_state
    shown = {name: st.query_params.get_all(name) for name in st.query_params}
    if "case" not in state or _went_back() or shown not in (_target(), state.address, *state.left_behind):
        _take_over(shown)
        state.address = shown
    if shown == state.address:
        state.left_behind = []
    target = _target()
    if target != shown:
        st.query_params.from_dict(target)
    if target != state.address:
        state.left_behind = [*state.left_behind, state.address]
        state.address = target


def _target() -> dict[str, list[str]]:
    return {name: [value] for name, value in link().items()}


def _went_back() -> bool:
    """Whether the user moved through the browser's history, Back or Forward."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def link(**changes: str) -> dict[str, str]:
    """The case, the filters and the language as they stand in an address, with `changes`."""
    state = st.session_state
    return {
        name: value
        for name, value in {**state.case.entries, **state.filters.entries, **_spoken(), **changes}.items()
        if value
    }


def _spoken() -> dict[str, str]:
    return {"lang": st.session_state.language} if st.session_state.language_chosen else {}


def enter(field: Field, value: str | None) -> None:
    """Enter one field of the case; None or "" clears it."""
    st.session_state.case, st.session_state.faults = st.session_state.case.enter(field, value), []


def ask(name: str, value: str | None) -> None:
    """Set one filter; None clears it, so that it follows the case again."""
    st.session_state.filters, st.session_state.faults = st.session_state.filters.ask(Filter(name), value), []


def clear() -> None:
    """A new case, with the filters that follow it."""
    st.session_state.case, st.session_state.filters, st.session_state.faults = Case(), Filters(), []


def restore(case: Mapping[str, str]) -> None:
    """Another case in place of this one, with the filters that follow it."""
    clear()
    st.session_state.case = Case.parse(case)


def clear_filters() -> None:
    """Filters that follow the case again."""
    st.session_state.filters = Filters()


def speak(code: str) -> None:
    """Choose the language."""
    st.session_state.language, st.session_state.language_chosen = code, True


def _take_over(shown: Mapping[str, list[str]]) -> None:
    query = {name: values[0] for name, values in shown.items() if len(values) == 1}
    faults = [
        InputError(name, ", ".join(values), Message("one value"), Message("it stands there several times"))
        for name, values in shown.items()
        if len(values) > 1
    ]
    entered, not_entered = Case.from_link(query)
    st.session_state.case = entered
    st.session_state.filters = _filters(query, faults)
    code = query.pop("lang", None)
    if code and code not in language.LANGUAGES:
        faults.append(InputError("lang", code, Message(", ".join(language.LANGUAGES))))
    st.session_state.language_chosen = code in language.LANGUAGES
    st.session_state.language = code if code in language.LANGUAGES else language.preferred(st.context.locale)
    for name in query:
        if name not in (*Field, *Filter):
            faults.append(
                InputError(name, query[name], Message("the entries of the case"), Message("there is no such entry"))
            )
    st.session_state.faults = faults + not_entered


def _filters(query: Mapping[str, str], faults: list[InputError]) -> Filters:
    asked = {name.value: query[name] for name in Filter if query.get(name)}
    if not asked:
        return Filters()
    trials = load_evidence().trials
    known = {
        Filter.AGENT: list_agents(trials.values()),
        Filter.REGION: tuple(regions()),
        Filter.TRIAL: tuple(trials),
        Filter.WITHOUT: tuple(f"{trial.id}:{arm.id}" for trial in trials.values() for arm in trial.arms),
        Filter.CARD: tuple(load_agents()),
    }
    read = Filters.parse(asked, known)
    faults += read.faults
    return read
