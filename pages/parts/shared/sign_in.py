"""Whether who came in may still be here, asked anew wherever something is changed or given out.

Streamlit runs callbacks, fragments and what is built on a click without `app.py`, so without its entrance: a page that was
left open must not do there what a new visit may not.
"""

import os
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from her2core.access import AccessRefused, Clock, Ended, Rules, SignIn, explain_ended
from her2core.language import Message
from pages.parts.shared.session import session

T = TypeVar("T")
CLOCK = Clock()
"""One for all sessions of this process: the cookie of a sign-in outlives a session too."""


def record_activity(sign_in: SignIn) -> Ended | None:
    """Count a run of the app as activity of this sign-in, unless it is over: then tell why."""
    session().sign_in = sign_in
    return CLOCK.record_activity(sign_in, Rules.read(os.environ), time.time())


def find_ended() -> Ended | None:
    """Find why the sign-in of this visit is over, if it is. Asking is no activity."""
    return _find_ended(session().sign_in)


def check_access(edits: bool = False) -> None:
    """Check that who came in may still be here, and with `edits` that they may change something.

    Raises
    ------
    AccessRefused
        saying why not
    """
    visit = session()
    _check(visit.sign_in)
    if edits and not (visit.person and visit.person.may_edit):
        raise AccessRefused(Message("You may view this list. Editing needs the role editor."))


def guard(build: Callable[[], T]) -> Callable[[], T]:
    """Return what builds something to be given out. It is built outside of any visit, and asks first as `check_access` does."""
    return partial(_build, session().sign_in, build)


def _build(sign_in: SignIn | None, build: Callable[[], T]) -> T:
    _check(sign_in)
    return build()


def _check(sign_in: SignIn | None) -> None:
    if ended := _find_ended(sign_in):
        raise AccessRefused(explain_ended(ended, Rules.read(os.environ)))


def _find_ended(sign_in: SignIn | None) -> Ended | None:
    return CLOCK.ended(sign_in, Rules.read(os.environ), time.time()) if sign_in else None
