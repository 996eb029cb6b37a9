"""Nothing is cut off, on the phone in the corridor or on the wall of the board."""

import pytest
from playwright.sync_api import Browser, Page, expect

from her2core.query.filters import View
from tests.browser.conftest import CASE, PAGES, Open, tier
from tests.browser.driver import bottom_of, settled, visitor, wait_for_chart

CLIPPED = """
() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const frame = plot.querySelector('.main-svg').getBoundingClientRect()
  return [...plot.querySelectorAll('text, .point')]
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1))
    .map(([element, box]) => `${element.textContent || element.getAttribute('class')} ${box.left}-${box.right} of ${frame.left}-${frame.right}`)
})
"""
OVERLAPPING = """
() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const boxes = [...plot.querySelectorAll('.textpoint text')].map(text => [text.textContent, text.getBoundingClientRect()])
  return boxes.flatMap(([one, a], place) => boxes.slice(place + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3)
    .map(([other]) => `${one} / ${other}`))
})
"""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_phone_never_scrolls_sideways(look: Open, path: str, lang: str) -> None:
    page = look(path, width=390, height=844, lang=lang, trial="keynote-811", **CASE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0


SIZES = [("en", 1440), ("zh", 1024), ("en", 390), ("zh", 390)]
"""Languages, with a width in pixels."""
CHARTS = {view: ("/outcomes", {"view": view}) for view in View} | {
    View.GLANCE: ("/outcomes", {"setting": "first-line"}),  # without one it asks
    "heat map": ("/safety", {"show": "regimens"}),
    "differences": ("/safety", {"show": "differences", "line": "second-line"}),
    "path": ("/treatments", {"show": "path"}),
    "a network": ("/outcomes", {"setting": "second-line", "view": "os", "outcome": "OS", "unselected": "on"}),
    "pooled": ("/outcomes", {"line": "any", "class": "ADC", "pool": "on"}),
}


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize(("lang", "width"), SIZES)
def test_nothing_in_a_chart_is_clipped(look: Open, chart: str, lang: str, width: int) -> None:
    path, query = CHARTS[chart]
    page = look(path, width=width, lang=lang, ihc="3+", **query)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    check_nothing_clipped(page)


def check_nothing_clipped(page: Page) -> None:
    """Check that no word or mark of a chart is cut off or lies over another, once the chart has found its place."""
    for _look in range(50):
        faults = [*page.evaluate(CLIPPED), *page.evaluate(OVERLAPPING)]
        if not faults:
            return
        page.wait_for_timeout(100)
    assert faults == []


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_in_the_context_of_a_tier_is_clipped(visit: Open, width: int) -> None:
    page = visit("/", width=width, ihc="1+")
    for drawer in ("How common this tier is", "How HER2 changes"):
        page.get_by_test_id("stExpander").filter(has_text=drawer).locator("summary").click()
        settled(page)
    wait_for_chart(page)
    assert page.locator(".js-plotly-plot").count() == 2
    check_nothing_clipped(page)


def test_on_a_phone_the_case_is_entered_at_the_top_of_classify(visit: Open) -> None:
    page = visit("/", width=390, height=844)
    entry = page.locator(".st-key-phone-entry")
    assert entry.is_visible()
    entry.get_by_role("radio", name="3+").click()
    settled(page)
    assert tier(page) == "High"
    assert visit("/").locator(".st-key-phone-entry").is_hidden()


@pytest.mark.parametrize(("width", "height"), [(768, 1024), (640, 360)], ids=["tablet", "laptop at 200 %"])
def test_where_the_sidebar_is_folded_away_the_entry_is_in_sight(visit: Open, width: int, height: int) -> None:
    entry = visit("/", width=width, height=height).locator(".st-key-phone-entry")
    assert entry.is_visible()
    assert bottom_of(entry.get_by_role("radio", name="3+")) <= height


@pytest.mark.parametrize("path", [path for path in PAGES.values() if path != "/"])
def test_where_the_sidebar_is_folded_away_every_page_names_the_case_and_leads_to_its_entry(
    visit: Open, path: str
) -> None:
    page = visit(path, width=640, height=360, **CASE)
    enter = page.get_by_role("button", name="Enter the case")
    assert bottom_of(enter) <= 360
    assert page.get_by_text("Intermediate", exact=True).first.is_visible()
    enter.click()
    results = page.get_by_test_id("stSidebar").get_by_role("radiogroup", name="IHC", exact=True)
    expect(results.get_by_role("radio", name="3+", exact=True)).to_be_in_viewport()


SMALL = """
() => [...document.querySelectorAll('.stApp :is(button, summary, .own-row a, nav a, .search input)')]
  .filter(element => getComputedStyle(element).pointerEvents !== 'none')
  .map(element => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && box.left >= 0 && Math.min(box.width, box.height) < 44)
  .map(([element, box]) => `${element.textContent} ${box.width} x ${box.height}`)
"""


def test_a_finger_meets_what_it_is_meant_for(server: str, browser: Browser) -> None:
    context = visitor(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for path in ("/", "/outcomes", "/treatments", "/safety", "/board"):
        page.goto(f"{server}{path}?ihc=3%2B&setting=second-line")
        settled(page)
        assert page.evaluate(SMALL) == [], path
    context.close()


def test_on_a_wall_the_answer_needs_no_scrolling(visit: Open) -> None:
    page = visit("/", **CASE)
    for heading in ("Drug label", "Guideline", "Evidence", "Missing"):
        assert bottom_of(page.get_by_role("heading", name=heading)) < 900
    size = page.locator(".tier-band .tier").evaluate("word => parseFloat(getComputedStyle(word).fontSize)")
    assert size >= 80
