"""The links to the pages."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from her2core.language import _
from pages.parts.shared.component import component
from pages.parts.shared.session import act, session

_links = component("page_links", Path(__file__).with_name("page_links.js"), html="<nav></nav>")
KEY = "pages"


def page_links(pages: Sequence[StreamlitPage]) -> None:
    """Draw a link to each page, which carries the case for those who open it in a window of its own."""
    address = urlencode(session().link())
    _links(
        key=KEY,
        data={
            "label": _("Pages"),
            "open": session().open,
            "pages": [
                {"name": page.url_path, "title": page.title, "address": f"./{page.url_path}?{address}"}
                for page in pages
            ],
        },
        on_page_change=act(_open),
        width="content",
    )


def _open() -> None:
    session().open = st.session_state[KEY].page
