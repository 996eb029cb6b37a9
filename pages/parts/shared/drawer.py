"""An expander that draws its body only while it is open."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def drawer(name: str, title: str, expanded: bool = False) -> Iterator[bool]:
    """Draw a drawer; yield whether it is open, and so whether its body is to be drawn."""
    with (expander := st.expander(title, expanded=expanded, key=f"drawer-{name}", on_change="rerun")):
        yield bool(expander.open)
