"""Widgets on one value each. They show it, and what the reader does to them changes it; nothing else does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.shared import reports
from pages.parts.shared.registry import Actions, Widget
from pages.parts.shared.reports import Wire
from pages.parts.shared.session import session

T = TypeVar("T")
# Of this run alone: a run that is being replaced draws on beside the new one until Streamlit can stop it.
_page: ContextVar[str] = ContextVar("page", default="")


def draw_choice(
    name: str,
    title: str,
    words: Mapping[T, str],
    chosen: T | None,
    on_change: Callable[[T | None], None],
    widget: Callable[..., object] = st.pills,
    required: bool = False,
    **layout: Any,
) -> None:
    """Draw a row of buttons of which one is chosen, or none unless `required`.

    Parameters
    ----------
    words : what may be chosen, with its label
    chosen : what is
    on_change : what is done with a choice; None where it was taken back
    widget : `st.pills` or `st.segmented_control`
    """
    offered = {label: word for word, label in words.items()}

    def read(wire: Wire) -> T | None:
        labels = reports.parse_texts(wire)
        return offered.get(labels[0], chosen) if labels else (chosen if required else None)

    key = _register(name, chosen, words, read, lambda _before, now: on_change(now))
    widget(title, list(words), format_func=words.__getitem__, key=key, default=chosen, required=required, **layout)


def draw_choices(
    name: str,
    title: str,
    words: Mapping[T, str],
    chosen: Sequence[T],
    on_change: Callable[[list[T], list[T]], None],
    widget: Callable[..., object] = st.pills,
    **layout: Any,
) -> None:
    """Draw buttons, or a list (`st.multiselect`), of which several are chosen; `on_change` gets what was added and left out."""
    offered = {label: word for word, label in words.items()}

    def read(wire: Wire) -> list[T]:
        return [offered[label] for label in reports.parse_texts(wire) if label in offered]

    def change(before: list[T], now: list[T]) -> None:
        on_change([each for each in now if each not in before], [each for each in before if each not in now])

    key = _register(name, list(chosen), words, read, change)
    several = {"selection_mode": "multi"} if widget is st.pills else {}
    widget(title, list(words), format_func=words.__getitem__, key=key, default=list(chosen), **several, **layout)


def draw_select(
    name: str,
    title: str,
    words: Mapping[T, str],
    chosen: T | None,
    on_change: Callable[[T | None], None],
    **layout: Any,
) -> None:
    """Draw a list that opens, of which one is chosen, or none where `chosen` is None."""
    offered = {label: word for word, label in words.items()}
    options = list(words)

    def read(wire: Wire) -> T | None:
        label = reports.parse_text(wire)
        return offered.get(label, chosen) if label else None

    key = _register(name, chosen, words, read, lambda _before, now: on_change(now))
    st.selectbox(
        title,
        options,
        index=None if chosen is None else options.index(chosen),
        format_func=words.__getitem__,
        key=key,
        **layout,
    )


def draw_text_input(
    name: str,
    title: str,
    text: str,
    on_change: Callable[[str], None],
    widget: Callable[..., object] = st.text_input,
    **layout: Any,
) -> None:
    """Draw a field with text: `st.text_input` or `st.text_area`."""
    key = _register(name, text, {}, lambda wire: reports.parse_text(wire) or "", lambda _before, now: on_change(now))
    widget(title, text, key=key, **layout)


def draw_toggle(
    name: str, title: str, on: bool, on_change: Callable[[bool], None], widget: Callable[..., object] = st.toggle
) -> None:
    """Draw a switch: `st.toggle` or `st.checkbox`."""
    widget(title, on, key=_register(name, on, {}, reports.parse_flag, lambda _before, now: on_change(now)))


def draw_button(
    name: str, title: str, action: Callable[[], object], widget: Callable[..., object] = st.button, **layout: Any
) -> None:
    """Draw a button: `st.button` or `st.form_submit_button`. What was typed or chosen before it counts first."""
    widget(
        title,
        key=register_events(name, {reports.PRESSED: lambda _content: action()}),
        on_click=session().receive,
        **layout,
    )


def draw_drawer(name: str, title: str, is_open: bool, on_change: Callable[[bool], None]) -> DeltaGenerator:
    """Draw a drawer that opens and closes; what stands in it goes into what this returns."""
    key = _register(f"drawer-{name}", is_open, {"": title}, reports.parse_flag, lambda _before, now: on_change(now))
    return st.expander(title, expanded=is_open, key=key, on_change="rerun")


def register_events(name: str, actions: Actions) -> str:
    """Return the key of a component whose events are taken in."""
    return session().widgets.register_button(_qualify(name), actions)


def register_chart(name: str, figures: str, on_change: Callable[[tuple[str, ...]], None]) -> str:
    """Return the key of a chart whose marks can be chosen.

    Parameters
    ----------
    figures : which figures it draws: a choice belongs to them
    on_change : what is done with what the chosen mark carries
    """
    return _register(
        f"{name}-{figures}",
        (),
        {},
        reports.parse_point,
        lambda _before, now: on_change(now) if now else None,
        keeps=True,
    )


def _register(
    name: str,
    value: Any,
    words: Mapping[Any, str],
    read: Callable[[Wire], Any],
    on_change: Callable[[Any, Any], None],
    keeps: bool = False,
) -> str:
    return session().widgets.register(Widget(_qualify(name), value, tuple(words.values()), read, on_change), keeps)


@contextmanager
def drawing(page: str) -> Iterator[None]:
    """Draw the widgets of a page: one of another page with the same name is another widget."""
    before = _page.set(page)
    try:
        yield
    finally:
        _page.reset(before)


def _qualify(name: str) -> str:
    page = _page.get()
    return f"{page}-{name}" if page else name
