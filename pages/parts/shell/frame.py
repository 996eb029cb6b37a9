"""What stands around every page: the bar of pages, the sidebar with the case, and the language."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from her2core.errors import DataError
from her2core.language import LANGUAGES, _, current
from her2core.status.assessment import Assessment
from pages.parts.shared import address
from pages.parts.shared.viewport import measure
from pages.parts.shell import case_entry
from pages.parts.shell.access import signed_in
from pages.parts.shell.exports import exports
from pages.parts.shell.search import search

STYLE = Path(__file__).with_name("style.css")


def bar(pages: Sequence[StreamlitPage]) -> None:
    """Links to the pages. Each carries the case, so that the address is whole from the first moment."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="bar"):
        st.html(Markup("<h1>{}</h1>").format(_("HER2 Gastric Board")), width="content")
        for page in pages:
            st.page_link(page, query_params=address.link())
        search()
    measure()


def sidebar(assessment: Assessment) -> None:
    """The case, the way to a new one, and the language."""
    case_entry.results(assessment, "sidebar")
    case_entry.details(assessment)
    st.button(_("New case"), on_click=address.clear, width="stretch", key=f"new-{current()}")
    exports(assessment)
    st.segmented_control(
        "Language / 语言",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=(key := f"language-{current()}"),
        default=current(),
        required=True,
        on_change=lambda: address.speak(st.session_state[key] or current()),
    )
    signed_in(st.session_state.person)
    st.caption(
        _(
            "Nothing entered is stored or sent anywhere unless you add it to the board. Do not enter anything that identifies a "
            "patient."
        )
    )


@contextmanager
def plainly() -> Iterator[None]:
    """Says in plain words what went wrong; the details belong in the log of the server, not before a patient's doctor."""
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
