"""At the meeting nobody scrolls: the whole answer stands on the first screen, in letters that are read from four metres."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.driver import settled

WIDTH, HEIGHT, LEAST = 1280, 720, 20
OUTSIDE = """
([width, height, least]) => {
  const faults = []
  const boxes = []
  for (const part of document.querySelectorAll('.tier-band, .case-screen, .st-key-ask-setting')) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode
      if (!text.textContent.trim()) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const size = parseFloat(getComputedStyle(text.parentElement).fontSize)
      if (size < least) faults.push(`${size} px: ${text.textContent}`)
      for (const box of range.getClientRects()) {
        if (box.bottom > height || box.right > width || box.left < 0 || box.top < 0)
          faults.push(`${Math.round(box.right)}, ${Math.round(box.bottom)}: ${text.textContent}`)
        boxes.push([text.textContent, box])
      }
    }
  }
  boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
    const [over, under] = [a, b].map(box => box.height / 5) // what a box has above and below its letters
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top + over < b.bottom - under && b.top + under < a.bottom - over)
      faults.push(`${one} over ${other}`)
  }))
  return faults
}
"""
CASES = {
    "high, first line, CPS 0": {"ihc": "3+", "setting": "first-line", "cps": "0"},
    "high, second line": {"ihc": "3+", "setting": "second-line"},
    "intermediate, first line": {"ihc": "2+", "ish": "not amplified", "setting": "first-line"},
    "no line": {"ihc": "2+", "ish": "amplified"},
}


def list_faults(page: Page) -> list[str]:
    """List each text of the answer that is too small, outside the first screen, or over another."""
    return list(page.evaluate(OUTSIDE, [WIDTH, HEIGHT, LEAST]))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_whole_answer_stands_on_the_first_screen_in_large_letters(
    look: Open, case: dict[str, str], lang: str
) -> None:
    page = look("/", width=WIDTH, height=HEIGHT, lang=lang, **case)
    assert list_faults(page) == []
    size = page.locator(".tier-band .tier").evaluate("word => parseFloat(getComputedStyle(word).fontSize)")
    assert size >= 64


def test_from_an_empty_app_three_clicks_lead_to_the_answer_without_scrolling(visit: Open) -> None:
    page = visit("/", width=WIDTH, height=HEIGHT)
    sidebar = page.get_by_test_id("stSidebar")
    for group, option in (("IHC", "2+"), ("ISH (FISH)", "Not amplified")):
        sidebar.get_by_role("radiogroup", name=group).get_by_role("radio", name=option, exact=True).click()
        settled(page)
    assert page.locator(".case-screen").get_by_role("heading", name="Evidence").count() == 0
    page.locator(".st-key-ask-setting").get_by_role("button", name="Second line").click()
    settled(page)
    assert page.locator(".case-screen").get_by_text("RAINBOW").is_visible()
    assert list_faults(page) == []


def test_a_line_of_evidence_leads_to_its_trial_and_the_case_goes_along(visit: Open) -> None:
    page = visit("/", width=WIDTH, height=HEIGHT, ihc="3+", setting="second-line")
    page.locator(".case-screen").get_by_role("link", name="KC-WISE").click()
    page.wait_for_url("**/outcomes?*")
    settled(page)
    assert "trial=kc-wise" in page.url
    assert "setting=second-line" in page.url
