"""The links to the pages."""

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from streamlit.navigation.page import StreamlitPage

from her2core.language import _
from pages.parts.shared.component import register_component
from pages.parts.shared.link import read_link
from pages.parts.shared.session import Place, session
from pages.parts.shared.widgets import register_events

_draw_links = register_component("page_links", Path(__file__).with_name("page_links.js"), html="<nav></nav>")


def draw_page_links(pages: Sequence[StreamlitPage]) -> None:
    """Draw a link to each page, which carries the case for those who open it in a window of its own."""
    visit = session()
    address = urlencode(visit.to_query())
    _draw_links(
        key=register_events("pages", {"page": _open_page, "moved": _check_move}),
        data={
            "label": _("Pages"),
            "open": visit.open,
            "done": visit.done,
            "run": visit.runs,  # what does not change is not drawn anew, and then the script would not look at each answer
            "pages": [
                {"name": page.url_path, "title": page.title, "address": f"./{page.url_path}?{address}"}
                for page in pages
            ],
        },
        on_page_change=visit.receive,
        on_moved_change=visit.receive,
        width="content",
    )


def _open_page(page: str) -> None:
    session().open_page(page, {})


def _check_move(move: str) -> None:
    places = json.loads(move)
    session().check_move(_parse_place(places["from"]), _parse_place(places["to"]), int(places["seen"]))


def _parse_place(address: str) -> Place:
    parts = urlsplit(address)
    return Place(parts.path.rpartition("/")[2], read_link(parse_qs(parts.query)).to_query())
