"""The page on paper, when it is printed from the browser: its case, and charts brought to the width of the paper."""

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from her2core.labels import capital
from her2core.language import _
from her2core.report.entries import list_entries
from pages.parts.shared.session import session
from pages.parts.shared.viewport import read_size

STYLE = Path(__file__).with_name("printing.css")
PAPER = 1030
"""Pixels across a page of A4 on its side, within its margins, and a little less: text may stand out of a chart."""


def draw_paper() -> None:
    """Draw what only paper shows: the case, which on the screen stands in the sidebar, and how far the page is reduced."""
    width = read_size()[0]
    zoom = min(1.0, PAPER / width) if width else 1.0
    assessment = session().assessment
    tiers = " / ".join(map(capital, assessment.tiers)) or _("Undetermined")
    entries = " · ".join(f"{title} {value}" for title, value in list_entries(assessment).rows)
    st.html(STYLE)
    # On a screen it takes no room, and no gap either.
    st.container(key="paper").html(
        Markup('<style>:root {{ --on-paper: {:.3f}; }}</style><p class="on-paper"><strong>{}</strong> {}</p>').format(
            zoom, tiers, entries
        )
    )
