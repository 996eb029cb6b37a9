"""What was taken off a list and not put back: case by case, or all at once."""

from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from her2core.board.entry import Emptying, Entry, EventKind
from her2core.board.rows import ListKey, as_utc, to_entry
from her2core.board.schema import entries, history


def read_removed(connection: Connection, key: ListKey, most: int, skip: int) -> tuple[Entry, ...]:
    """Read the cases that were removed by themselves and not put back, the last one first."""
    found = _select_removed(key, EventKind.REMOVED, entries).limit(most).offset(skip)
    return tuple(to_entry(row) for row in connection.execute(found).mappings())


def count_removed(connection: Connection, key: ListKey) -> int:
    """Count the cases that were removed by themselves and not put back."""
    found = _select_removed(key, EventKind.REMOVED, entries.c.id).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()


def read_emptied(connection: Connection, key: ListKey) -> tuple[Emptying, ...]:
    """Read when the list was emptied, the last time first, with the cases that have not been put back since."""
    rows = connection.execute(_select_removed(key, EventKind.EMPTIED, history.c.at, history.c.who, entries.c.id))
    return tuple(
        Emptying(as_utc(at), who, tuple(row.id for row in reversed(list(emptied))))
        for (at, who), emptied in groupby(rows, lambda row: (row.at, row.who))
    )


def _select_removed(key: ListKey, what: EventKind, *columns: Any) -> sa.Select[Any]:
    """The removed cases that were last taken off in this way."""
    ways = [EventKind.REMOVED.value, EventKind.EMPTIED.value]
    last = (
        sa.select(sa.func.max(history.c.id).label("event"))
        .where(key.holds(history), history.c.what.in_(ways))
        .group_by(history.c.entry)
        .subquery()
    )
    return (
        sa.select(*columns)
        .select_from(entries)
        .join(history, history.c.entry == entries.c.id)
        .join(last, last.c.event == history.c.id)
        .where(key.holds(entries), entries.c.removed, history.c.what == what.value)
        .order_by(history.c.id.desc())
    )
