"""The rows of a list: what each statement reads or writes inside a transaction of the store."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from her2core.board.checks import strip_invisible
from her2core.board.entry import MOST, Board, Entry, EventKind
from her2core.board.refusals import Full, Gone
from her2core.board.schema import entries, history, lists, meetings

EDITABLE = ("label", "case", "question", "note", "discussed", "conclusion")


class ListKey(NamedTuple):
    """Which list: that of a meeting, or the one of no meeting, which each team has."""

    team: str
    meeting: str | None

    def holds(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """Return the condition that a row belongs to this list."""
        return sa.and_(table.c.team == self.team, table.c.meeting == self.meeting)

    @property
    def head(self) -> tuple[sa.Table, sa.ColumnElement[bool]]:
        """The table in which the revision of this list stands, and the condition of its row."""
        if self.meeting is None:
            return lists, lists.c.team == self.team
        return meetings, sa.and_(meetings.c.team == self.team, meetings.c.id == self.meeting)


def insert_for(connection: Connection) -> Callable[[sa.Table], Any]:
    """Return the insertion that this database knows how to leave undone."""
    from sqlalchemy.dialects import postgresql, sqlite

    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def read_board(connection: Connection, key: ListKey) -> Board:
    """Read the cases that stand on a list, in their order."""
    rows = connection.execute(
        sa.select(entries).where(key.holds(entries), ~entries.c.removed).order_by(entries.c.position)
    ).mappings()
    return Board(tuple(to_entry(row) for row in rows), read_revision(connection, key))


def read_revision(connection: Connection, key: ListKey) -> int:
    """Read the number that grows with every change of a list."""
    table, its_own = key.head
    return connection.execute(sa.select(table.c.revision).where(its_own)).scalar() or 0


def count_rows(connection: Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
    """Count the rows of a table for which all conditions hold."""
    return connection.execute(sa.select(sa.func.count()).select_from(table).where(*conditions)).scalar_one()


def check_room(connection: Connection, key: ListKey, more: int) -> None:
    """Raise a Full where a list cannot take so many more cases."""
    standing = count_rows(connection, entries, key.holds(entries), ~entries.c.removed)
    if standing + more > MOST:
        raise Full(standing, more)


def read_entry(connection: Connection, key: ListKey, id: str, removed: bool = False) -> Entry:
    """Read one case of a list, or raise a Gone."""
    row = (
        connection.execute(
            sa.select(entries).where(key.holds(entries), entries.c.id == id, entries.c.removed == removed)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise Gone
    return to_entry(row)


def read_order(connection: Connection, key: ListKey, removed: bool = False) -> list[str]:
    """Read the ids of the list in its order; with the removed ones where `removed`."""
    query = sa.select(entries.c.id).where(key.holds(entries)).order_by(entries.c.position)
    return list(connection.execute(query if removed else query.where(~entries.c.removed)).scalars())


def write_order(connection: Connection, order: list[str]) -> None:
    """Write the places of the cases of a list."""
    for position, id in enumerate(order):
        connection.execute(
            entries.update().where(entries.c.id == id, entries.c.position != position).values(position=position)
        )


def record_event(
    connection: Connection,
    key: ListKey,
    who: str,
    at: datetime,
    what: EventKind,
    label: str,
    entry: str = "",
    changes: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Add an event to the history, and let the revision grow; without an `entry` it is one of the meeting itself."""
    values = {
        "team": key.team,
        "meeting": key.meeting,
        "at": at,
        "who": strip_invisible(who),
        "what": what.value,
        "entry": entry,
        "label": label,
    }
    connection.execute(history.insert().values(**values, changes=dict(changes or {})))
    table, its_own = key.head
    connection.execute(table.update().where(its_own).values(revision=table.c.revision + 1))


def to_entry(row: RowMapping) -> Entry:
    """Make a case of its row."""
    names = (*EDITABLE, "id", "changed_by")
    return Entry(**{name: row[name] for name in names}, changed_at=as_utc(row["changed_at"]))


def as_utc(at: datetime) -> datetime:
    """Read a time as UTC: SQLite keeps no time zone."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
