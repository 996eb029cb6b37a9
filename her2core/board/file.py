"""The meeting's list as a file, and back."""

import json
from collections.abc import Iterable
from typing import Any

from her2core.board.checks import check_draft
from her2core.board.entry import FIELDS, MOST, Board, Draft
from her2core.errors import InputError
from her2core.language import Message

FORMAT, VERSION = "her2-gastric-board-meeting", 1
LARGEST = 5 * 1024 * 1024
_FILE, _ENTRY = Message("file"), Message("entry")
_TOP = ("format", "version", "entries")


def to_file(board: Board) -> bytes:
    """Write the list as UTF-8 JSON, without who changed what."""
    entries = [
        {
            "label": entry.label,
            "case": dict(entry.case),
            "note": entry.note,
            "question": entry.question,
            "discussed": entry.discussed,
            "conclusion": entry.conclusion,
        }
        for entry in board.entries
    ]
    content = {"format": FORMAT, "version": VERSION, "entries": entries}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def from_file(content: bytes) -> tuple[Draft, ...]:
    """Read the cases of a saved list, all of them or none.

    Raises
    ------
    InputError
        naming the field ("file", "entry 3: ihc"), what was given and what is accepted
    """
    top = _object(_FILE, _parse(content), _TOP)
    if top.get("format") != FORMAT:
        raise InputError("format", _shorten(top.get("format")), FORMAT)
    if top.get("version") != VERSION or isinstance(top.get("version"), bool):
        raise InputError("version", _shorten(top.get("version")), str(VERSION))
    entries = top.get("entries")
    if not isinstance(entries, list):
        raise InputError("entries", _shorten(entries), Message("a list of cases"))
    if len(entries) > MOST:
        raise InputError("entries", len(entries), Message("at most {most} cases", most=MOST))
    return tuple(_draft(place, entry) for place, entry in enumerate(entries, 1))


def _parse(content: bytes) -> Any:
    accepted = Message("a list saved by this program (JSON)")
    if len(content) > LARGEST:
        size = Message("{size} bytes", size=len(content))
        raise InputError(_FILE, size, Message("at most {most} bytes", most=LARGEST))
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_refuse_repeated_keys)
    except InputError:
        raise
    except RecursionError:
        raise InputError(_FILE, Message("a file"), accepted, Message("it is nested too deeply")) from None
    except ValueError:
        raise InputError(_FILE, content[:80].decode("utf-8", "replace"), accepted, Message("it is not JSON")) from None


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose every key is written once: of two values neither may win in silence."""
    content: dict[str, Any] = {}
    for key, value in pairs:
        if key in content:
            raise InputError(_FILE, key, Message("every key once"))
        content[key] = value
    return content


def _draft(place: int, entry: Any) -> Draft:
    try:
        given = _object(_ENTRY, entry, FIELDS)
        texts = {name: _text(name, given.get(name, "")) for name in FIELDS if name not in ("case", "discussed")}
        case = given.get("case", {})
        if not isinstance(case, dict):
            raise InputError("case", _shorten(case), Message("fields with their text"))
        discussed = given.get("discussed", False)
        if not isinstance(discussed, bool):
            raise InputError("discussed", _shorten(discussed), "true, false")
        values = {name: _text(name, value) for name, value in case.items()}
        return check_draft(Draft(case=values, discussed=discussed, **texts))
    except InputError as fault:
        field = Message("entry {place}: {field}", place=place, field=fault.field)
        raise InputError(field, fault.given, fault.accepted, fault.problem) from None


def _object(field: str, given: Any, keys: Iterable[str]) -> dict[str, Any]:
    accepted = Message(", ".join(keys))
    if not isinstance(given, dict):
        raise InputError(field, _shorten(given), accepted)
    for key in given:
        if key not in keys:
            raise InputError(field, key, accepted, Message("there is no such field"))
    return given


def _text(field: str, given: Any) -> str:
    if not isinstance(given, str):
        raise InputError(field, _shorten(given), Message("text"))
    return given


def _shorten(given: Any) -> object:
    """A value as its file wrote it, short: the repr of a large one is never built."""
    if isinstance(given, (list, dict)):
        return Message("a list or an object")
    return "" if given is None else given
