"""At the meeting: the list on the wall, opened case by case; and what two people do to it at once."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from her2core.board.entry import Draft
from her2core.board.store import connect
from tests.browser.conftest import CASE, Open, choose, tier
from tests.browser.driver import settled, wait_for_chart
from tests.browser.test_case_screen import HEIGHT, WIDTH, list_faults
from tests.browser.test_glance import ENDS

pytestmark = pytest.mark.usefixtures("empty_list")


QUESTION = "Progressed on trastuzumab: which options are reported for this tier, and is another biopsy of use? " * 3
MEETING = (
    Draft("Slot 1", {"ihc": "2+"}),
    Draft("Slot 2", {"ihc": "3+", "setting": "first-line", "cps": "0"}, question=QUESTION),
    Draft("Slot 3", CASE, question="ADC?"),
)


def add(page: Page, label: str, question: str = "") -> None:
    if not page.get_by_label("Label", exact=True).is_visible():
        page.get_by_text("Add the case on the screen").click()
        settled(page)
    page.get_by_label("Label", exact=True).fill(label)
    page.get_by_label("Question to the board").fill(question)
    page.get_by_role("button", name="Add this case").click()
    page.locator(".tagged > strong").get_by_text(label, exact=True).wait_for()
    settled(page)


def check_labels(page: Page, *labels: str) -> None:
    """Check the list, once it is drawn."""
    expect(page.locator(".tagged > strong")).to_have_text(labels)


def test_a_list_is_kept_over_a_reload_and_a_case_opens_on_every_page(visit: Open) -> None:
    page = visit("/board", **CASE)
    add(page, "Slot 1", "ADC?")
    choose(page, "IHC", "3+")
    add(page, "Slot 2")
    page.reload()
    settled(page)
    check_labels(page, "Slot 1", "Slot 2")
    choose(page, "IHC", "0")
    page.get_by_role("button", name="Open the case").first.click()
    page.wait_for_selector(".tier-band")
    settled(page)
    assert tier(page) == "Intermediate"
    assert "ihc=2%2B" in page.url
    assert "Slot" not in page.url, "a label never stands in an address"
    page.go_back()
    settled(page)
    check_labels(page, "Slot 1", "Slot 2")


def test_an_open_case_goes_along_and_its_strip_takes_nothing_of_the_first_screen(visit: Open) -> None:
    store = connect()
    assert store
    store.add_all("local", "", MEETING)
    store.close()
    page = visit("/board", width=WIDTH, height=HEIGHT)
    strip = page.locator(".st-key-strip")
    page.get_by_role("button", name="Open the case").last.click()
    page.wait_for_selector(".tier-band")
    settled(page)
    assert "3 of 3 Slot 3" in strip.inner_text()
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")
    strip.get_by_role("button", name="‹ 2").click()
    settled(page)
    assert "2 of 3 Slot 2" in strip.inner_text()
    assert list_faults(page) == [], "the whole answer stands on the first screen with the strip too"
    row = strip.bounding_box()
    assert row and row["height"] < 50, "one line"

    strip.get_by_role("button", name="Conclusion").click()
    page.get_by_role("textbox", name="Conclusion").fill("Re-biopsy first.")
    page.keyboard.press("Escape")
    page.locator(".st-key-pages").get_by_role("link", name="Outcomes").click()
    page.wait_for_url("**/outcomes?*")
    wait_for_chart(page)
    assert page.evaluate(ENDS) <= HEIGHT
    strip.get_by_role("button", name="Conclusion, not saved").click()
    assert page.get_by_role("textbox", name="Conclusion").input_value() == "Re-biopsy first."
    page.get_by_role("button", name="Save", exact=True).click()
    strip.get_by_role("button", name="Conclusion ✓").wait_for()
    settled(page)
    page.keyboard.press("Escape")

    page.go_back()
    settled(page)
    page.go_back()
    settled(page)
    assert "3 of 3 Slot 3" in strip.inner_text(), "Back leads to the case before, and the strip says which it is"
    strip.get_by_role("button", name="Back to the list").click()
    page.wait_for_url("**/board*")
    settled(page)
    assert page.locator(".written").get_by_text("Re-biopsy first.").is_visible()


def test_whoever_looks_at_the_list_sees_that_somebody_changed_it(visit: Open) -> None:
    one, other = visit("/board", **CASE), visit("/board", **CASE)
    add(one, "Slot 1")
    other.get_by_text("The list has changed since it was drawn here.").wait_for(timeout=15_000)
    other.get_by_role("button", name="Show the change").click()
    check_labels(other, "Slot 1")


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
