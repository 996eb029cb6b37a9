"""A cohort in a real browser: dropped, downloaded, called off, and seen by nobody else."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.driver import resize, settled, wait_for_chart
from tests.browser.test_accessibility import list_violations
from tests.browser.test_layout import check_nothing_clipped

ARCHIVE = "patient,ihc,ish\np1,2+,FISH-\np2,3+,\np3,=cmd|' /C calc'!A0,\n"


def drop(page: Page, content: bytes, name: str = "archive.csv") -> None:
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    settled(page)


def open_sample(page: Page) -> None:
    page.get_by_role("button", name="sample").or_(page.get_by_role("button", name="示例")).click()
    wait_for_chart(page)


def test_an_archive_is_dropped_and_comes_back_classified_and_safe_to_open(visit: Open) -> None:
    page = visit("/cohort")
    drop(page, ARCHIVE.encode())
    wait_for_chart(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Table (CSV)").last.click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["her2_tier"] for row in rows] == ["intermediate", "high", ""]
    assert rows[0]["ihc"] == "2+"
    assert rows[2]["ihc"] == "'=cmd|' /C calc'!A0"


def test_two_visitors_never_see_each_others_file(visit: Open) -> None:
    one, other = visit("/cohort"), visit("/cohort")
    drop(one, b"ihc,ish,site\n3+,,Only Mine\n2+,-,Only Mine\n")
    wait_for_chart(one)
    assert other.get_by_text("Drop a CSV").count() == 1
    drop(other, b"ihc,ish,site\n1+,,Elsewhere\n")
    wait_for_chart(other)
    one.get_by_role("link", name="Classify").click()
    settled(one)
    one.get_by_role("link", name="Cohort").click()
    wait_for_chart(one)
    assert "Elsewhere" not in one.content() and "Only Mine" in one.content()
    assert "Only Mine" not in other.content()


def test_a_file_that_is_taken_away_is_gone(visit: Open) -> None:
    page = visit("/cohort")
    drop(page, ARCHIVE.encode())
    wait_for_chart(page)
    page.get_by_role("button", name="Close the file").click()
    expect(page.get_by_text("Drop a CSV")).to_be_visible()
    expect(page.get_by_text("archive.csv")).to_have_count(0)


def test_long_work_shows_how_far_it_is_and_can_be_called_off(visit: Open, tmp_path: Path) -> None:
    page = visit("/cohort")
    rows = "".join(f"p{n},2+,{n % 7 / 2 + 1},{n % 97 / 10 + 2:.2f},{n % 89 / 20 + 1:.2f}\n" for n in range(1_500_000))
    file = tmp_path / "long.csv"
    file.write_text(f"patient,ihc,x,HER2 copies,CEP17 copies\n{rows}")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    cancel = page.locator("[class*=cancel-] button")  # the uploader has a button of this name too
    cancel.wait_for(timeout=60_000)
    cancel.click()
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Start again")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_of_a_cohort_is_clipped_and_a_phone_never_scrolls_sideways(visit: Open, lang: str) -> None:
    page = visit("/cohort", lang=lang)
    open_sample(page)
    for width in (1440, 1024, 390):
        resize(page, width)
        check_nothing_clipped(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_cohort_has_no_axe_violation(visit: Open, theme: str) -> None:
    page = visit("/cohort", theme=theme)
    open_sample(page)
    assert list_violations(page) == []
