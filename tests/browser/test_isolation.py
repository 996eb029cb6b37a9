"""Two doctors at once, each in a browser of their own: neither ever sees the other's case."""

from playwright.sync_api import Page

from tests.browser.conftest import Open, choose, tier
from tests.browser.driver import settled

TIERS = {"3+": "High", "2+": "Undetermined", "1+": "Low", "0": "None (IHC 0)"}


def check_shows_only(page: Page, score: str, cps: str) -> None:
    """Check that the tier, the buttons, the address and every link of a page speak of this case alone."""
    assert tier(page) == TIERS[score]
    chosen = page.get_by_test_id("stSidebar").get_by_role("radiogroup", name="IHC").get_by_role("radio", checked=True)
    assert chosen.all_inner_texts() == [score]
    links = page.eval_on_selector_all("a[href*='cps=']", "links => links.map(link => link.href)")
    assert len(links) > 5
    for link in (page.url, *links):
        assert f"ihc={score.replace('+', '%2B')}&cps={cps}" in link


def test_two_pages_at_once_show_each_its_own_case(visit: Open) -> None:
    one, other = visit("/", ihc="3+", cps="11"), visit("/", ihc="1+", cps="22")
    choose(one, "IHC", "0")
    choose(other, "IHC", "2+")
    check_shows_only(one, "0", "11")
    check_shows_only(other, "2+", "22")
    one.evaluate("location.reload()")
    choose(other, "IHC", "3+")
    settled(one)
    check_shows_only(one, "0", "11")
    check_shows_only(other, "3+", "22")


def test_a_new_visitor_starts_with_nothing_of_those_before(visit: Open) -> None:
    visit("/", ihc="3+", cps="11")
    new = visit("/", alone=True)
    assert tier(new) == "Undetermined"
    assert new.get_by_test_id("stSidebar").get_by_role("radio", checked=True).all_inner_texts() == ["English"]
    assert "cps" not in new.url
