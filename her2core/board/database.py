"""The database behind the list: SQLite in a file of the user, or PostgreSQL for a team."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from platformdirs import user_data_dir
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from her2core.language import Message

FILE = "board.sqlite"
WAIT = 5
"""Seconds that a change waits, all in all, for what holds the list."""
_TRY_EVERY = 20
"""Milliseconds that SQLite itself waits for its turn before it is asked anew."""
_MIGRATION_WAIT = 60
"""Seconds that a start waits for another replica that migrates."""
_LOCK = 0x4845523200
"""Any number, the same for every replica: who holds it migrates, the others wait."""
_MIGRATIONS = Path(__file__).parent / "migrations"


class KeepingError(Exception):
    """The list cannot be read or kept; `message` says why, for whoever is at the screen."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


def opened(url: str | None) -> Engine:
    """An engine for this address, or for the file in the user's data folder; its tables are those of this version.

    Raises
    ------
    KeepingError
        if it cannot be reached, written, or read by this version
    """
    address = _address(url)
    with faults(address):
        engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)
        with reading(engine) as connection:
            is_current = _is_current(connection)
        with writing(engine, WAIT if is_current else _MIGRATION_WAIT) as connection:
            _migrate(connection, place(address))
    return engine


def place(address: URL) -> str:
    """Where the list is kept, as a reader may know it: a file by its name, a server not by its address."""
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return Message("the database of this installation")


@contextmanager
def writing(engine: Engine, wait: float = WAIT) -> Iterator[Connection]:
    """A transaction that changes something: on SQLite it waits its turn before it reads what it changes."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
    with engine.connect().execution_options(writes=True, wait=wait, **level) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment, however many questions it asks."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


@contextmanager
def faults(address: URL) -> Iterator[None]:
    """Says in plain words why a database cannot be used; the log says which one it is."""
    try:
        yield
    except (SQLAlchemyError, OSError) as fault:
        raise _logged(address, KeepingError(_said(_reason(fault), place(address)))) from fault
    except _Hindrance as fault:
        raise _logged(address, KeepingError(_said(fault.why, place(address)))) from fault


@contextmanager
def in_turn(turn: "Lock | None") -> Iterator[float]:
    """Wait for the turn of this change; yield the seconds that are left for what else holds the list."""
    until = monotonic() + WAIT
    if turn and not turn.acquire(timeout=WAIT):
        raise _Hindrance(_HELD)
    try:
        yield max(0.0, until - monotonic())
    finally:
        if turn:
            turn.release()


class _Hindrance(Exception):
    """Something other than the database stands in the way."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(why)


_HELD = Message(
    "it was held elsewhere for more than {seconds} seconds; nothing was changed, so try again", seconds=WAIT
)
_REPLACED = Message(
    "its file was removed or replaced while this program ran, and nothing was written; put the file back, or start the program anew"
)


def _logged(address: URL, fault: KeepingError) -> KeepingError:
    # No error of the program: it is met and said. Whoever runs the server needs the address, which readers are not shown.
    logging.getLogger("her2board").warning(
        "the list cannot be kept in %s", address.set(query={}).render_as_string(hide_password=True), exc_info=True
    )
    return fault


def _address(url: str | None) -> URL:
    if not url:
        return URL.create("sqlite", database=str(Path(user_data_dir("her2-gastric-board", appauthor=False)) / FILE))
    accepted = Message("HER2_DATABASE_URL is not understood; accepted: postgresql://..., sqlite:///..., or none")
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise KeepingError(accepted) from None
    if address.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address
    raise KeepingError(accepted)


def _sqlite(address: URL) -> Engine:
    file = Path(str(address.database))
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700, parents=True)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    os.chmod(file, 0o600)  # SQLite gives its two companions the same permissions
    opened = _identity(file)
    engine = sa.create_engine(address, connect_args={"timeout": WAIT}, pool_timeout=WAIT, hide_parameters=True)

    @sa.event.listens_for(engine, "do_connect")
    def _not_another(*_given: object) -> None:
        # SQLite would make a new file, or open a foreign one, beside the connections that still hold the old.
        _check(file, opened)

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the begin below is ours, not the driver's
        for pragma in (f"busy_timeout={1000 * WAIT}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes = options.get("writes")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_TRY_EVERY if writes else 1000 * WAIT}")
        if writes:
            # What is written into a file that nobody finds any more is lost, and SQLite would not say so.
            _check(file, opened)
            _begin_in_turn(connection, options.get("wait", WAIT))
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_in_turn(connection: Connection, wait: float) -> None:
    """Begin a change as soon as nobody else has begun one.

    SQLite waits longer and longer between two tries, so that in a crowd of processes the newest comes first; so it is
    asked anew, and often.
    """
    until = monotonic() + wait
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as fault:
            if _reason(fault) is not _HELD or monotonic() > until:
                raise
        else:
            return


def _identity(file: Path) -> tuple[int, int] | None:
    """Return which file stands there now, whatever its content; None where there is none."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _check(file: Path, opened: tuple[int, int] | None) -> None:
    if _identity(file) != opened:
        raise _Hindrance(_REPLACED)


def _postgresql(address: URL) -> Engine:
    query = {"connect_timeout": "10", **address.query}
    engine = sa.create_engine(
        address.set(query=query),
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=20,
        pool_timeout=WAIT,
        # Parameters are what people typed: a fault in the log must not repeat them.
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        wait = int(1000 * options.get("wait", WAIT))
        # Whoever is second in a line waits for two locks, one after the other, so their statement has a limit too.
        limits = ("lock_timeout", "statement_timeout") if options.get("writes") else ("lock_timeout",)
        # Not among the options of the connection: a pooler in between may refuse those.
        connection.exec_driver_sql("; ".join(f"SET LOCAL {limit} = {wait}" for limit in limits))

    return engine


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _is_current(connection: Connection) -> bool:
    head = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def _migrate(connection: Connection, where: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    if _is_current(connection):
        return
    config = _config(connection)
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current and current not in {step.revision for step in script.walk_revisions()}:
        raise KeepingError(
            Message("The list in {place} was made by a newer version of this program. Update the program.", place=where)
        )
    from alembic import command

    command.upgrade(config, "head")


def _said(why: Message, where: str) -> Message:
    kept = Message("The case on the screen is kept in the address of the page.")
    return Message("The list cannot be kept in {place}: {why}. {kept}", place=where, why=why, kept=kept)


def _reason(fault: Exception) -> Message:
    text = str(getattr(fault, "orig", None) or fault).lower()
    code = getattr(getattr(fault, "orig", None), "sqlstate", None)
    if (
        "disk is full" in text
        or "no space left" in text
        or "disk i/o" in text
        or "file too large" in text
        or code == "53100"
    ):
        return Message("the disk is full")
    if (
        any(word in text for word in ("readonly", "read-only", "permission denied", "unable to open"))
        or code == "25006"
    ):
        return Message("it can only be read, or not even that")
    if "not a database" in text or "malformed" in text:
        return Message("the file there is damaged, or is no database of this program")
    if "locked" in text or code in ("55P03", "57014"):
        return _HELD
    if str(code).startswith(("08", "57P")) or (
        code is None and any(word in text for word in ("connection", "could not translate", "timeout", "resolve"))
    ):
        return Message("the database cannot be reached")
    return Message("the database refused it; the log of the server has the details")
