"""A case of the list on the screen: put there, and what has become of it there put back in its place."""

from dataclasses import replace

from her2core.board.entry import Entry
from her2core.board.store import BoardStore
from her2core.language import Message
from her2core.report.history import show_value
from her2core.status.case import Case
from pages.parts.shared.session import session
from pages.parts.shared.states import Opened


def open_entry(store: BoardStore, team: str, id: str) -> None:
    """Put a case of the list on the screen as it stands there, at the top of the page; from the list on Classify."""
    visit = session()
    entry = store.entry(team, id)
    opened, before = visit.board.opened, (visit.case, visit.filters)
    visit.replace_case(Case.parse(entry.case))
    if opened and before[0] != Case.parse(opened.base.case) and before[0] != visit.case:
        visit.notice = Message("What was entered for {label} was not put on the list.", label=opened.base.label)
        visit.undone = before
    visit.board.opened, visit.board.opens = Opened(entry, store.meeting), visit.board.opens + 1
    if visit.open == "board":
        visit.open = ""


def update_entry(store: BoardStore, team: str, who: str, base: Entry) -> None:
    """Put the case on the screen in the place of a case of the list, which keeps its label, texts and place.

    What somebody else put there since `base` was read is not written over, and the reader is told.
    """
    visit = session()
    edit = store.change(team, who, base, case=visit.case.entries)
    visit.board.opened = Opened(edit.entry, store.meeting)
    if edit.refused:
        visit.board.fault = Message(
            "Somebody else changed the result of {label} meanwhile to: {theirs}. The case on the screen was not put in its place; update "
            "again to do so.",
            label=base.label,
            theirs=show_value("case", edit.refused["case"]),
        )


def find_change(entry: Entry) -> tuple[bool, bool]:
    """Find whether the case on the screen was changed here since it was opened, and whether it was changed on the list.

    Where both are the same by now, neither counts.
    """
    visit = session()
    opened = visit.board.opened
    if opened is None:
        return False, False
    base, standing = Case.parse(opened.base.case), Case.parse(entry.case)
    if visit.case == standing:
        visit.board.opened = replace(opened, base=entry)
        return False, False
    return visit.case != base, standing != base
