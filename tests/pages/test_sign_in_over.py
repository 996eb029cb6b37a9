"""Whose sign-in is over changes nothing and is given nothing, though their page is still open; what they typed is not lost.

Streamlit runs what a button does, a fragment and what is built on a click without `app.py`, so without its entrance.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from her2core.access import AccessRefused, Clock, SignIn
from her2core.board.entry import Draft
from her2core.board.file import from_file, to_file
from her2core.board.store import BoardStore, connect
from her2core.language import _
from pages.parts.shared import sign_in, unsaved
from pages.parts.shared.states import Opened
from pages.parts.shell import access
from tests.pages.conftest import CLAIMS, Run, User, find_widget, page_text, session_of
from tests.pages.test_chinese import Built
from tests.pages.test_chinese import downloads as downloads

TEAM = CLAIMS["team"]
IDLE = 45 * 60


class Watch:
    """The time, which the test moves on."""

    now = 2.0

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Let Dr Wang, an editor, sign in; each test has a clock of its own."""
    watch = Watch()
    monkeypatch.setattr(access, "_is_configured", lambda: True)
    monkeypatch.setattr(st, "user", User(**CLAIMS))
    clock = Clock()
    for module in (sign_in, access):
        monkeypatch.setattr(module, "CLOCK", clock)
    for module in (sign_in, unsaved):
        monkeypatch.setattr(module, "time", watch)
    return watch


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[BoardStore]:
    """Open a list of this test alone: two cases, and one that was removed."""
    monkeypatch.setenv("HER2_DATABASE_URL", f"sqlite:///{tmp_path}/board.sqlite")
    monkeypatch.setattr("pages.parts.board.store._opened", [])
    store = connect()
    assert store
    entries = store.add_all(TEAM, "", [Draft(label, {"ihc": "3+"}) for label in ("A1", "A2", "A3")]).entries
    store.remove(TEAM, "", entries[2].id)
    yield store
    store.close()


@pytest.fixture
def board(run: Run, store: BoardStore, watch: Watch) -> AppTest:
    """Open the board with every form of it."""
    drawers = ("board-add", "board-meetings", *(f"board-{entry.id}" for entry in store.board(TEAM).entries))
    app = run("board", drawers=drawers, ihc="2+")
    session_of(app).board.pending = from_file(to_file(store.board(TEAM)))
    session_of(app).board.opened = Opened(store.board(TEAM).entries[0], None)
    return app.run()


def add(app: AppTest, _store: BoardStore) -> None:
    find_widget(app, "add-label").set_value("B1")
    find_widget(app, "add").click()


def save(app: AppTest, store: BoardStore) -> None:
    first = store.board(TEAM).entries[0].id
    find_widget(app, f"{first}-conclusion").set_value("Re-biopsy")
    find_widget(app, f"save-{first}").click()


def move(app: AppTest, store: BoardStore) -> None:
    find_widget(app, f"\u2193-{store.board(TEAM).entries[0].id}").click()


def remove(app: AppTest, store: BoardStore) -> None:
    find_widget(app, f"remove-{store.board(TEAM).entries[0].id}").click()


def put_back(app: AppTest, store: BoardStore) -> None:
    find_widget(app, f"undo-{store.removed(TEAM, 1)[0].id}").click()


def load(app: AppTest, store: BoardStore) -> None:
    find_widget(app, "load-add").click()


def replace(app: AppTest, store: BoardStore) -> None:
    find_widget(app, "load-replace").click()


def empty(app: AppTest, store: BoardStore) -> None:
    find_widget(app, "empty").click()


def update(app: AppTest, store: BoardStore) -> None:
    find_widget(app, "strip-update").click()


def add_meeting(app: AppTest, store: BoardStore) -> None:
    find_widget(app, "new-meeting-date").set_value("2026-12-01")
    find_widget(app, "keep-new-meeting").click()


CHANGES = (add, save, move, remove, put_back, load, replace, empty, update, add_meeting)
Change = Callable[[AppTest, BoardStore], None]


