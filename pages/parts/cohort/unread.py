"""What a file spells that is not known: grouped, and read by hand where the reader says what it means."""

from collections.abc import Iterable
from hashlib import sha256

import pandas as pd
import streamlit as st

from her2core.cohort.columns import Column
from her2core.cohort.table import READ, Cohort, Mapped, explain_rejected, group_rejected
from her2core.labels import capital, label_of
from her2core.language import _
from her2core.terms import IhcScore, IshResult
from pages.parts.cohort.file import File
from pages.parts.cohort.tables import draw_head
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_select

OFFERED = 20
"""Spellings that can be read by hand at once, the most frequent first."""
_WORDS: dict[Column, type[IhcScore] | type[IshResult]] = {Column.IHC: IhcScore, Column.ISH: IshResult}


def list_mapped(file: File) -> Mapped:
    """List what spellings of this file stand for, as the reader said."""
    return session().cohort.mapped.get(file.id, {})


def draw_unread(file: File, cohort: Cohort) -> None:
    """Draw the spellings that are not known, with their count, and what each of them is read as by hand."""
    groups = group_rejected(cohort)
    if not groups.empty:
        draw_head(_("Spellings that are not known"), explain_rejected(groups.drop(columns="role")))
    mapped = list_mapped(file)
    open_ones = [
        (Column(role), found.strip())
        for role, found in zip(groups["role"], groups["found"], strict=True)
        if isinstance(role, str) and found.strip()
    ]
    entries = list(dict.fromkeys([*mapped, *open_ones]))
    if not entries:
        return
    with drawer("cohort-unread", _("Read spellings by hand"), bool(mapped)) as is_open:
        if is_open:
            st.caption(_("What you choose holds for this file alone, and is written beside each row in the download."))
            _draw_choices(file, entries[: len(mapped) + OFFERED])


def _draw_choices(file: File, entries: Iterable[tuple[Column, str]]) -> None:
    every = session().cohort.mapped.setdefault(file.id, {})
    with st.container(horizontal=True):
        for role, text in entries:

            def change(word: str | None, entry: tuple[Column, str] = (role, text)) -> None:
                if word is None:
                    every.pop(entry, None)
                else:
                    every[entry] = word

            name = sha256(text.encode(errors="replace")).hexdigest()[:12]
            draw_select(
                f"mapped-{role.value}-{name}-{file.id}",
                f"{role.value.upper()}: {escape_markdown(text[:60])}",
                {word.value: capital(word) for word in _WORDS[role]},
                every.get((role, text)),
                change,
                placeholder=_("not read"),
                width=220,
            )


def draw_read(cohort: Cohort) -> None:
    """Draw what every spelling of the file was read as."""
    words = {name: _WORDS[role] for role, name in cohort.columns.items() if role in _WORDS}
    with drawer("cohort-read", _("What each entry was read as")) as is_open:
        if is_open:
            read = cohort.read.assign(
                read_as=[
                    label_of(words[column], word)
                    for column, word in zip(cohort.read["column"], cohort.read["read_as"], strict=True)
                ]
            )
            draw_head(_("What each entry was read as"), pd.DataFrame(read, columns=READ))
