"""The pictures of the README, taken by the browser of the tests: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser

from her2core.board.entry import Draft
from her2core.board.store import connect
from tests.browser.driver import ROOT, browsing, serving, settled, visitor, wait_for_chart

FOLDER = ROOT / "docs" / "images"
CASE = "ihc=2%2B&ish=not+amplified&setting=second-line"
PICTURES = {
    "classify": f"/?{CASE}",
    "classify-zh": f"/?{CASE}&lang=zh",
    "outcomes": f"/outcomes?{CASE}",
    "treatments": "/treatments?ihc=2%2B&ish=not+amplified&setting=third-line-plus",
    "safety": "/safety?ihc=3%2B&setting=second-line",
    "cohort": "/cohort",
    "board": f"/board?{CASE}",
    "hazard-ratios": "/outcomes?ihc=3%2B&setting=first-line&view=hazard-ratios",
}
MEETING = (
    Draft(
        "Slot 1",
        {"ihc": "2+", "ish": "not amplified", "setting": "second-line"},
        question="Progressed on trastuzumab. Which options are reported for this tier?",
    ),
    Draft("Slot 2", {"ihc": "3+", "setting": "first-line", "cps": "5"}),
    Draft("Slot 3", {"ihc": "2+"}, discussed=True, conclusion="ISH on the resection first."),
)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = f"sqlite:///{folder}/board.sqlite"
        keeping = connect(place)
        assert keeping
        keeping.add_all("local", "", MEETING)
        keeping.close()
        with serving(environment={"HER2_DATABASE_URL": place}) as address, browsing() as browser:
            _take(address, browser)


def _take(address: str, browser: Browser) -> None:
    for name, path in PICTURES.items():
        page = visitor(browser).new_page()
        page.goto(address + path)
        if path.startswith("/outcomes"):
            wait_for_chart(page)
        if path == "/cohort":
            page.get_by_role("button", name="sample").click()
            wait_for_chart(page)
        settled(page)
        page.screenshot(path=FOLDER / f"{name}.png")
        page.close()


if __name__ == "__main__":
    main()
