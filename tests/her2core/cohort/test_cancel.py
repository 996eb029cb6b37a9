"""Cancel ends the work itself, whichever part of it is running: nobody else waits for what nobody wants."""

import io
import subprocess
import threading
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from her2core.cohort import files
from her2core.cohort.answers import lists
from her2core.cohort.columns import Column
from her2core.cohort.files import read_table
from her2core.cohort.sample import sample
from her2core.cohort.table import classify_table
from her2core.process import limited
from her2core.process.job import Cancelled, Check, Job
from her2core.status.case import Case

MOST = 1.0
"""Seconds of a processor, which other work on this machine does not lengthen."""


def quoted(check: Check) -> object:
    return read_table(b'ihc,ish\n"3\n+",\n' + b"2+,-\n" * 500_000, "quoted.csv", check)


def plain(check: Check) -> object:
    return read_table(b"ihc,ish\n" + b"2+,-\n" * 1_500_000, "plain.csv", check)


def with_a_long_cell(check: Check) -> object:
    """What the quick reader does not take."""
    return read_table(b"ihc,ish\n" + b"2+,-\n" * 400_000 + b"x" * (2 << 20) + b",\n", "long.csv", check)


def parquet(check: Check) -> object:
    file = io.BytesIO()
    pd.DataFrame({"ihc": np.arange(500_000) % 4}).to_parquet(file)
    return read_table(file.getvalue(), "numbers.parquet", check)


def counts(check: Check, rows: int = 1_500) -> object:
    """Every row with counts of its own, each of which is interpreted."""
    frame = pd.DataFrame({"ihc": "2+", "h": [f"{2 + n / 9000:.4f}" for n in range(rows)], "c": "1.9"}, dtype="str")
    columns = {Column.IHC: "ihc", Column.HER2_COPIES: "h", Column.CEP17_COPIES: "c"}
    return classify_table(frame, columns, Case().laboratory, check)


def patients(check: Check) -> object:
    frame = pd.DataFrame({"patient": [f"P{n // 2}" for n in range(500_000)]}, dtype="str")
    frame = frame.assign(her2_tier="high", her2_binary="positive", her2_state="final", her2_flags="")
    return lists(frame, "patient", None, check)


@pytest.mark.parametrize("work", [counts])
def test_at_no_moment_does_cancel_leave_a_second_of_work(work: Callable[[Check], object]) -> None:
    """The time between two checks is what is still worked after a Cancel between them."""
    stretches: list[float] = []
    last: list[float] = []

    def check() -> None:
        now = time.thread_time()
        stretches.extend(now - before for before in last)
        last[:] = [now]

    work(check)
    check()
    assert max(stretches) < MOST
    assert max(stretches) < sum(stretches) / 2, "a cohort that is larger would take more than a second in one stretch"


@pytest.mark.parametrize("work", [quoted, plain, with_a_long_cell, parquet, counts, patients])
def test_every_kind_of_work_ends_in_its_midst(work: Callable[[Check], object]) -> None:
    checks = []

    def check() -> None:
        checks.append(1)
        if len(checks) == 6:
            raise Cancelled

    with pytest.raises(Cancelled):
        work(check)


def test_cancel_ends_work_that_is_running() -> None:
    begun = threading.Event()
    used: list[float] = []

    def work(job: Job[object]) -> object:
        def check() -> None:
            begun.set()
            job.check()

        try:
            return counts(check, 20_000)
        finally:
            used.append(time.thread_time())

    job = Job(work)
    assert begun.wait(60)
    job.cancel()
    assert job.wait(60)
    assert used[0] < MOST
    with pytest.raises(Cancelled):
        job.result()


@pytest.mark.parametrize("begins", files.PACKED, ids=["workbook", "parquet"])
def test_cancel_ends_the_process_that_reads_a_packed_file(begins: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(files.PACKED, begins, "tests.her2core.process.test_limited:work")
    started: list[subprocess.Popen[bytes]] = []

    class Process(subprocess.Popen[bytes]):
        def __init__(self, *given: object, **named: object) -> None:
            super().__init__(*given, **named)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(limited.subprocess, "Popen", Process)

    def check() -> None:
        if started:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_table(begins, "archive", check)
    assert started[0].returncode is not None


def test_a_check_that_nobody_uses_changes_nothing() -> None:
    assert read_table(sample(), "sample.csv").equals(read_table(sample(), "sample.csv", lambda: None))
