"""The figures of a chart as a table."""

import pandas as pd
from markupsafe import Markup

from her2core.evidence import Evidence, wording
from her2core.evidence.frames import Record, records
from her2core.labels import label, label_of
from her2core.language import _
from her2core.query.question import Question
from her2core.query.views import VIEWS, Form
from her2core.statistics.proportions import add_calculated_intervals
from her2core.terms import Analysis, Role, Setting, SourceKind, TrialStatus
from pages.parts.shared.citation import cite_figure
from pages.parts.shared.markup import lines, show, table


def draw_figures_table(question: Question, figures: pd.DataFrame, evidence: Evidence) -> None:
    """Draw every figure of the chart as a table."""
    form = VIEWS[question.view].form
    if form is Form.TIMELINE:
        show(freshness_table(figures))
    elif form is Form.OVERVIEW:
        show(_overview_table(figures))
    elif form is Form.CONTRASTS:
        show(comparisons_table(figures, evidence))
    else:
        show(outcomes_table(figures, evidence))


def outcomes_table(figures: pd.DataFrame, evidence: Evidence, named: bool = True) -> Markup:
    """Return reported figures, one row a figure, with everything that qualifies it; `named` by their trial or not."""
    rows = records(add_calculated_intervals(figures))
    return table(
        _("Reported figures"),
        [*_trial_titles(named), _("Arm"), _("Value"), "n", *_qualifier_titles()],
        [
            [
                *_trial_cells(row, named),
                _(row["arm_label"]) + (f" ({label(Role.CONTROL)})" if row["role"] == Role.CONTROL else ""),
                wording.outcome(row),
                _format_n(row),
                *_qualifier_cells(row, evidence),
            ]
            for row in rows
        ],
        captioned=False,
    )


def comparisons_table(figures: pd.DataFrame, evidence: Evidence, named: bool = True) -> Markup:
    """Return reported contrasts, one row a contrast; `named` by their trial or not."""
    return table(
        _("Reported comparisons"),
        [*_trial_titles(named), _("Comparison"), _("Value"), "p", *_qualifier_titles()],
        [
            [
                *_trial_cells(row, named),
                wording.arms(row),
                wording.contrast(row),
                wording.probability(row).removeprefix("p = "),
                *_qualifier_cells(row, evidence),
            ]
            for row in records(figures)
        ],
        captioned=False,
    )


def _trial_titles(named: bool) -> list[str]:
    return [_("Trial")] if named else []


def _trial_cells(row: Record, named: bool) -> list[str]:
    return [lines([_(row["trial_name"]), label_of(Setting, row["setting"])])] if named else []


def _qualifier_titles() -> list[str]:
    return [_("Population; analysis"), _("Tiers"), _("Source")]


def _qualifier_cells(row: Record, evidence: Evidence) -> list[str]:
    """Of whom a figure is, and where it comes from, under `_qualifier_titles`."""
    return [
        lines([_(row["population"]), label_of(Analysis, row["analysis"]), *_cautions(row, evidence)]),
        wording.tiers(row["tiers"], row["tiers_basis"]),
        cite_figure(row, evidence),
    ]


def _cautions(row: Record, evidence: Evidence) -> list[str]:
    """What must be known before a figure is read beside others."""
    cautions = [] if row["her2_directed"] or row.get("role") == Role.CONTROL else [_("no HER2-directed drug")]
    cautions += [wording.caution(row)] if wording.caution(row) else []
    about = [each for each in evidence.trials[row["trial"]].disagreements if row["endpoint"] in each.endpoints]
    return [*cautions, *("⚠ " + _("Sources disagree: {about}", about=each.about) for each in about)]


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


def _format_n(row: Record) -> str:
    if pd.isna(row["n"]):
        return ""
    return f"{row['responders']:.0f}/{row['n']:.0f}" if pd.notna(row["responders"]) else f"{row['n']:.0f}"
