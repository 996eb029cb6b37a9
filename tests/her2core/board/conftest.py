"""A list kept in a real SQLite and in a real PostgreSQL, new for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from her2core.board.store import BoardStore, connect
from tests.postgres import Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which nothing is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/board.sqlite"
    running: Server = request.getfixturevalue("postgres")
    return running.database()


@pytest.fixture
def store(url: str) -> Iterator[BoardStore]:
    store = connect(url)
    assert store
    yield store
    store.close()
