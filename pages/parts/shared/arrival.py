"""What was asked for comes into sight where it opens far from the click."""

from pathlib import Path

import streamlit as st

from pages.parts.shared.component import component

_come = component("arrival", Path(__file__).with_name("arrival.js"))


def into_sight(what: str) -> None:
    """The place where this stands is scrolled to, once for each change of `what`; "" is nothing."""
    state = st.session_state
    if what != state.setdefault("in_sight", ""):
        state.in_sight = what
        state.arrivals = state.get("arrivals", 0) + bool(what)
    _come(key="arrival", data={"arrival": state.get("arrivals", 0) if what else 0}, height=1)