def state(store: BoardStore) -> tuple[Any, ...]:
    return store.board(TEAM), store.count_events(TEAM), store.meetings(TEAM)


@pytest.mark.parametrize("change", CHANGES)
def test_while_the_sign_in_lasts_the_list_is_changed(board: AppTest, store: BoardStore, change: Change) -> None:
    before = state(store)
    change(board, store)
    board.run()
    assert state(store) != before


@pytest.mark.parametrize("change", CHANGES)
def test_once_nothing_was_done_for_long_the_open_page_changes_nothing(
    board: AppTest, store: BoardStore, watch: Watch, change: Change
) -> None:
    before = state(store)
    watch.now += IDLE
    change(board, store)
    board.run()
    assert state(store) == before
    assert _("You were signed out: nothing was done for {minutes} minutes.", minutes="30") in page_text(board)


def test_once_signed_out_in_another_tab_the_open_page_changes_nothing(board: AppTest, store: BoardStore) -> None:
    before = state(store)
    sign_in.CLOCK.end(SignIn.read(CLAIMS))
    add(board, store)
    board.run()
    assert state(store) == before
    assert _("You were signed out.") in page_text(board)


def test_after_twelve_hours_the_open_page_changes_nothing_however_busy_it_was(
    board: AppTest, store: BoardStore, watch: Watch
) -> None:
    for _quarter in range(47):
        watch.now += 15 * 60
        board.run()
    before = state(store)
    watch.now += 20 * 60
    add(board, store)
    board.run()
    assert state(store) == before
    assert _("You were signed out: a sign-in lasts {hours} hours.", hours="12") in page_text(board)


def test_what_was_typed_is_there_after_the_next_sign_in(
    board: AppTest, store: BoardStore, watch: Watch, run: Run
) -> None:
    first = store.board(TEAM).entries[0].id
    watch.now += IDLE
    save(board, store)
    board.run()
    watch.now += 60
    st.user.iat = watch.now
    again = run("board", ihc="2+")
    assert find_widget(again, f"{first}-conclusion").value == "Re-biopsy"
    said = _("What you had typed on the Board when you were signed out is still in its fields.")
    assert said in page_text(again)
    find_widget(again, f"save-{first}").click().run()
    assert store.board(TEAM).entries[0].conclusion == "Re-biopsy"


def test_what_one_typed_another_never_gets(board: AppTest, store: BoardStore, watch: Watch, run: Run) -> None:
    watch.now += IDLE
    save(board, store)
    board.run()
    st.user.sub, st.user.iat = "2", watch.now
    other = run("board", drawers=(f"board-{store.board(TEAM).entries[0].id}",), ihc="2+")
    assert "Re-biopsy" not in str(session_of(other).board)


def test_nothing_is_given_out_once_the_sign_in_is_over(
    store: BoardStore, watch: Watch, downloads: Built, run: Run
) -> None:
    """The list, the case, a chart and its figures: built on the click, by a server that nobody's page runs on any more."""
    run("board", ihc="3+", setting="second-line")
    run("outcomes", ihc="3+", setting="second-line")
    run("safety", ihc="3+", setting="second-line")
    assert len(downloads) >= 8
    assert all(build() for name, build in downloads.items() if name.endswith(("json", "csv")))
    watch.now += IDLE
    for build in downloads.values():
        with pytest.raises(AccessRefused):
            build()


def test_nobody_learns_who_changed_the_list_once_the_sign_in_is_over(
    board: AppTest, store: BoardStore, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look for changes runs by itself, every few seconds: so here the time passes just before it."""
    read, asked = BoardStore.board, []

    def read_and_wait(store: BoardStore, team: str) -> Any:
        watch.now += IDLE
        return read(store, team)

    monkeypatch.setattr(BoardStore, "board", read_and_wait)
    monkeypatch.setattr(BoardStore, "revision", lambda _store, team: asked.append(team))
    board.run()
    assert asked == []
    assert _("You were signed out: nothing was done for {minutes} minutes.", minutes="30") in page_text(board)
