"""What is on the screen, on the slides, on paper and on the page are the same numbers, in both languages."""

import io
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from pptx import Presentation
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from her2core.charts.forest.model import Line
from her2core.language import _
from tests.her2core.report.packs import HIGH, INTERMEDIATE, PERIOPERATIVE, pack, paper, slides, web_page
from tests.pages.conftest import Run, list_tables, squeeze

pytestmark = pytest.mark.xdist_group("packs")

CASES = {"intermediate": INTERMEDIATE, "high": HIGH, "perioperative": PERIOPERATIVE}
VIEWS = ("response", "pfs", "os", "hazard-ratios", "pathology")


def list_figures(case: dict[str, str], language: str) -> list[Line]:
    return [line for each in pack(case, language, whole=True).forests for line in each.forest.lines]


class Cells(HTMLParser):
    """Text of a page without its scripts."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.text = ""
        self._skip = False
        self.feed(str(content))  # markup escapes what it is added to

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skip = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._skip = False

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.text += data


def read_slides(content: bytes) -> str:
    def texts(shapes: object) -> str:
        text = ""
        for shape in shapes:  # type: ignore[attr-defined]
            if shape.shape_type == 6:
                text += texts(shape.shapes)
            elif shape.has_text_frame:
                text += shape.text_frame.text
            elif getattr(shape, "has_table", False):
                text += "".join(cell.text for row in shape.table.rows for cell in row.cells)
        return text

    return squeeze("".join(texts(slide.shapes) for slide in Presentation(io.BytesIO(content)).slides))


def read_paper(content: bytes) -> str:
    return squeeze("".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_slides_paper_and_page_hold_every_figure_of_the_summary(case: dict[str, str], language: str) -> None:
    wanted = list_figures(case, language)
    assert len(wanted) > 10
    for text in (read_slides(slides(case, language, whole=True)), read_paper(paper(case, language, whole=True))):
        missing = [each for each in wanted if squeeze(each.value + each.limits) not in text]
        missing += [each for each in wanted if squeeze(each.about + each.cited) not in text]
        assert [(each.text, each.about) for each in missing] == []
    text = squeeze(Cells(web_page(case, language)).text)
    assert [each.text for each in wanted if squeeze(each.text) not in text] == []


def read_screen(app: AppTest) -> list[str]:
    """Read each figure of the table under the chart."""
    (body,) = [each for each in list_tables(app) if f'<th scope="col">{_("Value")}</th>' in each]
    place = re.findall(r'<th scope="col">(.*?)</th>', body).index(_("Value"))
    rows = re.findall(r"<tr[^>]*>((?:<td>.*?</td>)+)</tr>", body, re.S)
    return [unescape(re.findall(r"<td>(.*?)</td>", row, re.S)[place]) for row in rows]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_screen_holds_the_same_figures_as_the_exports(case: dict[str, str], lang: str, run: Run) -> None:
    seen: list[str] = []
    for view in VIEWS:
        app = run("outcomes", drawers=(f"table-{view}",), view=view, **case)
        if app.get("plotly_chart"):
            seen += read_screen(app)
    assert len(seen) > 10
    assert sorted(seen) == sorted(line.text for line in list_figures(case, lang))
