"""A slow line: everything between browser and server arrives later, in both directions, as over a hospital's VPN."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

STEP = 0.02
"""Seconds between two looks whether the line is quiet."""


class SlowLine:
    """A proxy on this machine. `delay` may change at any time; what is under way stays in order."""

    def __init__(self, server: str) -> None:
        self.server = urlsplit(server)
        self.delay = 0.0
        self.address = ""
        self._under_way = 0
        self._last = time.monotonic()

    def wait_until_quiet(self, seconds: float = 0.4, at_most: float = 60) -> None:
        """Wait until nothing is under way and nothing has been for so long."""
        end = time.monotonic() + at_most
        while self._under_way or time.monotonic() - self._last < seconds:
            if time.monotonic() > end:
                raise TimeoutError("the line does not become quiet")
            time.sleep(STEP)

    async def serve(self, started: threading.Event) -> None:
        """Take connections until the task is cancelled."""
        listener = await asyncio.start_server(self._connect, "localhost")
        self.address = f"http://localhost:{listener.sockets[0].getsockname()[1]}"
        started.set()
        async with listener:
            await listener.serve_forever()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(self.server.hostname, self.server.port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._carry(reader, back), self._carry(there, writer), return_exceptions=True)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivery = asyncio.create_task(self._deliver(queue, target))
        due = 0.0
        try:
            while True:
                sent = await source.read(65536)
                due = max(due, time.monotonic() + self.delay)
                self._under_way += 1
                queue.put_nowait((due, sent))
                if not sent:
                    break
            await delivery
        finally:
            delivery.cancel()

    async def _deliver(self, queue: "asyncio.Queue[tuple[float, bytes]]", target: asyncio.StreamWriter) -> None:
        try:
            while True:
                due, sent = await queue.get()
                await asyncio.sleep(due - time.monotonic())
                self._under_way -= 1
                self._last = time.monotonic()
                if not sent:
                    break
                target.write(sent)
                await target.drain()
        finally:
            self._under_way -= queue.qsize()
            target.close()


@contextmanager
def slow_line(server: str) -> Iterator[SlowLine]:
    """A slow line to a server, without delay until one is set."""
    line, started = SlowLine(server), threading.Event()
    loop = asyncio.new_event_loop()

    def run() -> None:
        task = loop.create_task(line.serve(started))
        with_cancel.append(task)
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)

    with_cancel: list[asyncio.Task[None]] = []
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(with_cancel[0].cancel)
        thread.join(10)
