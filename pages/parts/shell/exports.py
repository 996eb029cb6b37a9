"""The case to take along, in each form; a form is built on the click."""

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from her2core.language import _
from her2core.report.export import ENDINGS, MEDIA, TITLES, Format, export, name_file
from her2core.report.summary import Scope
from pages.parts.shared.download import draw_download
from pages.parts.shared.session import session

WITH_ALL = (Format.PPTX, Format.PDF)
"""The forms that are short by default, and hold every figure where that is asked for."""

_USUAL_PORTS = (80, 443)
"""Those that an address leaves out."""


def draw_exports() -> None:
    """Draw a menu of forms, for the case as it stands."""
    with st.popover(_("Export the case"), width="stretch", key="exports"):
        st.caption(_("The answer for this case, with its sources. Built when you choose."))
        for form in Format:
            _draw_form(form, _(TITLES[form]))
            if form in WITH_ALL:
                _draw_form(form, _("{form}, with all figures", form=_(TITLES[form])), whole=True)


def _draw_form(form: Format, title: str, whole: bool = False) -> None:
    kind = "case-all" if whole else "case"
    name = name_file(kind, ENDINGS[form], now(), session().label)
    draw_download(f"export-{kind}-{form}", title, _make_builder(form, whole), name, MEDIA[form], width="stretch")


def app_address() -> str:
    """Return the address at which others open this app.

    That of this visit; of one on the server's own machine the public address that the server is told, "" where it is told none.
    """
    visit = urlsplit(st.context.url or "")
    if visit.hostname and not _is_private(visit.hostname):
        return f"{visit.scheme}://{visit.netloc}"
    public, port = st.get_option("browser.serverAddress") or "", st.get_option("browser.serverPort")
    if not public or _is_private(public):
        return ""
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{public}" if port in _USUAL_PORTS else f"{scheme}://{public}:{port}"


def _is_private(host: str) -> bool:
    """Whether a name leads others nowhere: that of whichever machine it is opened on."""
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def now() -> datetime:
    """Return the time, with the zone of the reader where the browser tells it."""
    return datetime.now().astimezone()


def make_scope(whole: bool = False) -> Scope:
    """Return what an export is to hold: the labels and positions of those whom the reader chose."""
    return Scope(session().filters.agency, session().filters.guideline, whole)


def _make_builder(form: Format, whole: bool) -> Callable[[], bytes]:
    # What is built on the click is built outside this run, so it takes along what it needs.
    address, assessment, scope = app_address(), session().assessment, make_scope(whole)
    return lambda: export(assessment, form, now(), address, scope)
