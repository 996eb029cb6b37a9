"""The case to take along, in each form; a form is built on the click."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import streamlit as st

from her2core.language import _
from her2core.report.export import MEDIA, TITLES, Format, export, file_name
from her2core.report.summary import summarise
from pages.parts.shared.download import draw_download
from pages.parts.shared.session import session


def draw_exports() -> None:
    """Draw a menu of forms, for the case as it stands."""
    with st.popover(_("Export the case"), width="stretch", key="exports"):
        st.caption(_("Everything this app says of the case, with its sources. Built when you choose."))
        for form in Format:
            draw_download(
                f"export-{form}", _(TITLES[form]), _make_builder(form), file_name(form), MEDIA[form], width="stretch"
            )


def app_address() -> str:
    """Return the address at which this app was opened."""
    parts = urlsplit(st.context.url or "http://localhost:8501")
    return f"{parts.scheme}://{parts.netloc}"


def now() -> datetime:
    """Return the time, with the zone of the reader where the browser tells it."""
    return datetime.now().astimezone()


def _make_builder(form: Format) -> Callable[[], bytes]:
    # What is built on the click is built outside this run, so it takes along what it needs.
    address, assessment = app_address(), session().assessment
    agency, guideline = session().filters.agency, session().filters.guideline
    return lambda: export(summarise(assessment, now(), address, agency, guideline), form)
