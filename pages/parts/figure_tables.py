"""The table twin of a chart, and its downloads."""

import io
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from her2core.evidence import Evidence, wording
from her2core.evidence.frames import Row, records
from her2core.filters import View
from her2core.labels import label, label_of
from her2core.language import _, current, using
from her2core.questions import Question
from her2core.report.figure_page import figure_page
from her2core.statistics import with_calculated_intervals
from her2core.terms import Analysis, Measure, Role, Setting
from pages.parts.markup import show, table


def twin(question: Question, figures: pd.DataFrame, evidence: Evidence) -> None:
    """Every figure of the chart as a table."""
    if question.view is View.OVERVIEW:
        show(_overview(figures))
    elif question.view is View.HAZARD_RATIOS:
        show(comparisons_table(figures, evidence))
    else:
        show(outcomes_table(figures, evidence))


def outcomes_table(figures: pd.DataFrame, evidence: Evidence) -> str:
    """Reported figures, one row a figure, with everything that qualifies it."""
    rows = records(with_calculated_intervals(figures))
    return table(
        _("Reported figures"),
        [
            _("Trial"),
            _("Arm"),
            _("Endpoint"),
            _("Value"),
            _("Population"),
            _("Tiers"),
            "n",
            _("Setting"),
            _("Analysis"),
            _("Source"),
            _("Verified"),
        ],
        [
            [
                _(row["trial_name"]),
                _(row["arm_label"]) + (f" ({label(Role.CONTROL)})" if row["role"] == Role.CONTROL else ""),
                wording.endpoint(row),
                f"{wording.value(row)}{wording.interval(row)}",
                _(row["population"]),
                wording.tiers(row["tiers"]),
                _n(row),
                label_of(Setting, row["setting"]),
                label_of(Analysis, row["analysis"]),
                evidence.trials[row["trial"]].source(row["source"]).citation,
                wording.verified(row["verified"]),
            ]
            for row in rows
        ],
        captioned=False,
    )


def comparisons_table(figures: pd.DataFrame, evidence: Evidence) -> str:
    """Reported contrasts, one row a contrast."""
    return table(
        _("Reported contrasts"),
        [
            _("Trial"),
            _("Contrast"),
            _("Endpoint"),
            _("Measure"),
            _("Value"),
            "p",
            _("Population"),
            _("Tiers"),
            _("Analysis"),
            _("Source"),
            _("Verified"),
        ],
        [
            [
                _(row["trial_name"]),
                wording.arms(row),
                wording.endpoint(row),
                label_of(Measure, row["measure"]),
                f"{row['value_printed']}{wording.interval(row)}",
                "" if pd.isna(row["p"]) else str(row["p"]),
                _(row["population"]),
                wording.tiers(row["tiers"]),
                label_of(Analysis, row["analysis"]),
                evidence.trials[row["trial"]].source(row["source"]).citation,
                wording.verified(row["verified"]),
            ]
            for row in records(figures)
        ],
        captioned=False,
    )


def _overview(figures: pd.DataFrame) -> str:
    return table(
        _("Response against PFS"),
        [_("Trial"), _("Arm"), _("ORR, percent"), _("Population"), _("median PFS, months"), _("Population"), "n"],
        [
            [
                _(row["trial_name"]),
                _(row["arm_label"]),
                row["value_printed_orr"],
                _(row["population_orr"]),
                row["value_printed_pfs"],
                _(row["population_pfs"]),
                "" if pd.isna(row["n_orr"]) else f"{row['n_orr']:.0f}",
            ]
            for row in records(figures)
        ],
        captioned=False,
    )


def downloads(name: str, title: str, figures: pd.DataFrame, draw: Callable[[], go.Figure]) -> None:
    """The figures as CSV, in the core's own words, and the chart as one page that needs no network."""
    language = current()  # what is built on the click is built outside this run

    def page() -> str:
        with using(language):
            return figure_page(draw(), title)

    with st.container(horizontal=True):
        st.download_button(
            _("Table (CSV)"),
            lambda: _csv(figures),
            file_name=f"her2-{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv-{name}",
        )
        st.download_button(
            _("Figure (HTML)"),
            page,
            file_name=f"her2-{name}.html",
            mime="text/html",
            on_click="ignore",
            key=f"html-{name}",
        )


def _csv(figures: pd.DataFrame) -> bytes:
    flat = figures.copy()
    for column in ("tiers", "classes", "regions"):
        if column in flat:
            flat[column] = flat[column].map("; ".join)
    text = io.StringIO()
    flat.to_csv(text, index=False)
    # The mark at the start tells spreadsheets that this is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _n(row: Row) -> str:
    if pd.isna(row["n"]):
        return ""
    return f"{row['responders']:.0f}/{row['n']:.0f}" if pd.notna(row["responders"]) else f"{row['n']:.0f}"
