"""Where the meeting's list is kept, and what is said when it cannot be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from her2core.board.store import BoardStore, Gone, StoreError, open_store
from her2core.errors import InputError
from her2core.language import Message, _
from pages.parts.shared.markup import plain
from pages.parts.shared.session import session


@st.cache_resource(show_spinner=False)
def kept() -> BoardStore | None:
    """The keeping of this installation, opened once; None where it is turned off.

    Raises
    ------
    StoreError
        saying why it cannot be opened
    """
    return open_store()


@contextmanager
def keeping_faults() -> Iterator[None]:
    """Says what could not be kept or read; the case stays on the screen."""
    board = session().board
    if board.fault:
        st.error(plain(_(board.fault)))
        board.fault = None
    try:
        yield
    except StoreError as fault:
        st.error(plain(_(fault.message)))


def on_list(action: Callable[..., object], *args: object) -> Callable[[], None]:
    """Return an action on the list. What it is hindered by is said when the page is drawn again."""

    def acting() -> None:
        board = session().board
        try:
            action(*args)
        except (StoreError, Gone) as fault:
            board.fault = fault.message
        except InputError as fault:
            board.fault = Message("{field}: {problem}", field=fault.field, problem=fault.message)

    return acting
