"""The case as one page: it opens offline, and what a user wrote stays text."""

import re
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from her2core.report.item import Item
from her2core.report.page import page
from tests.her2core.report.packs import HIGH, INTERMEDIATE, UNDETERMINED, pack, web_page

pytestmark = pytest.mark.xdist_group("packs")


class Elements(HTMLParser):
    """The elements of a page, and the text of those that are no script."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._script = False
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._script = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if not self._script:
            self.text.append(data)


def test_the_page_asks_nobody_for_anything() -> None:
    result = Elements(web_page(INTERMEDIATE))
    assert [attributes for _tag, attributes in result.tags if "src" in attributes] == []
    assert [tag for tag, _attributes in result.tags if tag in {"link", "img", "iframe", "object"}] == []


def test_it_holds_one_interactive_figure_for_each_plot() -> None:
    summary = pack(INTERMEDIATE, whole=True)
    glance = 1
    assert web_page(INTERMEDIATE).count("Plotly.newPlot(") == len(summary.forests) + glance + web_page(
        UNDETERMINED
    ).count("Plotly.newPlot(")


def test_it_opens_with_the_screen_of_the_case_and_its_contents_lead_to_every_part() -> None:
    content = web_page(INTERMEDIATE)
    summary = pack(INTERMEDIATE, whole=True)
    opening, _nav, rest = content.partition("<nav")
    for block in summary.blocks:
        for line in block.lines:
            assert all(escape(run.text) in opening for run in line)
    linked = re.findall(r'href="#(part-\d+)"', rest)
    assert linked == re.findall(r'<section id="(part-\d+)"', rest)
    assert len(linked) > len(summary.forests)


def test_without_figures_it_does_not_carry_the_drawing_library() -> None:
    assert len(web_page(UNDETERMINED)) < 100_000


def test_it_says_its_language() -> None:
    assert '<html lang="zh-CN">' in web_page(HIGH, "zh")


def test_what_a_user_wrote_is_shown_and_never_run() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    result = Elements(page(pack(UNDETERMINED, item=Item(hostile, note=hostile, question=hostile))))
    assert [tag for tag, _attributes in result.tags if tag in {"script", "img"}] == []
    assert "".join(result.text).count(hostile) == 4, "title, heading, question, note"


def test_every_source_with_an_address_is_a_link() -> None:
    summary = pack(HIGH, whole=True)
    linked = re.findall(r'href="(https?://[^"]+)"', web_page(HIGH))
    assert {source.link for source in summary.sources if source.link} <= set(linked)
