"""Rows of figures grouped by trial: what rate and median charts share."""

from collections.abc import Callable, Mapping
from itertools import groupby
from operator import itemgetter

import pandas as pd

from her2core.charts.mark import Mark
from her2core.charts.sheet import Sheet, warning
from her2core.charts.theme import CLASS_COLOURS
from her2core.evidence import wording
from her2core.evidence.frames import Record, records
from her2core.evidence.models import TrialDisagreement
from her2core.evidence.regimens import leading_class
from her2core.labels import capital, label, label_of
from her2core.language import Message, _, join_words
from her2core.terms import Allocation, Analysis, Role, Setting, SourceKind, TiersBasis

Disagreements = Mapping[str, tuple[TrialDisagreement, ...]]
ALLOCATIONS = {
    Allocation.RANDOMISED: Message("Randomised trials"),
    Allocation.SINGLE_ARM: Message("Single-arm trials: no control"),
    Allocation.NON_RANDOMISED: Message("Not randomised: cohorts and registries"),
}
PEER_REVIEWED = {SourceKind.PAPER.value, SourceKind.LABEL.value}


def draw_trials(
    sheet: Sheet,
    figures: pd.DataFrame,
    mark: Callable[[Record], Mark],
    contrasts: pd.DataFrame | None = None,
    disagreements: Disagreements | None = None,
) -> None:
    """Draw every figure under its trial, randomised trials first, with its contrast and disagreements."""
    beside = {} if contrasts is None else dict(group_by_trial(contrasts))
    warning(sheet)
    sheet.text(key(figures), quiet=True)
    sheet.gap()
    for allocation, heading in ALLOCATIONS.items():
        of_design = figures[figures["allocation"] == allocation.value]
        if of_design.empty:
            continue
        sheet.text(_(heading), bold=True, accent=True)
        sheet.gap(0.5)
        for trial, rows in group_by_trial(of_design):
            _trial(sheet, rows, mark, find_other_scale(figures))
            _contrasts(sheet, beside.get(trial, []))
            for disagreement in (disagreements or {}).get(trial, ()):
                disagreement_lines(sheet, disagreement)
            sheet.gap(0.5)
            sheet.rule()


def group_by_trial(figures: pd.DataFrame) -> list[tuple[str, list[Record]]]:
    """Group the rows of each trial, newest report first: an order of time, not a ranking."""
    newest = figures.assign(newest=figures.groupby("trial")["source_year"].transform("max"))
    newest = newest.sort_values(["newest", "trial_name", "trial"], ascending=[False, True, True], kind="stable")
    return [(trial, list(rows)) for trial, rows in groupby(records(newest), key=itemgetter("trial"))]


def number(value: float) -> float | None:
    """Read a number of a frame, None where it is missing."""
    return None if pd.isna(value) else float(value)


def _trial(sheet: Sheet, rows: list[Record], mark: Callable[[Record], Mark], other_scale: str | None) -> None:
    head = rows[0]
    sheet.text(_(head["trial_name"]), bold=True)
    sheet.text(describe_trial(head), quiet=True)
    placed: list[tuple[Record, float, Mark]] = []
    for row in rows:
        sheet.begin_row()
        sheet.text(f"{wording.outcome(row)}  {_(row['arm_label'])}", bold=row["role"] != Role.CONTROL)
        sheet.text(describe_population(row), quiet=True)
        if row["source_review"]:
            sheet.text("★ " + _("singled out by the source review"), accent=True)
        if not write_caution(sheet, row, other_scale):
            continue
        drawn = mark(row)
        placed.append((row, sheet.mark(drawn), drawn))
    if head["allocation"] == Allocation.RANDOMISED:
        _link_arms(sheet, placed)


def _link_arms(sheet: Sheet, placed: list[tuple[Record, float, Mark]]) -> None:
    """The randomised contrast: each experimental mark joined to the control of the same population."""
    for row, at, mark in placed:
        for other, its_at, its_mark in placed:
            same = all(
                _is_same_population(row[key], other[key]) for key in ("endpoint", "at_months", "population", "source")
            )
            opposed = row["role"] == Role.EXPERIMENTAL and other["role"] == Role.CONTROL
            if same and opposed and mark.value is not None and its_mark.value is not None:
                sheet.link((mark.value, at), (its_mark.value, its_at))


def _is_same_population(one: object, other: object) -> bool:
    return one == other or bool(pd.isna(one) and pd.isna(other))  # type: ignore[call-overload]


