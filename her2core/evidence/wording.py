"""How one figure is said: the same words in charts, tables and exports."""

from collections.abc import Iterable

import pandas as pd

from her2core.evidence.frames import Record
from her2core.labels import label_of
from her2core.language import _, join_words
from her2core.terms import Endpoint, Measure, Tier


def endpoint(row: Record) -> str:
    """Format the endpoint, with its landmark: "PFS at 12 months"."""
    at = ""
    if pd.notna(row["at_months"]):
        at = _(" at {months} months", months=f"{row['at_months']:.0f}")
    return label_of(Endpoint, row["endpoint"]) + at


def value(row: Record) -> str:
    """Format the value with its unit; a median that is missing was not reached."""
    if pd.isna(row["value"]):
        return _("not reached")
    if row["unit"] == "percent":
        return f"{row['value_printed']} %"
    return _("{months} months", months=row["value_printed"])


def interval(row: Record) -> str:
    """Format the interval in brackets with its level, marked where it is calculated; "" where none is held."""
    if not row["ci_printed"]:
        return ""
    calculated = ", " + _("calculated") if row.get("interval") == "calculated" else ""
    return f" ({_('{level} % CI {limits}', level=row['ci_level'], limits=row['ci_printed'])}{calculated})"


def outcome(row: Record) -> str:
    """Format an outcome in words: "ORR 43 % (95 % CI 30-57)"."""
    return f"{endpoint(row)} {value(row)}{interval(row)}"


def contrast(row: Record) -> str:
    """Format a contrast in words: "PFS: HR 0.74 (95 % CI 0.60-0.91)"."""
    return f"{endpoint(row)}: {label_of(Measure, row['measure'])} {row['value_printed']}{interval(row)}"


def arms(row: Record) -> str:
    """Format the two arms of a contrast."""
    return _("{experimental} v {control}", experimental=row["experimental_label"], control=row["control_label"])


def probability(row: Record) -> str:
    """Format the p value as reported: "p = 0.03", "p <0.001"; "" where none is held."""
    if pd.isna(row["p"]):
        return ""
    return f"p {row['p']}" if str(row["p"])[:1] in "<>=" else f"p = {row['p']}"


def tiers(values: Iterable[str]) -> str:
    """Format tiers in words."""
    return join_words(label_of(Tier, tier) for tier in values)


def verified(how_often: str) -> str:
    """Format how often a figure was verified."""
    return {"once": _("once"), "twice": _("twice")}[how_often]


def grades(any_grade: float | None, grade_3_plus: float | None, grade_3_4: float | None) -> list[str]:
    """Format how often an event was reported, by grade: what is not reported is left out, never 0."""
    figures = ((_("any grade"), any_grade), (_("grade 3 or more"), grade_3_plus), (_("grade 3-4"), grade_3_4))
    return [f"{title} {figure} %" for title, figure in figures if figure is not None]


def attribution(treatment_related: object) -> str:
    """Tell whether an event counts as caused by the treatment."""
    if treatment_related is None or pd.isna(treatment_related):  # type: ignore[call-overload]
        return _("not stated")
    return _("treatment-related") if treatment_related else _("any cause")
