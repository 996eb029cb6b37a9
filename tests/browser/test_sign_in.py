"""Sign-in through a real OpenID Connect provider: nobody sees anything before it, and it ends when nothing is done."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, expect

from tests.browser.conftest import CASE, PAGES, tier
from tests.browser.driver import free_port, serving, settled, visitor, wait_until_still
from tests.browser.test_accessibility import list_violations

TEAM = {"unit": "gastric board"}
PICTURE = "![a](https://elsewhere.example/a.png) <b>$x$</b>"
PEOPLE = (
    User(sub="eva", claims={"name": "Eva Editor", "roles": ["editor"], **TEAM}),
    User(sub="vito", claims={"name": "Vito Viewer", "roles": "viewer", **TEAM}),
    User(sub="nora", claims={"name": "Nora Norole", "roles": ["cook"], **TEAM}),
    User(sub="mallory", claims={"name": PICTURE, "roles": ["viewer"], **TEAM}),
    User(sub="tom", claims={"name": "Tom Teamless", "roles": ["editor"]}),
)
CASE_WORDS = ("IHC", "ISH", "Intermediate", "trastuzumab")
Enter = Callable[..., Page]

# The provider of the tests uses old ways of Authlib.
pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib"), pytest.mark.xdist_group("sign-in")]


@contextmanager
def guarded(folder: Path, provider: str, *flags: str, **environment: str) -> Iterator[str]:
    """Yield the address of a server with this provider configured, as docs/sign-in.md says."""
    port = free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f"""HER2_TEAM_CLAIM = "unit"

[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a long text that only this test knows"
client_id = "her2-board"
client_secret = "a secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
    )
    more = ("--secrets.files", str(secrets), *flags)
    with serving(port=port, flags=more, environment=environment, log=folder / "log") as address:
        yield address


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("guarded")


@pytest.fixture(scope="module")
def board(folder: Path, provider: str) -> Iterator[str]:
    """Run a server that other machines can reach, with sign-in."""
    with guarded(folder, provider, "--server.address", "0.0.0.0") as address:
        yield address


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[str]:
    """Run a server that signs out after twelve seconds."""
    with guarded(tmp_path_factory.mktemp("hasty"), provider, HER2_IDLE_MINUTES="0.2") as address:
        yield address


@pytest.fixture(scope="module")
def fetched() -> Iterator[dict[str, BrowserContext]]:
    """Keep one browser a language with what it has fetched of the app: for each test to fetch it anew takes seconds."""
    contexts: dict[str, BrowserContext] = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def enter(browser: Browser, fetched: dict[str, BrowserContext]) -> Iterator[Enter]:
    """Open an address as a new visitor, of whom neither the app nor the provider knows; sign in where a name is given."""

    def enter(address: str, name: str = "", locale: str = "en-GB") -> Page:
        if locale not in fetched:
            fetched[locale] = visitor(browser, locale=locale)
        context = fetched[locale]
        context.clear_cookies()
        page = context.new_page()
        page.goto(address)
        if name:
            sign_in(page, name)
        return page

    yield enter
    for context in fetched.values():
        for page in context.pages:
            page.close()


def sign_in(page: Page, name: str) -> None:
    page.get_by_test_id("stMain").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name, exact=True).click()


def leave_provider(page: Page) -> None:
    """Confirm at the provider, which asks before it ends its own session."""
    page.wait_for_url(
        "**/oauth2/end_session**", timeout=90_000
    )  # a page left open notices after 10 s, later where it is busy
    page.get_by_role("button", name="End session").click()


def check_outside(page: Page) -> None:
    """Check the sign-in screen, and not a word of a case or a page."""
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)
    wait_until_still(page)
    text = page.inner_text("body")
    assert [word for word in CASE_WORDS if word in text] == []
    assert page.locator(".st-key-bar, .tier-band, .js-plotly-plot, [data-testid=stSidebarContent]").count() == 0


def link(path: str = "/", **case: str) -> str:
    return f"{path}?{urlencode(case)}"


