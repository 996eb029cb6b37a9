"""The tables of a cohort. A page shows their beginning, a download holds them whole."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import pandas as pd
import streamlit as st

from her2core.cohort.columns import Column
from her2core.cohort.patients import PAIR
from her2core.cohort.table import FROM_COUNTS, Cohort, explain_rejected
from her2core.cohort.writing import SHEET, to_csv, to_xlsx
from her2core.labels import label_of
from her2core.language import _, join_words
from her2core.specimen_terms import Pair
from her2core.terms import Binary, Flag, State, Tier
from pages.parts.shared.download import draw_download
from pages.parts.shared.markup import show, table

MOST = 50
"""Rows of a table on the page."""


WHO = (Column.PATIENT, Column.SPECIMEN, Column.SITE, Column.YEAR)
WHAT = (Column.IHC, Column.ISH)


def select_columns(frame: pd.DataFrame, cohort: Cohort, *ours: str) -> pd.DataFrame:
    """Select of a table of the cohort what fits a page: `ours`, whose specimen it is, what the file says, and its tier."""
    theirs = [cohort.columns[role] for role in (*WHO, *WHAT) if role in cohort.columns]
    names = dict.fromkeys([*ours, *theirs, FROM_COUNTS, "her2_tier", "her2_binary"])
    return frame[[name for name in names if name in frame.columns]]


def draw_head(title: str, frame: pd.DataFrame, count: int | None = None) -> None:
    """Draw the first rows of a frame, and how many there are: `count`, where it is the head of a longer one."""
    count = len(frame) if count is None else count
    heads = _column_titles()
    columns = [str(name) for name in frame.columns]
    rows = [
        [_format_cell(column, value) for column, value in zip(columns, row, strict=True)]
        for row in frame.head(MOST).itertuples(index=False)
    ]
    show(table(title, [heads.get(column, column) for column in columns], rows, captioned=False))
    if count > MOST:
        st.caption(_("The first {shown} of {count}. The download holds all.", shown=MOST, count=f"{count:,}"))


def draw_downloads(
    name: str, frame: pd.DataFrame, make: Callable[[], pd.DataFrame] | None = None, notes: Sequence[str] = ()
) -> None:
    """Draw the downloads of a frame, as CSV and, where a spreadsheet can hold it, as XLSX; built on the click.

    What is taken along is what `make` gives, where it is given; a workbook has the notes in a sheet of their own.
    """
    build = make or (lambda: frame)
    with st.container(horizontal=True):
        _draw_download(name, "csv", _("Table (CSV)"), lambda: to_csv(build()), "text/csv")
        if len(frame) <= SHEET:
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            _draw_download(name, "xlsx", _("Table (XLSX)"), lambda: to_xlsx(build(), notes), kind)


def draw_rejected(cohort: Cohort) -> None:
    """Draw what could not be read: row, column, what stands there, what is accepted."""
    reasons = explain_rejected(cohort.rejected)
    draw_head(_("Not read"), reasons)
    draw_downloads("not-read", reasons)


def _draw_download(name: str, ending: str, text: str, content: Callable[[], bytes], kind: str) -> None:
    draw_download(f"{ending}-{name}", text, content, file_name=f"her2-{name}.{ending}", media=kind)


def _column_titles() -> dict[str, str]:
    """Return the titles of the columns that are ours; the user's own keep their names."""
    return {
        "row": _("Row"),
        "column": _("Column"),
        "found": _("Found"),
        "accepted": _("Accepted"),
        "needs": _("Needs"),
        "her2_tier": _("Tier"),
        "her2_binary": _("Binary class"),
        "her2_state": _("State"),
        "her2_row": _("Row of the decision table"),
        "her2_flags": _("Flags"),
        "her2_ish_from_counts": _("ISH from counts"),
        "her2_notes": _("Notes"),
        PAIR: _("Kind of pair"),
        "written": _("Written"),
        "read_as": _("Read as"),
        "rows": _("Rows"),
    }


_WORDS: dict[str, type[StrEnum]] = {"her2_tier": Tier, "her2_binary": Binary, "her2_state": State}


def _format_cell(column: str, value: object) -> str:
    if value is None or value != value:
        return ""
    if column in _WORDS:
        return label_of(_WORDS[column], str(value))
    if column in ("needs", "her2_flags") and value:
        words = str(value).split("; ")
        return join_words(label_of(Flag if word in set(Flag) else State, word) for word in words)
    if column == PAIR and value:
        return join_words(label_of(Pair, word) for word in str(value).split("; "))
    return _(str(value)) if column == "her2_row" else str(value)
