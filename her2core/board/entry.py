"""The meeting's list and what stands on it; nothing here knows where it is kept."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

LIMITS = {"label": 80, "note": 4_000, "question": 4_000, "conclusion": 4_000, "name": 80}
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
    """The list of one meeting in its order; `revision` grows with every change of it.

    `meeting` is its date and name, as exports print them; "" where the list belongs to none.
    """

    entries: tuple[Entry, ...]
    revision: int
    meeting: str = ""

    def find_place(self, id: str) -> int | None:
        """Find at which place a case stands, the first being 0; None where it stands there no more."""
        return next((place for place, entry in enumerate(self.entries) if entry.id == id), None)

    def list_places(self, label: str) -> list[int]:
        """List the places of the cases under this label, however its letters are written."""
        return [place for place, entry in enumerate(self.entries) if fold_label(entry.label) == fold_label(label)]

    def list_repeated(self) -> list[str]:
        """List each label under which several cases stand, once."""
        count = Counter(fold_label(entry.label) for entry in self.entries)
        first = {fold_label(entry.label): entry.label for entry in reversed(self.entries)}
        return [label for folded, label in reversed(first.items()) if count[folded] > 1]

    def list_standing(self, drafts: Iterable[Draft]) -> list[Draft]:
        """List those of the drafts under whose label a case stands already."""
        labels = {fold_label(entry.label) for entry in self.entries}
        return [draft for draft in drafts if fold_label(draft.label) in labels]


def fold_label(label: str) -> str:
    """Return a label without what two writers of the same label may do differently: case, width and spaces.

    >>> fold_label("Slot 3") == fold_label("SLOT３ ")
    True
    """
    return "".join(unicodedata.normalize("NFKC", label).casefold().split())


@dataclass(frozen=True)
class Meeting:
    """A meeting with a list of its own."""

    id: str
    date: date
    name: str

    @property
    def title(self) -> str:
        """Its date and its name."""
        return " · ".join(each for each in (self.date.isoformat(), self.name) if each)


@dataclass(frozen=True)
class Emptying:
    """A list that was emptied: when, by whom, and which of its cases have not been put back since."""

    at: datetime
    who: str
    ids: tuple[str, ...]


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
    EMPTIED = "emptied"
    MEETING_ADDED = "meeting added"
    MEETING_CHANGED = "meeting changed"


@dataclass(frozen=True)
class Event:
    """Who did what to which entry, or to the meeting itself, when; `fields` has what each changed field was before and is after."""

    at: datetime
    who: str
    what: EventKind
    id: str
    label: str
    fields: Mapping[str, tuple[str, str]]


FIELDS = ("label", "case", "note", "question", "discussed", "conclusion")


def text(value: object) -> str:
    """Format the value of one field as text, as the history and a refusal keep it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False)
    return str(value)
