"""The list of a meeting as it is kept: every change one transaction, with its line in the history."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from her2core.board.checks import check_draft, check_label, check_text, strip_invisible
from her2core.board.database import in_turn, open_database, read_transaction, write_transaction
from her2core.board.entry import MOST, Board, Draft, Edit, Entry, Event, EventKind, text
from her2core.board.hindrances import StoreError, describe_location, explain_faults
from her2core.board.refusals import Full, Gone
from her2core.board.schema import entries, history, lists

EDITABLE = ("label", "question", "note", "discussed", "conclusion")

__all__ = ["BoardStore", "Full", "Gone", "StoreError", "open_store"]


def open_store(url: str | None = None) -> "BoardStore | None":
    """Open where lists are kept: `url`, else HER2_DATABASE_URL, else a file in the user's data folder.

    None where it is "none".

    Raises
    ------
    StoreError
        saying why it cannot be used
    """
    address = url if url is not None else os.environ.get("HER2_DATABASE_URL", "")
    return None if address.strip().lower() == "none" else BoardStore(open_database(address or None))


class BoardStore:
    """The lists of every team. Each method is one transaction, and raises a StoreError where that cannot be made.

    Parameters
    ----------
    team, who : of every method: whose list, and who asks
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.place = describe_location(engine.url)
        # SQLite lets writers try again until one is lucky; in one process they stand in a line instead.
        self._turn = Lock() if engine.dialect.name == "sqlite" else None

    def board(self, team: str) -> Board:
        """Read the list as it stands."""
        with self._read() as connection:
            return _board(connection, team)

    def revision(self, team: str) -> int:
        """Return the number that grows with every change of the list."""
        with self._read() as connection:
            return _revision(connection, team)

    def add(self, team: str, who: str, draft: Draft) -> Entry:
        """Add a case at the end of the list.

        Raises
        ------
        InputError
            naming what cannot be kept, as `checks.check_draft` finds it
        Full
            if the list holds as many cases as it may
        """
        (entry,) = self._add(team, who, [draft], EventKind.ADDED)
        return entry

    def add_all(self, team: str, who: str, drafts: Iterable[Draft]) -> Board:
        """Add the cases of a file after those that stand there: all of them or none."""
        self._add(team, who, list(drafts), EventKind.LOADED)
        return self.board(team)

    def change(self, team: str, who: str, base: Entry, **fields: str | bool) -> Edit:
        """Write the fields that differ from `base`, the case as it was when the change began.

        A field that somebody else changed meanwhile to something else is not written over: it is among `refused`.
        """
        if strange := set(fields) - set(EDITABLE):
            raise TypeError(f"not to be changed: {', '.join(sorted(strange))}")
        fields = {name: _fit(name, value) for name, value in fields.items()}
        with self._write(team) as connection:
            current = _entry(connection, team, base.id)
            mine = {name: value for name, value in fields.items() if value != getattr(base, name)}
            refused = {
                name: text(getattr(current, name))
                for name, value in mine.items()
                if getattr(current, name) not in (getattr(base, name), value)
            }
            written = {
                name: value for name, value in mine.items() if name not in refused and value != getattr(current, name)
            }
            if not written:
                return Edit(current, refused)
            at = datetime.now(UTC)
            connection.execute(
                entries.update()
                .where(entries.c.id == base.id)
                .values(**written, changed_by=strip_invisible(who), changed_at=at)
            )
            changes = {name: (text(getattr(current, name)), text(value)) for name, value in written.items()}
            now = _entry(connection, team, base.id)
            _record(connection, team, who, at, EventKind.CHANGED, now, changes)
            return Edit(now, refused)

    def move(self, team: str, who: str, id: str, to: int) -> Board:
        """Move the case to another place of the list; 0 is the first."""
        with self._write(team) as connection:
            entry, standing = _entry(connection, team, id), _order(connection, team)
            before = standing.index(id)
            to = max(0, min(to, len(standing) - 1))
            if to != before:
                standing.remove(id)
                # Removed cases keep their neighbours, so that each can come back to its place.
                order = [each for each in _order(connection, team, removed=True) if each != id]
                order.insert(order.index(standing[to]) if to < len(standing) else len(order), id)
                _number(connection, order)
                places = {"position": (str(before + 1), str(to + 1))}
                _record(connection, team, who, datetime.now(UTC), EventKind.MOVED, entry, places)
            return _board(connection, team)

    def remove(self, team: str, who: str, id: str) -> None:
        """Remove the case from the list; it can be restored."""
        with self._write(team) as connection:
            entry = _entry(connection, team, id)
            connection.execute(entries.update().where(entries.c.id == id).values(removed=True))
            _record(connection, team, who, datetime.now(UTC), EventKind.REMOVED, entry)

    def restore(self, team: str, who: str, id: str) -> Entry:
        """Restore a removed case to its former place."""
        with self._write(team) as connection:
            entry = _entry(connection, team, id, removed=True)
            _check_room(connection, team, 1)
            connection.execute(entries.update().where(entries.c.id == id).values(removed=False))
            _record(connection, team, who, datetime.now(UTC), EventKind.RESTORED, entry)
            return entry

    def removed(self, team: str, most: int = 200, skip: int = 0) -> tuple[Entry, ...]:
        """List the cases that were removed and not put back, the last one first."""
        last = (
            sa.select(history.c.entry, sa.func.max(history.c.id).label("event"))
            .where(history.c.team == team, history.c.what == EventKind.REMOVED.value)
            .group_by(history.c.entry)
            .subquery()
        )
        found = (
            sa.select(entries)
            .join(last, last.c.entry == entries.c.id)
            .where(entries.c.team == team, entries.c.removed)
            .order_by(last.c.event.desc())
        )
        with self._read() as connection:
            return tuple(_read(row) for row in connection.execute(found.limit(most).offset(skip)).mappings())

    def count_removed(self, team: str) -> int:
        """Count the cases that were removed and not put back."""
        with self._read() as connection:
            return _count(connection, entries, entries.c.team == team, entries.c.removed)

    def history(self, team: str, most: int = 200, skip: int = 0, id: str | None = None) -> tuple[Event, ...]:
        """List the changes, the newest first: of the list, or of one case; `skip` of them are left out."""
        chosen = sa.select(history).where(history.c.team == team)
        if id is not None:
            chosen = chosen.where(history.c.entry == id)
        with self._read() as connection:
            rows = connection.execute(chosen.order_by(history.c.id.desc()).limit(most).offset(skip)).mappings()
            return tuple(
                Event(
                    at=_utc(row["at"]),
                    who=row["who"],
                    what=EventKind(row["what"]),
                    id=row["entry"],
                    label=row["label"],
                    fields={name: (before, after) for name, (before, after) in row["changes"].items()},
                )
                for row in rows
            )

    def count_events(self, team: str) -> int:
        """Count the changes of the list."""
        with self._read() as connection:
            return _count(connection, history, history.c.team == team)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def _add(self, team: str, who: str, drafts: list[Draft], what: EventKind) -> list[Entry]:
        with self._write(team) as connection:
            _check_room(connection, team, len(drafts))
            order, at = _order(connection, team, removed=True), datetime.now(UTC)
            added = []
            for position, draft in enumerate(map(check_draft, drafts), len(order)):
                entry = Entry(
                    **{name: getattr(draft, name) for name in (*EDITABLE, "case")},
                    id=uuid4().hex,
                    changed_by=strip_invisible(who),
                    changed_at=at,
                )
                values = {name: getattr(entry, name) for name in (*EDITABLE, "id", "changed_by", "changed_at")}
                connection.execute(
                    entries.insert().values(
                        team=team, position=position, removed=False, case=dict(entry.case), **values
                    )
                )
                _record(connection, team, who, at, what, entry)
                added.append(entry)
            return added

    @contextmanager
    def _write(self, team: str) -> Iterator[Connection]:
        """A change of a team's list: changes of one list follow one another."""
        url = self._engine.url
        with explain_faults(url), in_turn(self._turn) as left, write_transaction(self._engine, left) as connection:
            insert = _insert(connection)
            connection.execute(insert(lists).values(team=team, revision=0).on_conflict_do_nothing())
            connection.execute(sa.select(lists).where(lists.c.team == team).with_for_update())
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with explain_faults(self._engine.url), read_transaction(self._engine) as connection:
            yield connection


