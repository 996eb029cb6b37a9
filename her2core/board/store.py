"""The list of a meeting as it is kept: every change one transaction, with its line in the history."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from threading import Lock
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from her2core.board.checks import check_case, check_draft, check_label, check_text, strip_invisible
from her2core.board.database import in_turn, open_database, read_transaction, write_transaction
from her2core.board.entry import Board, Draft, Edit, Emptying, Entry, Event, EventKind, Meeting, text
from her2core.board.hindrances import StoreError, describe_location, explain_faults
from her2core.board.meetings import read_meetings, write_meeting
from her2core.board.refusals import Full, Gone
from her2core.board.removal import count_removed, read_emptied, read_removed
from her2core.board.rows import (
    EDITABLE,
    ListKey,
    as_utc,
    check_room,
    count_rows,
    insert_for,
    read_board,
    read_entry,
    read_order,
    read_revision,
    record_event,
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
    """The lists of every team: of each the one that belongs to no meeting, and through `at` that of a meeting. Each method is one transaction, and raises a StoreError where that cannot be made.

    Parameters
    ----------
    team, who : of every method: whose list, and who asks
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.place = describe_location(engine.url)
        # SQLite lets writers try again until one is lucky; in one process they stand in a line instead.
        self._turn = Lock() if engine.dialect.name == "sqlite" else None
        self.meeting: str | None = None

    def at(self, meeting: str | None) -> "BoardStore":
        """Return the same store for the lists of this meeting; None is that of no meeting."""
        store = copy(self)
        store.meeting = meeting
        return store

    def meetings(self, team: str) -> tuple[Meeting, ...]:
        """List the meetings of a team, the latest first."""
        with self._read() as connection:
            return read_meetings(connection, team)

    def keep_meeting(self, team: str, who: str, date: str, name: str, id: str | None = None) -> Meeting:
        """Keep a new meeting, or with an `id` another date and name of one.

        Raises
        ------
        InputError
            if the date is none, the name is too long or holds what looks like an identifier, or there is this meeting already
        Gone
            if there is no such meeting
        """
        with self._write(team) as connection:
            return write_meeting(connection, team, who, date, name, id)

    def board(self, team: str) -> Board:
        """Read the list as it stands."""
        with self._read() as connection:
            return read_board(connection, self._key(team))

    def entry(self, team: str, id: str) -> Entry:
        """Read one case as it stands.

        Raises
        ------
        Gone
            if it stands there no more
        """
        with self._read() as connection:
            return read_entry(connection, self._key(team), id)

    def revision(self, team: str) -> int:
        """Return the number that grows with every change of the list."""
        with self._read() as connection:
            return read_revision(connection, self._key(team))

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

    def add_all(self, team: str, who: str, drafts: Iterable[Draft], replace: bool = False) -> Board:
        """Add the cases of a file after those that stand there, or with `replace` in their place: all of them or none."""
        self._add(team, who, list(drafts), EventKind.LOADED, replace)
        return self.board(team)

    def change(self, team: str, who: str, base: Entry, **fields: str | bool | Mapping[str, str]) -> Edit:
        """Write the fields that differ from `base`, the case as it was when the change began.

        A field that somebody else changed meanwhile to something else is not written over: it is among `refused`.
        """
        if strange := set(fields) - set(EDITABLE):
            raise TypeError(f"not to be changed: {', '.join(sorted(strange))}")
        fitted = {name: _fit(name, value) for name, value in fields.items()}
        with self._write(team) as connection:
            current = read_entry(connection, self._key(team), base.id)
            mine = {name: value for name, value in fitted.items() if value != getattr(base, name)}
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
            now = read_entry(connection, self._key(team), base.id)
            record_event(connection, self._key(team), who, at, EventKind.CHANGED, now.label, now.id, changes)
            return Edit(now, refused)

    def move(self, team: str, who: str, id: str, to: int) -> Board:
        """Move the case to another place of the list; 0 is the first."""
        key = self._key(team)
        with self._write(team) as connection:
            entry, standing = read_entry(connection, key, id), read_order(connection, key)
            before = standing.index(id)
            to = max(0, min(to, len(standing) - 1))
            if to != before:
                standing.remove(id)
                # Removed cases keep their neighbours, so that each can come back to its place.
                order = [each for each in read_order(connection, key, removed=True) if each != id]
                order.insert(order.index(standing[to]) if to < len(standing) else len(order), id)
                write_order(connection, order)
                places = {"position": (str(before + 1), str(to + 1))}
                record_event(connection, key, who, datetime.now(UTC), EventKind.MOVED, entry.label, id, places)
            return read_board(connection, key)

    def remove(self, team: str, who: str, id: str) -> None:
        """Remove the case from the list; it can be restored."""
        with self._write(team) as connection:
            entry = read_entry(connection, self._key(team), id)
            self._take_off(connection, team, who, [entry], EventKind.REMOVED, datetime.now(UTC))

    def empty(self, team: str, who: str) -> None:
        """Remove every case from the list; `emptied` says which, so that they can be restored together."""
        with self._write(team) as connection:
            standing = read_board(connection, self._key(team)).entries
            self._take_off(connection, team, who, standing, EventKind.EMPTIED, datetime.now(UTC))

    def restore(self, team: str, who: str, *ids: str) -> None:
        """Restore removed cases to their former places: all of them or none."""
        key, at = self._key(team), datetime.now(UTC)
        with self._write(team) as connection:
            check_room(connection, key, len(ids))
            for id in ids:
                entry = read_entry(connection, key, id, removed=True)
                connection.execute(entries.update().where(entries.c.id == id).values(removed=False))
                record_event(connection, key, who, at, EventKind.RESTORED, entry.label, id)

    def removed(self, team: str, most: int = 200, skip: int = 0) -> tuple[Entry, ...]:
        """List the cases that were removed one by one and not put back, the last one first."""
        with self._read() as connection:
            return read_removed(connection, self._key(team), most, skip)

    def count_removed(self, team: str) -> int:
        """Count the cases that were removed one by one and not put back."""
        with self._read() as connection:
            return count_removed(connection, self._key(team))

    def emptied(self, team: str) -> tuple[Emptying, ...]:
        """List when the list was emptied, the last time first, as long as something of it was not put back."""
        with self._read() as connection:
            return read_emptied(connection, self._key(team))

    def history(self, team: str, most: int = 200, skip: int = 0, id: str | None = None) -> tuple[Event, ...]:
        """List the changes, the newest first: of the list, or of one case; `skip` of them are left out."""
        chosen = sa.select(history).where(self._key(team).holds(history))
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
            return count_rows(connection, history, self._key(team).holds(history))

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def _key(self, team: str) -> ListKey:
        return ListKey(team, self.meeting)

    def _take_off(
        self, connection: Connection, team: str, who: str, off: Iterable[Entry], what: EventKind, at: datetime
    ) -> None:
        for entry in off:
            connection.execute(entries.update().where(entries.c.id == entry.id).values(removed=True))
            record_event(connection, self._key(team), who, at, what, entry.label, entry.id)

    def _add(self, team: str, who: str, drafts: list[Draft], what: EventKind, replace: bool = False) -> list[Entry]:
        key, at = self._key(team), datetime.now(UTC)
        with self._write(team) as connection:
            if replace:
                self._take_off(connection, team, who, read_board(connection, key).entries, EventKind.EMPTIED, at)
            check_room(connection, key, len(drafts))
            order = read_order(connection, key, removed=True)
            added = []
            for position, draft in enumerate(map(check_draft, drafts), len(order)):
                entry = Entry(
                    **{name: getattr(draft, name) for name in EDITABLE},
                    id=uuid4().hex,
                    changed_by=strip_invisible(who),
                    changed_at=at,
                )
                values = {name: getattr(entry, name) for name in (*EDITABLE, "id", "changed_by", "changed_at")}
                connection.execute(entries.insert().values(**key._asdict(), position=position, removed=False, **values))
                record_event(connection, key, who, at, what, entry.label, entry.id)
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


def _fit(field: str, value: str | bool | Mapping[str, str]) -> str | bool | dict[str, str]:
    if isinstance(value, Mapping):
        return check_case(value)
    if isinstance(value, bool):
        return value
    return check_label(value) if field == "label" else check_text(field, value)
