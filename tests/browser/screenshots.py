"""The pictures of the README, taken by the browser of the tests: `make screenshots`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.driver import ROOT, browsing, drawn, serving, settled

FOLDER = ROOT / "docs" / "images"
CASE = "ihc=2%2B&ish=not+amplified&setting=second-line"
PICTURES = {
    "classify": f"/?{CASE}",
    "classify-zh": f"/?{CASE}&lang=zh",
    "outcomes": f"/outcomes?{CASE}",
    "treatments": "/treatments?ihc=2%2B&ish=not+amplified&setting=third-line-plus",
    "safety": "/safety?ihc=3%2B&setting=second-line",
    "cohort": "/cohort",
    "hazard-ratios": "/outcomes?ihc=3%2B&setting=first-line&view=hazard-ratios",
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as address, browsing() as browser:
        for name, path in PICTURES.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
            page.goto(address + path)
            if path.startswith("/outcomes"):
                drawn(page)
            if path == "/cohort":
                page.get_by_role("button", name="sample").click()
                drawn(page)
            settled(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()


if __name__ == "__main__":
    main()
