"""The case leaves every page in the form the meeting uses."""

from datetime import datetime
from pathlib import Path

from tests.browser.conftest import CASE, PAGES, Open
from tests.browser.driver import settled
from tests.browser.test_downloads import save_download

FORMS = {
    "Slides (PPTX)": ("her2-case-{day}.pptx", b"PK"),
    "Slides (PPTX), with all figures": ("her2-case-all-{day}.pptx", b"PK"),
    "Paper (PDF)": ("her2-case-{day}.pdf", b"%PDF"),
    "Page (HTML)": ("her2-case-{day}.html", b"<!doctype html>"),
    "FHIR R4B (JSON)": ("her2-case-{day}.fhir.json", b"{"),
}


def test_the_case_can_be_taken_along_from_every_page(visit: Open, tmp_path: Path) -> None:
    page = visit("/", width=1600, **CASE)
    for name in PAGES:
        page.locator(".st-key-bar").get_by_role("link", name=name.capitalize(), exact=True).click()
        page.wait_for_url(f"**{PAGES[name]}?**")
        settled(page)
        page.get_by_role("button", name="Export the case").click()
        file = save_download(page, "FHIR R4B (JSON)", tmp_path)
        assert '"18474-7"' in file.read_text(encoding="utf-8"), name
        page.keyboard.press("Escape")
        settled(page)


def test_each_form_is_a_file_named_by_its_day(visit: Open, tmp_path: Path) -> None:
    page = visit("/", **CASE)
    page.get_by_role("button", name="Export the case").click()
    for form, (name, starts) in FORMS.items():
        file = save_download(page, form, tmp_path, exact=True)
        assert file.name == name.format(day=datetime.now().date().isoformat())
        assert file.read_bytes().startswith(starts)


def test_the_exported_page_opens_without_a_network(visit: Open, tmp_path: Path) -> None:
    page = visit("/", alone=True, lang="zh", **CASE)
    page.get_by_role("button", name="导出本病例").click()
    file = save_download(page, "网页 (HTML)", tmp_path)
    page.context.set_offline(True)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert "中表达" in page.inner_text("body")
    assert [url for url in requested if not url.startswith(("file:", "data:", "blob:"))] == []
    page.context.set_offline(False)


def test_a_page_behind_the_export_is_still_the_case(visit: Open) -> None:
    page = visit("/outcomes", width=1600, **CASE)
    page.get_by_role("button", name="Export the case").click()
    page.keyboard.press("Escape")
    settled(page)
    assert "ihc=2%2B" in page.url
