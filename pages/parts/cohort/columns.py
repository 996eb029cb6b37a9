"""Which column of the file holds what: recognised by name, changed by hand."""

from collections.abc import Mapping

import streamlit as st

from her2core.cohort.columns import Column, ambiguous, recognise
from her2core.language import Message, _, join_words
from pages.parts.cohort.file import File
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_select

TITLES = {
    Column.IHC: Message("IHC"),
    Column.ISH: Message("ISH (FISH)"),
    Column.RATIO: Message("HER2/CEP17 ratio"),
    Column.HER2_COPIES: Message("Mean HER2 copies"),
    Column.CEP17_COPIES: Message("Mean CEP17 copies"),
    Column.NUCLEI: Message("Nuclei counted"),
    Column.PATIENT: Message("Patient"),
    Column.SPECIMEN: Message("Specimen"),
    Column.YEAR: Message("Year or date"),
    Column.SITE: Message("Site"),
}


def choose_columns(file: File) -> Mapping[Column, str] | None:
    """Choose a column for each role that has one; return None where IHC has none, after telling the reader."""
    names = [str(name) for name in file.frame.columns]
    cohort = session().cohort
    if cohort.columns is None or cohort.columns[0] != file.id:
        cohort.columns = (file.id, dict(recognise(names)))
    columns = cohort.columns[1]
    known = join_words(f"{_(TITLES[role])}: {columns[role]}" for role in Column if role in columns)
    if known:
        st.caption(_("Columns: {columns}", columns=escape_markdown(known)))
    for role, several in ambiguous(names).items():
        if role not in columns:
            st.warning(
                _(
                    "{role}: several columns may hold it ({names}). Choose one.",
                    role=_(TITLES[role]),
                    names=escape_markdown(join_words(several)),
                )
            )
    # Open where IHC was not recognised, and so it stays while one chooses.
    with drawer("cohort-columns", _("Choose the columns by hand"), Column.IHC not in recognise(names)) as is_open:
        if is_open:
            _draw_columns(file, names, columns)
    if Column.IHC not in columns:
        st.error(_("No column for IHC is chosen. Without IHC there is no tier."))
        return None
    return columns


def _draw_columns(file: File, names: list[str], columns: dict[Column, str]) -> None:
    with st.container(horizontal=True):
        for role in Column:

            def change(name: str | None, role: Column = role) -> None:
                if name is None:
                    columns.pop(role, None)
                else:
                    columns[role] = name

            draw_select(
                f"column-{role.value}-{file.id}",
                _(TITLES[role]),
                {name: name for name in names},
                columns.get(role),
                change,
                placeholder=_("no column"),
                width=200,
            )
