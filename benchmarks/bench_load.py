"""Fifty open pages that each change the case every 2 s, beside one alone, on the websocket that a browser speaks.

make bench        (claims: p95 of a change at most 4 times that of one page alone; no page is sent another's case)
python benchmarks/bench_load.py ADDRESS PAGES        the same against a server or proxy that runs already
"""

import asyncio
import itertools
import os
import re
import statistics
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.driver import serving

PAGES = 50
PACE = 2.0
SECONDS = 30.0
# Pace and seconds of the page alone: faster, for as many changes as a p95 needs.
ALONE = (0.5, 20.0)
WARM_UP = (0.2, 3.0)
TIERS = {"3+": "High", "1+": "Low", "2+": "Undetermined", "0": "None"}
CASE_IN_LINK = re.compile(rb"ihc=([^&]+)&cps=([\d.]+)")
TIER_ON_BAND = re.compile(rb'class="tier"[^>]*>([^<]+)<')


class Visitor:
    """One open page: its socket, and what a browser keeps of it. Its CPS is its own, so that its answers are known."""

    def __init__(self, socket: ClientConnection, number: int) -> None:
        self.socket = socket
        self.score, self.cps = "3+", f"{number}.25"
        self.query, self.script = urlencode({"ihc": self.score, "cps": self.cps}), ""
        self.widgets: dict[str, str] = {}

    async def open(self) -> None:
        """Ask for the first run, and the second that a browser asks for once it has measured the width of the page."""
        await self.run()
        await self.run()

    async def change(self, score: str) -> float:
        """Measure seconds from the click on a score until the script has finished."""
        self.score = score
        start = time.perf_counter()
        await self.run()
        return time.perf_counter() - start

    async def run(self) -> None:
        """Ask for a run and read its answer.

        Raises
        ------
        AssertionError
            if the answer is not the answer to this page's case
        """
        await self.socket.send(self._request())
        answer = [message async for message in self._wait_until_finished()]
        seen = {case for message in answer for case in CASE_IN_LINK.findall(message)}
        tiers = {tier.decode() for message in answer for tier in TIER_ON_BAND.findall(message)}
        own = {(self.score.replace("+", "%2B").encode(), self.cps.encode())}
        assert seen == own and tiers == {TIERS[self.score]}, f"{own} entered, {seen} and {tiers} seen"

    def _request(self) -> bytes:
        request = BackMsg()
        state = request.rerun_script
        state.query_string, state.page_script_hash = self.query, self.script
        state.context_info.locale = "en-GB"
        for name, key in self.widgets.items():
            widget = state.widget_states.widgets.add(id=key)
            if name == "ihc":
                widget.string_array_value.data.append(self.score)
            elif name == "cps":
                widget.string_value = self.cps
            else:
                widget.json_value = '{"size": [1240, 900]}'
        return request.SerializeToString()

    async def _wait_until_finished(self) -> AsyncIterator[bytes]:
        async for data in self.socket:
            yield data
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.script = message.new_session.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta":
                self._keep_widget(message)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def _keep_widget(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        for kind, end, name in (
            ("button_group", "-ihc-sidebar-en", "ihc"),
            ("text_input", "-cps-en", "cps"),
            ("bidi_component", "-page-width", "width"),
        ):
            if element.WhichOneof("type") == kind and getattr(element, kind).id.endswith(end):
                self.widgets[name] = getattr(element, kind).id


async def visit(address: str, number: int) -> ClientConnection:
    """Fetch the page and open its socket, with the cookies that came with it, as a browser does."""

    def cookies() -> str:
        with urllib.request.urlopen(address, timeout=60) as page:
            return "; ".join(cookie.split(";")[0] for cookie in page.headers.get_all("Set-Cookie", []))

    headers = {"Cookie": session_cookie} if (session_cookie := await asyncio.to_thread(cookies)) else {}
    stream = f"ws{address.removeprefix('http')}/_stcore/stream"
    return await connect(
        stream, origin=address, subprotocols=["streamlit"], additional_headers=headers, max_size=None, open_timeout=60
    )


async def changes(address: str, pages: int, pace: float, seconds: float) -> tuple[list[float], float, int | None]:
    """Measure seconds of each change of `pages` pages, changes a second, and the server's memory with all open."""
    visitors: list[Visitor] = []
    all_open, opening = asyncio.Event(), asyncio.Semaphore(2)

    async def one(number: int) -> list[float]:
        async with opening:
            visitor = Visitor(await visit(address, number), number)
            await visitor.open()
            visitors.append(visitor)
        if len(visitors) == pages:
            all_open.set()
        await all_open.wait()
        due = start = time.perf_counter() + pace * number / pages
        scores, times = itertools.cycle(TIERS), []
        next(scores)
        while due < start + seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            times.append(await visitor.change(next(scores)))
            due = max(due + pace, time.perf_counter())
        return times

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(number)) for number in range(pages)]
        await all_open.wait()
        start = time.perf_counter()
    took = time.perf_counter() - start
    memory = server_memory(address)
    for visitor in visitors:
        await visitor.socket.close()
    times = [seconds for task in tasks for seconds in task.result()]
    return times, len(times) / took, memory


def server_memory(address: str) -> int | None:
    """Read the bytes that the server at `address` has in memory, if this machine runs it and says so."""
    mark = f"--server.port\0{urlsplit(address).port}\0".encode()
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (place / "cmdline").read_bytes():
                return int((place / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return None


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def main(address: str = "", pages: str = str(PAGES)) -> None:
    many = int(pages)
    with nullcontext(address.rstrip("/")) if address else serving() as server:
        asyncio.run(changes(server, 1, *WARM_UP))
        alone, _rate, before = asyncio.run(changes(server, 1, *ALONE))
        crowd, rate, after = asyncio.run(changes(server, many, PACE, SECONDS))
    for count, times in ((1, alone), (many, crowd)):
        middle, slow = statistics.median(times) * 1000, p95(times) * 1000
        print(f"open pages: {count}; a change: median {middle:.0f} ms, p95 {slow:.0f} ms of {len(times)}")
    print(f"ratio of p95: {p95(crowd) / p95(alone):.2f} (claim: 4), at {rate:.0f} changes a second")
    if before and after:
        each = (after - before) / (many - 1) / 1e6 if many > 1 else 0
        print(
            f"memory: {before / 1e6:.0f} MB with 1 page, {after / 1e6:.0f} MB with {many}, {each:.2f} MB for each more"
        )
    print(f"answers that held their own case and no other: all {len(alone) + len(crowd)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
