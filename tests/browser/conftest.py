"""What every test of this folder starts from: a server of this checkout and a browser, started once."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, expect

from her2core.board.schema import entries
from her2core.board.store import connect
from tests.browser.driver import LOGS, SHORT_VISITS, browsing, serving, settled, visitor

PAGES = {
    "classify": "/",
    "outcomes": "/outcomes",
    "treatments": "/treatments",
    "safety": "/safety",
    "cohort": "/cohort",
    "board": "/board",
    "methods": "/methods",
}
CASE = {"ihc": "2+", "ish": "not amplified", "setting": "second-line"}
Open = Callable[..., Page]
PHONE = 800
"""Pixels under which a screen is a phone's."""
COME_BACK = """
address => {
  history.pushState(null, '', address)
  dispatchEvent(new PopStateEvent('popstate'))
  document.querySelector('[data-testid=stMain]').scrollTo(0, 0)
}
"""

expect.set_options(timeout=20_000)  # milliseconds: what comes late on a busy machine has come all the same


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browsing(*SHORT_VISITS) as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Fail a test during which a server met an error, whatever the page showed."""
    yield
    errors = "".join(log.new_errors() for log in LOGS)
    assert not errors, f"the log of the server holds an error:\n{errors}"


class Tabs:
    """The tabs that tests share, one for each language and visitor: what a tab has once fetched it need not fetch again.

    Each is in a browser of its own, and every visit is a session of its own, since it opens its address anew.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._tabs: dict[tuple[str, int], Page] = {}

    def tab(self, name: str, visitor_number: int = 0, locale: str = "en-GB") -> Page:
        """Give the tab of this name and of this visitor among those of a test."""
        key = name, visitor_number
        if key not in self._tabs or self._tabs[key].is_closed():
            self._tabs[key] = visitor(self._browser, locale=locale, reduced_motion="reduce").new_page()
        return self._tabs[key]

    def leave_others(self) -> None:
        """Let all but the first visitor leave: an open page of the Board would go on looking at the list."""
        for (_name, number), page in self._tabs.items():
            if number and not page.is_closed():
                page.goto("about:blank")


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def visit(server: str, browser: Browser, tabs: Tabs) -> Iterator[Open]:
    """Open a page of the app and wait until it is drawn.

    Each visit of a test is another visitor's, in a browser of their own, which the visitor of that number in the next test
    takes over with nothing but what it has fetched; one that is to be `alone` (since the test listens to its requests, or
    holds them up) shares it with nobody.
    """
    contexts: list[BrowserContext] = []
    visits = count()

    def visit(
        path: str = "/",
        width: int = 1440,
        height: int = 900,
        theme: str = "light",
        locale: str = "en-GB",
        alone: bool = False,
        **query: str,
    ) -> Page:
        if alone:
            contexts.append(visitor(browser, locale=locale, reduced_motion="reduce"))
            page = contexts[-1].new_page()
        else:
            page = tabs.tab(locale, next(visits), locale)
        if page.url.startswith(server):
            page.evaluate("localStorage.clear()")
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        page.goto(f"{server}{path}?{urlencode(query)}" if query else server + path)
        settled(page)
        return page

    yield visit
    for context in contexts:
        context.close()
    tabs.leave_others()


@pytest.fixture
def look(server: str, tabs: Tabs) -> Open:
    """Look at a page, and wait until it is drawn: at what stands there, where it does not matter who has come and from where.

    One visit a screen and theme goes on from test to test, and comes to each address as by Back, which takes half the work
    of coming anew. What a test opens there stays open; one that does more than look takes `visit`.
    """

    def look(path: str = "/", width: int = 1440, height: int = 900, theme: str = "light", **query: str) -> Page:
        page = tabs.tab(f"{'phone' if width < PHONE else 'wall'}, {theme}")
        address = f"{server}{path}?{urlencode(query)}"
        if page.viewport_size != {"width": width, "height": height}:
            page.set_viewport_size({"width": width, "height": height})
        if page.url.startswith(server):
            page.evaluate(COME_BACK, address)
        else:
            page.emulate_media(color_scheme=theme)
            page.goto(address)
        settled(page)
        return page

    return look


@pytest.fixture
def empty_list(server: str) -> None:
    """Empty the meeting's list that the server keeps. Its history stays: nothing may be taken out of it."""
    keeping = connect()
    assert keeping
    keeping.close()
    engine = sa.create_engine(os.environ["HER2_DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(entries.delete())
    engine.dispose()


def choose(page: Page, group: str, option: str) -> None:
    """Choose an option of a row of buttons in the sidebar."""
    buttons = page.get_by_test_id("stSidebar").get_by_role("radiogroup", name=group, exact=True)
    buttons.get_by_role("radio", name=option, exact=True).click()
    settled(page)


def tier(page: Page) -> str:
    """Return the word on the band."""
    return page.locator(".tier-band .tier").inner_text()
