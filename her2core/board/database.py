"""The database behind the list: SQLite in a file of the user, or PostgreSQL for a team."""

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
from sqlalchemy.exc import ArgumentError, OperationalError

from her2core.board.hindrances import (
    HELD,
    REPLACED,
    WAIT,
    Hindrance,
    StoreError,
    describe_location,
    explain_faults,
    reason_of,
)
from her2core.language import Message

FILE = "board.sqlite"
_TRY_EVERY = 20
"""Milliseconds that SQLite itself waits for its turn before it is asked anew."""
_MIGRATION_WAIT = 60
"""Seconds that a start waits for another replica that migrates."""
_LOCK = 0x4845523200
"""Any number, the same for every replica: who holds it migrates, the others wait."""
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(url: str | None) -> Engine:
    """Open an engine for this address, or for the file in the user's data folder; its tables are those of this version.

    Raises
    ------
    StoreError
        if it cannot be reached, written, or read by this version
    """
    address = _address(url)
    with explain_faults(address):
        engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)
        with read_transaction(engine) as connection:
            is_current = _is_current(connection)
        with write_transaction(engine, WAIT if is_current else _MIGRATION_WAIT) as connection:
            _migrate(connection, describe_location(address))
    return engine


@contextmanager
def write_transaction(engine: Engine, wait: float = WAIT) -> Iterator[Connection]:
    """Begin a transaction that changes something: on SQLite it waits its turn before it reads what it changes."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
    with engine.connect().execution_options(writes=True, wait=wait, **level) as connection, connection.begin():
        yield connection


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that sees one moment, however many questions it asks."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


@contextmanager
def in_turn(turn: "Lock | None") -> Iterator[float]:
    """Wait for the turn of this change; yield the seconds that are left for what else holds the list."""
    until = monotonic() + WAIT
    if turn and not turn.acquire(timeout=WAIT):
        raise Hindrance(HELD)
    try:
        yield max(0.0, until - monotonic())
    finally:
        if turn:
            turn.release()


def _address(url: str | None) -> URL:
    if not url:
        return URL.create("sqlite", database=str(Path(user_data_dir("her2-gastric-board", appauthor=False)) / FILE))
    accepted = Message("HER2_DATABASE_URL is not understood; accepted: postgresql://..., sqlite:///..., or none")
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise StoreError(accepted) from None
    if address.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address
    raise StoreError(accepted)


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
            if reason_of(fault) is not HELD or monotonic() > until:
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
        raise Hindrance(REPLACED)


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
        raise StoreError(
            Message("The list in {place} was made by a newer version of this program. Update the program.", place=where)
        )
    from alembic import command

    command.upgrade(config, "head")
