"""A real server and a real Chromium, for tests, screenshots and benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SHORT_VISITS = (
    "--js-flags=--no-opt --no-maglev --single-threaded-gc --min-semi-space-size=64 --max-semi-space-size=128",
)
"""For pages that are left after seconds: what is made faster by compiling it twice, or tidied up, never pays there. Not for
benchmarks."""
PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
LISTEN = """
  window.line = { sent: 0, answered: 0 }
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where)
      this.addEventListener('message', () => (line.answered = performance.now()))
    }
    send(message) {
      line.sent = performance.now()
      super.send(message)
    }
  }
"""
STILL = """
() => new Promise((still, never) => {
  const since = performance.now()
  let changed = since
  const change = new MutationObserver(() => (changed = performance.now()))
  change.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  const app = () => document.querySelector('[data-testid="stApp"]')?.dataset ?? {}
  const busy = () => line.sent > line.answered
    || app().testConnectionState !== 'CONNECTED' || app().testScriptState !== 'notRunning'
    || document.querySelector('[data-testid="stSkeleton"], [data-resized], [data-moved], [data-fitting]')
  let frames = 0
  const frame = now => {
    frames = busy() || changed > now - QUIET ? 0 : frames + 1
    if (frames < FRAMES && now - since < 30000) return requestAnimationFrame(frame)
    change.disconnect()
    frames < FRAMES ? never(new Error('the page does not stand still')) : still()
  }
  requestAnimationFrame(frame)
})
""".replace("QUIET", "60").replace("FRAMES", "3")
"""No message is unanswered, nothing runs, and three pictures in a row were painted of a page that had not changed.

What the page measures of itself, it measures after painting; its question to the server then leaves before the third.
"""
FETCHING: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()
FITTED = """
() => [...document.querySelectorAll('.js-plotly-plot')].every(
  plot => Math.abs(plot.querySelector('.main-svg')?.clientWidth - plot.parentElement.clientWidth) <= 1
    && !(plot._fullLayout.xaxis?.visible === false && plot._fullLayout.xaxis.range[1] > plot.clientWidth + 1))
"""
"""Every chart is as wide as its place, and none is laid out for a wider one: of that the page tells when it has stood for a while."""
SERVER = "--server.headless true --server.fileWatcherType none".split()


class Missing(RuntimeError):
    """What the tests need is not there. That is a failure: a test that did not run has not passed."""


def find_chromium() -> str:
    """Return where Chromium or Chrome is."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    for place in (named, *PLACES):
        if place and Path(place).exists():
            return place
    raise Missing("no Chromium or Chrome found: install one (Debian: apt-get install chromium) or set CHROMIUM")


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return int(free.getsockname()[1])


class ServerLog:
    """What a server writes, read once."""

    ERRORS = ("unexpected error", "Traceback (most recent call last)", "Uncaught app execution")

    def __init__(self, path: Path) -> None:
        self.path, self._read = path, 0

    def new_errors(self) -> str:
        """Return what was written since the last look, where something in it is an error."""
        with self.path.open(encoding="utf-8", errors="replace") as file:
            file.seek(self._read)
            written = file.read()
            self._read = file.tell()
        return written if any(error in written for error in self.ERRORS) else ""


LOGS: list[ServerLog] = []
"""The logs of the servers that run."""


@contextmanager
def serving(
    app: Path = ROOT / "app.py",
    *,
    port: int | None = None,
    flags: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    breaks: bool = False,
) -> Iterator[str]:
    """Run a server of `app` on this machine, with more flags of Streamlit and more environment where given.

    Yields its address. What it logs as an error fails the test that is running, unless the server is one that `breaks`.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port), *SERVER, *flags]
    with TemporaryDirectory() as folder:
        path = log or Path(folder) / "log"
        with path.open("w") as written:
            server = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | (environment or {}), stdout=written, stderr=subprocess.STDOUT
            )
        server_log = ServerLog(path)
        if not breaks:
            LOGS.append(server_log)
        address = f"http://localhost:{port}"
        try:
            _wait(address)
            yield address
        finally:
            server.terminate()
            server.wait(10)
            if server_log in LOGS:
                LOGS.remove(server_log)
        errors = server_log.new_errors()
        assert breaks or not errors, errors


def _wait(address: str) -> None:
    for _attempt in range(600):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise Missing("the server did not start")


@contextmanager
def browsing(*flags: str) -> Iterator[Browser]:
    """Open a Chromium without a window, with more flags where given."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, *flags])
        yield browser
        browser.close()


def visitor(browser: Browser, **options: Any) -> BrowserContext:
    """Return a visitor of their own, before a screen of 1440 x 900 unless others are given."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | options)
    context.add_init_script(LISTEN)
    context.on("page", _watch)
    return context


def _watch(page: Page) -> None:
    """Note what the page still fetches: Streamlit fetches each kind of widget when it first draws one."""
    fetching = FETCHING[page] = set()
    page.on("request", lambda request: fetching.add(request))
    page.on("requestfinished", lambda request: fetching.discard(request))
    page.on("requestfailed", lambda request: fetching.discard(request))


def settled(page: Page) -> None:
    """Wait until the app has answered every message, has fetched what it draws with, and stands still."""
    page.wait_for_selector(".st-key-bar", timeout=30_000)
    wait_until_still(page)


def wait_until_still(page: Page) -> None:
    """Wait as `settled` does, for a page of the app that has no bar: the entrance."""
    page.evaluate(STILL)
    for _look in range(300):
        if not FETCHING[page]:
            return
        page.evaluate(STILL)
    raise AssertionError(f"still fetching: {[request.url for request in FETCHING[page]]}")


def wait_for_chart(page: Page) -> None:
    """Wait until the chart stands."""
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)


def resize(page: Page, width: int, height: int = 900) -> None:
    """Resize the page, and wait until every chart is as wide as its place on a screen of this size."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(FITTED)
    wait_for_chart(page)


def bottom_of(part: Locator) -> float:
    """Return how far down the page something reaches, in pixels."""
    part.wait_for()
    return float(part.evaluate("part => part.getBoundingClientRect().bottom"))
