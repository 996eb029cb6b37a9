"""The case lives in the address: a link, Back and reload keep it, and what a link may not hold is named."""

from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Open, choose, tier
from tests.browser.driver import serving, settled
from tests.pages.garbage import spread_garbage


def test_back_undoes_one_entry_after_the_other(visit: Open) -> None:
    page = visit("/")
    choose(page, "IHC", "2+")
    choose(page, "ISH (FISH)", "Amplified")
    assert tier(page) == "High"
    page.go_back()
    settled(page)
    assert tier(page) == "Undetermined"
    assert "ish" not in page.url
    page.go_forward()
    settled(page)
    assert tier(page) == "High"


def test_back_to_a_link_of_which_not_all_was_accepted_raises_no_alarm(visit: Open) -> None:
    page = visit("/", ihc="2+", cps="many", utm_source="mail")
    choose(page, "ISH (FISH)", "Amplified")
    page.evaluate("history.go(-2)")  # over the address that the app made of it
    settled(page)
    assert tier(page) == "Undetermined"
    assert page.locator(".st-key-notice").count() == 0


class SlowLine:
    """What the server says reaches the browser only when the test lets it."""

    def __init__(self, page: Page) -> None:
        self.page, self.holds = page, False
        self.waiting: list[tuple[WebSocketRoute, str | bytes]] = []
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        browser.on_message(server.send)
        server.on_message(lambda sent: self.waiting.append((browser, sent)) if self.holds else browser.send(sent))

    def wait_for_answers(self, count: int) -> None:
        """Wait until the server has ended so many runs of which the browser has not heard."""
        for _look in range(500):
            if sum(_ends_a_run(message) for _browser, message in self.waiting) >= count:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"the server has not answered {count} times")

    def release(self) -> None:
        self.holds = False
        for browser, message in self.waiting:
            browser.send(message)
        self.waiting.clear()
        settled(self.page)


def _ends_a_run(sent: str | bytes) -> bool:
    message = ForwardMsg()
    message.ParseFromString(sent if isinstance(sent, bytes) else sent.encode())
    return message.WhichOneof("type") == "script_finished"


SECOND_CLICKS: dict[str, Callable[[Page], None]] = {
    "a drawer": lambda page: page.get_by_test_id("stSidebar").get_by_text("More about the case").click(),
    "another entry": lambda page: page.get_by_test_id("stSidebar").get_by_role("radio", name="Second line").click(),
    "another page": lambda page: page.locator(".st-key-bar").get_by_role("link", name="Outcomes").click(),
}


def test_a_second_click_before_the_first_has_come_back_undoes_nothing(visit: Open) -> None:
    page = visit("/", alone=True, ihc="2+", cps="5")
    line, start = SlowLine(page), page.url
    for name, second_click in SECOND_CLICKS.items():
        page.goto(start)
        settled(page)
        line.holds = True
        page.get_by_test_id("stSidebar").get_by_role("radio", name="Amplified", exact=True).click()
        line.wait_for_answers(1)
        second_click(page)
        line.wait_for_answers(2)
        assert "ish" not in page.url, f"{name}: the browser has not heard of the first click yet"
        line.release()
        assert "ish=amplified" in page.url, name
        lit = page.get_by_test_id("stSidebar").get_by_role("radio", name="Amplified", checked=True)
        assert lit.count() == 1, name


REFUSED = [
    ("ihc", "5+", "'5+' given; accepted: 0, 1+, 2+, 3+"),
    ("ish", "maybe", "'maybe' given; accepted: amplified, not amplified"),
    ("setting", "fourth-line", "'fourth-line' given; accepted: perioperative, first-line"),
    ("lang", "fr", "'fr' given; accepted: en, zh"),
    ("view", "pie", "'pie' given; accepted: glance, response"),
    ("trial", "destiny-gastric-04", "such as destiny-gastric04"),
    ("trial", "toga,logic,jacob,gatsby,her-ram", "'toga,logic,jacob,gatsby,her-ram' given; accepted: at most 4"),
    ("agency", "MHRA", "'MHRA' given; accepted: US FDA, EU EMA, China NMPA, Japan PMDA"),
    ("card", "aspirin", "'aspirin' given"),
    ("name", "Zhang", "there is no such entry"),
]


def test_each_value_in_a_link_that_is_not_accepted_is_named(visit: Open) -> None:
    for trial in ("destiny-gastric-04", "toga,logic,jacob,gatsby,her-ram"):
        rows = [(name, value, message) for name, value, message in REFUSED if name != "trial" or value == trial]
        page = visit("/", **{name: value for name, value, _message in rows}, cps="7")
        notices = page.get_by_test_id("stAlert").all_inner_texts()
        assert [message for *_row, message in rows if not any(message in notice for notice in notices)] == []
        assert "cps=7" in page.url


def test_impossible_counts_say_what_is_wrong_beside_the_field_and_lose_nothing(visit: Open) -> None:
    page = visit("/", ihc="2+", ratio="2.5", her2_copies="4.0", cep17_copies="2.0", nuclei="19", setting="first-line")
    sidebar = page.get_by_test_id("stSidebar")
    assert "correct one of the three" in sidebar.inner_text()
    for field, value in (("HER2/CEP17 ratio", "2.5"), ("Mean HER2 copies", "4.0"), ("Nuclei counted", "19")):
        expect(sidebar.get_by_label(field)).to_have_value(value)
    sidebar.get_by_label("HER2/CEP17 ratio").fill("2.0")
    sidebar.get_by_label("HER2/CEP17 ratio").press("Tab")
    settled(page)
    assert "19' given; accepted: 20 or more for a result" in sidebar.inner_text()
    assert "setting=first-line" in page.url


def test_a_deep_link_is_whole_on_a_server_that_nobody_has_opened_yet(visit: Open) -> None:
    page = visit("/")
    with serving() as address:
        page.goto(f"{address}/outcomes?ihc=2%2B&ish=not+amplified&view=response")
        settled(page)
        page.wait_for_selector(".js-plotly-plot")
        assert page.get_by_test_id("stAlert").count() == 0
        assert page.get_by_test_id("stSidebar").get_by_role("radio", name="2+", checked=True).count() == 1


def test_filters_are_kept_in_the_address(visit: Open) -> None:
    page = visit("/outcomes", ihc="3+", setting="first-line", view="hazard-ratios", match="only", design="randomised")
    assert page.get_by_role("combobox", name="Chart").input_value() == "Hazard ratios"
    assert page.get_by_role("radio", name="this tier only", checked=True).count() == 1
    page.get_by_role("button", name="Low", exact=True).click()
    settled(page)
    assert "tiers=high%2Clow" in page.url
    page.reload()
    settled(page)
    assert "tiers=high%2Clow" in page.url


def test_two_doctors_at_once_see_each_their_own_case(visit: Open) -> None:
    one, other = visit("/", ihc="3+"), visit("/", ihc="0", lang="zh")
    choose(one, "ISH (FISH)", "Not amplified")
    assert (tier(one), tier(other)) == ("High", "不表达 (IHC 0)")
    other.reload()
    settled(other)
    assert tier(other) == "不表达 (IHC 0)"


def test_garbage_in_every_field_is_shown_as_text_and_never_run(visit: Open) -> None:
    page = visit("/", **spread_garbage(0))
    assert page.title() == "HER2 Gastric Board"
    assert page.get_by_test_id("stAlert").count() >= 4
    assert tier(page) == "Undetermined"
    assert "Traceback" not in page.content()
