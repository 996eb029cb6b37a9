"""A page that breaks says so in plain words, and its test fails on what the server logs."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driver import ROOT, serving, visitor

BROKEN = """
from pages.parts.shell.frame import report_errors

with report_errors():
    raise ZeroDivisionError("broken on purpose")
"""


def test_a_page_that_breaks_fails_its_test(browser: Browser, tmp_path: Path) -> None:
    app = tmp_path / "broken.py"
    app.write_text(BROKEN)
    server, context = ExitStack(), visitor(browser)
    page = context.new_page()
    page.goto(server.enter_context(serving(app, environment={"PYTHONPATH": str(ROOT)})))
    expect(page.get_by_text("This page could not be drawn.")).to_be_visible(timeout=30_000)
    assert "broken on purpose" not in page.content()
    context.close()
    with pytest.raises(AssertionError, match="ZeroDivisionError: broken on purpose"):
        server.close()
