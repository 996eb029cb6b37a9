"""The list of a meeting as it is kept: every change one transaction, with its line in the history."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from her2core.board.checks import check_draft, check_label, check_text, strip_invisible
from her2core.board.database import in_turn, open_database, read_transaction, write_transaction
from her2core.board.entry import Board, Draft, Edit, Entry, Event, EventKind, text
from her2core.board.hindrances import StoreError, describe_location, explain_faults
from her2core.board.refusals import Full, Gone
from her2core.board.rows import (
    EDITABLE,
    as_utc,
    check_room,
    count_rows,
    insert_for,
    read_board,
    read_entry,
    read_order,
    read_revision,
    record_event,
    to_entry,
    write_order,
)
from her2core.board.schema import entries, history, lists

__all__ = ["BoardStore", "Full", "Gone", "StoreError", "connect"]


def connect(url: str | None = None) -> "BoardStore | None":
    """Connect to where lists are kept: `url`, else HER2_DATABASE_URL, else a file in the user's data folder.

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
            return read_board(connection, team)

    def revision(self, team: str) -> int:
        """Return the number that grows with every change of the list."""
        with self._read() as connection:
            return read_revision(connection, team)

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
            current = read_entry(connection, team, base.id)
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
            now = read_entry(connection, team, base.id)
            record_event(connection, team, who, at, EventKind.CHANGED, now, changes)
            return Edit(now, refused)

    def move(self, team: str, who: str, id: str, to: int) -> Board:
        """Move the case to another place of the list; 0 is the first."""
        with self._write(team) as connection:
            entry, standing = read_entry(connection, team, id), read_order(connection, team)
            before = standing.index(id)
            to = max(0, min(to, len(standing) - 1))
            if to != before:
                standing.remove(id)
                # Removed cases keep their neighbours, so that each can come back to its place.
                order = [each for each in read_order(connection, team, removed=True) if each != id]
                order.insert(order.index(standing[to]) if to < len(standing) else len(order), id)
                write_order(connection, order)
                places = {"position": (str(before + 1), str(to + 1))}
                record_event(connection, team, who, datetime.now(UTC), EventKind.MOVED, entry, places)
            return read_board(connection, team)

    def remove(self, team: str, who: str, id: str) -> None:
        """Remove the case from the list; it can be restored."""
        with self._write(team) as connection:
            entry = read_entry(connection, team, id)
            connection.execute(entries.update().where(entries.c.id == id).values(removed=True))
            record_event(connection, team, who, datetime.now(UTC), EventKind.REMOVED, entry)

    def restore(self, team: str, who: str, id: str) -> Entry:
        """Restore a removed case to its former place."""
        with self._write(team) as connection:
            entry = read_entry(connection, team, id, removed=True)
            check_room(connection, team, 1)
            connection.execute(entries.update().where(entries.c.id == id).values(removed=False))
            record_event(connection, team, who, datetime.now(UTC), EventKind.RESTORED, entry)
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
            return tuple(to_entry(row) for row in connection.execute(found.limit(most).offset(skip)).mappings())

    def count_removed(self, team: str) -> int:
        """Count the cases that were removed and not put back."""
        with self._read() as connection:
            return count_rows(connection, entries, entries.c.team == team, entries.c.removed)

    def history(self, team: str, most: int = 200, skip: int = 0, id: str | None = None) -> tuple[Event, ...]:
        """List the changes, the newest first: of the list, or of one case; `skip` of them are left out."""
        chosen = sa.select(history).where(history.c.team == team)
        if id is not None:
            chosen = chosen.where(history.c.entry == id)
        with self._read() as connection:
            rows = connection.execute(chosen.order_by(history.c.id.desc()).limit(most).offset(skip)).mappings()
            return tuple(
                Event(
                    at=as_utc(row["at"]),
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
            return count_rows(connection, history, history.c.team == team)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def _add(self, team: str, who: str, drafts: list[Draft], what: EventKind) -> list[Entry]:
        with self._write(team) as connection:
            check_room(connection, team, len(drafts))
            order, at = read_order(connection, team, removed=True), datetime.now(UTC)
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
                record_event(connection, team, who, at, what, entry)
                added.append(entry)
            return added

    @contextmanager
    def _write(self, team: str) -> Iterator[Connection]:
        """A change of a team's list: changes of one list follow one another."""
        url = self._engine.url
        with explain_faults(url), in_turn(self._turn) as left, write_transaction(self._engine, left) as connection:
            insert = insert_for(connection)
            connection.execute(insert(lists).values(team=team, revision=0).on_conflict_do_nothing())
            connection.execute(sa.select(lists).where(lists.c.team == team).with_for_update())
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with explain_faults(self._engine.url), read_transaction(self._engine) as connection:
            yield connection


def _fit(field: str, value: str | bool) -> str | bool:
    if not isinstance(value, str):
        return value
    return check_label(value) if field == "label" else check_text(field, value)
