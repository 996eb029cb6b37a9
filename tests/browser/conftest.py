"""What every test of this folder starts from: a server of this checkout and a browser, started once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driver import browsing, serving, settled, visitor

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
    with browsing() as browser:
        yield browser


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Open]:
    """Opens a page of the app as a new visitor and waits until it is drawn."""
    contexts = []

    def visit(
        path: str = "/", width: int = 1440, height: int = 900, theme: str = "light", locale: str = "en-GB", **query: str
    ) -> Page:
        context = visitor(browser, viewport={"width": width, "height": height}, color_scheme=theme, locale=locale)
        contexts.append(context)
        page = context.new_page()
        # Streamlit fetches each kind of widget when it first draws one.
        page.goto(f"{server}{path}?{urlencode(query)}" if query else server + path, wait_until="networkidle")
        settled(page)
        return page

    yield visit
    for context in contexts:
        context.close()


def choose(page: Page, group: str, option: str) -> None:
    """Chooses an option of a row of buttons in the sidebar."""
    buttons = page.get_by_test_id("stSidebar").get_by_role("radiogroup", name=group)
    buttons.get_by_role("radio", name=option, exact=True).click()
    settled(page)


def tier(page: Page) -> str:
    """The word on the band."""
    return page.locator(".tier-band .tier").inner_text()
