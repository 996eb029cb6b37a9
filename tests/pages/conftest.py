"""The app run in the test's own process, without a browser: for what pages decide, not how they look."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
Run = Callable[..., AppTest]


@pytest.fixture
def run() -> Run:
    """Opens a page with this address."""

    def run(page: str = "", **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
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
