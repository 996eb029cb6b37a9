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
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
LISTEN = """
  window.line = { asked: 0, answered: 0 }
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where)
      this.addEventListener('message', () => (line.answered = performance.now()))
    }
    send(said) {
      line.asked = performance.now()
      super.send(said)
    }
  }
"""
STILL = """
quiet => new Promise((still, never) => {
  const since = performance.now()
  const busy = () => line.asked > line.answered
    || document.querySelector('[data-testid="stSkeleton"]')
    || document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== 'notRunning'
  let timer
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => (busy() ? wait() : end(still)), quiet)
    if (performance.now() - since > 30000) end(() => never(new Error('the page does not stand still')))
  }
  const change = new MutationObserver(wait)
  const end = then => { clearTimeout(timer); change.disconnect(); then() }
  change.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  wait()
})
"""
QUIET = 400
"""Milliseconds without a change after which a page stands still."""
SERVER = "--server.headless true --server.fileWatcherType none".split()


class Missing(RuntimeError):
    """What the tests need is not there. That is a failure: a test that did not run has not passed."""


def chromium() -> str:
    """Where Chromium or Chrome is."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    for place in (named, *PLACES):
        if place and Path(place).exists():
            return place
    raise Missing("no Chromium or Chrome found: install one (Debian: apt-get install chromium) or set CHROMIUM")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(
    app: Path = ROOT / "app.py",
    *,
    port: int | None = None,
    flags: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    log: Path = Path(os.devnull),
) -> Iterator[str]:
    """The address of a server of `app` on this machine, with more flags of Streamlit and more environment where given."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port), *SERVER, *flags]
    with log.open("w") as written:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | (environment or {}), stdout=written, stderr=subprocess.STDOUT
        )
    address = f"http://localhost:{port}"
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait(address: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise Missing("the server did not start")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def visitor(browser: Browser, **options: Any) -> BrowserContext:
    """A visitor of their own, before a screen of 1440 x 900 unless told otherwise."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | options)
    context.add_init_script(LISTEN)
    return context


def settled(page: Page) -> None:
    """Waits until the app has answered what it was asked, has drawn, and stands still."""
    page.wait_for_selector(".st-key-bar", timeout=30_000)
    page.evaluate(STILL, QUIET)


def drawn(page: Page) -> None:
    """Waits until the figure stands."""
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)


def lowest(part: Locator) -> float:
    """How far down the page something reaches, in pixels; waits while the page puts it in its place anew."""
    for _attempt in range(50):
        part.wait_for()
        if box := part.bounding_box():
            return box["y"] + box["height"]
        part.page.wait_for_timeout(100)
    raise AssertionError(f"not seen: {part}")
