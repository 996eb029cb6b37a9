"""A page that is printed from the browser loses nothing of what is on the screen, and prints nothing that can only be clicked."""

import io

from pypdf import PdfReader

from tests.browser.conftest import CASE, Open
from tests.browser.driver import settled


def test_the_view_at_a_glance_is_whole_on_paper_with_its_case_and_without_the_sidebar(visit: Open) -> None:
    page = visit("/outcomes", width=1600, **CASE)
    page.wait_for_selector(".js-plotly-plot")
    settled(page)
    (first, *_others) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    width = float(first.mediabox.width)
    assert width > first.mediabox.height
    ends: dict[str, float] = {}

    def place(text: str, around: list[float], within: list[float], _font: object, _size: float) -> None:
        ends[text.strip()] = around[0] * within[4] + around[4]

    text = " ".join(first.extract_text(visitor_text=place).split())
    for name in ("Intermediate", "second line", "RAINBOW", "KCSG-ST19-16"):
        assert name in text
    assert "New case" not in text
    assert 0.8 * width < ends["NMPA"] < 0.96 * width, "the last column stands on the page, and the page is used"
