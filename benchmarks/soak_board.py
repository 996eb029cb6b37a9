"""Many editors of one list at once: is any change lost, is any error shown?

    python benchmarks/soak_board.py --seconds 60 --editors 20 [--url URL]

Every editor reads a shared case, counts its note up by one and saves; where somebody was faster it is told so and tries
again from what stands there. In the end the counts must equal the acknowledged changes. Without --url, SQLite in a
temporary file and a PostgreSQL of its own.
"""

import argparse
import multiprocessing
import tempfile
import threading
import time
from dataclasses import dataclass
from random import Random

from her2core.board.entry import Draft
from her2core.board.store import BoardStore, connect

TEAM, SHARED, PROCESSES = "soak", 3, 4


@dataclass(frozen=True)
class Soaked:
    """What many editors left: `lost` are acknowledged changes that are not there, `met` those told of another's change."""

    acknowledged: int
    met: int
    lost: int
    errors: list[str]
    slowest: float


def soak(url: str, seconds: float, editors: int) -> Soaked:
    """Let `editors` work on one list for so long."""
    store = _open_store(url)
    for n in range(SHARED):
        store.add(TEAM, "start", Draft(f"Case {n}", {"ihc": "2+"}, note="0"))
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[tuple[int, int, list[str], float]] = context.Queue()
    share = [editors // PROCESSES + (n < editors % PROCESSES) for n in range(PROCESSES)]
    ready = context.Barrier(PROCESSES)
    workers = [context.Process(target=_work, args=(url, seconds, n, share[n], queue, ready)) for n in range(PROCESSES)]
    for worker in workers:
        worker.start()
    answers = [queue.get(timeout=seconds + 120) for _ in range(editors)]
    for worker in workers:
        worker.join()
    acknowledged = sum(answer[0] for answer in answers)
    counted = sum(int(entry.note.split()[0]) for entry in store.board(TEAM).entries)
    recorded = sum(event.what == "changed" for event in store.history(TEAM, 10_000_000))
    store.close()
    return Soaked(
        acknowledged,
        sum(answer[1] for answer in answers),
        abs(acknowledged - counted) + abs(acknowledged - recorded),
        [error for answer in answers for error in answer[2]],
        max(answer[3] for answer in answers),
    )


def _work(url: str, seconds: float, process: int, editors: int, queue, ready) -> None:  # type: ignore[no-untyped-def]
    store = _open_store(url)
    ready.wait(60)
    threads = [
        threading.Thread(target=lambda n=n: queue.put(_edit(store, f"{process}-{n}", seconds))) for n in range(editors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()


def _edit(store: BoardStore, who: str, seconds: float) -> tuple[int, int, list[str], float]:
    chance, until = Random(who), time.monotonic() + seconds
    done, met, slowest, errors = 0, 0, 0.0, []
    while time.monotonic() < until:
        try:
            base = chance.choice(store.board(TEAM).entries)
            while True:
                began = time.monotonic()
                change = store.change(TEAM, who, base, note=f"{int(base.note.split()[0]) + 1} {who}")
                slowest = max(slowest, time.monotonic() - began)
                if not change.refused:
                    break
                base, met = change.entry, met + 1
            done += 1
        except Exception as fault:
            errors.append(repr(fault))
    return done, met, errors, slowest


def _open_store(url: str) -> BoardStore:
    store = connect(url)
    if store is None:
        raise SystemExit("no database given")
    return store


def main() -> None:
    """Print what became of it, one line a database."""
    from tests.postgres import server

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--url")
    given = parser.parse_args()

    def say(name: str, url: str) -> None:
        soaked = soak(url, given.seconds, given.editors)
        print(
            f"{name}: {soaked.acknowledged} edits acknowledged, {soaked.acknowledged / given.seconds:.0f}/s, "
            f"{soaked.met} met another's change, slowest {soaked.slowest:.2f} s, "
            f"lost {soaked.lost}, errors {len(soaked.errors)} {soaked.errors[:1] or ''}",
            flush=True,
        )

    if given.url:
        say("given", given.url)
        return
    with tempfile.TemporaryDirectory() as folder:
        say("SQLite", f"sqlite:///{folder}/board.sqlite")
    with server() as running:
        say("PostgreSQL", running.database())


if __name__ == "__main__":
    main()
