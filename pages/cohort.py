"""Many cases at once: a file in, every row classified, and what the cohort shows. Nothing is stored."""

from collections.abc import Hashable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from her2core.charts.cohort import distribution_chart, groups_chart, reclassification_chart
from her2core.cohort.answers import Lists, distribution, distribution_by, lists, reclassify, years
from her2core.cohort.columns import Column
from her2core.cohort.counts import COUNTS
from her2core.cohort.patients import PAIR, Reading, name_pairs
from her2core.cohort.sample import sample_distribution
from her2core.cohort.table import Cohort, annotate, classify_table
from her2core.labels import label
from her2core.language import Message, _
from her2core.process.job import Job
from her2core.status.case import SETTINGS
from pages.parts.cohort.columns import choose_columns
from pages.parts.cohort.file import File, choose_file
from pages.parts.cohort.patient import draw_patient
from pages.parts.cohort.reports import read_reports
from pages.parts.cohort.tables import MOST, draw_downloads, draw_head, draw_rejected, select_columns
from pages.parts.cohort.unread import draw_read, draw_unread, list_mapped
from pages.parts.shared.chart import draw_chart
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.progress import run_job
from pages.parts.shared.session import session
from pages.parts.shell.front_door import start_at_app


def cohort_id(file: File, columns: Mapping[Column, str]) -> Hashable:
    """Return what a result stands for: the file, its columns, what was read by hand, and the laboratory settings of the sidebar."""
    by_hand = tuple(list_mapped(file).items())
    return file.id, file.notes, tuple(columns.items()), by_hand, tuple(session().case.laboratory.items())


def classify_file(file: File, columns: Mapping[Column, str]) -> Cohort | None:
    """Classify every row; counts are read with the laboratory settings of the sidebar."""
    settings, mapped = session().case.laboratory, dict(list_mapped(file))

    def work(job: Job[Cohort]) -> Cohort:
        job.step(Message("Classifying {count} rows", count=f"{len(file.frame):,}"), 0.5)
        return classify_table(file.frame, dict(columns), settings, job.check, mapped)

    return run_job("classify", cohort_id(file, columns), work)


def review_cohort(cohort: Cohort, what: Hashable) -> Lists | None:
    """List the rows to look at again, which takes longer than the charts."""

    def work(job: Job[Lists]) -> Lists:
        job.step(Message("Looking through {count} rows", count=f"{len(cohort.frame):,}"), 0.5)
        return lists(cohort.frame, cohort.columns.get(Column.PATIENT), cohort.columns.get(Column.SPECIMEN), job.check)

    return run_job("lists", what, work)


def draw_tiers(cohort: Cohort) -> None:
    """Draw how many rows were read, the distribution of tiers, and what becomes of the binary classes."""
    counts, flows = distribution(cohort.frame), reclassify(cohort.frame)
    not_read = int(counts.loc[counts["group"] == "not read", "n"].iloc[0])
    st.markdown(
        _(
            "**{rows}** rows, of which **{read}** could be read and **{not_read}** could not.",
            rows=f"{len(cohort.frame):,}",
            read=f"{len(cohort.frame) - not_read:,}",
            not_read=f"{not_read:,}",
        )
    )
    title = _("Distribution of tiers, CSCO 2025")
    st.markdown(f"## {title}")
    draw_chart("cohort-tiers", title, counts, partial(distribution_chart, counts), alt=title)
    title = _("From the binary classes to four tiers")
    st.markdown(f"## {title}")
    draw_chart("cohort-flows", title, flows, partial(reclassification_chart, flows), alt=title)


def draw_groups(cohort: Cohort) -> None:
    """Draw the tiers by year, site or any other column."""
    title = _("By a column of the file")
    st.markdown(f"## {title}")
    names = [str(name) for name in cohort.frame.columns if not str(name).startswith("her2_")]
    first = next((cohort.columns[role] for role in (Column.SITE, Column.YEAR) if role in cohort.columns), None)
    column = st.selectbox(
        _("Column"), names, index=names.index(first) if first in names else None, key="cohort-by", width=300
    )
    if column is None:
        st.caption(_("Choose a column to see the tiers by its values."))
        return
    by_year = years(cohort.frame[column])
    frame = cohort.frame if by_year.isna().all() else cohort.frame.assign(**{column: by_year})
    shares = distribution_by(frame, column)
    draw_chart("cohort-groups", title, shares, partial(groups_chart, shares), alt=_("Tiers by {column}", column=column))


