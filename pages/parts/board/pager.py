"""The pages of a long list, and the buttons that turn them."""

from functools import partial

import streamlit as st

from her2core.board.paging import Page, page_of
from her2core.language import _
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button

LIST, REMOVED, EMPTIED, HISTORY = "list", "removed", "emptied", "history"


def find_page(name: str, count: int) -> Page:
    """Return the page that is open of a list of so many lines."""
    return Page(session().board.pages.get(name, 0), count)


def turn_to(name: str, place: int) -> None:
    """Open the page on which a line stands."""
    session().board.pages[name] = page_of(place)


def draw_pager(name: str, page: Page) -> None:
    """Draw which lines stand on this page, and what turns it; nothing where it is the only one."""
    if page.is_whole:
        return
    turn = session().board.pages.__setitem__
    with st.container(horizontal=True, vertical_alignment="center"):
        for way, title, number, can in (
            ("previous", _("Previous"), page.number - 1, page.number > 0),
            ("next", _("Next"), page.number + 1, page.has_next),
        ):
            draw_button(f"{name}-{way}", title, partial(turn, name, number), disabled=not can)
        st.caption(_("{first} to {last} of {count}", first=page.first + 1, last=page.end, count=page.count))
