"""The meeting's list and what stands on it; nothing here knows where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from her2core.language import Message, _

LIMITS = {"label": 80, "note": 4_000, "question": 4_000, "conclusion": 4_000}
"""The most characters each text may have."""
MOST = 500
"""The most cases that may stand on a list."""


@dataclass(frozen=True)
class Draft:
    """A case that is to stand on the list.

    `case` holds its entries by field as they were entered, which is what is kept; `Case.parse` reads them.
    """

    label: str
    case: Mapping[str, str]
    note: str = ""
    question: str = ""
    discussed: bool = False
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry(Draft):
    """A case that stands on the list, and who changed it last."""

    id: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class Board:
    """The list of one team in the meeting's order; `revision` grows with every change of it."""

    entries: tuple[Entry, ...]
    revision: int


@dataclass(frozen=True)
class Edit:
    """What became of a change.

    `entry` is as it is kept now. `refused` names every field that somebody else had changed to something different
    meanwhile, with their text; nothing was written over it.
    """

    entry: Entry
    refused: Mapping[str, str] = field(default_factory=dict)


class EventKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"
    RESTORED = "restored"
    LOADED = "loaded"


@dataclass(frozen=True)
class Event:
    """Who did what to which entry, when; `fields` has what each changed field was before and is after."""

    at: datetime
    who: str
    what: EventKind
    id: str
    label: str
    fields: Mapping[str, tuple[str, str]]


FIELDS = ("label", "case", "note", "question", "discussed", "conclusion")
NAMES = {
    "label": Message("label"),
    "case": Message("case"),
    "note": Message("note"),
    "question": Message("question"),
    "discussed": Message("discussed"),
    "conclusion": Message("conclusion"),
    "position": Message("position"),
}
"""What a reader calls each field in a history, and the place of an entry on the list."""
_ANSWERS = {"yes": Message("yes"), "no": Message("no")}


def text(value: object) -> str:
    """Format the value of one field as text, as the history and a refusal show it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {value[name]}" for name in sorted(value))
    return str(value)


def name_field(field: str) -> str:
    """Name a field of the history in the language in use."""
    return _(NAMES.get(field, field))


def show_value(field: str, value: str) -> str:
    """Show what a field was: our own words in the language in use, what somebody typed as it was typed."""
    return _(_ANSWERS.get(value, value)) if field == "discussed" else value
