"""Rows of figures grouped by trial: what rate and median charts share."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

import pandas as pd

from her2core.charts.mark import Mark
from her2core.charts.theme import CLASS_COLOURS
from her2core.evidence import wording
from her2core.evidence.frames import NOT_GIVEN, Record, records
from her2core.evidence.models import TrialDisagreement
from her2core.evidence.regimens import leading_class
from her2core.labels import capital, label, label_of
from her2core.language import _, join_words
from her2core.terms import Allocation, Analysis, Role, Setting, SourceKind, TiersBasis

Disagreements = Mapping[str, tuple[TrialDisagreement, ...]]
PEER_REVIEWED = {SourceKind.PAPER.value, SourceKind.LABEL.value}


def group_by_trial(figures: pd.DataFrame) -> list[tuple[str, list[Record]]]:
    """Group the rows of each trial, newest report first: an order of time, not a ranking."""
    newest = figures.assign(newest=figures.groupby("trial")["source_year"].transform("max"))
    newest = newest.sort_values(["newest", "trial_name", "trial"], ascending=[False, True, True], kind="stable")
    return [(trial, list(rows)) for trial, rows in groupby(records(newest), key=itemgetter("trial"))]


def number(value: float) -> float | None:
    """Read a number of a frame, None where it is missing."""
    return None if pd.isna(value) else float(value)


def describe_trial(row: Record) -> str:
    """Describe what a reader needs to know of the trial: phase, setting, region, report, data cut-off."""
    parts = [
        _("phase {phase}", phase=row["phase"]) if str(row["phase"])[:1].isdigit() else _(str(row["phase"])),
        label_of(Setting, row["setting"]),
        join_words(_(region) for region in row["regions"]),
        label_of(SourceKind, row["source_kind"])
        + (f" {row['source_year']:.0f}" if pd.notna(row["source_year"]) else ""),
    ]
    parts += [_("cut-off {date}", date=row["data_cutoff"])] if _known(row["data_cutoff"]) else []
    return " · ".join(parts)


def describe_population(row: Record) -> str:
    """Describe the population, n, assessor, and whether it is a subgroup."""
    parts = [_(row["population"])]
    if pd.notna(row["n"]):
        responders = f"{row['responders']:.0f}/" if pd.notna(row["responders"]) else ""
        parts.append(f"{responders}{row['n']:.0f}" if responders else f"n = {row['n']:.0f}")
    if _known(row["assessor"]):
        parts.append({"independent": _("independent review"), "investigator": _("investigator")}[row["assessor"]])
    if row["confirmed"] is not None and _known(row["confirmed"]):
        parts.append(_("confirmed") if row["confirmed"] else _("unconfirmed"))
    if row["analysis"] == Analysis.SUBGROUP:
        parts.append(label(Analysis.SUBGROUP))
    if row["role"] == Role.CONTROL:
        is_control = row["allocation"] == Allocation.RANDOMISED
        parts.append(_("control arm") if is_control else _("compared with, not randomised"))
    elif not row["her2_directed"]:
        parts.append(_("no HER2-directed drug"))
    parts.append(describe_match(row))
    return " · ".join(parts)


def describe_match(row: Record) -> str:
    """Describe whether a population holds the tiers asked for alone, and whether its tiers are assumed."""
    match = _("includes other tiers") if row["match"] == "includes" else _("these tiers only")
    return f"{match}, {_('tier assumed')}" if row["tiers_basis"] == TiersBasis.ASSUMED else match


def find_other_scale(figures: pd.DataFrame) -> str | None:
    """Find the PD-L1 scale (CPS, TAP) whose figures are said in words, where both are among the figures: never one axis."""
    scales = figures["pdl1_assay"].dropna().value_counts()
    return str(scales.index[-1]) if len(scales) > 1 else None


def mark(row: Record) -> Mark:
    """Make the mark of a rate or a median; a median that is missing was not reached."""
    return Mark(
        value=number(row["value"]),
        low=number(row["ci_low"]),
        high=number(row["ci_high"]),
        colour=class_colour(row),
        shape=shape(row),
        is_open=row["role"] == Role.CONTROL and row["allocation"] == Allocation.RANDOMISED,
        dotted=row["source_kind"] not in PEER_REVIEWED,
        hover=hover(row),
        trial=row["trial"],
        lacks_upper=row["ci_printed"].endswith(NOT_GIVEN),
    )


def class_colour(row: Record) -> str:
    """Return the colour of an arm's leading class."""
    return CLASS_COLOURS[leading_class(row["classes"])]


def shape(row: Record) -> str:
    """Choose a circle for a population of these tiers only, a diamond for a mixture that includes them."""
    return "diamond" if row["match"] == "includes" else "circle"


def hover(row: Record) -> str:
    """Return what a mark says when it is pointed at."""
    return f"{_(row['trial_name'])}<br>{_(row['arm_label'])}<br>{wording.outcome(row)}<br>{capital(leading_class(row['classes']))}"


def _known(value: object) -> bool:
    return not (value is None or (isinstance(value, float) and value != value) or value is pd.NA)
