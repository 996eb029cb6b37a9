"""A Chinese reader meets no English: not on a page, in a drawer, in a notice, nor in anything that is taken along."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import streamlit as st
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest

from her2core.cohort.columns import load_column_names
from her2core.evidence import load_evidence
from her2core.evidence.agents import load_agents
from her2core.language import LANGUAGES, using
from her2core.query import filters
from her2core.query.filters import View
from her2core.status.definitions import definitions
from her2core.status.lexicon import load_lexicon
from her2core.terms import Agency, Guideline, Tier
from locales.update import FOLDER
from tests.her2core.report.packs import COUNTED, HIGH, INTERMEDIATE, UNDETERMINED
from tests.pages import texts
from tests.pages.conftest import Run
from tests.pages.latin import PLACEHOLDER, WORD, find_latin

SIDEBAR = (
    "report",
    "counts",
    "staining",
    "more",
    "by-biomarker",
    "network",
    "network-unused",
    "card-subgroup",
    "card-earlier",
)
OF_METHODS = (
    "ihc-staining", "ish-dual-probe", "ish-single-probe", "spellings", "column-names", "changes", "strength", "no-tier",
    "common-control-method", "disagreements", "gaps", "sources",
)  # fmt: skip
TREATMENTS = ("labels-table", "positions", "superseded")
Case = dict[str, str]


@pytest.fixture
def lang() -> Iterator[str]:
    """Let the reader be Chinese."""
    with using("zh"):
        yield "zh"


def find_english(sentences: Iterable[str], *also: str) -> dict[str, str]:
    """Find English words, each with a text in which they stand."""
    return {" ".join(words): text[:200] for text in sentences if (words := find_latin(text, *also))}


def list_spellings() -> set[str]:
    """List the words of what laboratories write, in whatever language they write it."""
    models = (load_lexicon().model_dump(mode="json"), load_column_names().model_dump(mode="json"))
    return {word for text in read_values(models) for word in WORD.findall(text)}


def read_values(content: Any) -> Iterator[str]:
    """Read every text in a file, whatever its shape."""
    if isinstance(content, str):
        yield content
    else:
        for value in content.values() if isinstance(content, dict) else content:
            yield from read_values(value)


def find_english_on(app: AppTest, *also: str) -> dict[str, str]:
    """Find the same on a page; the sentence for the report stands there in each language on purpose, in English first."""
    sentences = [code.value for code in app.code]
    meant = sentences[:1] if len(sentences) == len(LANGUAGES) else []
    return find_english((text for text in texts.of_page(app) if text not in meant), *also)


def list_closed(app: AppTest) -> list[str]:
    """List the drawers that are not open. What has no id is no drawer: its content is there even while it is folded."""
    return [each.label for each in app.expander if each.proto.id and not each.proto.expanded]


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("*.po"))])
def test_no_translation_holds_an_english_word(name: str) -> None:
    with (FOLDER / f"{name}.po").open("rb") as file:
        sentences = [str(message.string) for message in read_po(file, locale="zh_CN") if message.id]
    assert find_english(PLACEHOLDER.sub(" ", text) for text in sentences) == {}


@dataclass(frozen=True)
class Place:
    """A page as a link opens it, with its drawers."""

    page: str
    query: Case = field(default_factory=dict)
    drawers: tuple[str, ...] = ()


CASES: dict[str, Case] = {
    "nothing entered": {},
    "undetermined": UNDETERMINED,
    "intermediate": INTERMEDIATE,
    "high": {**HIGH, "cps": "5", "prior_trastuzumab": "yes"},
    "low, discordant": {"ihc": "1+", "ish": "amplified", "setting": "third-line-plus"},
    "counted": COUNTED,
    "counts that contradict": {"ihc": "2+", "ratio": "3", "her2_copies": "4", "cep17_copies": "2", "nuclei": "x"},
    "single probe": {"probe": "single", "her2_copies": "5", "nuclei": "15", "ihc": "0"},
    "stained biopsy": {"specimen": "biopsy", "cluster": "7", "intensity": "strong"},
    "staining that is no number": {"specimen": "resection", "percent": "x"},
}


def describe(trial: Any) -> tuple[bool, ...]:
    """Describe what a trial's card has to show."""
    populations = [each.pan_tumour for each in trial.outcomes]
    return (
        bool(trial.outcomes),
        bool(trial.comparisons),
        bool(trial.safety),
        bool(trial.disagreements),
        any(populations),
    )


