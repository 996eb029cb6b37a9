"""From a click to its answer on the screen, beside the same click in an empty Streamlit page, in one run.

make bench        (claims: IHC score to tier at most 1.5 times; a filter of Outcomes, Treatments or Safety at most 2 times)
"""

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Page

from tests.browser.driver import browsing, serving

EMPTY = """
import streamlit as st
score = st.pills("IHC", ["0", "1+", "2+", "3+", "not done"])
st.html(f'<div class="st-key-bar tier-band"><span class="tier">{score}</span></div>')
"""
# The least that a figure costs: Streamlit mounts a Plotly figure anew whenever it changes.
FIGURE = """
import plotly.graph_objects as go
import streamlit as st
grade = st.pills("Grade", ["grade 3 or more", "any grade"], default="grade 3 or more")
st.plotly_chart(go.Figure(go.Heatmap(z=[[1, 2 if grade == "any grade" else 3, 4]])), theme=None)
"""
# Clicks a button and waits, frame by frame, until what `answer` reads has changed.
CLICK = """
([button, answer]) => new Promise((done, fail) => {
  const read = () => { const found = document.querySelector(answer[0]); return found && (answer[1] ? (found.getAttribute(answer[1]) ?? found[answer[1]].baseVal) : found.textContent) }
  const before = read(), start = performance.now()
  const look = () => read() && read() !== before ? done(performance.now() - start) : requestAnimationFrame(look)
  const wanted = [...document.querySelectorAll('[role=radio], [role=option], button')].find(b => b.textContent === button && b.offsetParent)
  setTimeout(() => fail(new Error(`no answer to ${button} in 10 seconds`)), 10000)
  wanted.click()
  look()
})
"""
ROUNDS = 8
STOCK = "--runner.postScriptGC true".split()
"""The empty page runs as Streamlit comes; how this app sets it (pages/parts/shell/warm.py) is part of what is measured."""
TIER = (".tier-band .tier", "")
MATRIX = (".wide[role=group]", "aria-label")
HEAT_MAP = (".js-plotly-plot .hm image", "href")
FIGURE_TEXT = (".js-plotly-plot .main-svg", "")
PAGE_TEXT = ("[data-testid=stMain]", "")
BELOW = "ihc=2%2B&ish=not+amplified&setting=second-line"
REGIMENS = ("studied ones too", "approved or recommended")
POPULATIONS = ("this tier only", "mixed too")
CASE = "ihc=3%2B&setting=second-line"


def clicks(page: Page, buttons: Sequence[str], answer: tuple[str, str], box: str = "") -> list[float]:
    """Measure milliseconds from click to answer, over buttons, or choices of a `box`, that each change it."""
    page.wait_for_selector(answer[0])
    page.wait_for_timeout(2000)
    times = []
    for _round in range(ROUNDS):
        for button in buttons:
            if box:
                page.get_by_label(box).last.click()
                page.wait_for_selector("[role=option]")
            times.append(page.evaluate(CLICK, [button, list(answer)]))
            page.wait_for_timeout(800)
    return times[len(buttons) :]  # the first of each is warm-up


def main() -> None:
    scores, grades = ("3+", "1+", "0"), ("any grade", "grade 3 or more")
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        empty, figure = Path(folder) / "empty.py", Path(folder) / "figure.py"
        empty.write_text(EMPTY, encoding="utf-8")
        figure.write_text(FIGURE, encoding="utf-8")
        with (
            serving() as ours,
            serving(empty, flags=STOCK) as bare,
            serving(figure, flags=STOCK) as drawn,
            serving(empty) as tuned,
        ):

            def median(address: str, buttons: Sequence[str], answer: tuple[str, str], box: str = "") -> float:
                page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
                page.goto(address)
                milliseconds = statistics.median(clicks(page, buttons, answer, box))
                page.close()
                return milliseconds

            baseline = median(bare, scores, TIER)
            alone = median(drawn, grades, HEAT_MAP)
            ours_empty = median(tuned, scores, TIER)
            print(f"empty page: {baseline:.0f} ms; empty page with one figure of three cells: {alone:.0f} ms")
            print(f"empty page that collects garbage as seldom as this app: {ours_empty:.0f} ms")
            treatments, safety = f"/treatments?{CASE}", f"/safety?{CASE}"
            lines = ("First line", "Second line")
            for name, path, buttons, answer, box, claim in (
                ("IHC score to tier", "/", scores, TIER, "", 1.5),
                ("tier on Outcomes", f"/outcomes?{CASE}&view=os", ("Low",), FIGURE_TEXT, "", 2),
                ("populations on Outcomes", f"/outcomes?{CASE}&view=os", POPULATIONS, FIGURE_TEXT, "", 2),
                ("agency on Treatments", treatments, ("US FDA", "China NMPA"), MATRIX, "", 2),
                ("guideline on Treatments", treatments, ("NCCN", "CSCO"), MATRIX, "", 2),
                ("regimens on the path", f"{treatments}&show=path", REGIMENS, FIGURE_TEXT, "", 2),
                ("grade on Safety", safety, grades, FIGURE_TEXT, "", 2),
                ("tier on Safety", f"/safety?{BELOW}", ("High",), FIGURE_TEXT, "", 2),
                ("setting on Safety", safety, lines, FIGURE_TEXT, "Setting", 2),
                ("grade on the differences", f"{safety}&show=differences", grades, FIGURE_TEXT, "", 2),
            ):
                ours_took = median(ours + path, buttons, answer, box)
                print(f"{name}: {ours_took:.0f} ms, ratio {ours_took / baseline:.2f} (claim: {claim})", flush=True)


if __name__ == "__main__":
    main()
