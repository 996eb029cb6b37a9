"""Long work beside the page that shows how far it is."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from her2core.language import Message

T = TypeVar("T")
Check = Callable[[], None]
"""What long work calls between its parts, so that it can be stopped there: it raises `Cancelled`."""
CHUNK = 100_000
"""Rows of a part, which takes far less than a second."""


class Cancelled(Exception):
    """The work is no longer wanted."""


def never() -> None:
    """Let the work go on: the `Check` of work that nobody can cancel."""


class Job(Generic[T]):
    """Work in a thread of its own. It says where it is, and stops at its next check once it is no longer wanted.

    Attributes
    ----------
    stage : what is being done
    share : how much is done, 0 to 1
    is_cancelled : whether the result is no longer wanted
    """

    def __init__(self, work: "Callable[[Job[T]], T]") -> None:
        self.stage: str = ""
        self.share = 0.0
        self.is_cancelled = False
        self._result: T | None = None
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def step(self, stage: Message, share: float) -> None:
        """Say where the work is.

        Raises
        ------
        Cancelled
            where it is no longer wanted
        """
        self.check()
        self.stage, self.share = stage, share

    def check(self) -> None:
        """Stop the work that calls this where it is no longer wanted.

        Raises
        ------
        Cancelled
            to end the work
        """
        if self.is_cancelled:
            raise Cancelled

    def cancel(self) -> None:
        """Cancel the work: its result is no longer wanted."""
        self.is_cancelled = True

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long, and tell whether the work is done."""
        self._thread.join(seconds)
        return self.is_done

    def result(self) -> T:
        """Return what the work gave, or raise the error that it ended with.

        Raises
        ------
        Cancelled
            where it is no longer wanted, even if it was done before that was heard
        """
        if self.is_cancelled:
            raise Cancelled
        self._thread.join()
        if self._fault is not None:
            raise self._fault
        assert self._result is not None
        return self._result

    def _run(self, work: "Callable[[Job[T]], T]") -> None:
        try:
            self._result = work(self)
        except BaseException as fault:  # whatever it is, it belongs to whoever asks for the result
            self._fault = fault
