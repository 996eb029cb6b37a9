"""A real server of this checkout and a real Chromium, for as long as the tests of this folder run."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PAGES = {"classify": "/", "outcomes": "/outcomes", "methods": "/methods"}
CASE = {"ihc": "2+", "ish": "not amplified", "setting": "second-line"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def chromium() -> str:
    """Where Chromium or Chrome is. Missing, it is a failure: a test that did not run has not passed."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    for place in (named, *PLACES):
        if place and Path(place).exists():
            return place
    pytest.fail(
        "no Chromium or Chrome found: install one (Debian: apt-get install chromium) or set CHROMIUM to its path"
    )


def start_server() -> tuple[subprocess.Popen[bytes], str]:
    """A server of this checkout on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(port),
            "--server.fileWatcherType",
            "none",
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    for _attempt in range(120):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return server, address
        except OSError:
            time.sleep(0.25)
    server.kill()
    pytest.fail("the server did not start")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    process, address = start_server()
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


Open = Callable[..., Page]


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Open]:
    """Opens a page of the app as a new visitor and waits until it is drawn."""
    contexts = []

    def visit(
        path: str = "/", width: int = 1440, height: int = 900, theme: str = "light", locale: str = "en-GB", **query: str
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale=locale,
            accept_downloads=True,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{server}{path}?{urlencode(query)}" if query else server + path)
        settled(page)
        return page

    yield visit
    for context in contexts:
        context.close()


def settled(page: Page) -> None:
    """Waits until the app has drawn and stands still."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)
    page.wait_for_selector(".st-key-bar", timeout=30_000)
    page.wait_for_timeout(400)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)


def choose(page: Page, group: str, option: str) -> None:
    """Chooses an option of a row of buttons in the sidebar."""
    page.get_by_test_id("stSidebar").get_by_role("radiogroup", name=group).get_by_role(
        "radio", name=option, exact=True
    ).click()
    settled(page)


def tier(page: Page) -> str:
    """The word on the band."""
    return page.locator(".tier-band .tier").inner_text()
