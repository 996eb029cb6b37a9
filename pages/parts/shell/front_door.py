"""Every page is entered through `app.py`."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def start_at_app() -> None:
    """Start over at `app.py` where Streamlit ran this page without it.

    Until `st.navigation` has been called once in a server process, Streamlit 1.67 takes the folder `pages/` for its older
    page system, and the first deep link to a fresh server runs that page alone.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
