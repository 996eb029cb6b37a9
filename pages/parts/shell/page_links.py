"""The links to the pages."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from streamlit.navigation.page import StreamlitPage

from her2core.language import _
from pages.parts.shared.component import register_component
from pages.parts.shared.session import session
from pages.parts.shared.widgets import register_events

_draw_links = register_component("page_links", Path(__file__).with_name("page_links.js"), html="<nav></nav>")


def draw_page_links(pages: Sequence[StreamlitPage]) -> None:
    """Draw a link to each page, which carries the case for those who open it in a window of its own."""
    visit = session()
    address = urlencode(visit.to_query())
    _draw_links(
        key=register_events("pages", _open_page),
        data={
            "label": _("Pages"),
            "open": visit.open,
            "pages": [
                {"name": page.url_path, "title": page.title, "address": f"./{page.url_path}?{address}"}
                for page in pages
            ],
        },
        on_page_change=visit.receive,
        width="content",
    )


def _open_page(page: str | None) -> None:
    session().open = page or ""
