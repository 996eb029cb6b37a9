"""From the click on another IHC score to the tier on the screen, beside the same click in an empty Streamlit page.

make bench        (claim: at most 1.5 times)
"""

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Page

from tests.browser.driver import browsing, serving

EMPTY = """
import streamlit as st
score = st.pills("IHC", ["0", "1+", "2+", "3+", "not done"])
st.html(f'<div class="st-key-bar tier-band"><span class="tier">{score}</span></div>')
"""
CLICK = """
score => new Promise(done => {
  const word = () => document.querySelector('.tier-band .tier')?.textContent
  const before = word(), start = performance.now()
  const look = () => word() && word() !== before ? done(performance.now() - start) : requestAnimationFrame(look)
  const button = [...document.querySelectorAll('[role=radio]')].find(b => b.textContent === score && b.offsetParent)
  button.click()
  look()
})
"""
ROUNDS = 15


def clicks(page: Page) -> list[float]:
    """Milliseconds from click to tier, over scores that each change the tier."""
    page.wait_for_selector(".tier-band .tier")
    page.wait_for_timeout(1500)
    times = []
    for _round in range(ROUNDS):
        for score in ("3+", "1+", "0"):
            times.append(page.evaluate(CLICK, score))
            page.wait_for_timeout(250)
    return times[3:]  # the first of each is warm-up


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        with serving() as ours, serving(empty) as bare:
            one, other = browser.new_page(), browser.new_page()
            one.goto(ours)
            other.goto(bare)
            app, baseline = statistics.median(clicks(one)), statistics.median(clicks(other))
    print(f"click to tier: {app:.0f} ms, empty page: {baseline:.0f} ms, ratio {app / baseline:.2f} (claim: 1.5)")


if __name__ == "__main__":
    main()
