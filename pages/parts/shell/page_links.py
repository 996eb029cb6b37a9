"""The links to the pages."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from streamlit.navigation.page import StreamlitPage

from her2core.language import _
from pages.parts.shared.component import component
from pages.parts.shared.session import session
from pages.parts.shared.widgets import listen

_links = component("page_links", Path(__file__).with_name("page_links.js"), html="<nav></nav>")


def page_links(pages: Sequence[StreamlitPage]) -> None:
    """Draw a link to each page, which carries the case for those who open it in a window of its own."""
    visit = session()
    address = urlencode(visit.link())
    _links(
        key=listen("pages", _open),
        data={
            "label": _("Pages"),
            "open": visit.open,
            "pages": [
                {"name": page.url_path, "title": page.title, "address": f"./{page.url_path}?{address}"}
                for page in pages
            ],
        },
        on_page_change=visit.take_in,
        width="content",
    )


def _open(page: str | None) -> None:
    session().open = page or ""
