"""The app run in the test's own process, without a browser: for what pages decide, not how they look."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
Run = Callable[..., AppTest]


@pytest.fixture
def run() -> Run:
    """Opens a page with this address, and these drawers open."""

    def run(page: str = "", drawers: tuple[str, ...] = (), **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        for name in drawers:
            app.session_state[f"drawer-{name}-{query.get('lang', 'en')}"] = True
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    return run


def shown(app: AppTest) -> str:
    """All text on the page."""
    kinds = ("markdown", "caption", "warning", "error", "info", "text", "code", "metric", "html")
    return "\n".join(
        str(getattr(element, "value", "") or getattr(element.proto, "body", ""))
        for kind in kinds
        for element in app.get(kind)
    )


def figure(app: AppTest, place: int = 0) -> dict[str, Any]:
    """A figure of the page as JSON."""
    return json.loads(app.get("plotly_chart")[place].proto.spec)  # type: ignore[no-any-return]


def figure_text(app: AppTest, place: int = 0) -> str:
    """All text of a figure from top to bottom, without its markup."""
    lines = [
        (y, line)
        for trace in figure(app, place)["data"]
        if trace.get("mode") == "text"
        for y, line in zip(trace["y"], trace["text"], strict=True)
    ]
    return re.sub(r"</?b>", "", " ".join(line for _y, line in sorted(lines)))
