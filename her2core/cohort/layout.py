"""Where the rows of a table begin, and what its columns are called: titles, comments and two lines of names stand above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from her2core.cohort.columns import Column, recognise
from her2core.language import Message

Record = Sequence[str]
LOOKED_AT = 40
"""Lines at the beginning among which the names of columns are looked for."""


@dataclass(frozen=True)
class Layout:
    """What stands above the rows.

    Attributes
    ----------
    names : of the columns, empty where a column has none
    first : how many records stand before the first row
    notes : what was done, in words
    """

    names: tuple[str, ...]
    first: int
    notes: tuple[Message, ...] = ()


def find_layout(records: Sequence[Record], line: int = 1) -> Layout:
    """Find the names of the columns.

    They are the first line, unless a later one holds names that are known and only titles stand above it.

    Parameters
    ----------
    records : the first lines
    line : the number of the first in its file
    """
    place = _find_header(records)
    header = [cell.strip() for cell in records[place]] if records else []
    notes = [Message("names of the columns found in line {line}", line=line + place)] if place else []
    first = place + 1
    if first < len(records):
        below = [cell.strip() for cell in records[first]]
        if joined := _join_names(header, below):
            header, first = joined, first + 1
            notes.append(Message("two lines of names were joined"))
        elif _names_again(header, below):
            first += 1
            notes.append(Message("line {line} names the columns once more", line=line + place + 1))
    rows = records[first:]
    if rows and all(len(row) == len(header) + 1 and row[-1].strip() for row in rows):
        header = ["", *header]
        notes.append(Message("the first column has no name, as R writes the names of rows"))
    return Layout(tuple(header), first, tuple(notes))


def _find_header(records: Sequence[Record]) -> int:
    for place, record in enumerate(records[:LOOKED_AT]):
        roles, above = _recognise(record), records[:place]
        filled, known = _count_filled(record), len(roles) if not place or Column.IHC in roles else len(roles) - 1
        is_known = known > 1 and 2 * known >= filled and Column.IHC in roles
        if known > 0 and all(2 * _count_filled(row) <= filled or (is_known and not _recognise(row)) for row in above):
            return place
    return 0


def _join_names(header: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """The names of two lines, the upper of which holds for several columns; None where the lower line is a row."""
    if not any(not name for name in header[1:]):
        return None
    width = max(len(header), len(below))
    upper, lower = (list(_fill(line, width)) for line in (header, below))
    names, group = [], ""
    for own, sub in zip(upper, lower, strict=True):
        group = own or (group if sub else "")
        parts = dict.fromkeys(part for part in (group, sub) if part)
        names.append(_choose_name(" ".join(parts), sub))
    if len(set(names)) < len(names):
        return None
    before, after = _recognise(header), _recognise(names)
    return names if Column.IHC in after and len(after) > len(before) else None


def _choose_name(joined: str, sub: str) -> str:
    """The name below alone, where it is known and both together are not."""
    return sub if sub and _recognise([sub]) and not _recognise([joined]) else joined


def _names_again(header: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a line holds names of the same columns in other words, as those of another language."""
    of_names = {place: role for role, place in _places(header)}
    again = [place for role, place in _places(below) if of_names.get(place) is role]
    return len(again) > 1


def _places(names: Sequence[str]) -> Iterator[tuple[Column, int]]:
    for role, name in _recognise(names).items():
        yield role, list(names).index(name)


def _fill(line: Sequence[str], width: int) -> Iterator[str]:
    yield from line
    yield from [""] * (width - len(line))


def _recognise(record: Record) -> dict[Column, str]:
    return recognise([cell.strip() for cell in record])


def _count_filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record)
