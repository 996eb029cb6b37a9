"""What only the browser can do, in a script of its own beside the Python that asks for it."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer


def component(name: str, script: Path) -> ComponentRenderer:
    """Register the JavaScript of a file with Streamlit.

    Streamlit takes its text, and a path only from a package that is installed: so this is the one place where a page
    opens a file.
    """
    return st.components.v2.component(name, js=script.read_text(encoding="utf-8"))
