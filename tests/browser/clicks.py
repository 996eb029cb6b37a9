"""What a reader clicks, in any order and however fast; and what must stand on the screen when the line is quiet again.

The model knows nothing of Streamlit: a case, filters, a language, a page, and the browser's history of them.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Browser, Locator, Page, TimeoutError

from her2core import classify
from her2core.labels import capital
from her2core.language import _, using
from her2core.query.filters import Match, View
from her2core.query.views import VIEWS
from her2core.status.case import Case, Field
from her2core.status.definitions import Classification
from her2core.terms import IhcScore, IshResult, Setting
from tests.browser.driver import settled, visitor
from tests.browser.proxy import SlowLine

PAGES = ("classify", "outcomes", "safety", "methods")
PLACES = {
    page: place
    for place, page in enumerate(("classify", "outcomes", "treatments", "safety", "cohort", "board", "methods"))
}
ENTRIES = {"ihc": tuple(IhcScore), "ish": tuple(IshResult), "setting": tuple(Setting)}
FILTERS = {"view": tuple(View), "match": tuple(Match)}
LANGUAGES = ("en", "zh")
SHOWN = {"view": View.GLANCE, "match": Match.INCLUDES}
"""What a filter shows that nobody set."""


@dataclass(frozen=True)
class Click:
    """One thing that a reader does: an entry, a filter, a page, a language, "more" (a drawer), "back" or "forward"."""

    kind: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()


@dataclass
class Model:
    """What the same clicks amount to, done slowly."""

    entries: dict[str, str] = field(default_factory=dict)
    language: str = ""
    page: str = "classify"
    more: bool = False
    past: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    ahead: list[tuple[str, dict[str, str], str]] = field(default_factory=list)

    def do(self, click: Click) -> None:
        """Follow one click."""
        if click.kind == "more":
            self.more = True
            return
        if click.kind in {"back", "forward"}:
            source, target = (self.past, self.ahead) if click.kind == "back" else (self.ahead, self.past)
            target.append(self._place())
            self.page, self.entries, self.language = source.pop()
            self.entries = dict(self.entries)
            return
        before = self._place()
        if click.kind == "page":
            self.page = click.value
        elif click.kind == "language":
            self.language = click.value
        else:
            self.entries[click.kind] = click.value
        if self._place() != before:
            self.past.append(before)
            self.ahead.clear()

    def _place(self) -> tuple[str, dict[str, str], str]:
        return self.page, dict(self.entries), self.language


PRELUDE = [Click("ihc", "0"), Click("ish", "not done"), Click("ihc", "1+"), Click("ish", "equivocal")]
"""Done slowly before anything else, so that Back has somewhere to go, however early it is pressed."""


def sequence(seed: int, length: int = 6, history: bool = True) -> list[Click]:
    """Return what a reader with this seed clicks: only what a slow reader could click too."""
    draw, model, clicks = random.Random(seed), expected([]), []
    recent: list[Click] = []
    while len(clicks) < length:
        offered = [Click(kind, value) for kind in ("ihc", "ish") for value in ENTRIES[kind]]
        offered += [Click("setting", value) for value in ENTRIES["setting"]] if model.more else [Click("more")] * 4
        offered += [Click("page", page) for page in PAGES if page != model.page]
        offered += [Click("language", code) for code in LANGUAGES if code != (model.language or "en")] * 2
        if model.page == "outcomes":
            offered += [Click(kind, value) for kind, values in FILTERS.items() for value in values]
        if history and model.past:
            offered += [Click("back")] * 2
        if history and model.ahead:
            offered += [Click("forward")] * 2
        # A second click on what is lit would take it back, and what is lit depends on when one looks.
        offered = [
            click
            for click in offered
            if click not in recent and model.entries.get(click.kind, SHOWN.get(click.kind)) != click.value
        ]
        click = draw.choice(offered)
        clicks.append(click)
        model.do(click)
        recent = [*recent, click][-4:] if click.value else recent
    return clicks


def expected(clicks: list[Click]) -> Model:
    """Return what stands on the screen after these clicks, done slowly."""
    model = Model()
    for click in (*PRELUDE, *clicks):
        model.do(click)
    return model


@contextmanager
def reader(browser: Browser, line: SlowLine) -> Iterator[Page]:
    """Let a visitor come in behind the line, with everything fetched that the pages need."""
    context = visitor(browser, viewport={"width": 1600, "height": 900})  # where the sidebar has room beside every view
    page = context.new_page()
    page.goto(f"{line.address}/outcomes")
    settled(page)
    yield page
    context.close()


def start(page: Page, line: SlowLine) -> None:
    """Begin a new visit, without delay."""
    line.delay = 0
    page.goto(f"{line.address}/")
    settled(page)
    for click in PRELUDE:
        perform(page, click)
        settled(page)


def perform(page: Page, click: Click) -> None:
    """Do what a reader does, as soon as it can be done."""
    if click.kind == "back":
        page.evaluate("history.back()")
    elif click.kind == "forward":
        page.evaluate("history.forward()")
    elif click.kind == "more":
        page.locator('[class*="st-key-drawer-more"] summary').first.click()
    elif click.kind == "page":
        page.locator(".st-key-bar").get_by_role("navigation").get_by_role("link").nth(PLACES[click.value]).click()
    elif click.kind == "language":
        _buttons(page, "language").nth(LANGUAGES.index(click.value)).click()
    elif click.kind == "view":
        _choose_view(page, click.value)
    elif click.kind in FILTERS:
        _buttons(page, f"outcomes-{click.kind}").nth(FILTERS[click.kind].index(click.value)).click()
    else:
        _buttons(page, click.kind).nth(ENTRIES[click.kind].index(click.value)).click()


def _buttons(page: Page, name: str) -> Locator:
    return page.locator(f'[class*="st-key-{name}"]').first.get_by_role("radio")


def _choose_view(page: Page, value: str) -> None:
    """Choose from a list that an answer may close while one looks at it: then a reader opens it again."""
    option = page.get_by_role("option").nth(FILTERS["view"].index(value))
    for _time in range(10):
        _view(page).click()
        with suppress(TimeoutError):
            option.click(timeout=3000)
            return
    raise AssertionError(f"the list of views closes each time before {value} can be chosen")


def _view(page: Page) -> Locator:
    return page.locator('[class*="st-key-outcomes-view"]').first.get_by_role("combobox")


def faults(page: Page, clicks: list[Click]) -> list[str]:
    """Return what does not agree with the same clicks done slowly; empty where all does.

    Where Back or Forward came before an answer had, the app may say so instead; then the screen must agree with itself.
    """
    where = urlsplit(page.url)
    shown = dict(parse_qsl(where.query))
    model = expected(clicks)
    if said(page):
        if not {"back", "forward"} & {click.kind for click in clicks}:
            return ["a notice without a reason"]
        model = Model({name: text for name, text in shown.items() if name != "lang"}, shown.get("lang", ""))
        model.page = where.path.strip("/") or "classify"
    wanted = model.entries | ({"lang": model.language} if model.language else {})
    found = []
    if shown != wanted or (where.path.strip("/") or "classify") != model.page:
        found.append(f"address {where.path}?{where.query}, not {model.page}?{urlencode(wanted)}")
    for name in ("ihc", "ish"):
        if (lit := _lit(page, name, ENTRIES[name])) != model.entries.get(name):
            found.append(f"{name}: {lit} is lit, not {model.entries.get(name)}")
    if (lit := _lit(page, "language", LANGUAGES)) != (model.language or "en"):
        found.append(f"language: {lit} is lit, not {model.language or 'en'}")
    if model.page == "outcomes":
        view = model.entries.get("view", SHOWN["view"])
        with using(model.language or "en"):
            title = _(VIEWS[View(view)].title)
        if (shown_view := _view(page).input_value()) != title:
            found.append(f"view: {shown_view} is shown, not {title}")
    if model.page == "classify":
        word = _word(Case.parse({name: text for name, text in model.entries.items() if name in set(Field)}), model)
        if (tier := page.locator(".tier-band .tier").first.inner_text()) != word:
            found.append(f"tier: {tier}, not {word}")
    return found


def said(page: Page) -> bool:
    """Whether the app says that something should be checked."""
    return page.locator(".st-key-notice").count() > 0


def _lit(page: Page, name: str, values: tuple[str, ...]) -> str | None:
    lit = [button.get_attribute("aria-checked") == "true" for button in _buttons(page, name).all()]
    return str(values[lit.index(True)]) if True in lit else None


def _word(case: Case, model: Model) -> str:
    answer: Classification = classify(case.ihc or IhcScore.NOT_DONE, case.ish or IshResult.NOT_DONE)
    with using(model.language or "en"):
        return capital(answer.tier) if answer.tier else _("Undetermined")


def hurry(page: Page, line: SlowLine, clicks: list[Click], delay: float, gap: float) -> list[str]:
    """Click through a line of so many seconds, so many seconds apart; return what came out wrong."""
    start(page, line)
    line.delay = delay
    for click in clicks:
        perform(page, click)
        page.wait_for_timeout(1000 * gap)
    rest(page, line)
    return faults(page, clicks)


def rest(page: Page, line: SlowLine) -> None:
    """Wait until all is answered, what the answers made the browser ask too."""
    arrived = 0.0
    while arrived != line.last_due:
        line.wait_until_quiet()
        arrived = line.last_due
        settled(page)


def pace(seed: int, delays: tuple[float, ...] = (0, 0.1, 0.25, 0.5, 1, 2)) -> tuple[float, float]:
    """Return how slow the line of a seed is, and how far apart its clicks are, in seconds."""
    draw = random.Random(f"pace {seed}")
    return draw.choice(delays), draw.choice((0, 0.06, 0.2, 0.4, 1))
