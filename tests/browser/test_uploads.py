"""What is uploaded stays in memory, and goes at the promised time though nobody comes any more."""

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest

from tests.browser.driver import serving
from tests.browser.uploads import visiting

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell what a process holds")
T = TypeVar("T")
KEPT = 5
"""Seconds that a closed page's file is kept by the server of this test."""
ARCHIVE = b"patient,ihc,ish\n" + b"".join(b"P%d,2+,FISH-\n" % n for n in range(600_000))
ODD = b"patient,ihc,ish\nP1,see report,\n" + ARCHIVE.partition(b"\n")[2]
"""One whose faults are kept, and must not keep the rest."""


def find_server(address: str) -> Path:
    """Return where the system tells of the server at an address."""
    mark = f"--server.port\0{urlsplit(address).port}\0".encode()
    return next(each.parent for each in Path("/proc").glob("[0-9]*/cmdline") if mark in each.read_bytes())


def open_files(server: Path) -> set[str]:
    """Name the files of a disk that the server has open, and that it may write to."""
    names = set()
    for each in (server / "fd").iterdir():
        flags = (server / "fdinfo" / each.name).read_text().split("flags:")[1].split()[0]
        if (target := str(each.readlink())).startswith("/") and int(flags, 8) & 3:
            names.add(target)
    return {name for name in names if not name.startswith(("/dev/", "/proc/"))}


def held_memory(server: Path) -> int:
    """Return the bytes that the server has in memory, but for the files that it has mapped."""
    status = (server / "status").read_text()
    return int(status.split("RssAnon:")[1].split()[0]) << 10


def wait_until(seen: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run this in a thread of its own, since the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


async def upload(address: str, content: bytes, between: Callable[[], None] = lambda: None) -> None:
    async with visiting(address) as page:
        assert b"rows, of which" in await page.upload(content, between), "the file was not answered"


def test_no_part_of_an_upload_is_written_to_a_disk(server: str) -> None:
    place = find_server(server)
    run(upload(server, b"ihc,ish\n2+,\n"))
    files, memory = open_files(place), held_memory(place)
    meanwhile = []

    def look() -> None:
        wait_until(lambda: open_files(place) != files or held_memory(place) - memory > len(ARCHIVE) / 2, 20)
        meanwhile.append(open_files(place))

    run(upload(server, ARCHIVE, look))
    assert meanwhile == [files]


def test_a_file_goes_at_the_promised_time_though_nobody_comes() -> None:
    with serving(flags=("--server.disconnectedSessionTTL", str(KEPT))) as address:
        place = find_server(address)
        run(upload(address, b"ihc,ish\n2+,see report\n"))
        before = held_memory(place)

        async def stay() -> int:
            async with visiting(address) as page:
                assert b"rows, of which" in await page.upload(ODD)
                return held_memory(place)

        held = run(stay())
        assert held - before > 2 * len(ODD), "while the page is open the file is held"
        wait_until(lambda: held_memory(place) - before < 0.6 * (held - before), KEPT + 20)
