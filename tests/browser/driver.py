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

from playwright.sync_api import Browser, Locator, Page, sync_playwright

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


def settled(page: Page) -> None:
    """Waits until the app has drawn and stands still."""
    still = '[data-testid="stApp"][data-test-script-state="notRunning"]'
    page.wait_for_selector(still, timeout=30_000)
    page.wait_for_selector(".st-key-bar", timeout=30_000)
    page.wait_for_timeout(400)
    page.wait_for_selector(still, timeout=30_000)


def drawn(page: Page) -> None:
    """Waits until the figure stands."""
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    page.wait_for_timeout(600)


def lowest(part: Locator) -> float:
    """How far down the page something reaches, in pixels; waits while the page puts it in its place anew."""
    for _attempt in range(50):
        part.wait_for()
        if box := part.bounding_box():
            return box["y"] + box["height"]
        part.page.wait_for_timeout(100)
    raise AssertionError(f"not seen: {part}")
