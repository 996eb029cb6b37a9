"""What cannot be used, in words for the reader."""

import streamlit as st

from her2core.errors import InputError
from her2core.guidance.own_faults import list_own_faults
from her2core.language import _
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button

TITLES = {
    "ihc": "IHC", "ish": "ISH (FISH)", "ratio": "HER2/CEP17 ratio", "nuclei": "Nuclei counted",
    "setting": "Setting", "specimen": "Specimen", "cps": "PD-L1 CPS",
}  # fmt: skip


def draw_fault(fault: InputError, named: bool = True) -> None:
    """Draw the fault in the reader's language, beside its entry or, `named`, on its own."""
    text = escape_markdown(_(fault.message))
    st.error(f"{_field_title(fault.field)}: {text}" if named else text)


def draw_own_faults() -> None:
    """Draw what is wrong in the hospital's own evidence; everything else works."""
    faults = list_own_faults()
    if faults:
        st.warning(_("Faults in this hospital's own evidence. These files are left out, everything else works:"))
        st.code("\n".join(faults), language=None)


def draw_link_faults() -> None:
    """Draw what in a link was not accepted, and what the reader should check."""
    for fault in session().faults:
        draw_fault(fault)
    visit = session()
    if visit.notice:
        with st.container(key="notice"):
            st.warning(escape_markdown(_(visit.notice)))
            with st.container(horizontal=True):
                draw_button("dismiss-notice", _("Checked"), visit.dismiss_notice)
                if visit.undone:
                    draw_button("undo-report", _("Undo"), visit.undo)


def _field_title(field: str) -> str:
    return escape_markdown(field) if field not in TITLES else f"{_(TITLES[field])} (`{field}`)"
