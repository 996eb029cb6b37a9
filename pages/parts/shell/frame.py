"""What stands around every page: the bar of pages, the sidebar with the case, and the language."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from her2core.access import Person
from her2core.errors import DataError
from her2core.guidance.own_faults import list_own_faults
from her2core.language import LANGUAGES, _, current_language, list_missing_catalogues
from pages.parts.shared.case_line import draw_case_line
from pages.parts.shared.session import session
from pages.parts.shared.viewport import measure_width
from pages.parts.shared.widgets import draw_button, draw_choice
from pages.parts.shell import case_entry
from pages.parts.shell.access import draw_account
from pages.parts.shell.exports import draw_exports
from pages.parts.shell.page_links import draw_page_links
from pages.parts.shell.press import keep_press
from pages.parts.shell.printing import draw_paper
from pages.parts.shell.report_entry import draw_report_entry
from pages.parts.shell.search import draw_search
from pages.parts.shell.specimens_entry import draw_further_specimens

STYLE = Path(__file__).with_name("style.css")


def draw_bar(pages: Sequence[StreamlitPage], person: Person) -> None:
    """Draw the links to the pages and the search, and above them which case of the meeting is open."""
    st.html(STYLE)
    if session().board.opened:
        # What keeps the list is loaded by those alone who use it.
        from pages.parts.board.strip import draw_strip

        draw_strip(person)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="bar"):
        st.html(Markup("<h1>{}</h1>").format(_("HER2 Gastric Board")), width="content")
        draw_page_links(pages)
        draw_search()
    if session().open:  # on Classify the entry itself is in sight
        draw_case_line("folded-entry", needed=0)
    draw_paper()
    measure_width()
    keep_press()


def draw_sidebar(person: Person) -> None:
    """Draw the case, the ways to enter it, the way to a new one, and the language."""
    visit = session()
    case_entry.draw_results()
    draw_report_entry()
    case_entry.draw_details()
    draw_further_specimens()
    draw_button("new", _("New case"), visit.start_case, width="stretch")
    draw_exports()
    draw_choice(
        "language",
        "Language / 语言",
        LANGUAGES,
        visit.language,
        lambda code: session().set_language(code or current_language()),
        widget=st.segmented_control,
        required=True,
    )
    if current_language() in list_missing_catalogues():
        st.warning(_("The texts in this language are missing on this server; they are shown in English."))
    draw_account(person)
    if list_own_faults():
        st.warning(_("There are faults in this hospital's own evidence; the page Methods names them."))
    st.caption(
        _(
            "Nothing entered is stored or sent anywhere unless you add it to the board. Do not enter anything that identifies a "
            "patient."
        )
    )


@contextmanager
def report_errors() -> Iterator[None]:
    """Tell the reader in plain words what went wrong; the details belong in the log of the server, not before a patient's doctor."""
    try:
        yield
    except DataError as fault:
        st.error(_("The data of this installation holds faults. Nothing is shown until they are mended:"))
        st.code("\n".join(fault.faults), language=None)
    except Exception:
        logging.getLogger("her2board").exception("unexpected error")
        st.error(
            _(
                "This page could not be drawn. The case is kept in the address; reload, or open another page. The log of the "
                "server has the details."
            )
        )
