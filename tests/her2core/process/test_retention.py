"""What a reader opened goes at the promised time after the page was closed, though nobody comes any more."""

import threading
from dataclasses import dataclass, field

import pytest

from her2core.process import retention
from her2core.process.retention import WORK, Retention

KEPT = 120.0


@dataclass
class Visit:
    """A visit with a file, and with work under way."""

    calls: list[str] = field(default_factory=list)

    def stop_work(self) -> None:
        self.calls.append("work stopped")

    def release(self) -> bool:
        self.calls.append("released")
        return True


class Server:
    """Which pages are open, which visits were ended, and what time it is."""

    def __init__(self, seconds: float = KEPT) -> None:
        self.open = {"one", "other"}
        self.ended: list[str] = []
        self.now = 0.0
        self.retention = Retention(seconds, self.open.__contains__, self.ended.append, lambda: self.now)
        self.visits = {id: Visit() for id in self.open}
        for id, visit in self.visits.items():
            self.retention.keep(id, visit)

    def pass_time(self, seconds: float) -> None:
        """Let time pass, with the looks that the timer takes."""
        until = self.now + seconds
        while self.now < until:
            self.now += self.retention.every
            self.retention.look()


def test_what_a_closed_page_held_is_released_by_its_time_and_what_an_open_one_holds_is_not() -> None:
    server = Server()
    server.open.remove("one")
    server.pass_time(KEPT)
    assert "released" in server.visits["one"].calls and server.ended == ["one"]
    assert server.visits["other"].calls == []


def test_it_is_kept_for_most_of_its_time_since_a_line_may_be_cut() -> None:
    server = Server()
    server.open.remove("one")
    server.pass_time(0.8 * KEPT)
    assert "released" not in server.visits["one"].calls and server.ended == []
    server.open.add("one")
    server.pass_time(2 * KEPT)
    assert "released" not in server.visits["one"].calls


def test_work_for_a_page_that_is_closed_goes_on_for_a_moment_only() -> None:
    server = Server()
    server.open.remove("one")
    server.pass_time(WORK / 2)
    assert server.visits["one"].calls == []
    server.pass_time(2 * WORK)
    assert set(server.visits["one"].calls) == {"work stopped"}


def test_memory_is_given_back_once_a_file_was_among_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(retention, "give_back_memory", lambda: given.append(1))
    server = Server()
    server.pass_time(2 * KEPT)
    assert not given
    server.open.remove("one")
    server.pass_time(2 * KEPT)
    assert given == [1]


def test_the_timer_needs_nobody_to_come() -> None:
    looked = threading.Event()
    kept = Retention(0.01, lambda _id: False, lambda _id: looked.set())
    kept.keep("one", Visit())
    kept.start()
    assert looked.wait(30)
