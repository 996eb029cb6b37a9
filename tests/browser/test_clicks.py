"""No click is lost, whatever the line: over a hospital's VPN, what stands on the screen is what was clicked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.clicks import (
    ENTRIES,
    Click,
    expected,
    faults,
    hurry,
    pace,
    perform,
    reader,
    rest,
    said,
    sequence,
    start,
)
from tests.browser.driver import settled
from tests.browser.proxy import SlowLine, slow_line

# One line and one visitor for all of them: both take longer to come than a test takes.
pytestmark = pytest.mark.xdist_group("clicks")
SEEDS = range(5)


@pytest.fixture(scope="module")
def line(server: str) -> Iterator[SlowLine]:
    """A line to the server that can be made slow."""
    with slow_line(server) as line:
        yield line


@pytest.fixture(scope="module")
def page(browser: Browser, line: SlowLine) -> Iterator[Page]:
    """Somebody behind that line."""
    with reader(browser, line) as page:
        yield page


@pytest.mark.parametrize("gap", [0, 0.4])
def test_five_clicks_over_a_vpn_all_count(page: Page, line: SlowLine, gap: float) -> None:
    """IHC 2+, ISH not amplified, more about the case, second line, and then IHC turns out to be 3+."""
    clicks = [
        Click("ihc", "2+"),
        Click("ish", "not amplified"),
        Click("more"),
        Click("setting", "second-line"),
        Click("ihc", "3+"),
    ]
    assert hurry(page, line, clicks, 0.25, gap) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_clicked_and_however_fast_the_screen_agrees_with_it(page: Page, line: SlowLine, seed: int) -> None:
    clicks, (delay, gap) = sequence(seed), pace(seed, delays=(0.1, 0.25, 0.5))
    found = hurry(page, line, clicks, delay, gap)
    assert found == [], f"seed {seed}, delay {delay} s, gap {gap} s: {'; '.join(map(str, clicks))}"


def test_a_click_on_the_case_before_counts_for_the_new_one(page: Page, line: SlowLine) -> None:
    """New case, and at once IHC 3+, while the old case still stands on the screen."""
    start(page, line)
    line.delay = 0.5
    page.get_by_test_id("stSidebar").get_by_role("button", name="New case").click()
    page.wait_for_timeout(100)
    perform(page, Click("ihc", "3+"))
    rest(page, line)
    assert page.url.endswith("/?ihc=3%2B")
    assert not said(page)


def test_a_button_that_is_replaced_under_the_finger_still_counts(page: Page, line: SlowLine) -> None:
    """The language was changed; its answer comes while "2+" is being pressed."""
    clicks = [Click("language", "zh"), Click("ihc", "2+")]
    start(page, line)
    line.delay = 0.3
    perform(page, clicks[0])
    button = page.locator('[class*="st-key-ihc"]').first.get_by_role("radio").nth(ENTRIES["ihc"].index(clicks[1].value))
    button.hover()
    page.mouse.down()
    rest(page, line)
    page.mouse.up()
    rest(page, line)
    assert faults(page, clicks) == []


def test_back_before_an_answer_shows_a_whole_case_and_says_that_it_may_be_another(page: Page, line: SlowLine) -> None:
    """The browser does not know of an entry yet that has not been answered: it goes back to the one before."""
    start(page, line)
    line.delay = 0.5
    clicks = [Click("ihc", "3+"), Click("back")]
    for click in clicks:
        perform(page, click)
    rest(page, line)
    assert said(page)
    assert faults(page, clicks) == []
    page.get_by_role("button", name="Checked").click()
    settled(page)
    assert not said(page)


@pytest.mark.parametrize(
    "clicks",
    [
        [Click("ish", "amplified"), Click("ish", "equivocal"), Click("back")],
        [Click("back"), Click("ish", "not amplified"), Click("ish", "not done"), Click("back")],
        [Click("back"), Click("language", "zh"), Click("back")],
    ],
    ids=lambda clicks: ", ".join(map(str, clicks)),
)
def test_back_says_so_too_where_the_entries_before_it_had_undone_each_other(
    page: Page, line: SlowLine, clicks: list[Click]
) -> None:
    """Done slowly, Back undoes the last of them. Before an answer the browser knows of neither."""
    assert hurry(page, line, clicks, 0.5, 0.1) == []
    assert said(page)


def test_the_model_itself_undoes_and_repeats() -> None:
    clicks = [Click("ihc", "3+"), Click("page", "outcomes"), Click("back"), Click("back")]
    assert expected(clicks).entries == {"ihc": "1+", "ish": "equivocal"}
    assert expected([*clicks, Click("forward")]).entries == {"ihc": "3+", "ish": "equivocal"}
    assert all(sequence(seed) != sequence(seed + 1) for seed in SEEDS)
    assert {click.kind for seed in range(50) for click in sequence(seed)} >= {
        *ENTRIES,
        "page",
        "language",
        "more",
        "back",
    }
