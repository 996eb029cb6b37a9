"""The figures of the charts of Safety as tables."""

import pandas as pd
from markupsafe import Markup

from her2core.evidence import Evidence, wording
from her2core.evidence.frames import Record, records
from her2core.language import _
from pages.parts.shared.citation import cite_figure
from pages.parts.shared.markup import lines, table


def event_columns() -> list[str]:
    """Return the titles of what is known of one event of one arm."""
    return [
        _("Event"),
        _("Any grade"),
        _("Grade 3 or more"),
        _("Grade 3-4"),
        "n",
        _("Attribution; population"),
        _("Source"),
    ]


def event_cells(row: Record, evidence: Evidence) -> list[str]:
    """Return one event of one arm, under `event_columns`."""
    population = _(row["population"]) if isinstance(row["population"], str) else ""
    return [
        _(row["event"]),
        *(_format_percent(row[f"{grade}_printed"]) for grade in ("any_grade", "grade_3_plus", "grade_3_4")),
        "" if pd.isna(row["n"]) else f"{row['n']:.0f}",
        lines([wording.attribution(row["treatment_related"]), population]),
        cite_figure(row, evidence),
    ]


def toxicity_table(frame: pd.DataFrame, evidence: Evidence) -> Markup:
    """Return every reported rate, one row an event of an arm."""
    return table(
        _("Toxicity by regimen"),
        [_("Trial; arm"), *event_columns()],
        [[lines([_(row["trial_name"]), _(row["arm_label"])]), *event_cells(row, evidence)] for row in records(frame)],
        captioned=False,
    )


def differences_table(differences: pd.DataFrame, evidence: Evidence) -> Markup:
    """Return every calculated difference, with the percentages it comes from."""
    return table(
        _("Differences between randomised arms"),
        [
            _("Trial"),
            _("Event"),
            _("Experimental arm"),
            _("Control arm"),
            _("Difference, percentage points"),
            _("Attribution"),
            _("Source"),
        ],
        [
            [
                _(row["trial_name"]),
                _(row["event"]),
                f"{_(row['experimental_label'])}: {row['printed_experimental']} % (n = {row['n_experimental']:.0f})",
                f"{_(row['control_label'])}: {row['printed_control']} % (n = {row['n_control']:.0f})",
                _(
                    "{value} (95 % CI {low} to {high}, calculated)",
                    value=f"{row['value']:.1f}",
                    low=f"{row['ci_low']:.1f}",
                    high=f"{row['ci_high']:.1f}",
                ),
                wording.attribution(row["treatment_related"]),
                cite_figure(row, evidence),
            ]
            for row in records(differences)
        ],
        captioned=False,
    )


def _format_percent(printed: str | None) -> str:
    return f"{printed} %" if isinstance(printed, str) else _("not reported")