def draw_notes(file: File, cohort: Cohort | None) -> None:
    """Draw what was done to the file to read it, in one line."""
    notes = [_(note) for note in dict.fromkeys((*file.notes, *(cohort.notes if cohort else ())))]
    if notes:
        st.caption(escape_markdown(_("How the file was read: {notes}.", notes="; ".join(notes))))


def draw_work_list(file: File, cohort: Cohort, rows: pd.DataFrame) -> None:
    """Draw what needs a test, and what could not be read."""
    title = _("Work list")
    st.markdown(f"## {title}")
    if rows.empty:
        st.info(_("No row needs reflex ISH, a re-test or IHC, and none is discordant."))
    else:
        st.caption(_("{count} rows need reflex ISH, a re-test or IHC, or are discordant.", count=f"{len(rows):,}"))
        draw_head(title, select_columns(rows, cohort, "row", "needs"))
        draw_downloads("work-list", rows)
    st.markdown(f"## {_('Not read')}")
    if cohort.rejected.empty:
        st.info(_("Every row could be read."))
    else:
        st.caption(
            _(
                "{count} entries could not be read. Their rows are kept, and have a tier only where IHC alone gives it.",
                count=f"{len(cohort.rejected):,}",
            )
        )
    draw_unread(file, cohort)
    if not cohort.rejected.empty:
        draw_rejected(cohort)
    draw_read(cohort)


def draw_specimens(file: File, cohort: Cohort, review: Lists) -> None:
    """Draw the specimens of one patient that disagree; they are never averaged."""
    title = _("Specimens of one patient that disagree")
    st.markdown(f"## {title}")
    patient, differ = cohort.columns.get(Column.PATIENT), review.disagreeing
    if patient is None or differ is None:
        st.caption(_("Choose the column that names the patient to compare specimens."))
        return
    st.caption(
        _(
            "{patients} of {compared} patients with several specimens that could be read.",
            patients=f"{differ[patient].nunique():,}",
            compared=f"{review.compared or 0:,}",
        )
    )
    if differ.empty:
        return
    case = session().case
    laboratory = {name.value: case.text(name) for name in SETTINGS if case.has(name)}
    reading = Reading(cohort.columns, laboratory, dict(list_mapped(file)))
    head = name_pairs(differ, reading, differ[patient].head(MOST).unique()).head(MOST)
    draw_head(title, select_columns(head, cohort, "row").assign(**{PAIR: head[PAIR]}), len(differ))
    draw_downloads("specimens", differ, lambda: name_pairs(differ, reading))
    draw_patient(differ, reading)


def draw_table(file: File, cohort: Cohort) -> None:
    """Draw the classified table, and by which settings its counts were read."""
    title = _("The classified table")
    st.markdown(f"## {title}")
    if any(role in cohort.columns for role in COUNTS):
        rule = label(session().case.copy_rule)
        st.caption(_("Counts are read with the laboratory settings of the sidebar: {rule}.", rule=rule))
    with drawer("cohort-table", _("The first rows")) as is_open:
        if is_open:
            draw_head(title, annotate(cohort))
    notes = [_(note) for note in (*file.notes, *cohort.notes)]
    draw_downloads("cohort", cohort.frame, lambda: annotate(cohort), notes)


def draw_answer(file: File, columns: Mapping[Column, str]) -> None:
    """Draw all that the file shows, from the charts to the lists."""
    place = st.empty()
    cohort = classify_file(file, columns)
    with place:
        draw_notes(file, cohort)
    if cohort is None:
        return
    draw_tiers(cohort)
    draw_groups(cohort)
    review = review_cohort(cohort, cohort_id(file, columns))
    if review:
        draw_work_list(file, cohort, review.work_list)
        draw_specimens(file, cohort, review)
    draw_table(file, cohort)


def draw_example() -> None:
    """Draw what a file is answered with; so the browser has loaded what draws it before one is dropped."""
    title = _("Example: the tiers of the sample (synthetic specimens)")
    st.markdown(f"## {title}")
    counts = sample_distribution()
    draw_chart("cohort-example", title, counts, partial(distribution_chart, counts), alt=title)


start_at_app()
file = choose_file()
file = read_reports(file) if file else None
columns = choose_columns(file) if file else None
if file and columns:
    draw_answer(file, columns)
elif file:
    draw_notes(file, None)
elif session().cohort.chosen is None:
    draw_example()
