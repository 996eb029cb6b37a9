"""Further specimens of the patient: each in a drawer of its own, with the entries that the first one has."""

from functools import partial

import streamlit as st

from her2core.language import _
from her2core.report.entries import TITLES
from her2core.report.specimens import describe_place
from her2core.status.case import FURTHER, STAINING, Field
from her2core.terms import Specimen
from pages.parts.shared.drawer import drawer
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button, draw_toggle
from pages.parts.shell.case_entry import (
    Entry,
    draw_area,
    draw_counts,
    draw_origin,
    draw_results,
    draw_staining,
    draw_words,
    select_entry,
)


def draw_further_specimens() -> None:
    """Draw each further specimen, and the way to one more."""
    further = session().case.further
    for slot in further:
        # Its name stays while it is entered, so that the drawer is not drawn anew on every click.
        with drawer(f"specimen-{slot}", _("Specimen {number}", number=slot[1:]), True) as is_open:
            if is_open:
                _draw_specimen(slot)
    if len(further) < len(FURTHER):
        draw_button("add-specimen", _("Add a specimen"), session().add_specimen, width="stretch")


def _draw_specimen(slot: str) -> None:
    entry = select_entry(slot)
    if entry.case.has(Field.DATE, Field.SITE, Field.SPECIMEN):
        st.caption(describe_place(entry.assessment))
    draw_results(slot=slot)
    draw_words(entry, Field.SPECIMEN, _(TITLES[Field.SPECIMEN]), Specimen)
    draw_origin(entry)
    _draw_on_demand(entry)
    draw_button(entry.name("remove"), _("Remove this specimen"), partial(session().remove_specimen, slot))


def _draw_on_demand(entry: Entry) -> None:
    """What is entered by few: counts, staining, a second area."""
    opened = session().drawers
    parts = (
        ("counts", _("ISH from counts"), entry.case.counted, draw_counts),
        ("staining", _("IHC from staining"), entry.case.has(*STAINING), draw_staining),
        ("area", _("A second area read otherwise"), entry.case.has(Field.AREA_IHC, Field.AREA_ISH), draw_area),
    )
    for name, title, entered, draw in parts:
        key = entry.name(name)
        is_open = opened.get(key, entered)
        draw_toggle(f"show-{key}", title, is_open, partial(opened.__setitem__, key))
        if is_open:
            draw(entry)
