"""How one figure is said: the same words in charts, tables and exports."""

from collections.abc import Iterable, Sequence

import pandas as pd

from her2core.evidence.frames import NOT_GIVEN, NOT_REACHED, Record
from her2core.evidence.models import Benefit
from her2core.labels import label_of
from her2core.language import Message, _, join_words
from her2core.terms import Endpoint, Measure, Tier, TiersBasis

BIOMARKER = "biomarker"
ASSUMED = Message("assumed: the source says HER2-positive alone")


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
    limits = row["ci_printed"].replace(NOT_REACHED, _("not reached")).replace(NOT_GIVEN, _("not given"))
    return f" ({_('{level} % CI {limits}', level=row['ci_level'], limits=limits)}{calculated})"


def outcome(row: Record) -> str:
    """Format an outcome in words: "ORR 43 % (95 % CI 30-57)"."""
    return f"{endpoint(row)} {value(row)}{interval(row)}"


def contrast(row: Record) -> str:
    """Format a contrast in words: "PFS: HR 0.74 (95 % CI 0.60-0.91)"; one by a biomarker says that it is no effect."""
    by_biomarker = _(" by a biomarker, same drug in both groups") if is_by_biomarker(row) else ""
    limits = interval(row) or f" ({_('interval not reported')})"
    return f"{endpoint(row)}: {label_of(Measure, row['measure'])} {row['value_printed']}{limits}{by_biomarker}"


def is_by_biomarker(row: Record) -> bool:
    """Tell whether both groups of a contrast had the same drug, so that it is no effect of treatment."""
    return bool(row["contrast"] == BIOMARKER)


def arms(row: Record) -> str:
    """Format the two arms of a contrast."""
    return _("{experimental} vs {control}", experimental=row["experimental_label"], control=row["control_label"])


def probability(row: Record) -> str:
    """Format the p value as reported: "p = 0.03", "p <0.001", "p = 0.02, one-sided"; "" where none is held."""
    if pd.isna(row["p"]):
        return ""
    sided = ", " + _("one-sided") if row["p_sided"] == 1 else ""
    return (f"p {row['p']}" if str(row["p"])[:1] in "<>=" else f"p = {row['p']}") + sided


def tiers(values: Iterable[str], basis: str = TiersBasis.STATED) -> str:
    """Format tiers in words, and that they are assumed where the source does not state them."""
    named = join_words(label_of(Tier, tier) for tier in values)
    return f"{named} ({_(ASSUMED)})" if basis == TiersBasis.ASSUMED else named


def benefit(score: Benefit | Sequence[str]) -> str:
    """Format a published score of benefit: its scale and version, its form, and of whom it holds."""
    parts = (
        (score.scale, score.version, score.score, score.form, score.population) if isinstance(score, Benefit) else score
    )
    scale, version, grade, form, population = parts
    return _(
        "{scale} {version}: {score} (form: {form}; {population})",
        scale=scale,
        version=version,
        score=grade,
        form=form,
        population=population,
    )


def caution(row: Record) -> str:
    """Format what must be known before a figure is read beside others, with its sign; "" where nothing is."""
    return "⚠ " + _(row["caution"]) if isinstance(row["caution"], str) else ""


def verified(how_often: str) -> str:
    """Format how often a figure was verified."""
    return {"once": _("one source"), "twice": _("two sources")}[how_often]


def grades(any_grade: float | None, grade_3_plus: float | None, grade_3_4: float | None) -> list[str]:
    """Format how often an event was reported, by grade: what is not reported is left out, never 0."""
    figures = ((_("any grade"), any_grade), (_("grade 3 or more"), grade_3_plus), (_("grade 3-4"), grade_3_4))
    return [f"{title} {figure} %" for title, figure in figures if figure is not None]


def attribution(treatment_related: object) -> str:
    """Tell whether an event counts as caused by the treatment."""
    if treatment_related is None or pd.isna(treatment_related):  # type: ignore[call-overload]
        return _("not stated")
    return _("treatment-related") if treatment_related else _("any cause")