CONTEXT = ("prevalence", *(f"prevalence-{tier}-table" for tier in Tier), "dynamics", "dynamics-table")
TRIALS = {describe(trial): trial.id for trial in load_evidence().trials.values()}.values()
PLACES: dict[str, Place] = {
    **{
        f"classify: {name}": Place("classify", entered, (*SIDEBAR, "why", "labels", *CONTEXT))
        for name, entered in CASES.items()
    },
    **{
        f"outcomes: {view}, {name}": Place("outcomes", {**CASES[name], "view": view}, (*SIDEBAR, f"table-{view}"))
        for view in View
        for name in ("nothing entered", "intermediate", "high")
    },
    "outcomes: pooled": Place(
        "outcomes", {"ihc": "3+", "line": "any", "class": "ADC", "pool": "on"}, (*SIDEBAR, "table-response")
    ),
    "outcomes: pooling asks for a class": Place("outcomes", {"ihc": "3+", "pool": "on"}, (*SIDEBAR, "table-response")),
    "outcomes: nothing found": Place(
        "outcomes", {"ihc": "0", "setting": "second-line", "match": "only", "class": "vaccine"}, SIDEBAR
    ),
    **{f"outcomes: {id}": Place("outcomes", {"trial": id}, (*SIDEBAR, "table-response")) for id in TRIALS},
    "outcomes: common control": Place(
        "outcomes", {"trial": "herizon-gea-01,keynote-811"}, (*SIDEBAR, "table-response", "common-control")
    ),
    "outcomes: no common control": Place(
        "outcomes", {"trial": "destiny-gastric04,kc-wise"}, (*SIDEBAR, "table-response", "common-control")
    ),
    "outcomes: side by side": Place(
        "outcomes", {"trial": ",".join([*TRIALS][: filters.MOST_TRIALS])}, (*SIDEBAR, "table-response")
    ),
    **{
        f"treatments: {agency}": Place("treatments", {**CASES["high"], "agency": agency}, (*SIDEBAR, *TREATMENTS))
        for agency in Agency
    },
    **{
        f"treatments: {guideline}": Place(
            "treatments", {**INTERMEDIATE, "guideline": guideline}, (*SIDEBAR, *TREATMENTS)
        )
        for guideline in Guideline
    },
    **{
        f"treatments: path, {name}": Place(
            "treatments", {**CASES[name], "show": "path", "regimens": "all"}, (*SIDEBAR, "path-table")
        )
        for name in ("nothing entered", "intermediate", "high", "low, discordant")
    },
    **{
        f"safety: {show}, {grade}": Place(
            "safety", {"show": show, "grade": grade, "tiers": "any"}, (*SIDEBAR, "toxicity-table", "differences-table")
        )
        for show in ("regimens", "differences")
        for grade in ("any", "severe")
    },
    "safety: nothing found": Place("safety", {"tiers": "none", "class": "vaccine"}, SIDEBAR),
    "safety: no agent": Place("safety", {"show": "agents"}, SIDEBAR),
    **{f"safety: {id}": Place("safety", {"show": "agents", "card": id}, SIDEBAR) for id in load_agents()},
    "methods": Place("methods", drawers=(*SIDEBAR, *(each.id for each in definitions()), *OF_METHODS)),
}
PHONE = ("classify: high", "outcomes: response, high", "outcomes: overview, high", "treatments: path, high")


def open_page(run: Run, place: Place) -> AppTest:
    page = "" if place.page == "classify" else place.page
    return run(page, drawers=place.drawers, **{**place.query, "lang": "zh"})


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the page as wide as a screen, which only a browser would know."""
    for module in ("chart", "viewport"):
        monkeypatch.setattr(f"pages.parts.shared.{module}.is_wide", lambda: True)


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize("name", PLACES)
def test_no_page_holds_an_english_word_with_all_its_drawers_open(name: str, run: Run) -> None:
    app = open_page(run, PLACES[name])
    assert list_closed(app) == []
    assert find_english_on(app, *(list_spellings() if name == "methods" else ())) == {}


@pytest.mark.parametrize("name", PHONE)
def test_no_page_holds_an_english_word_on_a_phone(name: str, run: Run) -> None:
    assert find_english_on(open_page(run, PLACES[name])) == {}


Built = dict[str, Callable[[], bytes | str]]


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> Built:
    """Collect what the pages opened so far offer to take along, by the name of its file."""
    built: Built = {}
    button = st.download_button

    def record(label: str, data: Any, **how: Any) -> bool:
        built[how["file_name"]] = data
        return button(label, data, **how)

    monkeypatch.setattr(st, "download_button", record)
    return built


def read_export(name: str, build: Callable[[], bytes | str]) -> Iterable[str]:
    """Read the texts of a file, built as on a click: outside the run of the page, so in no language of its own."""
    content = build()
    read = {"pptx": texts.of_slides, "pdf": texts.of_paper, "json": texts.of_fhir, "html": texts.of_html}
    return read[name.rpartition(".")[2]](content)  # type: ignore[operator]


EXPORTED = ("intermediate", "high", "undetermined", "counted", "counts that contradict", "stained biopsy")


@pytest.mark.parametrize("name", EXPORTED)
def test_no_export_of_a_case_holds_an_english_word(name: str, run: Run, downloads: Built) -> None:
    run(lang="zh", **CASES[name])
    forms = {name: build for name, build in downloads.items() if name.startswith("her2-case")}
    assert {name.partition(".")[2] for name in forms} == {"pptx", "pdf", "html", "fhir.json"}
    for name, build in forms.items():
        assert find_english(read_export(name, build)) == {}, name


CHARTS = (
    "classify: intermediate", "outcomes: response, intermediate", "outcomes: hazard-ratios, high", "outcomes: pooled",
    "treatments: path, high", "safety: regimens, any", "safety: differences, any",
)  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_no_chart_that_is_taken_along_holds_an_english_word(name: str, run: Run, downloads: Built) -> None:
    open_page(run, PLACES[name])
    charts = {name: build for name, build in downloads.items() if name.endswith(".html") and "case" not in name}
    assert charts
    for name, build in charts.items():
        assert find_english(read_export(name, build)) == {}, name
