"""What the view at a glance says: its numbers, its signs, and what stands behind a row."""

from collections.abc import Iterable

from her2core.charts.folding import Fold
from her2core.charts.glance.model import RATES, ArmRow, Cell, Column, TrialRows
from her2core.charts.rows import PEER_REVIEWED, describe_match, describe_population
from her2core.charts.text import break_lines
from her2core.evidence import wording
from her2core.evidence.frames import NOT_GIVEN, NOT_REACHED
from her2core.evidence.selection import ONLY
from her2core.evidence.strength import find_rank
from her2core.guidance.label_answers import LabelAnswer, describe_answer
from her2core.language import _
from her2core.terms import Agency, Role

STAR, SUBGROUP, RELATED, ABSTRACT = "★", "†", "‡", "°"
USUAL_LEVEL = 95


def name_column(column: Column) -> str:
    """Name a column with its unit."""
    return f"{'/'.join(column)}, {'%' if set(column) & RATES else _('months')}"


def format_value(cell: Cell) -> str:
    """Format the number of a figure as printed, with its signs; a median that is missing was not reached."""
    figure = cell.figure
    value = _("NR") if figure["value"] != figure["value"] else str(figure["value_printed"])
    value = f"{figure['endpoint']} {value}" if cell.is_other else value
    return value + (SUBGROUP if cell.is_subgroup else "") + (STAR if figure["source_review"] else "")


def format_ratio(cell: Cell) -> str:
    """Format a hazard ratio with its interval, whose level is said where it is not the usual one."""
    row = cell.contrast
    if row is None:
        return ""
    if not row["ci_printed"]:
        return str(row["value_printed"])
    level = "" if row["ci_level"] == USUAL_LEVEL else f"{row['ci_level']:.0f} %: "
    limits = row["ci_printed"].replace(NOT_REACHED, _("NR")).replace(NOT_GIVEN, "?")
    return f"{row['value_printed']} ({level}{limits})"


def format_severe(row: ArmRow) -> str:
    """Format how many had an adverse event of grade 3 or worse."""
    if row.severe is None:
        return ""
    return f"{row.severe['grade_3_plus_printed']}{RELATED if row.severe['treatment_related'] is True else ''}"


def year(trial: TrialRows) -> str:
    """Name the year of the newest report that is shown, marked where it is no paper."""
    if trial.year is None:
        return ""
    figures = [cell.figure for row in trial.rows for cell in row.cells.values()]
    newest = {figure["source_kind"] for figure in figures if figure["source_year"] == trial.year}
    return f"{trial.year}{'' if newest & PEER_REVIEWED else ABSTRACT}"


def heading(fold: Fold[TrialRows]) -> str:
    """Name a group; of one whose groups were not allotted by chance, what its hazard ratios are."""
    kind = find_rank(fold.open[0].trial)
    name = _(fold.group.name)
    has_ratios = any(cell.contrast for trial in fold.open for row in trial.rows for cell in row.cells.values())
    if kind.is_randomised or not has_ratios:
        return name
    return _("{group}: contrasts of groups that were not randomised", group=name)


def key(rows: Iterable[ArmRow]) -> str:
    """Explain the marks and the signs that are drawn, and no others."""
    rows = list(rows)
    cells = [cell for row in rows for cell in row.cells.values()]
    parts = []
    if any(cell.figure["match"] == ONLY for cell in cells):
        parts.append(_("● these tiers only"))
    if any(cell.figure["match"] != ONLY for cell in cells):
        parts.append(_("◆ includes other tiers"))
    if any(row.arm.role is Role.CONTROL and find_rank(row.trial).is_randomised for row in rows):
        parts.append(_("open: randomised control"))
    if any(not row.arm.anti_her2 for row in rows):
        parts.append(_("grey: no HER2-directed drug"))
    parts.append(_("area: n"))
    if any(cell.figure["source_kind"] not in PEER_REVIEWED for cell in cells):
        parts.append(_("dotted and °: abstract, release or review"))
    if any(cell.is_subgroup for cell in cells):
        parts.append(_("† subgroup"))
    if any(cell.figure["source_review"] for cell in cells):
        parts.append("★ " + _("singled out by the source review"))
    if any(row.severe is not None and row.severe["treatment_related"] is True for row in rows):
        parts.append(_("‡ treatment-related"))
    if any(cell.figure["value"] != cell.figure["value"] for cell in cells):
        parts.append(_("NR: not reached"))
    return " · ".join(parts)


def describe_row(row: ArmRow, answers: tuple[LabelAnswer, ...], agency: Agency) -> str:
    """Describe an arm in full: trial, label, design, what its label answers, and where its sources disagree."""
    lines = [f"<b>{_(row.trial.name)}</b>", *break_lines(_(row.arm.label)), *break_lines(_(row.trial.design))]
    lines += break_lines(describe_answer(row.arm, answers, agency))
    lines += ["⚠ " + _("Sources disagree: {about}", about=each.about) for each in row.trial.disagreements]
    return "<br>".join(lines)


def describe_figure(row: ArmRow, cell: Cell) -> str:
    """Describe a figure in full, with its population, its hazard ratio and what must be known before it is read."""
    figure = cell.figure
    lines = [f"<b>{_(row.trial.name)}</b>", *break_lines(_(row.arm.label)), wording.outcome(figure)]
    lines += break_lines(describe_population(figure))
    if cell.contrast:
        lines += break_lines(f"{wording.contrast(cell.contrast)} · {describe_match(cell.contrast)}")
    for each in (figure, *([cell.contrast] if cell.contrast else [])):
        lines += break_lines(wording.caution(each)) if wording.caution(each) else []
    about = [each for each in row.trial.disagreements if figure["endpoint"] in each.endpoints]
    lines += ["⚠ " + _("Sources disagree: {about}", about=each.about) for each in about]
    return "<br>".join(lines)
