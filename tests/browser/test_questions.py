"""What the board asks after the tier: what may be used, what did it do, what does it cost the patient."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import CASE, Open
from tests.browser.driver import settled, wait_for_chart


def main(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def test_from_the_tier_to_the_label_it_meets_to_the_trial_and_to_the_agent(visit: Open) -> None:
    page = visit("/", ihc="2+", ish="not amplified", setting="third-line-plus")
    page.locator(".st-key-bar").get_by_role("link", name="Treatments").click()
    page.wait_for_url("**/treatments**")
    settled(page)
    own = page.locator(".own-row[aria-current=true]")
    assert "✓ Disitamab vedotin" in own.inner_text()
    assert page.locator("td[aria-current=true]").count() == 1

    own.get_by_role("link", name="trials").first.click()
    page.wait_for_url("**/outcomes**agent=disitamab-vedotin**")
    wait_for_chart(page)
    assert "ihc=2%2B&ish=not+amplified" in page.url
    page.go_back()
    page.wait_for_url("**/treatments**")
    settled(page)
    own.get_by_role("link", name="safety").first.click()
    page.wait_for_url("**/safety**card=disitamab-vedotin**")
    settled(page)
    assert "MMAE" in main(page)


def test_an_agency_and_a_guideline_are_chosen_by_button_and_kept_in_the_address(visit: Open) -> None:
    page = visit("/treatments", ihc="3+")
    page.get_by_role("radio", name="US FDA").click()
    settled(page)
    page.get_by_role("radio", name="NCCN").click()
    settled(page)
    assert "agency=US+FDA" in page.url
    assert "guideline=NCCN" in page.url
    assert "Zanidatamab" in main(page)


def test_enter_opens_the_first_hit_also_where_it_is_pressed_before_the_answer(visit: Open) -> None:
    page = visit("/", **CASE)
    field = page.locator(".st-key-bar input")
    field.press_sequentially("toga vs logic")
    page.keyboard.press("Enter")
    page.wait_for_url("**/outcomes**trial=toga%2Clogic**")
    settled(page)
    assert field.input_value() == ""
    field.press_sequentially("trastuzmab")
    page.get_by_role("option").first.wait_for()
    assert "Trastuzumab" in page.get_by_role("option").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/outcomes**agent=trastuzumab**")
    settled(page)
    field.press_sequentially("xqzxqz")
    page.get_by_text("Nothing is found.").wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("listbox").count() == 0


def test_the_search_answers_as_one_types_a_pmid_or_a_registry_number(visit: Open) -> None:
    page = visit("/", **CASE)
    field = page.locator(".st-key-bar input")
    field.click()
    field.press_sequentially("NCT04280341")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/outcomes**trial=rc48-toripalimab-phase1**")
    settled(page)
    assert "Main figures" in main(page)
    assert "ihc=2%2B" in page.url


def test_an_agent_is_found_under_its_chinese_name_and_leads_to_its_card(visit: Open) -> None:
    page = visit("/", lang="en")
    field = page.locator(".st-key-bar input")
    field.click()
    field.press_sequentially("优赫得")
    page.keyboard.press("Enter")
    page.wait_for_url("**/safety**card=trastuzumab-deruxtecan**")
    settled(page)
    assert "6.4 mg/kg" in main(page)


def test_trials_stand_side_by_side_from_the_chooser(visit: Open) -> None:
    page = visit("/outcomes", trial="toga")
    chooser = page.get_by_role("combobox", name="Open a trial, or compare up to 4")
    chooser.click()
    chooser.press_sequentially("JACOB")
    page.keyboard.press("Enter")
    settled(page)
    assert "These trials are not comparable. They differ in:" in main(page)
    assert "trial=toga%2Cjacob" in page.url


def test_one_click_leaves_an_arm_out_of_pooling(visit: Open) -> None:
    page = visit("/outcomes", ihc="3+", line="any", view="response", **{"class": "ADC"})
    wait_for_chart(page)
    page.get_by_text("Pool the response of single agents (descriptive)").click()
    settled(page)
    page.get_by_role("button", name=re.compile(r"^GATSBY: \d")).click()
    settled(page)
    assert "without=gatsby" in page.url