def test_nobody_sees_a_page_without_sign_in(board: str, enter: Enter) -> None:
    page = enter(board)
    check_outside(page)
    for path in PAGES.values():
        for place in (path, link(path, **CASE)):
            page.goto(board + place)
            check_outside(page)


def test_the_first_link_to_a_new_server_needs_sign_in(tmp_path: Path, provider: str, enter: Enter) -> None:
    with guarded(tmp_path, provider) as address:
        check_outside(enter(address + link("/outcomes", **CASE)))


def test_an_editor_comes_back_to_the_case_of_the_link(board: str, enter: Enter) -> None:
    page = enter(board + link("/outcomes", **CASE), "eva")
    page.wait_for_url("**/outcomes?**")
    settled(page)
    assert parse_qs(urlsplit(page.url).query) == {name: [value] for name, value in CASE.items()}
    expect(page.get_by_test_id("stSidebar").get_by_text("Eva Editor, team gastric board, may edit")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_neither_the_provider_nor_a_cookie_learns_the_case(board: str, enter: Enter) -> None:
    page = enter(board + link("/outcomes", **CASE))
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url + json.dumps(request.headers)))
    sign_in(page, "eva")
    page.wait_for_url("**/outcomes?**")
    away = [text for text in requested if not text.startswith(board)]
    assert away
    assert [text for text in away if "ihc" in text or "second-line" in text] == []
    assert [cookie for cookie in page.context.cookies() if "second-line" in str(cookie)] == []


def test_somebody_who_moved_on_is_not_sent_back(board: str, enter: Enter) -> None:
    page = enter(board + link("/", ihc="3+"), "eva")
    page.wait_for_url("**?ihc=3%2B")
    settled(page)
    page.goto(board + "/")
    settled(page)
    assert tier(page) == "Undetermined"


def test_a_viewer_may_view(board: str, enter: Enter) -> None:
    page = enter(board, "vito")
    settled(page)
    expect(page.get_by_test_id("stSidebar").get_by_text("Vito Viewer, team gastric board, may view")).to_be_visible()


def test_a_name_is_shown_as_text(board: str, enter: Enter) -> None:
    page = enter(board, "mallory")
    settled(page)
    expect(page.get_by_test_id("stSidebar").get_by_text(PICTURE)).to_be_visible()
    assert page.get_by_test_id("stSidebar").locator("img").count() == 0


def test_the_sign_in_screen_has_no_axe_violation(board: str, enter: Enter) -> None:
    page = enter(board)
    check_outside(page)
    assert list_violations(page) == []


@pytest.mark.parametrize(
    ("name", "why"), [("nora", 'neither the role "viewer" nor the role "editor"'), ("tom", "no team")]
)
def test_somebody_without_a_role_or_a_team_is_refused_and_told_why(
    board: str, enter: Enter, name: str, why: str
) -> None:
    page = enter(board + link("/outcomes", **CASE), name)
    expect(page.get_by_text(why)).to_be_visible(timeout=30_000)
    assert page.locator(".st-key-bar, .tier-band, .js-plotly-plot").count() == 0
    page.get_by_role("button", name="Sign out").click()
    leave_provider(page)
    check_outside(page)


def test_whoever_signs_out_is_out_in_every_tab_and_with_the_old_cookie(board: str, enter: Enter) -> None:
    page = enter(board + link("/", **CASE), "eva")
    page.wait_for_url("**?ihc=**")
    settled(page)
    other = page.context.new_page()
    other.goto(board + link("/", ihc="3+"))
    settled(other)
    cookies = page.context.cookies()
    page.get_by_test_id("stSidebar").get_by_role("button", name="Sign out").click()
    leave_provider(page)
    check_outside(page)
    page.reload()
    check_outside(page)
    for _again in range(6):  # that tab may notice by itself; on a busy machine a click may find it as it is drawn anew
        with suppress(TimeoutError):
            other.get_by_test_id("stSidebar").get_by_role("radio", name="1+", exact=True).click(timeout=5_000)
        with suppress(TimeoutError):
            other.wait_for_url(board + "/", timeout=5_000)
        if other.url == board + "/":
            break
    other.wait_for_url(board + "/")
    check_outside(other)
    page.context.add_cookies(cookies)
    page.goto(board + link("/", **CASE))
    leave_provider(page)
    check_outside(page)
    expect(page.get_by_text("You were signed out.")).to_be_visible()


