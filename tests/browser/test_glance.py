"""At a glance: the answer fits the first screen of a projector, is read at four metres, and a row opens its trial in sight."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.driver import settled, wait_for_chart
from tests.browser.test_layout import check_nothing_clipped
from tests.colours import contrast

HIGH = {"ihc": "3+"}
INTERMEDIATE = {"ihc": "2+", "ish": "not amplified"}
VIEWS = [(HIGH, "first-line"), (HIGH, "perioperative"), (INTERMEDIATE, "second-line")]
SIZES = [(1280, 720), (1440, 900)]
TEXT = """
() => Math.min(...[...document.querySelectorAll('.js-plotly-plot text, [class*="st-key-folds"] p, .st-key-filters p, .st-key-case-line *')]
  .filter(text => text.textContent && text.getBoundingClientRect().width)
  .map(text => parseFloat(getComputedStyle(text).fontSize)))
"""
ENDS = """
() => Math.max(...[...document.querySelectorAll('.js-plotly-plot, [class*="st-key-folds"]')].map(part => part.getBoundingClientRect().bottom))
"""
COVERED = """
name => {
  const middle = box => (box.top + box.bottom) / 2
  const own = middle(name.getBoundingClientRect()), label = document.querySelector('.hovertext').getBoundingClientRect()
  return [...document.querySelectorAll('.js-plotly-plot .textpoint text')].filter(text => {
    const box = text.getBoundingClientRect()
    return Math.abs(middle(box) - own) < 10 && box.bottom > label.top + 1 && box.top < label.bottom - 1
  }).map(text => text.textContent)
}
"""
"""The texts of the row of a name that what is said of it lies over."""
COLOURS = "label => [label.querySelector('path').style.fill, label.querySelector('text').style.fill]"


def wait_for_view(page: Page, height: int) -> None:
    """Wait until the chart stands and ends above this height: it is laid out anew once the page has told its size."""
    wait_for_chart(page)
    page.wait_for_function(f"({ENDS})() <= {height}")
    settled(page)


def collapsed(page: Page) -> bool:
    return page.get_by_test_id("stSidebar").get_attribute("data-collapsed") == "true"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(("case", "setting"), VIEWS)
def test_the_view_ends_inside_the_first_screen_and_no_text_is_small_clipped_or_overlapping(
    look: Open, case: dict[str, str], setting: str, width: int, height: int, lang: str
) -> None:
    page = look("/outcomes", width=width, height=height, lang=lang, setting=setting, **case)
    wait_for_view(page, height)
    check_nothing_clipped(page)
    assert page.evaluate(TEXT) >= 16
    assert page.evaluate(ENDS) <= height


def test_the_sidebar_steps_aside_on_this_view_until_the_reader_opens_it_and_comes_back_on_the_next(visit: Open) -> None:
    page = visit("/outcomes", width=1280, height=720, setting="first-line", **HIGH)
    wait_for_chart(page)
    assert collapsed(page)
    page.get_by_role("button", name="Enter the case").click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")
    results = page.get_by_test_id("stSidebar").get_by_role("radiogroup", name="IHC", exact=True)
    results.get_by_role("radio", name="2+", exact=True).click()
    settled(page)
    assert not collapsed(page)

    page = visit("/outcomes", width=1280, height=720, setting="first-line", **HIGH)
    wait_for_chart(page)
    page.locator(".st-key-bar").get_by_role("link", name="Treatments", exact=True).click()
    page.wait_for_url("**/treatments**")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")


def test_the_sidebar_comes_back_however_often_the_view_was_drawn(look: Open) -> None:
    for setting, trial in (("first-line", "keynote-811"), ("second-line", "her-ram")):
        page = look("/outcomes", setting=setting, trial=trial, **HIGH)
        wait_for_chart(page)
        assert collapsed(page)
    page = look("/treatments", setting="second-line", **HIGH)
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")


def test_a_row_opens_its_trial_in_sight_of_the_click(visit: Open) -> None:
    page = visit("/outcomes", width=1440, height=900, setting="first-line", **HIGH)
    wait_for_chart(page)
    name = page.locator(".js-plotly-plot text", has_text="KEYNOTE-811").first.bounding_box()
    assert name
    page.mouse.click(name["x"] + name["width"] / 2, name["y"] + name["height"] / 2)
    page.wait_for_url("**trial=keynote-811**")
    expect(page.get_by_role("heading", level=2, name="KEYNOTE-811")).to_be_in_viewport()


def test_a_row_is_reached_and_its_trial_opened_in_sight_by_keyboard_alone(visit: Open) -> None:
    page = visit("/outcomes", width=1280, height=720, setting="first-line", **HIGH)
    wait_for_chart(page)
    rows = page.locator(".chart-rows")
    page.get_by_role("button", name="More filters").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    chosen = rows.locator("button:focus")
    trial = str(chosen.get_attribute("aria-label")).removeprefix("Open ")
    expect(rows.locator("p")).to_contain_text(trial)
    ring, name = chosen.bounding_box(), page.locator(".js-plotly-plot text", has_text=trial).first.bounding_box()
    assert ring and name and ring["y"] <= name["y"] + name["height"] / 2 <= ring["y"] + ring["height"]
    page.keyboard.press("Tab")
    assert rows.locator("button:focus").count() == 0, "all rows together are one stop"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=trial)).to_be_in_viewport()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["glance", "os"])
def test_what_is_said_of_a_row_is_read_well_and_leaves_the_row_free(look: Open, view: str, theme: str) -> None:
    page = look("/outcomes", width=1280, height=720, theme=theme, view=view, setting="first-line", **HIGH)
    wait_for_view(page, 720 if view == "glance" else 2000)
    for trial in ("KEYNOTE-811", "ToGA"):
        name = page.locator(".js-plotly-plot .textpoint text", has_text=trial).first
        name.hover(force=True)  # a sheet of Plotly lies over its texts
        expect(page.locator(".hoverlayer .hovertext")).to_contain_text(trial)
        assert name.evaluate(COVERED) == []
        fill, ink = page.locator(".hovertext").evaluate(COLOURS)
        assert contrast(fill, ink) >= 4.5


def test_typing_a_name_and_enter_opens_that_one_trial_whatever_is_filtered(visit: Open) -> None:
    for name in ("toga", "her-ram"):
        page = visit("/outcomes", width=1440, height=900, view="os", setting="first-line", **HIGH)
        wait_for_chart(page)
        box = page.get_by_test_id("stMultiSelect").locator("input")
        box.click()
        box.press_sequentially(name)
        expect(page.get_by_role("option").first).to_be_visible()
        box.press("Enter")
        page.wait_for_url(lambda url, name=name: url.endswith(f"trial={name}"))


def test_on_a_phone_it_takes_at_most_three_screens(look: Open) -> None:
    page = look("/outcomes", width=390, height=844, setting="first-line", **HIGH)
    wait_for_chart(page)
    check_nothing_clipped(page)
    assert page.evaluate(ENDS) <= 3 * 844
