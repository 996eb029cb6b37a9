"""From dropping a file of one million rows on the Cohort page to its charts, beside what pandas needs to read that file.

make bench        (claims: at most 3 times; meanwhile the browser draws a frame at least every half second)

pandas may guess types, or keep every cell as the text that stands in it, as a registry must ("007"): both are printed. The
empty page shows an example, so that the browser has loaded plotly when the file is dropped.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import pandas as pd
from playwright.sync_api import Page

from tests.browser.driver import browsing, serving

ROWS, ROUNDS = 1_000_000, 3
IHC = ["0", "1+", "2+", "++", "(2+)", "3+", "阳性(3+)", "IHC 2+", ""]
ISH = ["", "未检测", "FISH-", "FISH+", "无扩增", "扩增"]
GAPS = """
() => {
  window.longest = 0
  let last = performance.now()
  const look = now => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(look) }
  requestAnimationFrame(look)
}
"""
DRAWN = "[...document.querySelectorAll('.js-plotly-plot')].filter(plot => plot.querySelector('.main-svg')).length >= 3"


def archive(path: Path) -> None:
    """Write a file as a registry exports it."""
    draw = np.random.default_rng(4)
    days = pd.Series(pd.date_range("2015-01-01", periods=3650).strftime("%Y-%m-%d"))
    pd.DataFrame(
        {
            "patient": [f"P{n:07d}" for n in range(ROWS)],
            "site": draw.choice([f"Centre {n}" for n in range(40)], ROWS),
            "date": days[draw.integers(0, len(days), ROWS)].to_numpy(),
            "HER2 IHC": draw.choice(IHC, ROWS),
            "FISH": draw.choice(ISH, ROWS),
        }
    ).to_csv(path, index=False)


def read(path: Path, **how: str) -> float:
    """Measure the seconds that pandas needs."""
    start = time.perf_counter()
    pd.read_csv(path, **how)
    return time.perf_counter() - start


def drop(page: Page, address: str, path: Path) -> tuple[float, float, float]:
    """Measure seconds from drop to answer in words, to all three charts, and the longest wait between two frames."""
    page.goto(address + "/cohort")
    page.wait_for_selector("[data-testid=stFileUploader] input[type=file]", state="attached")
    page.wait_for_selector(".js-plotly-plot .main-svg")  # the example of the empty page
    page.wait_for_timeout(1500)
    page.evaluate(GAPS)
    start = time.perf_counter()
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(path)
    page.get_by_text("rows, of which").wait_for(timeout=120_000)
    answered = time.perf_counter() - start
    page.wait_for_function(DRAWN, timeout=120_000)
    return answered, time.perf_counter() - start, page.evaluate("window.longest") / 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, browsing() as browser, serving() as address:
        path = Path(folder) / "archive.csv"
        archive(path)
        rounds = []
        for _round in range(ROUNDS):
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
            rounds.append((read(path), read(path, dtype="str"), *drop(page, address, path)))
            page.close()
        guessed, text, words, charts, gap = (statistics.median(each) for each in zip(*rounds, strict=True))
        print(
            f"{ROWS:,} rows, {path.stat().st_size / 1e6:.0f} MB: pandas reads them in {guessed:.2f} s, as text in {text:.2f} s"
        )
        for name, seconds in (("to the answer in words", words), ("to the charts", charts)):
            print(
                f"from drop {name}: {seconds:.2f} s, ratio {seconds / guessed:.1f}, to text {seconds / text:.1f} (claim: 3)"
            )
        print(f"longest wait for a frame of the browser: {gap:.2f} s (claim: 0.5)")


if __name__ == "__main__":
    main()
