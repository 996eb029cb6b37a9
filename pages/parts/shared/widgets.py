"""Widgets on one value each. They show it, and what the reader does to them changes it; nothing else does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.shared import reports
from pages.parts.shared.registry import Actions, Drawn
from pages.parts.shared.reports import Wire
from pages.parts.shared.session import session

T = TypeVar("T")
# Of this run alone: a run that is being replaced draws on beside the new one until Streamlit can stop it.
_page: ContextVar[str] = ContextVar("page", default="")


def choose(
    name: str,
    title: str,
    words: Mapping[T, str],
    chosen: T | None,
    take: Callable[[T | None], None],
    form: Callable[..., object] = st.pills,
    required: bool = False,
    **looks: Any,
) -> None:
    """Draw a row of buttons of which one is chosen, or none unless `required`.

    Parameters
    ----------
    words : what may be chosen, with its label
    chosen : what is
    take : what is done with a choice; None where it was taken back
    form : `st.pills` or `st.segmented_control`
    """
    offered = {label: word for word, label in words.items()}

    def read(wire: Wire) -> T | None:
        labels = reports.texts(wire)
        return offered.get(labels[0], chosen) if labels else (chosen if required else None)

    key = _key(name, chosen, words, read, lambda _before, now: take(now))
    form(title, list(words), format_func=words.__getitem__, key=key, default=chosen, required=required, **looks)


def choose_several(
    name: str,
    title: str,
    words: Mapping[T, str],
    chosen: Sequence[T],
    take: Callable[[list[T], list[T]], None],
    form: Callable[..., object] = st.pills,
    **looks: Any,
) -> None:
    """Draw buttons, or a list (`st.multiselect`), of which several are chosen; `take` gets what was added and left out."""
    offered = {label: word for word, label in words.items()}

    def read(wire: Wire) -> list[T]:
        return [offered[label] for label in reports.texts(wire) if label in offered]

    def change(before: list[T], now: list[T]) -> None:
        take([each for each in now if each not in before], [each for each in before if each not in now])

    key = _key(name, list(chosen), words, read, change)
    several = {"selection_mode": "multi"} if form is st.pills else {}
    form(title, list(words), format_func=words.__getitem__, key=key, default=list(chosen), **several, **looks)


def choose_of_list(
    name: str, title: str, words: Mapping[T, str], chosen: T | None, take: Callable[[T | None], None], **looks: Any
) -> None:
    """Draw a list that opens, of which one is chosen, or none where `chosen` is None."""
    offered = {label: word for word, label in words.items()}
    options = list(words)

    def read(wire: Wire) -> T | None:
        label = reports.text(wire)
        return offered.get(label, chosen) if label else None

    key = _key(name, chosen, words, read, lambda _before, now: take(now))
    st.selectbox(
        title,
        options,
        index=None if chosen is None else options.index(chosen),
        format_func=words.__getitem__,
        key=key,
        **looks,
    )


def type_in(
    name: str,
    title: str,
    text: str,
    take: Callable[[str], None],
    form: Callable[..., object] = st.text_input,
    **looks: Any,
) -> None:
    """Draw a field with text: `st.text_input` or `st.text_area`."""
    key = _key(name, text, {}, lambda wire: reports.text(wire) or "", lambda _before, now: take(now))
    form(title, text, key=key, **looks)


def switch(
    name: str, title: str, on: bool, take: Callable[[bool], None], form: Callable[..., object] = st.toggle
) -> None:
    """Draw a switch: `st.toggle` or `st.checkbox`."""
    form(title, on, key=_key(name, on, {}, reports.flag, lambda _before, now: take(now)))


def press(
    name: str, title: str, action: Callable[[], object], form: Callable[..., object] = st.button, **looks: Any
) -> None:
    """Draw a button: `st.button` or `st.form_submit_button`. What was typed or chosen before it counts first."""
    form(title, key=listen(name, {reports.PRESSED: lambda _content: action()}), on_click=session().take_in, **looks)


def open_drawer(name: str, title: str, is_open: bool, take: Callable[[bool], None]) -> DeltaGenerator:
    """Draw a drawer that opens and closes; what stands in it goes into what this returns."""
    key = _key(f"drawer-{name}", is_open, {"": title}, reports.flag, lambda _before, now: take(now))
    return st.expander(title, expanded=is_open, key=key, on_change="rerun")


def listen(name: str, actions: Actions) -> str:
    """Return the key of a component whose events are taken in."""
    return session().widgets.button(_name(name), actions)


def chart_key(name: str, figures: str, take: Callable[[tuple[str, ...]], None]) -> str:
    """Return the key of a chart whose marks can be chosen.

    Parameters
    ----------
    figures : which figures it draws: a choice belongs to them
    take : what is done with what the chosen mark carries
    """
    return _key(f"{name}-{figures}", (), {}, reports.point, lambda _before, now: take(now) if now else None, keeps=True)


def _key(
    name: str,
    value: Any,
    words: Mapping[Any, str],
    read: Callable[[Wire], Any],
    take: Callable[[Any, Any], None],
    keeps: bool = False,
) -> str:
    return session().widgets.key(Drawn(_name(name), value, tuple(words.values()), read, take), keeps)


@contextmanager
def drawing(page: str) -> Iterator[None]:
    """Draw the widgets of a page: one of another page with the same name is another widget."""
    before = _page.set(page)
    try:
        yield
    finally:
        _page.reset(before)


def _name(name: str) -> str:
    page = _page.get()
    return f"{page}-{name}" if page else name
