"""Twenty people edit one list at once: no work is lost, and nobody sees an error."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.soak_board import soak
from her2core.board.entry import Draft
from her2core.board.store import BoardStore

ROOT = Path(__file__).parents[3]


def test_twenty_editors_lose_nothing_and_see_no_error(url: str) -> None:
    soaked = soak(url, seconds=2, editors=20)
    assert soaked.errors == [] and soaked.lost == 0
    assert soaked.acknowledged >= 20 and soaked.met > 0


def test_what_several_add_and_move_at_once_is_all_there(store: BoardStore) -> None:
    def act(n: int) -> str:
        entry = store.add("team", f"editor {n}", Draft(f"Case {n}", {}))
        store.move("team", f"editor {n}", entry.id, 0)
        return entry.id

    with ThreadPoolExecutor(20) as pool:
        ids = list(pool.map(act, range(40)))
    assert sorted(entry.id for entry in store.board("team").entries) == sorted(ids)


def test_several_replicas_may_start_at_once_on_an_empty_database(url: str) -> None:
    start = f"from her2core.board.store import connect; print(connect({url!r}).board('team').revision)"
    starting = [
        subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [(each.communicate(timeout=60), each.returncode) for each in starting] == [((b"0\n", b""), 0)] * 4
