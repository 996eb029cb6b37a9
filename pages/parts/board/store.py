"""The store of the meeting's list, and what the reader is told when it fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

import streamlit as st

from her2core.access import AccessRefused
from her2core.board.store import BoardStore, Full, Gone, StoreError, connect
from her2core.errors import InputError
from her2core.language import Message, _
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.sign_in import check_access

_opened: list[BoardStore | None] = []
"""The one store. Not in Streamlit's cache, which anybody empties with a message, signed in or not: each time the store would be
opened once more, with all that it holds of the database."""
_opening = Lock()


def open_store() -> BoardStore | None:
    """Open the store of this installation, once for all sessions; None where it is turned off.

    Raises
    ------
    StoreError
        saying why it cannot be opened
    """
    if not _opened:
        store = connect()
        with _opening:  # not around `connect`: where the database is silent nobody waits for another's wait
            if not _opened:
                _opened.append(store)
            elif store:
                store.close()
    return _opened[0]


@contextmanager
def report_store_errors() -> Iterator[None]:
    """Tell the reader what could not be stored or read; the case stays on the screen."""
    board = session().board
    if board.fault:
        st.error(escape_markdown(_(board.fault)))
        board.fault = None
    try:
        yield
    except StoreError as fault:
        st.error(escape_markdown(_(fault.message)))


def guard_action(action: Callable[..., object], *args: object, edits: bool = True) -> Callable[[], None]:
    """Return an action on the list, for as long as who is here may take it. What hinders it is told when the page is drawn again.

    With `edits` it is one that changes the list.
    """

    def act() -> None:
        board = session().board
        try:
            check_access(edits)
            action(*args)
        except (AccessRefused, StoreError, Full, Gone) as fault:
            board.fault = fault.message
        except InputError as fault:
            board.fault = Message("{field}: {problem}", field=fault.field, problem=fault.message)

    return act
