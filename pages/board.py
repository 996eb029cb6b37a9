"""The meeting's list: cases under labels that identify nobody, in order, with question and conclusion."""

import streamlit as st

from her2core.access import Person
from her2core.board.entry import Board
from her2core.board.store import BoardStore
from her2core.language import _
from pages.parts.board.files import downloads, upload
from pages.parts.board.form import add_form
from pages.parts.board.history import history, removed
from pages.parts.board.row import row
from pages.parts.board.store import keeping_faults, kept
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import plain
from pages.parts.shared.session import session
from pages.parts.shell.front_door import through_app

LOOK_EVERY = 5
"""Seconds between two looks whether somebody else changed the list."""


def the_list(keeping: BoardStore, person: Person, board: Board) -> None:
    """Every case in the meeting's order."""
    if not board.entries:
        st.info(_("The list is empty. Enter a case, give it a label, and add it."))
    last = len(board.entries) - 1
    for place, entry in enumerate(board.entries):
        row(keeping, person.team, person.name, entry, place, last, person.may_edit)


@st.fragment(run_every=LOOK_EVERY)
def look(keeping: BoardStore, team: str, revision: int) -> None:
    """Says that somebody else changed the list. It is not drawn anew by itself: somebody may be typing."""
    with keeping_faults():
        if keeping.board(team).revision != revision:
            newest = keeping.history(team, 1)[0]
            st.warning(_("The list has changed since it was drawn here."))
            if st.button(_("Show the change"), key="show-change", help=plain(newest.who) or None):
                st.rerun()


def board_page(keeping: BoardStore, person: Person) -> None:
    """The list, and what can be done with it."""
    board = keeping.board(person.team)
    look(keeping, person.team, board.revision)
    if person.may_edit:
        with drawer("board-add", _("Add the case on the screen"), expanded=not board.entries) as is_open:
            if is_open:
                add_form(keeping, person.team, person.name)
    else:
        st.caption(_("You may view this list. Editing needs the role editor."))
    the_list(keeping, person, board)
    if board.entries:
        downloads(board)
    if person.may_edit:
        upload(keeping, person.team, person.name)
        removed(keeping, person.team, person.name, board)
    history(keeping, person.team)
    st.caption(_("Kept in: {place}", place=keeping.place))


through_app()
person = session().person
assert person, "app.py lets nobody in without"
st.markdown(f"## {_('The list of the meeting')}")
with keeping_faults():
    with st.spinner(_("Opening the list")):
        keeping = kept()
    if keeping is None:
        st.info(
            _("Keeping is turned off here (HER2_DATABASE_URL=none), so there is no list. A case can still be exported.")
        )
        upload(None, person.team, person.name)
    else:
        board_page(keeping, person)
