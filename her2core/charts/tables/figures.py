"""Reported figures as tables, one row a figure, with everything that qualifies it."""

import pandas as pd

from her2core.charts.tables.model import Reference, Row, Table
from her2core.evidence import Evidence, wording
from her2core.evidence.frames import Record, records
from her2core.labels import label, label_of
from her2core.language import _
from her2core.statistics.proportions import add_calculated_intervals
from her2core.terms import Analysis, Role, Setting


def outcomes_table(figures: pd.DataFrame, evidence: Evidence, named: bool = True) -> Table:
    """Return rates and medians; `named` by their trial or not.

    Parameters
    ----------
    figures : rows of the outcomes frame
    """
    rows = [
        Row(
            (
                *_list_trial(row, named),
                (_(row["arm_label"]) + (f" ({label(Role.CONTROL)})" if row["role"] == Role.CONTROL else ""),),
                (wording.outcome(row),),
                (_format_n(row),),
                *_qualify(row, evidence),
            ),
            refer(row, evidence),
        )
        for row in records(add_calculated_intervals(figures))
    ]
    return Table(_("Reported figures"), (*_head(named), _("Arm"), _("Value"), "n", *_heads()), rows)


def comparisons_table(contrasts: pd.DataFrame, evidence: Evidence, named: bool = True) -> Table:
    """Return contrasts between two arms; `named` by their trial or not.

    Parameters
    ----------
    contrasts : rows of the comparisons frame
    """
    rows = [
        Row(
            (
                *_list_trial(row, named),
                (wording.arms(row),),
                (wording.contrast(row),),
                (wording.probability(row).removeprefix("p = "),),
                *_qualify(row, evidence),
            ),
            refer(row, evidence),
        )
        for row in records(contrasts)
    ]
    return Table(_("Reported comparisons"), (*_head(named), _("Comparison"), _("Value"), "p", *_heads()), rows)


def refer(row: Record, evidence: Evidence) -> Reference:
    """Return where a figure comes from, and how often it was verified."""
    source = evidence.trials[row["trial"]].source(row["source"])
    return Reference(source.citation, source.link, row["verified"])


def _head(named: bool) -> list[str]:
    return [_("Trial")] if named else []


def _list_trial(row: Record, named: bool) -> list[tuple[str, ...]]:
    return [(_(row["trial_name"]), label_of(Setting, row["setting"]))] if named else []


def _heads() -> tuple[str, str]:
    return _("Population; analysis"), _("Tiers")


def _qualify(row: Record, evidence: Evidence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of whom a figure is, under `_heads`, and what must be known before it is read beside others."""
    cautions = [] if row["her2_directed"] or row.get("role") == Role.CONTROL else [_("no HER2-directed drug")]
    cautions += [wording.caution(row)] if wording.caution(row) else []
    about = [each for each in evidence.trials[row["trial"]].disagreements if row["endpoint"] in each.endpoints]
    cautions += ["⚠ " + _("Sources disagree: {about}", about=each.about) for each in about]
    return (
        (_(row["population"]), label_of(Analysis, row["analysis"]), *cautions),
        (wording.tiers(row["tiers"], row["tiers_basis"]),),
    )


def _format_n(row: Record) -> str:
    if pd.isna(row["n"]):
        return ""
    return f"{row['responders']:.0f}/{row['n']:.0f}" if pd.notna(row["responders"]) else f"{row['n']:.0f}"
