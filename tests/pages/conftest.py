"""The app run in the test's own process, without a browser: for what pages decide, not how they look.

Every test that takes `run` runs once in each language. It states a sentence in English, through `_`, and is answered in the
language of that run.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from her2core.language import LANGUAGES, _, using
from pages.parts.shared.session import KEY, Session

APP = Path(__file__).parents[2] / "app.py"
LOCALE = {"en": "en-GB", "zh": "zh-CN"}
BROKEN_DATA = "The data of this installation holds faults. Nothing is shown until they are mended:"
Run = Callable[..., AppTest]

# For every visit Streamlit goes through all installed packages for components: a third of the time of these tests.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


class PageFailed(AssertionError):
    """A page met an error that it should not have met. The reader was told in plain words; the test must not pass."""


class Errors(logging.Handler):
    """What is written to the log of the server as an error, by a page or by Streamlit."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def collect_errors() -> Iterator[list[logging.LogRecord]]:
    """Collect what is logged as an error inside the block."""
    errors = Errors()
    # Streamlit's own loggers do not pass on what they write.
    loggers = [logging.getLogger(), logging.getLogger("streamlit.error_util")]
    for logger in loggers:
        logger.addHandler(errors)
    try:
        yield errors.records
    finally:
        for logger in loggers:
            logger.removeHandler(errors)


class Visit(AppTest):
    """The app in a test; a run in which something unexpected happened raises what happened."""

    def _run(self, *args: Any, **options: Any) -> AppTest:
        with collect_errors() as errors:
            super()._run(*args, **options)
        for record in errors:
            raise PageFailed(record.getMessage()) from (record.exc_info[1] if record.exc_info else None)
        if self.exception or {BROKEN_DATA, _(BROKEN_DATA)} & {error.value for error in self.error}:
            raise PageFailed(page_text(self))
        return self


CLAIMS = {"is_logged_in": True, "sub": "1", "iss": "x", "iat": 1, "name": "王医生", "roles": ["editor"], "team": "胃癌"}


class User(SimpleNamespace):
    """Who is signed in, as Streamlit tells it."""

    def get(self, name: str) -> Any:
        return vars(self).get(name)

    def to_dict(self) -> dict[str, Any]:
        return vars(self)


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    """Set the language of the reader, in which the test's own `_` answers too."""
    with using(request.param):
        yield request.param


@pytest.fixture
def run(lang: str) -> Run:
    """Open a page with this address, and these drawers open."""

    def run(page: str = "", drawers: tuple[str, ...] = (), **query: str) -> AppTest:
        app = Visit(APP, default_timeout=30)
        app.context["locale"] = LOCALE[lang]
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        session_of(app).drawers.update(dict.fromkeys(drawers, True))
        return open_page(app, page) if page or drawers else app

    return run


def session_of(app: AppTest) -> Session:
    """Return what the visit holds."""
    return app.session_state[KEY]  # type: ignore[no-any-return]


def open_page(app: AppTest, page: str) -> AppTest:
    """Open another page, as by its link."""
    session_of(app).open = page
    return app.run()


def find_widget(app: AppTest, name: str) -> Any:
    """Find the widget of this name on the page or around it, whichever of its kind it is by now."""
    key = re.compile(r"(\w+-)?" + re.escape(name) + r"(_v\d+)?")
    kinds = "button button_group checkbox file_uploader radio selectbox multiselect text_area text_input toggle".split()
    widgets = [
        element
        for kind in kinds
        for element in app.get(kind)
        if isinstance(element, Element) and key.fullmatch(str(element.key))
    ]
    assert len(widgets) == 1, f"{len(widgets)} widgets are called {name}"
    return widgets[0]


def press(app: AppTest, label: str) -> AppTest:
    """Press the only button that is labelled so."""
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()  # type: ignore[no-any-return]


def page_text(app: AppTest) -> str:
    """Return all text on the page."""
    kinds = ("markdown", "caption", "warning", "error", "info", "text", "code", "metric", "html")
    return "\n".join(
        str(getattr(element, "value", "") or getattr(element.proto, "body", ""))
        for kind in kinds
        for element in app.get(kind)
    )


def as_pattern(sentence: str) -> re.Pattern[str]:
    """Return the sentence in the language in use, with whatever stands in its gaps."""
    return re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(_(sentence))))


def list_tables(app: AppTest) -> list[str]:
    """List every table on the page, as it is written."""
    return [html.proto.body for html in app.get("html") if "<table" in html.proto.body]


def chart(app: AppTest, place: int = 0) -> dict[str, Any]:
    """Return a chart of the page as JSON."""
    return json.loads(app.get("plotly_chart")[place].proto.spec)  # type: ignore[no-any-return]


def squeeze(text: str) -> str:
    """Take its spaces out of a text: lines are broken differently on a screen, on a slide, on paper and in each language."""
    return re.sub(r"\s+", "", text)


def chart_text(app: AppTest, place: int = 0) -> str:
    """Return all text of a chart from top to bottom, squeezed, without its markup."""
    lines = [
        (y, line)
        for trace in chart(app, place)["data"]
        if trace.get("mode") == "text"
        for y, line in zip(trace["y"], trace["text"], strict=True)
    ]
    return squeeze(re.sub(r"</?b>", "", " ".join(line for _y, line in sorted(lines))))
