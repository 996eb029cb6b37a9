"""What is on the screen can be taken along: the table as CSV, the chart as one page that works without a network."""

import csv
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import Open


def save_download(page: Page, button: str, folder: Path, exact: bool = False) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=exact).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_table_holds_every_figure_with_its_source(visit: Open, tmp_path: Path) -> None:
    page = visit("/outcomes", ihc="2+", ish="not amplified", setting="second-line", view="response")
    page.wait_for_selector(".js-plotly-plot")
    path = save_download(page, "Table (CSV)", tmp_path)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    tori = next(row for row in rows if row["trial"] == "rc48-toripalimab-phase1")
    assert (tori["value"], tori["source"], tori["tiers"]) == ("43.0", "csb-2026", "intermediate; low")


def test_the_chart_travels_whole(visit: Open, tmp_path: Path) -> None:
    page = visit("/outcomes", lang="zh", ihc="2+", ish="not amplified", setting="second-line", view="response")
    page.wait_for_selector(".js-plotly-plot")
    path = save_download(page, "HTML", tmp_path)
    page.goto(path.as_uri())
    page.wait_for_selector(".js-plotly-plot .main-svg")
    shown = page.inner_text("body")
    for text in ("不同试验", "43 %", "2026.11", "胃癌 HER2 分层与循证看板"):
        assert text in shown
    assert "http" not in page.evaluate(
        "[...document.querySelectorAll('script[src],link[href],img[src]')].map(e => e.outerHTML).join()"
    )
