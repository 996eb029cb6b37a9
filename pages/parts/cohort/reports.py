"""A column of report texts: chosen by the reader, read into columns of results before these are recognised."""

from dataclasses import replace

import streamlit as st

from her2core.cohort.columns import recognise
from her2core.cohort.report_text import ReadReports, find_text_columns, read_report_column
from her2core.language import Message, _, current_language, using
from her2core.process.job import Job
from pages.parts.cohort.file import File
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.progress import run_job
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_select


def read_reports(file: File) -> File | None:
    """Return the file with what its reports say; the file as it is where no column of reports is chosen, None while it is read."""
    names = find_text_columns(file.frame)
    if not names:
        return file
    column = _choose_column(file, names)
    if column is None:
        return file
    language = current_language()

    def work(job: Job[ReadReports]) -> ReadReports:
        job.step(Message("Reading {count} reports", count=f"{len(file.frame):,}"), 0.3)
        with using(language):
            return read_report_column(file.frame, column, job.check)

    read = run_job("reports", (file.id, column, language), work)
    if read is None:
        return None
    text = _(
        "What a report says without doubt was read; what was seen and not taken stands in the column {column}.",
        column=read.notes,
    )
    st.caption(escape_markdown(text))
    id = f"{file.id}-{names.index(column)}"
    cohort = session().cohort
    if cohort.columns is None or cohort.columns[0] != id:
        known = recognise([str(name) for name in file.frame.columns])
        cohort.columns = (id, {**known, **read.columns})
    return replace(file, id=id, frame=read.frame)


def _choose_column(file: File, names: list[str]) -> str | None:
    cohort = session().cohort
    chosen = cohort.reports[1] if cohort.reports and cohort.reports[0] == file.id else None

    def change(name: str | None) -> None:
        cohort.reports = None if name is None else (file.id, name)

    draw_select(
        f"cohort-reports-{file.id}",
        _("Column with the text of reports"),
        {name: name for name in names},
        chosen,
        change,
        placeholder=_("no column"),
        width=300,
    )
    return chosen
