"""Work that a stranger's file could make endless ends at its limits, and nobody else pays for it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from her2core.language import _, using
from her2core.process import limited
from her2core.process.job import Cancelled, never
from her2core.process.limited import Failed, Refused, Tasks, TooLarge, TooSlow
from her2core.process.memory import read_memory_limit

ROOT = Path(__file__).parents[3]
MB = 1 << 20
HERE = "tests.her2core.process.test_limited"


def echo(given: bytes, out: BinaryIO) -> None:
    out.write(given[::-1])


def refuse(_given: bytes, _out: BinaryIO) -> None:
    from her2core.cohort.limits import check_names

    check_names(["ihc", "ihc"])


def fill(given: bytes, out: BinaryIO) -> None:
    out.write(bytes(int(given)))


def work(_given: bytes, _out: BinaryIO) -> None:
    while True:
        pass


def fail(_given: bytes, _out: BinaryIO) -> None:
    raise ZeroDivisionError("of the task")


def tell_environment(_given: bytes, out: BinaryIO) -> None:
    out.write("\n".join(os.environ).encode())


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children() -> set[int]:
    return {int(each) for each in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()} | {
        int(each) for thread in Path("/proc/self/task").iterdir() for each in (thread / "children").read_text().split()
    }


def wait_for(seen: object, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not seen():  # type: ignore[operator]
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)


def test_a_task_returns_what_it_made_of_what_it_was_given() -> None:
    given = os.urandom(3 * MB)  # more than a pipe holds before the task has begun to read
    assert Tasks(1).run(f"{HERE}:echo", given, never) == given[::-1]


def test_a_task_says_why_it_cannot_be_done_in_the_language_of_the_reader() -> None:
    with pytest.raises(Refused) as refused:
        Tasks(1).run(f"{HERE}:refuse", b"", never)
    assert str(refused.value) == "Several columns have the same name: ihc."
    with using("zh"):
        assert "ihc" in _(refused.value.message) and "Several" not in _(refused.value.message)


def test_a_task_that_asks_for_more_memory_than_it_may_have_ends_and_one_that_does_not_goes_on() -> None:
    assert len(Tasks(1).run(f"{HERE}:fill", b"%d" % (50 * MB), never, memory=400 * MB)) == 50 * MB
    with pytest.raises(TooLarge):
        Tasks(1).run(f"{HERE}:fill", b"%d" % (500 * MB), never, memory=400 * MB)


def test_a_task_without_an_end_ends_after_its_time() -> None:
    with pytest.raises(TooSlow):
        Tasks(1).run(f"{HERE}:work", b"", never, seconds=1)


def test_a_task_whose_processor_time_is_over_is_too_slow_on_a_busy_machine_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "LOOK", 10)  # so that its own limit comes before anybody looks
    with pytest.raises(TooSlow):
        Tasks(1).run(f"{HERE}:work", b"", never, seconds=1)


def test_an_error_of_a_task_is_named() -> None:
    with pytest.raises(Failed, match="of the task"):
        Tasks(1).run(f"{HERE}:fail", b"", never)


def test_a_task_learns_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HER2_DATABASE_URL", "postgresql://secret")
    assert b"HER2" not in Tasks(1).run(f"{HERE}:tell_environment", b"", never)


def test_at_most_as_many_tasks_run_at_once_as_may_and_who_waits_can_cancel() -> None:
    tasks, go_on = Tasks(2), threading.Event()

    def check() -> None:
        if go_on.is_set():
            raise Cancelled

    def run() -> None:
        with pytest.raises(Cancelled):
            tasks.run(f"{HERE}:work", b"", check)

    before = children()
    threads = [threading.Thread(target=run) for _each in range(3)]
    for thread in threads:
        thread.start()
    wait_for(lambda: len(children() - before) == 2)
    checks = iter([None, None, None])

    def third() -> None:
        if next(checks, "over") == "over":
            raise Cancelled

    with pytest.raises(Cancelled):
        tasks.run(f"{HERE}:echo", b"", third)
    assert len(children() - before) == 2
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert children() - before == set()


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell a process that its parent has gone")
def test_a_task_does_not_outlive_a_server_that_is_killed() -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", f"from her2core.process.limited import Tasks; Tasks(1).run('{HERE}:work', b'', lambda: None)"],
        cwd=ROOT,
    )  # fmt: skip
    place = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    wait_for(lambda: place.read_text().split())
    (task,) = map(int, place.read_text().split())
    # It has begun once its limits are set, of which that on its images is one.
    wait_for(lambda: "Max core file size        0 " in Path(f"/proc/{task}/limits").read_text())
    os.kill(server.pid, signal.SIGKILL)
    server.wait(30)
    wait_for(lambda: not is_alive(task))


@pytest.mark.parametrize(
    ("own", "written", "limit"),
    [
        ("0::/app/one", {"app/one/memory.max": "max", "app/memory.max": f"{512 * MB}", "memory.max": "max"}, 512 * MB),
        ("0::/", {"memory.max": f"{256 * MB}"}, 256 * MB),
        ("4:cpu,memory:/app", {"memory/app/memory.limit_in_bytes": f"{300 * MB}"}, 300 * MB),
        ("4:memory:/gone", {"memory/memory.limit_in_bytes": f"{200 * MB}"}, 200 * MB),
        ("0::/", {"memory.max": "max"}, None),
        ("4:memory:/", {"memory/memory.limit_in_bytes": "9223372036854771712"}, None),
    ],
)
def test_the_limit_of_memory_is_that_of_the_container_or_else_of_the_machine(
    own: str, written: dict[str, str], limit: int | None, tmp_path: Path
) -> None:
    (tmp_path / "own").write_text(own + "\n")
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text + "\n")
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert read_memory_limit(tmp_path, tmp_path / "own") == (limit or machine)


def test_a_task_may_have_a_part_of_the_memory_of_the_container(monkeypatch: pytest.MonkeyPatch) -> None:
    for memory, most in ((2 << 30, 512 * MB), (64 << 30, 2 << 30)):
        monkeypatch.setattr(limited, "read_memory_limit", lambda memory=memory: memory)
        assert limited.task_memory() == most
