"""What several cases of one meeting have in common: a title and an agenda."""

from collections.abc import Sequence
from datetime import datetime

from her2core.board.entry import Board
from her2core.labels import capital, label
from her2core.language import _
from her2core.report.item import Item
from her2core.report.parts import Bibliography, Table
from her2core.report.summary import Scope, Summary, summarise
from her2core.status.assessment import assess
from her2core.status.case import Field
from her2core.terms import YesNo


def summaries(board: Board, made: datetime, base: str, scope: Scope) -> tuple[Summary, ...]:
    """Summarise the cases of a list in its order, their sources numbered through all of them."""
    cited = Bibliography()
    return tuple(
        summarise(
            assess(entry.case),
            made,
            base,
            scope,
            item=Item(entry.label, entry.question, entry.note, entry.discussed, entry.conclusion, board.meeting),
            cited=cited,
        )
        for entry in board.entries
    )


def title(summaries: Sequence[Summary]) -> str:
    """Return the title of an export: that of its case, or the meeting's."""
    if len(summaries) == 1:
        return summaries[0].title
    item = summaries[0].item
    return _("HER2 cases of the meeting, {date}", date=(item and item.meeting) or summaries[0].date)


def agenda(summaries: Sequence[Summary]) -> Table:
    """List the cases in the meeting's order."""
    return Table(
        title=_("Agenda"),
        head=("#", _("Case"), _("Tier"), _("Setting"), "CPS", _("State"), _("Question"), _("Discussed")),
        rows=tuple(
            (
                str(place),
                each.title,
                each.tier,
                capital(each.assessment.setting) if each.assessment.setting else _("not entered"),
                each.assessment.case.text(Field.CPS) or _("not entered"),
                each.state,
                _brief(each.item.question) if each.item else "",
                label(YesNo.YES if each.item and each.item.discussed else YesNo.NO),
            )
            for place, each in enumerate(summaries, 1)
        ),
    )


def _brief(text: str, most: int = 160) -> str:
    """The beginning of a text in one line; it stands whole with its case."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
