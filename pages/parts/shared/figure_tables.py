"""The figures of a chart as a table."""

import pandas as pd
from markupsafe import Markup

from her2core.charts.tables import comparisons_table, outcomes_table
from her2core.evidence import Evidence
from her2core.evidence.frames import records
from her2core.labels import label_of
from her2core.language import _
from her2core.query.question import Question
from her2core.query.views import VIEWS, Form
from her2core.terms import Setting, SourceKind, TrialStatus
from pages.parts.shared.markup import lines, show, table
from pages.parts.shared.tables import render_table


def draw_figures_table(question: Question, figures: pd.DataFrame, evidence: Evidence) -> None:
    """Draw every figure of the chart as a table."""
    form = VIEWS[question.view].form
    if form is Form.TIMELINE:
        show(freshness_table(figures))
    elif form is Form.OVERVIEW:
        show(_overview_table(figures))
    elif form is Form.CONTRASTS:
        show(render_table(comparisons_table(figures, evidence)))
    else:
        show(render_table(outcomes_table(figures, evidence)))


def freshness_table(trials: pd.DataFrame) -> Markup:
    """Return how old what is held on each trial is, and how often it was verified."""
    return table(
        _("How fresh each trial is"),
        [
            _("Trial"),
            _("Status"),
            _("Newest report"),
            _("Data cut-off"),
            _("Figures collected"),
            _("Checked in one source"),
            _("Checked in two sources"),
            _("Registry"),
        ],
        [
            [
                lines([_(row["trial_name"]), label_of(Setting, row["setting"])]),
                label_of(TrialStatus, row["status"]),
                f"{row['year']:.0f}, {label_of(SourceKind, row['kind'])}"
                if pd.notna(row["year"])
                else _("not collected here"),
                row["data_cutoff"] if isinstance(row["data_cutoff"], str) else _("not stated"),
                str(row["figures"]),
                str(row["verified_once"]),
                str(row["verified_twice"]),
                row["registry"] if isinstance(row["registry"], str) else _("not collected here"),
            ]
            for row in records(trials)
        ],
        captioned=False,
    )


def _overview_table(figures: pd.DataFrame) -> Markup:
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
