"""Two hundred sessions that each upload 1 MB to the Cohort page and leave: how much memory the server keeps of them.

make bench        (claim: after the promised time the server has at most 1.5 times the memory that it had before)

The promised time (`server.disconnectedSessionTTL`) is shortened for the server of this benchmark. What "before" means: one session
has uploaded a file, left, and was forgotten, so that everything is loaded that a file needs.
"""

import asyncio
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.bench_load import server_memory
from tests.browser.driver import serving
from tests.browser.uploads import visiting

SESSIONS, AT_ONCE = 200, 4
KEPT, LEAVE_IT = 10, 15
"""Seconds that a session is kept once its page is closed, and seconds after which it must be gone."""
CLAIM = 1.5


def archive(size: int = 1_000_000) -> bytes:
    """Write a file of so many bytes, as a registry exports it."""
    rows, length = ["patient,site,date,HER2 IHC,FISH\n"], 0
    while length < size:
        n = len(rows)
        rows.append(f"P{n:07d},Centre {n % 40},20{n % 25:02d}-0{n % 9 + 1}-11,{n % 4}+,{'FISH-' if n % 3 else ''}\n")
        length += len(rows[-1])
    return "".join(rows).encode()


async def visits(address: str, content: bytes, count: int) -> None:
    """Let so many come and leave, a few at once."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with turns, visiting(address) as page:
            assert b"rows, of which" in await page.upload(content), "the file was not answered"

    async with asyncio.TaskGroup() as group:
        for _number in range(count):
            group.create_task(one())


def main() -> None:
    content = archive()
    with serving(flags=("--server.disconnectedSessionTTL", str(KEPT))) as address:
        asyncio.run(visits(address, content, 1))
        time.sleep(LEAVE_IT)
        before = server_memory(address) or 0
        start = time.perf_counter()
        asyncio.run(visits(address, content, SESSIONS))
        took = time.perf_counter() - start
        full = server_memory(address) or 0
        time.sleep(LEAVE_IT)
        after = server_memory(address) or 0
    print(f"{SESSIONS} sessions of {len(content) / 1e6:.1f} MB in {took:.0f} s")
    print(
        f"memory: {before / 1e6:.0f} MB before, {full / 1e6:.0f} MB with the last of them, {after / 1e6:.0f} MB after"
    )
    print(f"ratio: {after / before:.2f} (claim: {CLAIM})")
    assert after <= CLAIM * before


if __name__ == "__main__":
    main()
