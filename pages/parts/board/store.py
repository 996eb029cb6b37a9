"""Where the meeting's list is kept, and what is said when it cannot be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from her2core.board.store import Gone, Keeping, KeepingError, keep
from her2core.errors import InputError
from her2core.language import Message, _
from pages.parts.shared.markup import plain

_FAULT = "board-fault"


@st.cache_resource(show_spinner=False)
def kept() -> Keeping | None:
    """The keeping of this installation, opened once; None where it is turned off.

    Raises
    ------
    KeepingError
        saying why it cannot be opened
    """
    return keep()


@contextmanager
def keeping_faults() -> Iterator[None]:
    """Says what could not be kept or read; the case stays on the screen."""
    said: Message | None = st.session_state.pop(_FAULT, None)
    if said:
        st.error(plain(_(said)))
    try:
        yield
    except KeepingError as fault:
        st.error(plain(_(fault.message)))


def act(action: Callable[..., object], *with_these: object) -> Callable[[], None]:
    """An action for a button, with what it is done to. What it is hindered by is said when the page is drawn again."""

    def safely() -> None:
        try:
            action(*with_these)
        except (KeepingError, Gone) as fault:
            st.session_state[_FAULT] = fault.message
        except InputError as fault:
            st.session_state[_FAULT] = Message("{field}: {problem}", field=fault.field, problem=fault.message)

    return safely
