"""Long work says how far it is, gives its result or its error, and can be called off."""

import threading

import pytest

from her2core.language import Message
from her2core.process.job import Cancelled, Job


def test_work_that_is_done_gives_its_result() -> None:
    assert Job(lambda job: 7).result() == 7


def test_an_error_reaches_whoever_asks_for_the_result() -> None:
    def fail(job: Job[int]) -> int:
        raise ValueError("broken file")

    with pytest.raises(ValueError, match="broken file"):
        Job(fail).result()


def test_work_says_where_it_is() -> None:
    stepped, seen = threading.Event(), threading.Event()

    def work(job: Job[int]) -> int:
        job.step(Message("Reading the file"), 0.5)
        stepped.set()
        seen.wait(10)
        return 1

    job = Job(work)
    stepped.wait(10)
    assert (job.stage, job.share, job.is_done) == ("Reading the file", 0.5, False)
    assert not job.wait(0)
    seen.set()
    assert job.result() == 1 and job.is_done


def test_work_that_is_called_off_stops_at_its_next_step() -> None:
    begun, go = threading.Event(), threading.Event()
    steps = []

    def work(job: Job[int]) -> int:
        begun.set()
        go.wait(10)
        job.step(Message("Reading the file"), 0.5)
        steps.append("after")
        return 1

    job = Job(work)
    begun.wait(10)
    job.cancel()
    go.set()
    with pytest.raises(Cancelled):
        job.result()
    assert not steps
