"""What a line of a forest says, what stands behind it, and what its signs mean."""

from collections.abc import Iterable, Sequence

import pandas as pd

from her2core.charts.rows import PEER_REVIEWED, describe_match, describe_population, describe_trial
from her2core.charts.text import break_lines, escape
from her2core.evidence import wording
from her2core.evidence.frames import NOT_GIVEN, NOT_REACHED, Record
from her2core.evidence.models import TrialDisagreement
from her2core.evidence.selection import ONLY
from her2core.labels import label_of
from her2core.language import Message, _
from her2core.terms import Measure

USUAL_LEVEL = 95
STAR, CAUTION, ABSTRACT = "★", "⚠", "°"
KEY = {
    "only": Message("● these tiers only"),
    "includes": Message("◆ includes other tiers"),
    "control": Message("open: randomised control"),
    "undirected": Message("grey: no HER2-directed drug"),
    "n": Message("area: n"),
    "abstract": Message("dotted and °: abstract, release or review"),
    "calculated": Message("calc.: interval calculated (Wilson, 95 %)"),
    "star": Message("★ singled out by the source review"),
    "caution": Message("⚠ caution, or sources disagree: said where the figure is pointed at and in its trial"),
    "caution said": Message("⚠ caution, or sources disagree: said below the figure or the trial"),
    "not reached": Message("NR and ▷: not reached"),
    "not given": Message("?: upper limit not given"),
    "no interval": Message("–: interval not reported"),
    "this tier": Message("● this tier only"),
    "not this tier": Message("◆ includes other tiers, or part of the tier"),
    "rate": Message("calc. before an interval: rate calculated from the patients counted"),
    "range": Message("line without a mark: range of several series"),
    "reported": Message("■ compared in a trial"),
    "counted": Message("calc.: calculated from patients with the event"),
    "indirect": Message("open ◆, dotted: indirect, calculated through a control"),
    "other scale": Message("no mark: PD-L1 by another scale, never on the same axis"),
}
"""What the key explains, in its order."""


def key(signs: Iterable[str]) -> str:
    """Explain the marks and the signs that are drawn, and no others."""
    drawn = set(signs)
    return " · ".join(_(words) for sign, words in KEY.items() if sign in drawn)


def format_value(row: Record) -> str:
    """Format the figure as printed; a median that is missing was not reached."""
    return _("NR") if pd.isna(row["value"]) else str(row["value_printed"])


def format_limits(row: Record) -> str:
    """Format the interval in brackets, with its level where it is not the usual one and that it is calculated; "" without one."""
    if not row["ci_printed"]:
        return ""
    level = "" if row["ci_level"] == USUAL_LEVEL else f"{row['ci_level']:.0f} %: "
    limits = row["ci_printed"].replace(NOT_REACHED, _("NR")).replace(NOT_GIVEN, "?")
    calculated = " " + _("calc.") if row.get("interval") == "calculated" else ""
    return f"({level}{limits}{calculated})"


def format_contrast(row: Record) -> str:
    """Format a contrast in short: its measure, its value and its interval."""
    is_ratio = row["measure"] != Measure.DIFFERENCE
    name = row["measure"] if is_ratio else label_of(Measure, row["measure"])
    return f"{name} {row['value_printed']} {format_limits(row)}".strip()


def find_signs(row: Record, disagreements: Sequence[TrialDisagreement]) -> set[str]:
    """Find the ids of what the key must explain of a figure."""
    signs = {"only" if row["match"] == ONLY else "includes"}
    if row["source_kind"] not in PEER_REVIEWED:
        signs.add("abstract")
    if row.get("interval") == "calculated":
        signs.add("calculated")
    if pd.isna(row["value"]) or NOT_REACHED in row["ci_printed"]:
        signs.add("not reached")
    if NOT_GIVEN in row["ci_printed"]:
        signs.add("not given")
    if bool(row.get("source_review")):
        signs.add("star")
    if wording.caution(row) or list_disagreements(row, disagreements):
        signs.add("caution")
    return signs


def list_disagreements(row: Record, disagreements: Sequence[TrialDisagreement]) -> list[str]:
    """List what sources of a trial say differently of the endpoint of a figure."""
    about = [each for each in disagreements if row["endpoint"] in each.endpoints]
    return [f"{CAUTION} " + _("Sources disagree: {about}", about=each.about) for each in about]


def describe_outcome(
    row: Record, contrasts: Sequence[Record], disagreements: Sequence[TrialDisagreement]
) -> tuple[str, ...]:
    """Describe a figure in full: arm, population, assessor, report, cut-off, contrasts and what speaks against it."""
    return (
        _(row["arm_label"]),
        wording.outcome(row),
        describe_population(row),
        describe_trial(row),
        *(wording.contrast(each) for each in contrasts),
        *_speak(row, disagreements),
    )


def describe_contrast(row: Record, disagreements: Sequence[TrialDisagreement]) -> tuple[str, ...]:
    """Describe a contrast in full: arms, population, p, report, cut-off, published scores and what speaks against it."""
    return (
        wording.arms(row),
        wording.contrast(row),
        describe_contrasted(row),
        describe_trial(row),
        *(wording.benefit(score) for score in row["benefit"]),
        *_speak(row, disagreements),
    )


def describe_contrasted(row: Record) -> str:
    """Describe of whom a contrast holds: population, n, p, tiers."""
    parts = [_(row["population"])]
    parts += [f"n = {row['n']:.0f}"] if pd.notna(row["n"]) else []
    parts += [wording.probability(row)] if wording.probability(row) else []
    return " · ".join([*parts, describe_match(row)])


def say_of_whom(arms: str, patients: str, name: str) -> str:
    """Say who had what a figure is of; the arms are left out where its line names them in full."""
    return patients if arms == name else f"{arms} · {patients}"


def _speak(row: Record, disagreements: Sequence[TrialDisagreement]) -> list[str]:
    star = [f"{STAR} " + _("singled out by the source review")] if bool(row.get("source_review")) else []
    caution = [wording.caution(row)] if wording.caution(row) else []
    return [*star, *caution, *list_disagreements(row, disagreements)]


def hover(trial: str, texts: Iterable[str]) -> str:
    """Return what a line says when it is pointed at."""
    return "<br>".join([f"<b>{escape(trial)}</b>", *(escape(line) for text in texts for line in break_lines(text))])
