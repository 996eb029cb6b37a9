"""Every text that a reader meets: on a page, in its charts, in what it exports."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

OF_ELEMENTS = {"alt", "body", "code_text", "content", "delta", "help", "label", "options", "placeholder", "text"}
"""The fields of Streamlit's messages that it draws. Ids, links, icons and types of files are no text."""
OF_CHARTS = {"hovertext", "hovertemplate", "label", "labels", "text", "texttemplate", "ticktext", "title"}
AXES = {"x", "y"}
ESCAPED = re.compile(r"\\([^\w\s])")
"""What stands in Markdown as it is."""
OF_TAGS = {"alt", "aria-label", "placeholder", "title"}
OF_FHIR = {"conclusion", "description", "display", "definition", "div", "text", "title"}


def of_page(app: AppTest) -> list[str]:
    """Return every text of a page, its sidebar included."""
    return [text for node in _nodes(app._tree) for text in _of_element(getattr(node, "proto", None)) if text.strip()]


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _of_element(proto: Any) -> Iterator[str]:
    if proto is None:
        return
    if type(proto).__name__ == "PlotlyChart":
        yield proto.alt
        yield from of_chart(json.loads(proto.spec))
        return
    for field, value in proto.ListFields():
        # One text, one message, or several of either.
        for each in [value] if isinstance(value, str | bool | int | float) or hasattr(value, "ListFields") else value:
            if hasattr(each, "ListFields"):
                yield from _of_element(each)
            elif isinstance(each, str) and field.name in OF_ELEMENTS:
                yield from of_html(each) if type(proto).__name__ == "Html" else [ESCAPED.sub(r"\1", each)]


def of_chart(chart: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a Plotly chart writes: beside its marks, on its axes, where it is pointed at."""
    for trace in chart["data"]:
        if trace.get("mode") == "text":
            yield "\n".join(_plain(line) for line in trace["text"])  # a sentence may take several of them
            continue
        if trace.get("showlegend"):
            yield trace["name"]
        for name, value in trace.items():
            if name in OF_CHARTS | AXES or isinstance(value, dict):
                yield from _written(value, name in OF_CHARTS | AXES)
    yield from _written({name: value for name, value in chart["layout"].items() if name != "template"}, False)


def _written(content: Any, here: bool) -> Iterator[str]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _written(value, name in OF_CHARTS)
    elif isinstance(content, list):
        for value in content:
            yield from _written(value, here)
    elif isinstance(content, str) and here:
        yield _plain(content)


def _plain(markup: str) -> str:
    return "\n".join(of_html(markup))


class _Html(HTMLParser):
    """The texts of a page and of its tags; the charts in its scripts."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside: str = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.texts += [value for name, value in attrs if name in OF_TAGS and value]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.texts += [text for chart in _parse_charts(data) for text in of_chart(chart)]
        elif self._inside != "style":
            self.texts.append(data)


def of_html(content: str | bytes) -> list[str]:
    """Return what stands between the tags, in those of their attributes that are read, and in the charts of scripts."""
    return _Html(content if isinstance(content, str) else content.decode()).texts


def _parse_charts(script: str) -> Iterator[dict[str, Any]]:
    """Yield the charts that a script hands to Plotly."""
    decode = json.JSONDecoder().raw_decode
    for call in re.finditer(r'Plotly\.newPlot\(\s*"[^"]+",\s*(?=\[)', script):
        data, end = decode(script, call.end())
        layout, _end = decode(script, script.index("{", end))
        yield {"data": data, "layout": layout}


def of_slides(content: bytes) -> list[str]:
    """Return every paragraph and description of a PPTX, and its title."""
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if re.match(r"ppt/(slides|notesSlides)/[^/]+\.xml|docProps/core\.xml", name):
                xml = file.read(name).decode()
                for paragraph in re.findall(r"<a:p>.*?</a:p>|<dc:title>.*?</dc:title>", xml, re.S):
                    texts += of_html(re.sub(r"</a:t>.*?<a:t[^>]*>", "", paragraph, flags=re.S))
                texts += re.findall(r'\bdescr="([^"]*)"', xml)
    return texts


def of_paper(content: bytes) -> list[str]:
    """Return every page of a PDF, and its title; a name that is broken at its hyphen is one name."""
    paper = PdfReader(io.BytesIO(content))
    return [
        *(page.extract_text().replace("-\n", "-") for page in paper.pages),
        (paper.metadata and paper.metadata.title) or "",
    ]


def of_fhir(content: bytes) -> list[str]:
    """Return what a FHIR resource says to people; codes and addresses are for machines."""

    def within(value: Any, here: bool) -> Iterator[str]:
        if isinstance(value, dict):
            for name, part in value.items():
                yield from within(part, name in OF_FHIR)
        elif isinstance(value, list):
            for part in value:
                yield from within(part, here)
        elif isinstance(value, str) and here:
            yield from of_html(value)

    return list(within(json.loads(content), False))
