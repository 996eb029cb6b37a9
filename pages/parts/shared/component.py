"""What only the browser can do, in a script of its own beside the Python that asks for it."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from her2core.data_files import read_source


def register_component(name: str, script: Path, html: str | None = None) -> ComponentRenderer:
    """Register the JavaScript of a file with Streamlit, and the style of the file beside it where there is one.

    Streamlit takes its text, and a path only from a package that is installed.
    """
    style = script.with_suffix(".css")
    return st.components.v2.component(
        name,
        html=html,
        # Links in a shadow tree are none to those who look for the first link of a page, such as its skip link.
        isolate_styles=html is None,
        css=read_source(style) if style.exists() else None,
        js=read_source(script),
    )
