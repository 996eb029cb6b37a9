"""From "IHC 2+, FISH not amplified, second line" read out at the board to the tier and what has been reported."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, choose, tier
from tests.browser.driver import settled, wait_for_chart

WORDS = {
    "en": {
        "ish": "ISH (FISH)", "2+": "2+", "not amplified": "Not amplified", "undetermined": "Undetermined", "tier": "Intermediate",
        "more": "More about the case", "setting": "Setting", "second line": "Second line", "outcomes": "Outcomes", "methods": "Methods",
        "classify": "Classify", "why": "Why, what would change it", "new": "New case", "disagree": "Sources disagree", "gaps": "Known gaps",
    },
    "zh": {
        "ish": "ISH (FISH)", "2+": "2+", "not amplified": "未扩增", "undetermined": "待定", "tier": "中表达",
        "more": "", "setting": "", "second line": "二线", "outcomes": "疗效数据", "methods": "方法与来源",
        "classify": "分层", "why": "依据、何种结果会改变结论", "new": "新病例", "disagree": "来源不一致", "gaps": "",
    },
}  # fmt: skip


@pytest.mark.parametrize(("lang", "locale"), [("en", "en-GB"), ("zh", "zh-CN")])
def test_the_main_job_end_to_end(visit: Open, lang: str, locale: str) -> None:
    words = WORDS[lang]
    page = visit("/", locale=locale)  # the browser's language is the default
    sidebar = page.get_by_test_id("stSidebar")

    results = sidebar.get_by_role("radiogroup", name="IHC", exact=True)
    results.get_by_role("radio", name="2+", exact=True).click()
    settled(page)
    assert tier(page) == words["undetermined"]
    assert "High" in page.locator(".tier-band").inner_text() or "高表达" in page.locator(".tier-band").inner_text()

    sidebar.get_by_role("radio", name=words["not amplified"], exact=True).click()
    settled(page)
    assert tier(page) == words["tier"]
    assert "ihc=2%2B&ish=not+amplified" in page.url
    page.get_by_test_id("stExpander").filter(has_text=words["why"]).locator("summary").click()
    settled(page)
    lit = page.locator("tr[aria-current=true]")
    assert lit.count() == 1
    assert words["tier"] in lit.inner_text()

    sidebar.get_by_text(words["more"] or "更多", exact=False).first.click()
    settled(page)
    sidebar.get_by_role("radio", name=words["second line"], exact=True).click()
    settled(page)
    assert "setting=second-line" in page.url

    page.locator(".st-key-bar").get_by_role("link", name=words["outcomes"], exact=True).click()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    assert "ihc=2%2B&ish=not+amplified&setting=second-line" in page.url
    assert "RC48-C013" in page.locator(".js-plotly-plot").inner_text()
    page.goto(page.url + "&view=response")
    wait_for_chart(page)
    chart = page.locator(".js-plotly-plot").inner_text()
    for text in ("43", "★", "⚠"):  # what is disagreed on stands where the figure is pointed at, and in its trial
        assert text in chart

    page.locator(".st-key-bar").get_by_role("link", name=words["methods"], exact=True).click()
    settled(page)
    assert "2026.11" in page.get_by_test_id("stMain").inner_text()

    for _step in ("the chart of responses", "at a glance", "the tier"):
        page.go_back()
        settled(page)
    assert tier(page) == words["tier"]

    page.reload()
    settled(page)
    assert tier(page) == words["tier"]

    page.get_by_role("button", name=words["new"]).click()
    settled(page)
    assert tier(page) == words["undetermined"]
    assert "ihc" not in page.url


def test_a_change_of_language_keeps_the_case_and_goes_into_the_address(visit: Open) -> None:
    page = visit("/", ihc="3+", cps="5")
    page.get_by_test_id("stSidebar").get_by_role("radio", name="简体中文").click()
    settled(page)
    assert tier(page) == "高表达"
    assert "ihc=3%2B" in page.url
    assert "cps=5" in page.url
    assert "lang=zh" in page.url
    page.reload()
    settled(page)
    assert tier(page) == "高表达"


def test_counts_are_interpreted_step_by_step(visit: Open) -> None:
    page = visit("/", ihc="2+")
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("ISH from counts").click()
    settled(page)
    for field, value in (
        ("HER2/CEP17 ratio", "1.9"),
        ("Mean HER2 copies", "6.4"),
        ("Mean CEP17 copies", "3.4"),
        ("Nuclei counted", "40"),
    ):
        sidebar.get_by_label(field).fill(value)
        sidebar.get_by_label(field).press("Tab")
        settled(page)
    assert tier(page) == "Intermediate"
    shown = page.get_by_test_id("stMain").inner_text()
    assert "✓ Ratio below 2.0 and 6.0 or more HER2 copies, laboratory counts the ratio only" in shown
    assert "Under the other copy-number rule ISH would be amplified." in shown
    choose(page, "Laboratory: copy-number rule", "Ratio or copies")
    assert tier(page) == "High"


def test_a_trial_opens_into_everything_held_on_it(visit: Open) -> None:
    page = visit("/outcomes", trial="rc48-toripalimab-phase1")
    page.get_by_text("Subgroups (").click()
    settled(page)
    shown = page.get_by_test_id("stMain").inner_text()
    for text in (
        "NCT04280341",
        "eClinicalMedicine 2024;68:102415",
        "5.1",
        "14.0",
        "46 %",
        "56 %",
        "single-arm dose escalation",
    ):
        assert text in shown
    assert (
        page.get_by_role("link", name="10.1360/CSB-2025-5908").get_attribute("href")
        == "https://doi.org/10.1360/CSB-2025-5908"
    )


def test_a_mark_that_is_chosen_opens_its_trial(visit: Open) -> None:
    page = visit("/outcomes", ihc="3+", setting="third-line-plus", agent="disitamab vedotin", view="response")
    wait_for_chart(page)
    box = page.locator(".js-plotly-plot .points .point").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**trial=*")
    expect(page.get_by_role("heading", name="Main figures")).to_be_attached()
    expect(page.get_by_role("heading", level=2)).to_be_in_viewport()


def test_a_trial_that_a_link_names_is_in_sight_under_however_long_a_chart(visit: Open) -> None:
    page = visit("/outcomes", ihc="3+", view="response", trial="destiny-gastric04")
    assert page.locator(".js-plotly-plot").first.evaluate("chart => chart.clientHeight") > 800
    expect(page.get_by_role("heading", name="DESTINY-Gastric04")).to_be_in_viewport()
