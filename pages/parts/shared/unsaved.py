"""What somebody had typed when their sign-in ended, until they come back."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from her2core.language import Message
from pages.parts.shared.session import Session
from pages.parts.shared.states import FormState

MOST = 200
"""People whose texts are held."""
LONGEST = 12 * 3600
"""Seconds for which they are."""


@dataclass
class Texts:
    """The forms of somebody's list, which of its drawers were open, and when that was."""

    forms: dict[str, FormState]
    drawers: dict[str, bool]
    at: float


class Unsaved:
    """What people had typed on the meeting's list, by person. In memory only: a sign-in ends in the middle of a sentence."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, Texts] = OrderedDict()
        self._lock = Lock()

    def keep(self, holder: str, visit: Session) -> None:
        """Take what is typed out of a visit that ends, and hold it."""
        forms = {form: typed for form, typed in visit.board.forms.items() if typed.is_typed}
        visit.board.forms = {}
        if not forms:
            return
        with self._lock:
            self._texts.pop(holder, None)
            self._texts[holder] = Texts(forms, dict(visit.drawers), time.monotonic())
            while len(self._texts) > MOST:
                self._texts.popitem(last=False)

    def give_back(self, holder: str, visit: Session) -> None:
        """Give back to a new visit of this person what they had typed, once."""
        with self._lock:
            texts = self._texts.pop(holder, None)
        if texts is None or time.monotonic() - texts.at > LONGEST:
            return
        visit.board.forms = texts.forms | visit.board.forms
        visit.drawers = texts.drawers | visit.drawers
        visit.notice = Message("What you had typed on the Board when you were signed out is still in its fields.")


UNSAVED = Unsaved()
"""One for all sessions of this process."""
