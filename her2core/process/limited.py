"""A task in a process of its own, which ends with whoever waits for it, after a time, and at a limit of memory."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import IO

from her2core.language import Message
from her2core.process.child import REFUSED, TOO_LARGE
from her2core.process.job import Check
from her2core.process.memory import read_memory_limit

SECONDS = 60
"""Time of a task."""
LOOK = 0.2
"""Seconds between two looks at a process."""
LARGEST, SHARE = 2 << 30, 4
"""Bytes that a task may ask for: a `SHARE`th of the memory of this program, at most `LARGEST`."""
_OUT_OF_TIME = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None  # not on Windows
_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from her2core.process.child import main; sys.exit(main())"
# What reads the files of strangers is told no secret. Without threads Arrow takes the memory that its data need, and no more.
_PASSED = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
_SET = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}


class Refused(Exception):
    """The task cannot be done; `message` says why."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


class TooSlow(Exception):
    """The task took longer than it may."""


class TooLarge(Exception):
    """The task asked for more memory than it may have."""


class Failed(Exception):
    """The task met an error, which this names."""


class Tasks:
    """Tasks of one kind, of which only so many run at once; others wait for their turn."""

    def __init__(self, most: int) -> None:
        self._turns = BoundedSemaphore(most)

    @contextmanager
    def turn(self, check: Check) -> Iterator[None]:
        """Wait for a turn, as long as `check` lets us."""
        check()
        while not self._turns.acquire(timeout=LOOK):
            check()
        try:
            yield
        finally:
            self._turns.release()

    def run(self, task: str, given: bytes, check: Check, seconds: int = SECONDS, memory: int | None = None) -> bytes:
        """Run a task and return what it wrote.

        Parameters
        ----------
        task : `package.module:function` of ours, which takes bytes and a file to write to
        given : what it works on
        check : called often; what it raises ends the process
        seconds, memory : how long it may take, and how many bytes it may ask for

        Raises
        ------
        Refused
            where the task says why it cannot be done
        TooSlow, TooLarge, Failed
            where it reached a limit, or met an error
        """
        limit = memory if memory is not None else task_memory()
        script = [sys.executable, "-I", "-c", _START, str(_ROOT), task, str(limit), str(seconds), str(os.getpid())]
        environment = {name: os.environ[name] for name in _PASSED if name in os.environ} | _SET
        with self.turn(check):
            status, output, errors = _run(script, given, check, seconds, environment)
        if status == REFUSED:
            template, values = json.loads(errors.splitlines()[-1])
            raise Refused(Message(template, **values))
        if status == _OUT_OF_TIME:  # on a busy machine its own limit may come before ours
            raise TooSlow
        if status == TOO_LARGE or status < 0:  # a library without memory does not raise, it aborts
            raise TooLarge
        if status:
            raise Failed(errors.decode(errors="replace"))
        return output


def task_memory() -> int:
    """Return how many bytes a task may ask for."""
    return min(LARGEST, read_memory_limit() // SHARE)


def _run(
    script: list[str], given: bytes, check: Check, seconds: int, environment: dict[str, str]
) -> tuple[int, bytes, bytes]:
    """The status and the output of a process, which does not outlive what `check` raises."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(script, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    # By a thread: what communicate() has not handed over before its first timeout, it never hands over (Python 3.11).
    assert process.stdin
    Thread(target=_hand_over, args=(process.stdin, given), daemon=True).start()
    process.stdin, end = None, time.monotonic() + seconds
    with process:
        try:
            while True:
                check()
                try:
                    output, errors = process.communicate(timeout=LOOK)
                    return process.returncode, output, errors
                except subprocess.TimeoutExpired as fault:
                    if time.monotonic() > end:
                        raise TooSlow from fault
        except BaseException:
            process.kill()
            raise


def _hand_over(pipe: IO[bytes], given: bytes) -> None:
    with suppress(BrokenPipeError), pipe:  # it may end without having read everything
        pipe.write(given)
