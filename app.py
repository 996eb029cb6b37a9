"""The front door: page set-up, language, the case, navigation. Nothing else.

The server imports this file once, for what stands before every visit; each run of a visit executes it.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from her2core.language import _
from pages.parts.shared.faults import draw_link_faults
from pages.parts.shared.reports import is_run
from pages.parts.shared.session import start_session
from pages.parts.shared.widgets import drawing
from pages.parts.shell.access import authenticate
from pages.parts.shell.frame import draw_bar, draw_sidebar, report_errors
from pages.parts.shell.gate import Gate
from pages.parts.shell.retention import keep_session
from pages.parts.shell.warm import warm

ICON = Path(__file__).parent / "pages" / "parts" / "shell" / "icon.png"


def run() -> None:
    """Draw the page that is open, for the case as it stands."""
    with report_errors():
        visit = start_session()
        keep_session(visit)
        st.set_page_config(
            page_title="HER2 Gastric Board", page_icon=str(ICON), layout="wide", initial_sidebar_state=340
        )
        warm()
        pages = [
            st.Page("pages/classify.py", title=_("Classify"), default=True),
            st.Page("pages/outcomes.py", title=_("Outcomes"), url_path="outcomes"),
            st.Page("pages/treatments.py", title=_("Treatments"), url_path="treatments"),
            st.Page("pages/safety.py", title=_("Safety"), url_path="safety"),
            st.Page("pages/cohort.py", title=_("Cohort"), url_path="cohort"),
            st.Page("pages/board.py", title=_("Board"), url_path="board"),
            st.Page("pages/methods.py", title=_("Methods"), url_path="methods"),
        ]
        page = st.navigation(pages, position="hidden")
        visit.person = authenticate()
        if visit.person is None:
            st.stop()
        visit.stay_on_page(page, pages)
        visit.write_address()
        # The answer is worked out and sent first; what stands around it has its places above and beside it.
        above, answer = st.container(), st.container()
        with answer, report_errors(), drawing(page.url_path or "classify"):
            draw_link_faults()
            page.run()
        with above:
            draw_bar(pages, visit.person)
        with st.sidebar:
            draw_sidebar(visit.person)


if is_run():
    run()
else:
    app = st.App(__file__, middleware=[Middleware(Gate)])
