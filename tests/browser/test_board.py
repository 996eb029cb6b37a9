"""At the meeting: the list on the wall, opened case by case; and what two people do to it at once."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import CASE, Open, choose, tier
from tests.browser.driver import settled

pytestmark = pytest.mark.usefixtures("empty_list")


def add(page: Page, label: str, question: str = "") -> None:
    if not page.get_by_label("Label", exact=True).is_visible():
        page.get_by_text("Add the case on the screen").click()
        settled(page)
    page.get_by_label("Label", exact=True).fill(label)
    page.get_by_label("Question to the board").fill(question)
    page.get_by_role("button", name="Add this case").click()
    page.locator(".tagged > strong").get_by_text(label, exact=True).wait_for()
    settled(page)


def labels(page: Page) -> list[str]:
    return page.locator(".tagged > strong").all_inner_texts()


def test_a_list_is_kept_over_a_reload_and_a_case_opens_on_every_page(visit: Open) -> None:
    page = visit("/board", **CASE)
    add(page, "Slot 1", "ADC?")
    choose(page, "IHC", "3+")
    add(page, "Slot 2")
    page.reload()
    settled(page)
    assert labels(page) == ["Slot 1", "Slot 2"]
    choose(page, "IHC", "0")
    page.get_by_role("button", name="Open the case").first.click()
    page.wait_for_selector(".tier-band")
    settled(page)
    assert tier(page) == "Intermediate"
    assert "ihc=2%2B" in page.url
    assert "Slot" not in page.url, "a label never stands in an address"
    page.go_back()
    settled(page)
    assert labels(page) == ["Slot 1", "Slot 2"]


def test_whoever_looks_at_the_list_sees_that_somebody_changed_it(visit: Open) -> None:
    one, other = visit("/board", **CASE), visit("/board", **CASE)
    add(one, "Slot 1")
    other.get_by_text("The list has changed since it was drawn here.").wait_for(timeout=15_000)
    other.get_by_role("button", name="Show the change").click()
    other.locator(".tagged").wait_for()
    assert labels(other) == ["Slot 1"]


def test_typing_is_not_lost_while_the_list_changes(visit: Open) -> None:
    one, other = visit("/board", **CASE), visit("/board", **CASE)
    other.get_by_label("Question to the board").fill("half a sent")
    add(one, "Slot 1")
    other.get_by_text("The list has changed since it was drawn here.").wait_for(timeout=15_000)
    assert other.get_by_label("Question to the board").input_value() == "half a sent"


def test_the_meeting_leaves_as_slides_and_on_paper(visit: Open, tmp_path: Path) -> None:
    page = visit("/board", **CASE)
    add(page, "Slot 1", "ADC?")
    for name, starts in (("Meeting: Slides (PPTX)", b"PK"), ("Meeting: Paper (PDF)", b"%PDF")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.read_bytes().startswith(starts)
