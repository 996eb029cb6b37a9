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
        self._last_due = 0.0

    def wait_until_quiet(self, seconds: float = 0.4, at_most: float = 60) -> None:
        """Wait until nothing is under way and nothing has been for so long."""
        end = time.monotonic() + at_most
        while time.monotonic() < self._last_due + seconds:
            if time.monotonic() > end:
                raise TimeoutError("the line does not become quiet")
            time.sleep(STEP)

    @property
    def last_due(self) -> float:
        """When the last piece so far arrives or has arrived."""
        return self._last_due

    async def serve(self, started: threading.Event) -> None:
        """Take connections until `stop`."""
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        listener = await asyncio.start_server(self._connect, "localhost")
        self.address = f"http://localhost:{listener.sockets[0].getsockname()[1]}"
        started.set()
        await self._stopped.wait()
        listener.close()

    def stop(self) -> None:
        """Take no more, and let go of what is under way."""
        self._loop.call_soon_threadsafe(self._stopped.set)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(self.server.hostname, self.server.port)
        except OSError:
            writer.close()
            return
        with suppress(asyncio.CancelledError):  # the line is taken away
            await asyncio.gather(self._carry(reader, back), self._carry(there, writer), return_exceptions=True)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Carry what comes from one side to the other, each piece after its delay."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivery = asyncio.create_task(self._deliver(queue, target))
        due = 0.0
        try:
            sent = b"something"
            while sent:
                sent = await source.read(65536)
                due = max(due, time.monotonic() + self.delay)
                self._last_due = max(self._last_due, due)
                queue.put_nowait((due, sent))
            await delivery
        finally:
            delivery.cancel()

    async def _deliver(self, queue: "asyncio.Queue[tuple[float, bytes]]", target: asyncio.StreamWriter) -> None:
        try:
            sent = b"something"
            while sent:
                due, sent = await queue.get()
                await asyncio.sleep(due - time.monotonic())
                target.write(sent)
                await target.drain()
        finally:
            target.close()


@contextmanager
def slow_line(server: str) -> Iterator[SlowLine]:
    """A slow line to a server, without delay until one is set."""
    line, started = SlowLine(server), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(line.serve(started)), daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield line
    finally:
        line.stop()
        thread.join(10)
