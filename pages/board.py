"""The meeting's list: cases under labels that identify nobody, in order, with question and conclusion."""

from dataclasses import replace

import streamlit as st

from her2core.access import Person
from her2core.board.entry import Board
from her2core.board.paging import Page
from her2core.board.store import BoardStore
from her2core.language import _, join_words
from pages.parts.board.entry import draw_entry
from pages.parts.board.files import draw_downloads, draw_upload
from pages.parts.board.form import draw_add_form
from pages.parts.board.history import draw_history, draw_removed
from pages.parts.board.meetings import draw_meeting_forms, draw_meetings, find_meeting
from pages.parts.board.pager import LIST, draw_pager, find_page
from pages.parts.board.store import guard_action, open_store, report_store_errors
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.sign_in import find_ended
from pages.parts.shared.widgets import draw_button
from pages.parts.shell.front_door import start_at_app

LOOK_EVERY = 5
"""Seconds between two looks whether somebody else changed the list."""


def draw_list(store: BoardStore, person: Person, board: Board, page: Page) -> None:
    """Draw the cases of a page in the meeting's order."""
    if not board.entries:
        st.info(_("The list is empty. Enter a case, give it a label, and add it."))
    last = len(board.entries) - 1
    for place in range(page.first, page.end):
        draw_entry(store, person.team, person.name, board.entries[place], place, last, person.may_edit)
    draw_pager(LIST, page)


@st.fragment(run_every=LOOK_EVERY)
def watch_list(store: BoardStore, team: str, revision: int) -> None:
    """Tell the reader that somebody else changed the list. It is not drawn anew by itself: somebody may be typing."""
    if find_ended():
        st.rerun()
    with report_store_errors():
        if store.revision(team) != revision:
            newest = store.history(team, 1)[0]
            st.warning(_("The list has changed since it was drawn here."))
            if st.button(_("Show the change"), key="show-change", help=escape_markdown(newest.who) or None):
                st.rerun()


def draw_board(store: BoardStore, person: Person) -> None:
    """Draw the list of the meeting that is open, and what can be done with it."""
    meetings = store.meetings(person.team)
    meeting = find_meeting(meetings)
    store = store.at(meeting.id if meeting else None)
    draw_meetings(meetings, meeting)
    board = store.board(person.team)
    watch_list(store, person.team, board.revision)
    if person.may_edit:
        with drawer("board-add", _("Add the case on the screen"), expanded=not board.entries) as is_open:
            if is_open:
                draw_add_form(store, person.team, person.name)
    else:
        st.caption(_("You may view this list. Editing needs the role editor."))
    page = find_page(LIST, len(board.entries))
    if repeated := board.list_repeated():
        text = _("More than one case bears the same label: {labels}.", labels=join_words(repeated))
        st.warning(escape_markdown(text))
    draw_list(store, person, board, page)
    if board.entries:
        draw_downloads(replace(board, meeting=meeting.title if meeting else ""), page)
    if person.may_edit:
        if board.entries:
            draw_button("empty", _("Empty the list"), guard_action(store.empty, person.team, person.name))
        draw_removed(store, person.team, person.name)
        draw_upload(store, person.team, person.name)
        draw_meeting_forms(store, person.team, person.name, meeting)
    draw_history(store, person.team)
    st.caption(_("Kept in: {place}", place=store.place))


start_at_app()
person = session().person
assert person, "app.py lets nobody in without"
st.markdown(f"## {_('The list of the meeting')}")
with report_store_errors():
    with st.spinner(_("Opening the list")):
        store = open_store()
    if store is None:
        st.info(
            _("Keeping is turned off here (HER2_DATABASE_URL=none), so there is no list. A case can still be exported.")
        )
        draw_upload(None, person.team, person.name)
    else:
        draw_board(store, person)
