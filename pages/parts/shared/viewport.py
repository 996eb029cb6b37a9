"""How large the page is, which only the browser knows: a chart is laid out for a phone until it says otherwise."""

from pathlib import Path

import streamlit as st

from pages.parts.shared.component import register_component

KEY = "page-width"
WIDE = 800
"""Pixels of page width from which text stands beside the marks of a chart rather than above them."""
STEP = 20
"""Pixels by which a size must change before the page is drawn anew."""

_measure = register_component("page_width", Path(__file__).with_name("page_width.js"))


def measure_width() -> None:
    """Ask the browser, once a run. A change of its answer runs the page again."""
    data = {"size": list(read_size()), "wide": WIDE, "step": STEP}
    _measure(key=KEY, data=data, on_size_change=lambda: None, height=1)


def read_size() -> tuple[int | None, int | None]:
    """Return the width of the page and, where it is wide, the height of its window, in pixels, as far as is known."""
    answer = st.session_state.get(KEY)
    width, height = (answer.get("size") if answer else None) or (None, None)
    return width, height


def is_wide() -> bool:
    """Return whether the page is wide enough for text beside marks, as far as is known."""
    width = read_size()[0]
    return width is not None and width >= WIDE
