"""The strip above every page while a case of the list is open: which it is, its neighbours, its conclusion, and the way back."""

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from her2core.access import Person
from her2core.board.entry import Board, Entry
from her2core.board.refusals import Gone
from her2core.board.store import BoardStore, StoreError
from her2core.language import Message, _
from pages.parts.board.form import draw_conclusion_form, find_form
from pages.parts.board.opening import find_change, open_entry, update_entry
from pages.parts.board.pager import LIST, turn_to
from pages.parts.board.store import guard_action, open_store, report_store_errors
from pages.parts.shared.component import register_component
from pages.parts.shared.markup import escape_markdown, show, written
from pages.parts.shared.scroll import scroll_to
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button

BOARD = "board"
"""The page of the list, by its name in the address."""
_leave_field = register_component("leave_field", Path(__file__).with_name("leave_field.js"))


def draw_strip(person: Person) -> None:
    """Draw the strip for the case that is open."""
    opened = session().board.opened
    if opened is None:
        return
    with report_store_errors():
        try:
            store = open_store()
            if store is None:
                return
            store = store.at(opened.meeting)
            board = store.board(person.team)
        except StoreError:
            # Told once: whoever goes on with the case on the screen shall not wait for the list on every click.
            session().board.opened = None
            raise
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="strip"):
            place = board.find_place(opened.base.id)
            if place is None:
                show(_line("", opened.base.label, _(Gone().message)))
            else:
                _draw_entry(store, person, board, place)
            if session().open != BOARD:
                draw_button("strip-back", _("Back to the list"), lambda: _go_back(place or 0))
            scroll_to(str(session().board.opens), "strip-scroll")
            _leave_field(key="leave-field", height=1)


def _draw_entry(store: BoardStore, person: Person, board: Board, place: int) -> None:
    entry, team, who = board.entries[place], person.team, person.name
    number = _("{number} of {count}", number=place + 1, count=len(board.entries))
    changed_here, changed_there = find_change(entry)
    show(_line(number, entry.label, entry.question))
    if changed_there:
        action = guard_action(open_entry, store, team, entry.id, edits=False)
        draw_button("strip-changed", _("Changed on the list: show"), action)
    if changed_here and person.may_edit:
        opened = session().board.opened
        assert opened, "its case was changed"
        action = guard_action(_update, store, team, who, opened.base)
        draw_button("strip-update", _("Update case {number}", number=place + 1), action)
    elif changed_here:
        st.markdown(_("differs from the list"), width="content")
    for name, title, to in (("previous", "‹ {number}", place - 1), ("next", "{number} ›", place + 1)):
        can = 0 <= to < len(board.entries)
        action = guard_action(open_entry, store, team, board.entries[to].id if can else "", edits=False)
        text = title.format(number=to + 1) if can else title.format(number="").strip()
        help = _("Previous case") if to < place else _("Next case")
        draw_button(f"strip-{name}", text, action, disabled=not can, help=help)
    if session().open != BOARD:
        _draw_conclusion(store, person, entry)


def _draw_conclusion(store: BoardStore, person: Person, entry: Entry) -> None:
    title = _("Conclusion") + (" ✓" if entry.conclusion else "")
    if person.may_edit and "conclusion" in find_form(entry).texts:
        title = _("Conclusion, not saved")
    with st.popover(title, key="strip-conclusion"):
        if entry.question or entry.note:
            show(written([(_("Question"), entry.question), (_("Note"), entry.note)]))
        if person.may_edit:
            draw_conclusion_form(store, person.team, person.name, entry)
        else:
            st.markdown(escape_markdown(entry.conclusion or "—"))


def _update(store: BoardStore, team: str, who: str, base: Entry) -> None:
    board = session().board
    if board.opened and board.opened.base.id == base.id:
        update_entry(store, team, who, base)
    else:  # on a slow line the press may come after the next case was opened
        board.fault = Message("Another case is open by now; nothing was put on the list.")


def _go_back(place: int) -> None:
    visit = session()
    if visit.board.opened:
        visit.board.choose_meeting(visit.board.opened.meeting)
        turn_to(LIST, place)
    visit.open_page(BOARD, {})


def _line(number: str, label: str, question: str) -> Markup:
    return Markup('<p class="strip"><span>{}</span> <strong>{}</strong> <span title="{}">{}</span></p>').format(
        number, label, question, " ".join(question.split())
    )
