"""What a table of toxicity says: its figures with their marks, the key, and what stands behind a cell and an arm."""

from her2core.charts.rows import PEER_REVIEWED
from her2core.charts.text import break_lines, escape
from her2core.charts.toxicity.model import ArmRow, Cell, Toxicity
from her2core.evidence.adverse_events import CAUSES, GRADES, PERCENT, Grade, cause, format_percentage, report
from her2core.evidence.frames import Record
from her2core.language import Message, _
from her2core.terms import Role

MARKS = {True: "<sup>t</sup>", False: "", None: "<sup>?</sup>"}
GRADE_3_4, ANY_GRADE, NOT_REPORTED, ABSTRACT = "*", "<sup>a</sup>", "\N{EN DASH}", "°"
BLANK = Message("Blank: not reported, never 0.")


def key(toxicity: Toxicity) -> list[str]:
    """Explain what a cell counts, and the marks that are drawn and no others."""
    grade = _("{grade}: percent of patients. The deeper the colour, the more.", grade=GRADES[toxicity.grade])
    blank, *marks = list_marks(toxicity)
    return [f"{blank} {grade}", *marks]


def list_marks(toxicity: Toxicity) -> list[str]:
    """List what an empty cell means, the marks that stand in cells and no others, and how many arms are left out."""
    cells = [row.cells[column] for row in toxicity.rows for column in toxicity.columns if column in row.cells]
    causes = {cause(cell.figure) for cell in cells}
    marks = []
    if any(column not in row.cells for row in toxicity.rows for column in row.watched):
        marks.append(f"{NOT_REPORTED} {_('not reported')}")
    if True in causes:
        marks.append(f"t {_('treatment-related; without this mark, any cause')}")
    if None in causes:
        marks.append(f"? {_('cause not stated')}")
    if any(cell.grade is not toxicity.grade for cell in cells):
        marks.append(f"a {_('any grade; grade 3 or more is not reported')}")
    if any(_is_3_4(cell) for cell in cells):
        marks.append(f"{GRADE_3_4} {_('grade 3-4; grade 3 or more is not reported')}")
    if any(_is_unreviewed(row) for row in toxicity.rows):
        marks.append(f"{ABSTRACT} {_('abstract, release or review')}")
    lines = [_(BLANK), " · ".join(marks)]
    if toxicity.others:
        lines.append(_("Arms with other figures only: {n}. They are not drawn.", n=toxicity.others))
    return [line for line in lines if line]


def format_cell(cell: Cell, grade: Grade) -> str:
    """Format a figure with its marks."""
    other_grade = ANY_GRADE if cell.grade is not grade else GRADE_3_4 if _is_3_4(cell) else ""
    return f"{format_percentage(cell.figure, cell.grade)}{other_grade}{MARKS[cause(cell.figure)]}"


def _is_3_4(cell: Cell) -> bool:
    return cell.grade is Grade.SEVERE and bool(cell.figure["severe_is_3_4"])


def _is_unreviewed(row: ArmRow) -> bool:
    """Whether a figure of an arm comes from no paper or label."""
    return any(cell.figure["source_kind"] not in PEER_REVIEWED for cell in row.cells.values())


def describe_cell(row: ArmRow, cell: Cell) -> str:
    """Describe a cell in full; other figures that are reported for it follow."""
    lines = [f"<b>{escape(_(row.trial.name))}</b>", *map(escape, break_lines(_(row.arm.label)))]
    lines.append(escape(f"{_(cell.figure['event'])}: {format_percentage(cell.figure, cell.grade)} %"))
    lines += map(escape, break_lines(_describe_figure(cell.figure, cell.grade)))
    for other in cell.beside:
        event = "" if other["event"] == cell.figure["event"] else f"{_(other['event'])} · "
        also = _("also reported: {percent} %", percent=format_percentage(other, cell.grade))
        lines += map(escape, break_lines(f"{also} · {event}{_describe_figure(other, cell.grade)}"))
    return "<br>".join(lines)


def _describe_figure(figure: Record, grade: Grade) -> str:
    """Grade, n, population, cause and report of one figure."""
    is_3_4 = grade is Grade.SEVERE and figure["severe_is_3_4"]
    n = _("n not stated") if figure["n"] != figure["n"] else f"n = {figure['n']:.0f}"
    parts = [_("Grade 3-4") if is_3_4 else _(GRADES[grade]), n]
    if isinstance(figure["population"], str):
        parts.append(_(figure["population"]))
    return " · ".join([*parts, _(CAUSES[cause(figure)]), report(figure)])


def describe_arm(row: ArmRow) -> str:
    """Describe an arm in full."""
    control = [_("control arm")] if row.arm.role is Role.CONTROL else []
    reports = dict.fromkeys(report(cell.figure) for cell in row.cells.values())
    about = [*break_lines(_(row.arm.label)), *control, *break_lines(_(row.trial.design)), *reports]
    return "<br>".join([f"<b>{escape(_(row.trial.name))}</b>", *map(escape, about)])


def format_number(row: ArmRow) -> str:
    """Format the n that the figures of an arm rest on; of several, the fewest and the most."""
    known = sorted({int(cell.figure["n"]) for cell in row.cells.values() if cell.figure["n"] == cell.figure["n"]})
    if not known:
        return f"n {row.arm.n}" if row.arm.n else ""
    return f"n {known[0]}" if len(known) == 1 else f"n {known[0]}\N{EN DASH}{known[-1]}"


def format_year(row: ArmRow) -> str:
    """Format the year of the newest report that is shown, marked where it is no paper."""
    years = {cell.figure["source_year"]: cell.figure["source_kind"] for cell in row.cells.values()}
    known = [year for year in years if year == year]
    if not known:
        return ""
    return f"{max(known):.0f}{'' if years[max(known)] in PEER_REVIEWED else ABSTRACT}"


def percent_of(cell: Cell) -> float:
    """Return the percentage of a cell."""
    return float(cell.figure[PERCENT[cell.grade]])
