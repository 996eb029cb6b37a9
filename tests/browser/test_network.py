"""Nothing entered, and nothing else, leaves the machine."""

from urllib.parse import urlparse

from playwright.sync_api import Browser

from tests.browser.conftest import PAGES
from tests.browser.driver import settled, visitor


def test_no_request_goes_anywhere_but_to_this_machine(server: str, browser: Browser) -> None:
    context = visitor(browser)  # with nothing fetched yet
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("websocket", lambda socket: requested.append(socket.url))
    for path in PAGES.values():
        before = len(requested)
        page.goto(f"{server}{path}?ihc=2%2B&ish=not+amplified&view=response&trial=her-ram")
        settled(page)
        page.wait_for_load_state("networkidle")
        assert len(requested) > before + 5, path
    context.close()
    away = [
        url
        for url in requested
        if urlparse(url).scheme not in {"data", "blob"} and urlparse(url).hostname != "localhost"
    ]
    assert away == []
