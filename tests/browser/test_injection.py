"""What somebody wrote, or put into a link, is shown as text on every page and never run, loaded or styled."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from her2core.status.case import Field
from tests.browser.conftest import PAGES, Open
from tests.browser.driver import settled

HOSTILE = (
    "<script>window.ran=1</script><img src=x onerror='window.ran=2'>![p](http://localhost:9/evil.png)"
    "[l](javascript:window.ran=3) **b** :red[r] $x^2$ `c` =HYPERLINK(1) \u202egnp.exe\u202c \x07"
)


def check_unharmed(page: Page, requested: list[str]) -> None:
    assert page.evaluate("window.ran") is None
    own = page.evaluate("location.origin")
    assert [url for url in requested if "evil.png" in url and not url.startswith(own)] == []
    inside = "[data-testid=stMain] :is(img[src*=evil], a[href^='javascript:'], .katex, .stMarkdownColoredText)"
    assert page.locator(inside).count() == 0


def test_a_hostile_link_is_shown_as_text_on_every_page(visit: Open) -> None:
    page = visit("/", alone=True)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    server = page.url.split("?")[0].rstrip("/")
    query = urlencode(dict.fromkeys((*Field, "trial", "agent", "tiers", "lang", HOSTILE), HOSTILE))
    for path in PAGES.values():
        page.goto(f"{server}{path}?{query}")
        settled(page)
        assert page.get_by_test_id("stAlert").count() > 10, path
        assert "![p](http://localhost:9/evil.png)" in page.inner_text("[data-testid=stMain]"), path
        check_unharmed(page, requested)


@pytest.mark.usefixtures("empty_list")
def test_what_is_written_on_the_board_is_shown_as_text(visit: Open) -> None:
    page = visit("/board", alone=True, ihc="3+")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    if not page.get_by_label("Label", exact=True).is_visible():
        page.get_by_text("Add the case on the screen").click()
        settled(page)
    page.get_by_label("Label", exact=True).fill("<b>A1</b> **x**")
    page.get_by_label("Question to the board").fill(HOSTILE)
    page.get_by_label("Note", exact=True).fill(HOSTILE)
    page.get_by_role("button", name="Add this case").click()
    settled(page)
    shown = page.locator(".tagged", has_text="<b>A1</b> **x**")
    assert shown.count() == 1
    assert "<script>window.ran=1</script>" in page.locator(".written").last.inner_text()
    assert "\u202e" not in page.inner_text("body")
    check_unharmed(page, requested)
    page.get_by_role("button", name="Remove").last.click()
    settled(page)
    assert "Removed: <b>A1</b> **x**" in page.inner_text("[data-testid=stMain]")
    page.get_by_text("History of the list").click()
    settled(page)
    check_unharmed(page, requested)


@pytest.mark.usefixtures("empty_list")
def test_ten_thousand_characters_are_refused_in_words_and_stay_typed(visit: Open) -> None:
    page = visit("/board", ihc="3+")
    if not page.get_by_label("Label", exact=True).is_visible():
        page.get_by_text("Add the case on the screen").click()
        settled(page)
    page.get_by_label("Label", exact=True).fill("x" * 10_000)
    page.get_by_role("button", name="Add this case").click()
    settled(page)
    assert "at most 80 characters" in page.inner_text("[data-testid=stMain]")
    assert len(page.get_by_label("Label", exact=True).input_value()) == 10_000