def _insert(connection: Connection) -> Callable[[sa.Table], Any]:
    from sqlalchemy.dialects import postgresql, sqlite

    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def _board(connection: Connection, team: str) -> Board:
    found = connection.execute(
        sa.select(entries).where(entries.c.team == team, ~entries.c.removed).order_by(entries.c.position)
    ).mappings()
    return Board(tuple(_read(row) for row in found), _revision(connection, team))


def _revision(connection: Connection, team: str) -> int:
    return connection.execute(sa.select(lists.c.revision).where(lists.c.team == team)).scalar() or 0


def _count(connection: Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table).where(*conditions)).scalar_one()


def _check_room(connection: Connection, team: str, more: int) -> None:
    standing = _count(connection, entries, entries.c.team == team, ~entries.c.removed)
    if standing + more > MOST:
        raise Full(standing, more)


def _entry(connection: Connection, team: str, id: str, removed: bool = False) -> Entry:
    row = (
        connection.execute(
            sa.select(entries).where(entries.c.team == team, entries.c.id == id, entries.c.removed == removed)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise Gone
    return _read(row)


def _order(connection: Connection, team: str, removed: bool = False) -> list[str]:
    """The ids of the list in its order; with the removed ones where `removed`."""
    query = sa.select(entries.c.id).where(entries.c.team == team).order_by(entries.c.position)
    return list(connection.execute(query if removed else query.where(~entries.c.removed)).scalars())


def _number(connection: Connection, order: list[str]) -> None:
    for position, id in enumerate(order):
        connection.execute(
            entries.update().where(entries.c.id == id, entries.c.position != position).values(position=position)
        )


def _record(
    connection: Connection,
    team: str,
    who: str,
    at: datetime,
    what: EventKind,
    entry: Entry,
    changes: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    values = {
        "team": team,
        "at": at,
        "who": strip_invisible(who),
        "what": what.value,
        "entry": entry.id,
        "label": entry.label,
    }
    connection.execute(history.insert().values(**values, changes=dict(changes or {})))
    connection.execute(lists.update().where(lists.c.team == team).values(revision=lists.c.revision + 1))


def _read(row: RowMapping) -> Entry:
    names = (*EDITABLE, "case", "id", "changed_by")
    return Entry(**{name: row[name] for name in names}, changed_at=_utc(row["changed_at"]))


def _utc(at: datetime) -> datetime:
    """SQLite keeps no time zone; what is written is UTC."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _fit(field: str, value: str | bool) -> str | bool:
    if not isinstance(value, str):
        return value
    return check_label(value) if field == "label" else check_text(field, value)
