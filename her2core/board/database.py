"""The database behind the list: SQLite in a file of the user, or PostgreSQL for a team."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from platformdirs import user_data_dir
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from her2core.language import Message

FILE = "board.sqlite"
WAIT = 30
"""Seconds that a change waits for another one to end."""
_LOCK = 0x4845523200
"""Any number, the same for every replica: who holds it migrates, the others wait."""
_MIGRATIONS = Path(__file__).parent / "migrations"


class StoreError(Exception):
    """The list cannot be read or kept; `message` says why, for whoever is at the screen."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


def open_database(url: str | None) -> Engine:
    """Open an engine for this address, or for the file in the user's data folder; its tables are those of this version.

    Raises
    ------
    StoreError
        if it cannot be reached, written, or read by this version
    """
    address = _address(url)
    with explain_faults(describe_location(address)):
        engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)
        with write_transaction(engine) as connection:
            _migrate(connection, describe_location(address))
    return engine


def describe_location(address: URL) -> str:
    """Describe where the list is kept, as it may be shown: never with a password."""
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return address.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that changes something: on SQLite it waits its turn before it reads what it changes."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
    with engine.connect().execution_options(writes=True, **level) as connection, connection.begin():
        yield connection


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that sees one moment, however many questions it asks."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


@contextmanager
def explain_faults(where: str) -> Iterator[None]:
    """Explain in plain words why a database cannot be used."""
    try:
        yield
    except (SQLAlchemyError, OSError) as fault:
        raise StoreError(_message_of(fault, where)) from fault


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
    engine = sa.create_engine(address, connect_args={"timeout": WAIT}, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the begin below is ours, not the driver's
        for pragma in (f"busy_timeout={1000 * WAIT}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(address: URL) -> Engine:
    query = {"connect_timeout": "10", **address.query}
    # Parameters are what people typed: a fault in the log must not repeat them.
    return sa.create_engine(
        address.set(query=query), pool_pre_ping=True, pool_size=5, max_overflow=20, hide_parameters=True
    )


def _migrate(connection: Connection, where: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    head = script.get_current_head()
    if current == head:
        return
    if current and current not in {step.revision for step in script.walk_revisions()}:
        raise StoreError(
            Message("The list in {place} was made by a newer version of this program. Update the program.", place=where)
        )
    from alembic import command

    command.upgrade(config, "head")


def _message_of(fault: Exception, where: str) -> Message:
    text = str(getattr(fault, "orig", None) or fault).lower()
    code = getattr(getattr(fault, "orig", None), "sqlstate", None)
    reassurance = Message("The case on the screen is kept in the address of the page.")
    if (
        "disk is full" in text
        or "no space left" in text
        or "disk i/o" in text
        or "file too large" in text
        or code == "53100"
    ):
        why = Message("the disk is full")
    elif (
        any(word in text for word in ("readonly", "read-only", "permission denied", "unable to open"))
        or code == "25006"
    ):
        why = Message("it can only be read, or not even that")
    elif "not a database" in text or "malformed" in text:
        why = Message("the file there is damaged, or is no database of this program")
    elif "locked" in text:
        why = Message("another program holds it")
    elif str(code).startswith(("08", "57P")) or (
        code is None and any(word in text for word in ("connection", "could not translate", "timeout", "resolve"))
    ):
        why = Message("the database cannot be reached")
    else:
        why = Message("the database refused it; the log of the server has the details")
    return Message("The list cannot be kept in {place}: {why}. {kept}", place=where, why=why, kept=reassurance)
