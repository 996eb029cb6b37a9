"""Everybody who opens the list shares one store, whatever happens at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import streamlit as st

from her2core.board.store import BoardStore, connect
from pages.parts.board.store import open_store
from pages.parts.shell.warm import warm
from tests.pages.conftest import Run
from tests.pages.test_board import store as store


def test_whoever_empties_streamlits_caches_opens_no_second_store(run: Run) -> None:
    """Anybody may, with a message, signed in or not; each store holds connections of the database."""
    run("board", ihc="3+")
    first = open_store()
    for clear in (st.cache_resource.clear, st.cache_data.clear):
        clear()
    run("board", ihc="3+")
    assert open_store() is first
    warmed = warm.cache_info().misses
    assert warmed == 1, "what is read once is read again"


def test_two_who_open_the_list_at_once_share_one_store(monkeypatch: pytest.MonkeyPatch, store: BoardStore) -> None:
    closed: list[BoardStore] = []
    meet = Barrier(2)

    def connect_together() -> BoardStore | None:
        meet.wait(10)
        return connect()

    monkeypatch.setattr("pages.parts.board.store.connect", connect_together)
    monkeypatch.setattr(BoardStore, "close", lambda self: closed.append(self))
    with ThreadPoolExecutor(2) as readers:
        stores = list(readers.map(lambda _reader: open_store(), range(2)))
    assert stores[0] is stores[1]
    assert len(closed) == 1 and closed[0] is not stores[0]
    monkeypatch.undo()
    for each in (*closed, stores[0]):
        each.close()  # type: ignore[union-attr]