def wait_for_case(page: Page) -> None:
    """Wait until the address holds the case: on a busy machine the page may be left again before it stands still."""
    wanted = {name: [value] for name, value in CASE.items()}
    page.wait_for_url(lambda url: "/outcomes" in url and parse_qs(urlsplit(url).query) == wanted)


def test_a_page_left_open_ends_and_the_case_is_there_after_the_next_sign_in(hasty: str, enter: Enter) -> None:
    page = enter(hasty + link("/outcomes", **CASE), "eva")
    wait_for_case(page)
    leave_provider(page)
    check_outside(page)
    expect(page.get_by_text("You were signed out: nothing was done for 0.2 minutes.")).to_be_visible()
    sign_in(page, "eva")
    wait_for_case(page)


def test_activity_keeps_a_session_and_a_reload_does_not_start_it_anew(hasty: str, enter: Enter) -> None:
    page = enter(hasty + "/", "eva")
    # Time itself is what ends a session: these waits are the test, each of the first less than its twelve seconds, all of
    # them together more, and the last one alone more too.
    for score in ("1+", "2+", "3+"):
        last = time.monotonic()
        page.get_by_test_id("stSidebar").get_by_role("radio", name=score, exact=True).click()
        page.wait_for_url(f"**?ihc={quote(score)}")
        page.wait_for_timeout(max(0, 5_000 - 1_000 * (time.monotonic() - last)))
    assert page.url.startswith(hasty)
    cookies = page.context.cookies()
    page.goto("about:blank")
    page.wait_for_timeout(13_000)
    page.goto(hasty + "/")
    leave_provider(page)
    check_outside(page)
    page.context.add_cookies(cookies)
    page.reload()
    leave_provider(page)
    check_outside(page)


def test_sign_in_speaks_the_language_of_the_browser(board: str, enter: Enter) -> None:
    page = enter(board, locale="zh-CN")
    expect(page.get_by_role("heading", level=1)).to_have_text("胃癌 HER2 分层与循证看板", timeout=30_000)


def test_with_sign_in_a_server_others_can_reach_warns_nobody(board: str, folder: Path, enter: Enter) -> None:
    page = enter(board, "eva")
    settled(page)
    assert page.get_by_text("Other machines can reach this server").count() == 0
    assert "Other machines can reach" not in (folder / "log").read_text()


def test_without_sign_in_a_server_others_can_reach_warns_on_the_page_and_in_the_log(
    tmp_path: Path, enter: Enter
) -> None:
    log = tmp_path / "log"
    with serving(flags=("--server.address", "0.0.0.0"), log=log) as address:
        for _visitor in range(2):
            page = enter(address)
            settled(page)
            expect(page.get_by_text("Other machines can reach this server")).to_be_visible()
    assert log.read_text().count("Other machines can reach this server") == 1


def test_on_this_machine_alone_nobody_is_warned_or_asked_to_sign_in(server: str, enter: Enter) -> None:
    page = enter(server)
    settled(page)
    assert page.get_by_text("Other machines can reach this server").count() == 0
    assert page.get_by_role("button", name="Sign").count() == 0


def test_where_sign_in_is_required_but_not_configured_nobody_enters(tmp_path: Path, enter: Enter) -> None:
    with serving(environment={"HER2_SIGN_IN_REQUIRED": "1"}) as address:
        page = enter(address + link("/outcomes", **CASE))
        expect(page.get_by_text("Sign-in is required here")).to_be_visible(timeout=30_000)
        assert page.locator(".st-key-bar, .js-plotly-plot").count() == 0


def test_a_secrets_file_that_cannot_be_read_lets_nobody_in(tmp_path: Path, enter: Enter) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("[auth\n")
    with serving(flags=("--secrets.files", str(secrets)), breaks=True) as address:
        page = enter(address + link("/outcomes", **CASE))
        expect(page.get_by_text("This page could not be drawn.")).to_be_visible(timeout=30_000)
        assert page.locator(".st-key-bar, .js-plotly-plot").count() == 0
