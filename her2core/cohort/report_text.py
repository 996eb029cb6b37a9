"""A column of report texts in a cohort: what each report says of its specimen, in columns of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from her2core.cohort.columns import Column
from her2core.language import Message, _
from her2core.pathology.reading import read_report
from her2core.process.job import Check, never

ROLES = (
    Column.IHC, Column.ISH, Column.RATIO, Column.HER2_COPIES, Column.CEP17_COPIES, Column.NUCLEI, Column.SPECIMEN,
)  # fmt: skip
CPS, NOTES = "cps", "notes"
SEVERAL = Message("several specimens: none was taken")
EARLIER = Message("earlier results only: none was taken")
LONG = 40
"""Characters that a report has at least, in the middle of a column of reports."""
FIRST = 200
"""Rows that are looked at to find such a column."""
PART = 1_000
"""Reports between two checks of whether the work is still wanted."""


@dataclass(frozen=True)
class ReadReports:
    """A cohort with what its reports say.

    Attributes
    ----------
    frame : the rows as they were, with the columns that were read, as text; missing where a report does not say it
    columns : which of those holds what
    notes : the name of the column that says what was seen and not taken
    """

    frame: pd.DataFrame
    columns: Mapping[Column, str]
    notes: str


def find_text_columns(frame: pd.DataFrame) -> list[str]:
    """Find the columns that hold running text, as a report is."""
    names = []
    for name in frame.columns:
        if pd.api.types.is_string_dtype(frame[name].dtype):
            lengths = frame[name].dropna().head(FIRST).str.len()
            if len(lengths) and lengths.median() >= LONG:
                names.append(str(name))
    return names


def read_report_column(
    frame: pd.DataFrame, column: str, check: Check = never, taken: Collection[str] = ()
) -> ReadReports:
    """Read a column of report texts into columns for what they say. A report that occurs often is read once.

    A row stands for one specimen: where a report names several, nothing of it is taken, and the notes say so. What was seen
    and not taken is in the notes, in the language in use.

    Parameters
    ----------
    frame : of `her2core.cohort.files.read_table`
    column : of texts
    check : called often; what it raises ends the work
    taken : names of columns besides those of the frame, which the new ones give way to
    """
    codes, texts = pd.factorize(frame[column])
    names = name_report_columns({*frame.columns, *taken})
    read: dict[str, list[str | None]] = {field: [] for field in names}
    for place, text in enumerate(texts):
        if place % PART == 0:
            check()
        entries = _read_row(str(text))
        for field in names:
            read[field].append(entries.get(field))
    of_text = pd.DataFrame({names[field]: pd.Series(values, dtype="str") for field, values in read.items()})
    rows = of_text.reindex(codes).set_axis(frame.index)  # -1, a row without a report, is in no place
    return ReadReports(pd.concat([frame, rows], axis=1), {role: names[role.value] for role in ROLES}, names[NOTES])


def _read_row(text: str) -> dict[str, str]:
    """What a report says of its one specimen that is not an earlier one."""
    report = read_report(text)
    readable = [one for one in report.specimens if one.case]
    ours = [one for one in readable if not one.earlier]
    notes = [f"{' '.join(text[each.start : each.end].split())}: {_(each.reason)}" for each in report.unsure]
    if len(ours) == 1:
        return {**ours[0].case, **({NOTES: "; ".join(notes)} if notes else {})}
    if readable:
        notes.insert(0, _(SEVERAL if ours else EARLIER))
    return {NOTES: "; ".join(notes)} if notes else {}


def name_report_columns(names: Collection[str]) -> dict[str, str]:
    """Name the columns that a report is read into, by what they hold; they give way to those of the file."""
    fields, mark = (*(role.value for role in ROLES), CPS, NOTES), "report"
    while any(f"{mark}_{field}" in names for field in fields):
        mark += "_"
    return {field: f"{mark}_{field}" for field in fields}
