"""A power cut in the middle of the meeting: what was acknowledged is there afterwards, and the database is sound."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from her2core.board.entry import Draft
from her2core.board.store import BoardStore, StoreError, connect
from tests.postgres import Server

ROOT = Path(__file__).parents[3]
WRITES, ENOUGH = 500, 100


def writer(url: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, Path(__file__).parent / "writer.py", url, str(WRITES)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def acknowledged(writing: "subprocess.Popen[str]", most: int | None = None) -> list[str]:
    """Whole lines only: an id that was cut off in the middle was never said."""
    assert writing.stdout
    lines = []
    for line in writing.stdout:
        if line.endswith("\n"):
            lines.append(line.strip())
        if len(lines) == most:
            break
    return lines


def sound(store: BoardStore, acknowledgements: list[str]) -> None:
    """Every acknowledged case is there, in its order; every case has its line in the history; and it goes on."""
    ids = [entry.id for entry in store.board("team").entries]
    assert ids[: len(acknowledgements)] == acknowledgements and len(ids) - len(acknowledgements) <= 1
    assert [event.id for event in store.history("team", WRITES)] == ids[::-1]
    assert store.add("team", "Li", Draft("after", {})).label == "after"


def test_kill_in_the_middle_of_many_writes_loses_nothing(url: str, tmp_path: Path) -> None:
    writing = writer(url)
    acknowledgements = acknowledged(writing, ENOUGH)
    os.kill(writing.pid, signal.SIGKILL)
    acknowledgements += acknowledged(writing)
    writing.wait()
    assert ENOUGH <= len(acknowledgements) < WRITES
    store = connect(url)
    assert store
    sound(store, acknowledgements)
    store.close()
    if url.startswith("sqlite"):
        with sqlite3.connect(tmp_path / "board.sqlite") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_database_server_that_is_killed_loses_nothing_and_is_found_again(postgres: Server) -> None:
    url = postgres.database()
    store = connect(url)
    assert store
    writing = writer(url)
    acknowledgements = acknowledged(writing, ENOUGH)
    postgres.kill()
    try:
        acknowledgements += acknowledged(writing)
        assert writing.wait() != 0 and ENOUGH <= len(acknowledgements) < WRITES
        began = time.monotonic()
        with pytest.raises(StoreError, match="cannot be reached") as fault:
            store.board("team")
        assert "secret" not in fault.value.message and time.monotonic() - began < 5
    finally:
        postgres.start()
    sound(store, acknowledgements)
    store.close()
