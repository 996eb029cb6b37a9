"""How wide the page is, which only the browser knows: a chart is laid out for a phone until it says otherwise."""

from pathlib import Path

import streamlit as st

from pages.parts.shared.component import register_component

KEY = "page-width"
WIDE = 800
"""Pixels of page width from which text stands beside the marks of a chart rather than above them."""

_measure = register_component("page_width", Path(__file__).with_name("page_width.js"))


def measure_width() -> None:
    """Ask the browser, once a run. A change of its answer runs the page again."""
    _measure(key=KEY, data={"wide": is_wide(), "from": WIDE}, on_wide_change=lambda: None, height=1)


def is_wide() -> bool:
    """Return whether the page is wide enough for text beside marks, as far as is known."""
    answer = st.session_state.get(KEY)
    return bool(answer and answer.get("wide"))
