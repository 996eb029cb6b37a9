"""The store of the meeting's list, and what the reader is told when it fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from her2core.board.store import BoardStore, Full, Gone, StoreError, connect
from her2core.errors import InputError
from her2core.language import Message, _
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session


@st.cache_resource(show_spinner=False)
def open_store() -> BoardStore | None:
    """Open the store of this installation, once; None where it is turned off.

    Raises
    ------
    StoreError
        saying why it cannot be opened
    """
    return connect()


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


def guard_action(action: Callable[..., object], *args: object) -> Callable[[], None]:
    """Return an action on the list. What hinders it, the reader is told when the page is drawn again."""

    def act() -> None:
        board = session().board
        try:
            action(*args)
        except (StoreError, Full, Gone) as fault:
            board.fault = fault.message
        except InputError as fault:
            board.fault = Message("{field}: {problem}", field=fault.field, problem=fault.message)

    return act
