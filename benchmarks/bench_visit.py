"""A cold visit: from the address to the answer on the screen, in a browser that has seen nothing, beside an empty Streamlit page.

make bench        (claim: to the tier at most 1.5 times the empty page's; to the view at a glance it is printed)
"""

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser

from benchmarks.bench_click import EMPTY, FIGURE, STOCK
from tests.browser.driver import browsing, serving, visitor

ROUNDS = 7
CLAIM = 1.5
TIER = ".tier-band .tier"
CHART = ".js-plotly-plot .main-svg"
CASE = "?ihc=3%2B&setting=first-line"


# Looks at each frame, as a reader does, until the answer stands on it.
LOOK = """
(() => {
  const look = now => {
    const answer = document.querySelector('ANSWER')
    if (answer && answer.getBoundingClientRect().height) window.answeredAt = now
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()
"""


def visit(browser: Browser, address: str, answer: str) -> float:
    """Measure milliseconds from the request to the first frame with `answer`, for a new visitor."""
    context = visitor(browser, viewport={"width": 1280, "height": 720})
    context.add_init_script(LOOK.replace("ANSWER", answer))
    page = context.new_page()
    page.goto(address, wait_until="commit")
    took = float(page.wait_for_function("() => window.answeredAt").json_value())
    context.close()
    return took


def main() -> int:
    """Print the medians and their ratios; return 1 where the claim does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        empty, figure = Path(folder) / "empty.py", Path(folder) / "figure.py"
        empty.write_text(EMPTY)
        figure.write_text(FIGURE)
        with (
            serving() as app,
            serving(empty, flags=STOCK) as bare,
            serving(figure, flags=STOCK) as plot,
            browsing() as browser,
        ):
            places = {
                "empty page": (bare, TIER),
                "empty page with a figure": (plot, CHART),
                "tier": (f"{app}/{CASE}", TIER),
                "at a glance": (f"{app}/outcomes{CASE}", CHART),
            }
            times: dict[str, list[float]] = {name: [] for name in places}
            for number in range(ROUNDS + 1):
                for name, (address, answer) in places.items():
                    took = visit(browser, address, answer)
                    if number:  # the first is the server's own start
                        times[name].append(took)
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, median in medians.items():
        print(f"cold visit, {name}: {median:.0f} ms")
    ratio = medians["tier"] / medians["empty page"]
    print(f"to the tier: ratio {ratio:.2f} (claim: {CLAIM})")
    print(f"to the view at a glance: ratio {medians['at a glance'] / medians['empty page']:.2f} to the empty page,")
    print(f"    {medians['at a glance'] / medians['empty page with a figure']:.2f} to one with a figure of three cells")
    return int(ratio > CLAIM)


if __name__ == "__main__":
    sys.exit(main())
