"""What holds for every test: a property is judged by what it finds, not by how fast a busy machine draws the first input.

And no test, nor a server that one starts, touches the list of whoever runs the tests.
"""

import os
import tempfile
from collections.abc import Iterator

import pytest
from _pytest.nodeid import NodeId
from hypothesis import HealthCheck, settings

settings.register_profile("board", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("board")


@pytest.fixture(scope="session", autouse=True)
def list_of_its_own() -> Iterator[None]:
    """A file for the lists of this run alone."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HER2_DATABASE_URL"] = f"sqlite:///{folder}/board.sqlite"
        yield
        del os.environ["HER2_DATABASE_URL"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begins with the tests that stay together in one process, so that no other process waits for them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
    if getattr(config.option, "loadgroup", False):
        # pytest-xdist 3.8 writes a test's group where pytest 9.2 no longer reads it: every process began its own Spark.
        for item in items:
            if group := item.get_closest_marker("xdist_group"):
                item._id = NodeId.parse(f"{item.nodeid}@{group.args[0]}")  # type: ignore[attr-defined]