def _contrasts(sheet: Sheet, rows: list[Record]) -> None:
    """The contrasts of a trial in words; where it has several, each says between which arms."""
    several = len({(row["experimental"], row["control"]) for row in rows}) > 1
    for row in rows:
        parts = [wording.contrast(row), _(row["population"])]
        if several:
            parts.append(wording.arms(row))
        sheet.text(" · ".join(parts), quiet=True)
    for score in rows[0]["benefit"] if rows else ():
        sheet.text(wording.benefit(score), quiet=True)


def disagreement_lines(sheet: Sheet, disagreement: TrialDisagreement) -> None:
    """Tell what sources say differently, and how it is read here."""
    sheet.text("⚠ " + _("Sources disagree: {about}", about=disagreement.about), bold=True)
    for line in disagreement.says:
        sheet.text("– " + _(line), quiet=True)
    sheet.text(_("Our reading: {reading}", reading=disagreement.reading), quiet=True)


def describe_trial(row: Record) -> str:
    """Describe what a reader needs to know of the trial: phase, setting, region, report, data cut-off."""
    parts = [
        _("phase {phase}", phase=row["phase"]) if str(row["phase"])[:1].isdigit() else _(str(row["phase"])),
        label_of(Setting, row["setting"]),
        join_words(_(region) for region in row["regions"]),
        label_of(SourceKind, row["source_kind"])
        + (f" {row['source_year']:.0f}" if pd.notna(row["source_year"]) else ""),
        _("cut-off {date}", date=row["data_cutoff"]) if _known(row["data_cutoff"]) else _("cut-off not stated"),
    ]
    return " · ".join(parts)


def describe_population(row: Record) -> str:
    """Describe the population, n, assessor, and whether it is a subgroup."""
    parts = [_(row["population"])]
    if pd.notna(row["n"]):
        responders = f"{row['responders']:.0f}/" if pd.notna(row["responders"]) else ""
        parts.append(f"{responders}{row['n']:.0f}" if responders else f"n = {row['n']:.0f}")
    else:
        parts.append(_("n not stated"))
    if _known(row["assessor"]):
        parts.append({"independent": _("independent review"), "investigator": _("investigator")}[row["assessor"]])
    if row["confirmed"] is not None and _known(row["confirmed"]):
        parts.append(_("confirmed") if row["confirmed"] else _("unconfirmed"))
    if row["analysis"] == Analysis.SUBGROUP:
        parts.append(label(Analysis.SUBGROUP))
    if row["role"] == Role.CONTROL:
        parts.append(_("control arm"))
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


def write_caution(sheet: Sheet, row: Record, other_scale: str | None = None) -> bool:
    """Write what must be known before a figure is read; return whether its mark may stand on the axis."""
    if wording.caution(row):
        sheet.text(wording.caution(row))
    on_axis = not (other_scale and row["pdl1_assay"] == other_scale)
    if not on_axis:
        sheet.text(_("PD-L1 by another scale than the other figures: not drawn on this axis"), quiet=True)
    return on_axis


def mark(row: Record) -> Mark:
    """Make the mark of a rate or a median; a median that is missing was not reached."""
    return Mark(
        value=number(row["value"]),
        low=number(row["ci_low"]),
        high=number(row["ci_high"]),
        colour=class_colour(row),
        shape=shape(row),
        is_open=row["role"] == Role.CONTROL,
        dotted=row["source_kind"] not in PEER_REVIEWED,
        hover=hover(row),
        trial=row["trial"],
    )


def class_colour(row: Record) -> str:
    """Return the colour of an arm's leading class."""
    return CLASS_COLOURS[leading_class(row["classes"])]


def shape(row: Record) -> str:
    """Choose a circle for a population of these tiers only, a diamond for a mixture that includes them."""
    return "diamond" if row["match"] == "includes" else "circle"


def key(figures: pd.DataFrame) -> str:
    """Explain how to read the marks that are drawn."""
    parts = [_("● these tiers only"), _("◆ includes other tiers"), _("filled: treated, open: control arm")]
    if not set(figures["source_kind"]) <= PEER_REVIEWED:
        parts.append(_("dotted: abstract, release or review"))
    parts.append(_("Colour: class of agent"))
    return ". ".join(parts) + "."


def hover(row: Record) -> str:
    """Return what a mark says when it is pointed at."""
    return f"{_(row['trial_name'])}<br>{_(row['arm_label'])}<br>{wording.outcome(row)}<br>{capital(leading_class(row['classes']))}"


def _known(value: object) -> bool:
    return not (value is None or (isinstance(value, float) and value != value) or value is pd.NA)
