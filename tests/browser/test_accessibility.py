"""People who do not see well, or use no mouse, can use every page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from her2core.board.entry import Draft
from her2core.board.store import connect
from tests.browser.conftest import CASE, PAGES, Open, choose, tier
from tests.browser.driver import settled, wait_for_chart

# What Streamlit's own widgets bring and we cannot change would stand here: rule -> a piece of the element, the reason.
KNOWN: dict[str, tuple[str, str]] = {
    "presentation-role-conflict": (
        "stFileUploaderDropzone",
        "the place to drop a file, whose button is reached all the same",
    )
}


def list_violations(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not (violation["id"] in KNOWN and KNOWN[violation["id"]][0] in node["html"])
    ]


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("zh", "dark")])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_has_an_axe_violation(look: Open, path: str, lang: str, theme: str) -> None:
    page = look(path, theme=theme, lang=lang, trial="her-ram", **CASE)
    assert list_violations(page) == []


PARTS = {
    "the path through the lines": ("/treatments", {"show": "path"}),
    "differences between arms": ("/safety", {"show": "differences", "line": "second-line"}),
    "an agent's card": ("/safety", {"card": "trastuzumab-deruxtecan"}),
    "trials side by side": ("/outcomes", {"trial": "toga,jacob"}),
    "pooling": ("/outcomes", {"line": "any", "class": "ADC", "pool": "on"}),
    "the timeline": ("/outcomes", {"view": "timeline"}),
    "the network of a line": ("/outcomes", {"setting": "first-line", "outcome": "OS", "trial": "keynote-811"}),
    "several specimens": ("/", {"date": "2024-03", "s2": "i1-sv-d202601-at", "s3": "i2-fv-d202602-j1"}),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_a_page_has_an_axe_violation(look: Open, part: str, theme: str) -> None:
    path, query = PARTS[part]
    assert list_violations(look(path, theme=theme, ihc="3+", **query)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.usefixtures("empty_list")
def test_a_case_of_the_meeting_and_what_is_unfolded_for_it_have_no_violation(visit: Open, theme: str) -> None:
    store = connect()
    assert store
    store.add_all("local", "", [Draft("Slot 1", {"ihc": "3+", "setting": "first-line"}, question="ADC?")])
    store.close()
    page = visit("/board", theme=theme)
    page.get_by_role("button", name="Open the case").click()
    page.wait_for_selector(".tier-band")
    page.locator(".st-key-pages").get_by_role("link", name="Outcomes").click()
    wait_for_chart(page)
    page.locator('[class*="st-key-folds"] button').first.click()
    settled(page)
    assert page.locator(".st-key-strip").is_visible()
    assert list_violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_tier_is_readable_on_its_colour(look: Open, theme: str) -> None:
    page = look("/", theme=theme, ish="equivocal")
    for score in ("0", "1+", "2+", "3+", "Not done"):
        choose(page, "IHC", score)
        assert list_violations(page) == []


def test_open_drawers_and_errors_have_no_violation_either(look: Open) -> None:
    page = look("/", ihc="2+", ratio="-1", nuclei="19", specimen="biopsy", intensity="strong", cps="many", unknown="x")
    assert page.get_by_test_id("stAlert").count() >= 3
    assert list_violations(page) == []


def test_a_case_is_entered_by_keyboard_alone(visit: Open) -> None:
    page = visit("/")
    sidebar = page.get_by_test_id("stSidebar")
    first = sidebar.get_by_role("radiogroup", name="IHC").get_by_role("radio").first
    for _press in range(20):
        page.keyboard.press("Tab")
        if first.evaluate("button => button === document.activeElement"):
            break
    for _press in range(12):
        if page.evaluate("document.activeElement.textContent") == "2+":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settled(page)
    assert tier(page) == "Undetermined"
    assert "ihc=2%2B" in page.url
