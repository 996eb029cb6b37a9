"""At a glance: every trial for this tier and line on one screen, the strongest design first, the rest folded."""

from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from her2core.charts.glance.model import ArmRow, Glance
from her2core.charts.glance.shown import Shown
from her2core.charts.glance.words import format_ratio, format_severe
from her2core.charts.theme import LIGHT
from her2core.evidence import Evidence, wording
from her2core.guidance import load_guidance
from her2core.guidance.label_answers import answer_labels, describe_answer
from her2core.labels import capital, label
from her2core.language import _
from her2core.query.cached_charts import glance_view, laid_out
from her2core.query.filters import Filter
from her2core.query.question import Question
from her2core.terms import Role, Setting
from pages.parts.shared.chart import draw_downloads, draw_plot
from pages.parts.shared.drawer import drawer
from pages.parts.shared.folds import draw_folds, list_opened
from pages.parts.shared.markup import lines, show, table
from pages.parts.shared.session import session
from pages.parts.shared.viewport import read_size
from pages.parts.shared.widgets import draw_button

NAME = "glance"
AROUND = 258
"""Pixels of the first screen that stand above and below the chart."""
PHONE = 1600
"""Pixels of the chart on a phone, which with all around it are three of its screens."""


def draw_settings() -> None:
    """Ask for the setting: nothing mixed over lines is shown."""
    st.info(_("Choose the setting: the view at a glance shows one line of treatment at a time."))
    with st.container(horizontal=True):
        for setting in Setting:
            choose = partial(session().set_filter, Filter.LINE, str(setting))
            draw_button(f"setting-{setting}", capital(setting), choose)


def draw_glance(evidence: Evidence, query: Question, figures: pd.DataFrame) -> None:
    """Draw the chart, what is folded with its count, the downloads and the table of all rows."""
    visit = session()
    width, height = read_size()
    parts = (
        evidence,
        query.selection,
        answer_labels(visit.assessment, load_guidance(), query.selection.setting),
        visit.filters.agency,
        list_opened(NAME),
        (width, height - AROUND if height else PHONE),
    )
    shown = laid_out(*parts)
    draw_plot(
        NAME,
        lambda mode, _wide: glance_view(*parts, mode),
        alt=_("Chart of {count} arms; the table below holds them all.", count=len(shown.rows)),
        opens=parts,
    )
    draw_folds(NAME, shown.folds, lambda trial: 1)
    title = _("At a glance")
    draw_downloads(NAME, title, figures, lambda: [glance_view(*parts, LIGHT)])
    with drawer(f"table-{NAME}", _("Table of these figures")) as is_open:
        if is_open:
            show(glance_table(shown.glance, shown))


def glance_table(glance: Glance, shown: Shown) -> Markup:
    """Return every row as a table, for those who do not see the chart, with what is folded."""
    return table(
        _("At a glance"),
        [
            _("Trial"),
            _("Arm"),
            "n",
            *("/".join(column) for column in glance.columns),
            _("Grade 3 or more, %"),
            label(shown.agency),
        ],
        [
            [
                lines([_(row.trial.name), _(group.rank.name)]),
                _(row.arm.label) + (f" ({label(Role.CONTROL)})" if row.arm.role is Role.CONTROL else ""),
                "" if row.n is None else str(row.n),
                *_figure_cells(row, glance),
                format_severe(row),
                describe_answer(row.arm, shown.answers, shown.agency),
            ]
            for group in glance.groups
            for trial in group.trials
            for row in trial.rows
        ],
        captioned=False,
    )


def _figure_cells(row: ArmRow, glance: Glance) -> list[Markup | str]:
    cells: list[Markup | str] = []
    for column in glance.columns:
        cell = row.cells.get(column)
        if cell is None:
            cells.append("")
            continue
        says = [wording.outcome(cell.figure), _(cell.figure["population"]), wording.caution(cell.figure)]
        ratio = [f"HR {format_ratio(cell)}"] if cell.contrast else []
        cells.append(lines([each for each in (*says[:1], *ratio, *says[1:]) if each]))
    return cells
