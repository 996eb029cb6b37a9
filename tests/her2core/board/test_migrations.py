"""A list kept by an earlier version is there in this one; one of a later version is left alone."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Engine

from her2core.board import database
from her2core.board.entry import Draft
from her2core.board.schema import metadata
from her2core.board.store import StoreError, connect


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    yield made
    made.dispose()


def steps(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(database._MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def to(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        command.upgrade(steps(connection), revision)


def version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_an_empty_database_gets_the_tables_of_this_version(url: str, engine: Engine) -> None:
    store = connect(url)
    assert store and version(engine) == "0003"
    store.close()
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_list_of_the_version_before_is_there_and_can_be_edited(url: str, engine: Engine) -> None:
    to(engine, "0001")
    row = {"team": "team", "at": "2026-11-01 10:00:00+00:00" if "postgres" in url else "2026-11-01 10:00:00.000000"}
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO lists VALUES ('team', 7)"))
        connection.execute(
            sa.text(
                """INSERT INTO entries VALUES ('00000000000000000000000000000001', :team, 0, 'A3', '{"ihc": "2+"}',
                'T-DXd?', 'a note', true, 'yes', false, 'Li', :at)"""
            ),
            row,
        )
    store = connect(url)
    assert store and version(engine) == "0003"
    board = store.board("team")
    (entry,) = board.entries
    assert (board.revision, entry.label, dict(entry.case), entry.discussed) == (7, "A3", {"ihc": "2+"}, True)
    store.change("team", "Wang", entry, note="new")
    store.add("team", "Wang", Draft("B", {}))
    assert [event.label for event in store.history("team")] == ["B", "A3"]
    store.close()


def test_a_list_from_before_meetings_stays_where_it_is_and_its_history_too(url: str, engine: Engine) -> None:
    to(engine, "0002")
    at = "2026-11-01 10:00:00+00:00" if "postgres" in url else "2026-11-01 10:00:00.000000"
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO lists VALUES ('team', 1)"))
        connection.execute(
            sa.text(
                """INSERT INTO entries VALUES ('00000000000000000000000000000001', 'team', 0, 'A3', '{"ihc": "2+"}',
                '', '', false, 'wait for ISH', false, 'Li', :at)"""
            ),
            {"at": at},
        )
        connection.execute(
            sa.text("INSERT INTO history VALUES (1, 'team', :at, 'Li', 'added', '" + "0" * 31 + "1', 'A3', '{}')"),
            {"at": at},
        )
        if "postgres" in url:
            connection.execute(sa.text("SELECT setval('history_id_seq', 1)"))
    store = connect(url)
    assert store
    meeting = store.keep_meeting("team", "Li", "2026-12-01", "")
    store.at(meeting.id).add("team", "Li", Draft("B", {}))
    (entry,) = store.board("team").entries
    assert (entry.label, entry.conclusion) == ("A3", "wait for ISH")
    assert [event.label for event in store.history("team")] == ["A3"]
    store.close()


def test_starting_again_changes_nothing(url: str, engine: Engine) -> None:
    for _ in range(2):
        store = connect(url)
        assert store
        store.add("team", "Li", Draft("A", {}))
        store.close()
    assert version(engine) == "0003"
    store = connect(url)
    assert store and len(store.board("team").entries) == 2
    store.close()


def test_a_list_of_a_newer_version_is_not_touched(url: str, engine: Engine) -> None:
    to(engine, "0003")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version") as fault:
        connect(url)
    assert "secret" not in fault.value.message
    assert version(engine) == "9999"


def test_there_is_no_way_back_that_would_lose_the_history(url: str, engine: Engine) -> None:
    to(engine, "0003")
    with engine.begin() as connection:
        config = steps(connection)
        with pytest.raises(RuntimeError, match="backup"):
            command.downgrade(config, "0002")
