"""How something that cannot be used is said."""

import streamlit as st

from her2core.errors import InputError
from her2core.language import _
from pages.parts.shared.markup import plain
from pages.parts.shared.session import session
from pages.parts.shared.widgets import press

TITLES = {
    "ihc": "IHC", "ish": "ISH (FISH)", "ratio": "HER2/CEP17 ratio", "nuclei": "Nuclei counted",
    "setting": "Setting", "specimen": "Specimen", "cps": "PD-L1 CPS",
}  # fmt: skip


def fault_message(fault: InputError, named: bool = True) -> None:
    """The fault in the reader's language, beside its entry or, `named`, on its own."""
    text = plain(_(fault.message))
    st.error(f"{_named(fault.field)}: {text}" if named else text)


def link_faults() -> None:
    """Say what in a link was not accepted, and what the reader should check."""
    for fault in session().faults:
        fault_message(fault)
    visit = session()
    if visit.notice:
        with st.container(key="notice"):
            st.warning(plain(_(visit.notice)))
            press("dismiss-notice", _("Checked"), visit.dismiss_notice)


def _named(field: str) -> str:
    return plain(field) if field not in TITLES else f"{_(TITLES[field])} (`{field}`)"
