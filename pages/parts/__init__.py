"""Widgets that several pages share.

Until `st.navigation` has been called once in a server process, Streamlit 1.67 takes the folder `pages/` for its older
page system, and the first deep link to a fresh server runs that page without `app.py`. This package is imported by every
page, so that first run is sent through the front door here.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

if PagesManager.uses_pages_directory and "assessment" not in st.session_state:
    PagesManager.uses_pages_directory = False
    st.rerun()
