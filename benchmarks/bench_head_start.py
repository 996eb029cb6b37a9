"""Whether an answer reaches the screen sooner where what follows it waits (pages/parts/shared/head_start.py), in one run.

python benchmarks/bench_head_start.py        (claim: sooner at each click, by the median of pairs)

The same app twice, side by side, the second without the wait; each click in both, one after the other, in turns. Beside them
Streamlit's own page with one figure.
"""

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser, Page

from benchmarks.bench_click import CASE, CLICK, FIGURE, HEAT_MAP, MATRIX, STOCK
from pages.parts.shared.head_start import SECONDS
from tests.browser.driver import browsing, serving

ROUNDS = 25
# Read by Python as it starts: this one wait ends at once.
WITHOUT = f"import time\nwait = time.sleep\ntime.sleep = lambda seconds: wait(0 if seconds == {SECONDS} else seconds)\n"
GRADES = ("grade 3 or more", "any grade")
CLICKS = (
    ("agency on Treatments", f"/treatments?{CASE}", ("US FDA", "China NMPA"), MATRIX),
    ("guideline on Treatments", f"/treatments?{CASE}", ("NCCN", "CSCO"), MATRIX),
)


def opened(browser: Browser, address: str, answer: tuple[str, str]) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page.goto(address)
    page.wait_for_selector(answer[0])
    page.wait_for_timeout(2000)
    return page


def click(page: Page, button: str, answer: tuple[str, str]) -> float:
    """Measure milliseconds from the click to its answer."""
    page.bring_to_front()
    milliseconds: float = page.evaluate(CLICK, [button, list(answer)])
    page.wait_for_timeout(700)
    return milliseconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        figure = Path(folder) / "figure.py"
        figure.write_text(FIGURE, encoding="utf-8")
        Path(folder, "sitecustomize.py").write_text(WITHOUT, encoding="utf-8")
        with (
            serving(figure, flags=STOCK) as bare,
            serving() as ours,
            serving(environment={"PYTHONPATH": folder}) as other,
        ):
            page = opened(browser, bare, HEAT_MAP)
            stock = [click(page, grade, HEAT_MAP) for _round in range(ROUNDS) for grade in GRADES]
            print(f"Streamlit's own page with one figure: {statistics.median(stock[2:]):.0f} ms", flush=True)
            for name, path, buttons, answer in CLICKS:
                pages = [opened(browser, address + path, answer) for address in (ours, other)]
                pairs = []
                for turn in range(ROUNDS):
                    for button in buttons:
                        order = (0, 1) if turn % 2 else (1, 0)
                        times = {place: click(pages[place], button, answer) for place in order}
                        pairs.append((times[0], times[1]))
                pairs = pairs[len(buttons) :]  # the first of each is warm-up
                with_it, without = (statistics.median(each) for each in zip(*pairs, strict=True))
                sooner = statistics.median(other - one for one, other in pairs)
                wins = sum(one < other for one, other in pairs)
                print(
                    f"{name}: {with_it:.0f} ms with the wait, {without:.0f} without; sooner by {sooner:.0f} ms, "
                    f"in {wins} of {len(pairs)} (claim: above 0)",
                    flush=True,
                )
                for page in pages:
                    page.close()


if __name__ == "__main__":
    main()
