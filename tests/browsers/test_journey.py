"""The way of a case through the app, from the tier to the meeting's list and back, as it is walked in Firefox and in WebKit."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from tests.browser.driver import serving
from tests.browsers.firefox import firefox
from tests.browsers.visitor import Visitor
from tests.browsers.webkit import webkit

WORDS = {
    "en": {
        "language": "English", "undetermined": "Undetermined", "not amplified": "Not amplified", "intermediate": "Intermediate",
        "more": "More about the case", "setting": "Setting", "second line": "Second line",
        "outcomes": "Outcomes", "board": "Board", "table": "Table of these figures", "enter": "Enter the case", "export": "Export the case",
        "slides": "Slides (PPTX)", "label": "Label", "question": "Question to the board",
        "asked": "ADC or chemotherapy?", "add this": "Add this case",
    },
    "zh": {
        "language": "简体中文", "undetermined": "待定", "not amplified": "未扩增", "intermediate": "中表达",
        "more": "病例更多信息", "setting": "治疗阶段", "second line": "二线",
        "outcomes": "疗效数据", "board": "会诊", "table": "上述数据的表格", "enter": "录入病例", "export": "导出本病例",
        "slides": "幻灯片 (PPTX)", "label": "标签", "question": "提请会诊的问题",
        "asked": "ADC 还是化疗？", "add this": "加入此病例",
    },
}  # fmt: skip
TABLE = "[data-testid=stTable] tbody tr, table.plain tbody tr"


@pytest.fixture(params=[firefox, webkit], ids=["firefox", "webkit"])
def visitor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visitor]:
    """Bring a visitor to Classify, at a server with an empty list of the meeting."""
    browser: Callable[[Path], AbstractContextManager[Visitor]] = request.param
    place = {"HER2_DATABASE_URL": f"sqlite:///{tmp_path}/board.sqlite"}
    with serving(environment=place) as address, browser(tmp_path) as visitor:
        visitor.open(address)
        yield visitor


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_case_is_entered_read_taken_along_put_on_the_list_and_found_again(
    visitor: Visitor, words: dict[str, str]
) -> None:
    visitor.choose("Language / 语言", words["language"])
    visitor.wait_until("the page in this language", lambda: tier(visitor) == words["undetermined"])
    visitor.choose("IHC", "2+")
    visitor.wait_until("2+ in the address", lambda: "ihc=2%2B" in visitor.ask("address"))
    visitor.wait_until("without ISH the tier is open", lambda: tier(visitor) == words["undetermined"])
    visitor.choose("ISH (FISH)", words["not amplified"])
    visitor.wait_until("the tier", lambda: tier(visitor) == words["intermediate"])
    visitor.click("drawer", words["more"])
    visitor.choose(words["setting"], words["second line"])

    visitor.click("link", words["outcomes"])
    visitor.wait_until("the chart", lambda: "%" in chart(visitor))
    visitor.wait_until("the drawer of its table", lambda: visitor.ask("opened", words["table"]) is not None)
    if visitor.ask("opened", words["table"]):
        visitor.click("drawer", words["table"])
        visitor.wait_until("the drawer shuts", lambda: not visitor.ask("opened", words["table"]))
    visitor.click("drawer", words["table"])
    visitor.wait_until("the drawer opens with its table", lambda: bool(visitor.texts(TABLE)))

    visitor.click("button", words["enter"])  # at a glance the sidebar steps aside
    visitor.click("button", words["export"])
    slides = visitor.download(words["slides"], zipfile.is_zipfile)
    assert slides.suffix == ".pptx"
    assert words["intermediate"] in written(slides)

    visitor.click("link", words["board"])
    visitor.fill(words["label"], "Slot 1")
    visitor.fill(words["question"], words["asked"])
    visitor.click("button", words["add this"])
    visitor.wait_until("the case is on the list", lambda: visitor.texts(".tagged > strong") == ["Slot 1"])
    assert words["asked"] in "".join(visitor.texts(".written"))

    visitor.choose("IHC", "3+")
    visitor.wait_until("the next case is in the address", lambda: "ihc=3%2B" in visitor.ask("address"))
    visitor.back()
    visitor.wait_until("the case before", lambda: visitor.ask("chosen", "2+", "IHC"))
    visitor.back()
    visitor.wait_until("the page before, with its chart", lambda: "%" in chart(visitor))
    assert "ihc=2%2B&ish=not+amplified&setting=second-line" in visitor.ask("address")
    assert visitor.ask("chosen", words["not amplified"], "ISH (FISH)")


def test_an_open_tier_is_hatched(visitor: Visitor) -> None:
    visitor.wait_until("the tier is open", lambda: tier(visitor) == WORDS["en"]["undetermined"])
    visitor.wait_until("the band is hatched", lambda: plain_share(visitor) < 0.7)


def tier(visitor: Visitor) -> str:
    """Return the word on the band."""
    return "".join(visitor.texts(".tier-band .tier")).strip()


def chart(visitor: Visitor) -> str:
    """Return all that the chart says."""
    return "".join(visitor.texts(".js-plotly-plot text"))


def written(slides: Path) -> str:
    """Return all that the slides say."""
    return " ".join(
        shape.text_frame.text for slide in Presentation(slides).slides for shape in slide.shapes if shape.has_text_frame
    )


def plain_share(visitor: Visitor) -> float:
    """Return how much of the band, beside its words, has one colour."""
    left, top, right, bottom = visitor.ask("box", ".tier-band")
    band = Image.open(io.BytesIO(visitor.picture())).crop(((left + 2 * right) // 3, top + 20, right - 20, bottom - 20))
    pixels = band.width * band.height
    return max(count for count, _colour in band.getcolors(pixels)) / pixels
