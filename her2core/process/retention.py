"""What is kept of visits whose page was closed, and until when, though nobody comes any more."""

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from her2core.process.memory import give_back_memory

WORK = 15
"""Seconds that work goes on for a page that is closed, or whose line is cut."""


class VisitState(Protocol):
    """What a visit holds."""

    def stop_work(self) -> None:
        """Stop work that is not done; whoever comes back begins it anew."""

    def release(self) -> bool:
        """Release everything; tell whether a file was among it."""


@dataclass
class _Visit:
    state: VisitState
    closed: float | None = None


class Retention:
    """Releases what a visit holds once its page has been closed for so long, by a timer of the process.

    Parameters
    ----------
    seconds : how long it is kept at most
    is_open : whether the page of the visit with this id is open
    end : called with the id of a visit that is over
    clock : seconds that go on
    """

    def __init__(
        self,
        seconds: float,
        is_open: Callable[[str], bool],
        end: Callable[[str], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        # A page that is closed is noticed at the next look, and what it held goes at the last one before its time is up.
        self.every = min(5.0, seconds / 10)
        self._most = max(0.0, seconds - 2 * self.every)
        self._is_open, self._end, self._clock = is_open, end, clock
        self._visits: dict[str, _Visit] = {}
        self._lock = threading.Lock()
        self._held_file = False

    def keep(self, id: str, state: VisitState) -> None:
        """Keep what a visit holds, as long as its page is open, and its time after that."""
        with self._lock:
            self._visits[id] = _Visit(state)

    def start(self) -> None:
        """Start the timer, which ends with the process."""
        threading.Thread(target=self._go_on, name="retention", daemon=True).start()

    def look(self) -> None:
        """Release what has been kept for its time."""
        now = self._clock()
        if self._held_file:  # at the last look: its session has been ended since
            self._held_file = False
            gc.collect()
            give_back_memory()
        with self._lock:
            visits = list(self._visits.items())
        for id, visit in visits:
            if self._is_open(id):
                visit.closed = None
                continue
            visit.closed = now if visit.closed is None else visit.closed
            if now - visit.closed >= self._most:
                with self._lock:
                    self._visits.pop(id, None)
                self._held_file |= visit.state.release()
                self._end(id)
            elif now - visit.closed >= WORK:
                visit.state.stop_work()

    def _go_on(self) -> None:
        wait = threading.Event()
        while not wait.wait(self.every):
            self.look()
