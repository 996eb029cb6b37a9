"""Two trials through their common control: no number stands without what stands against it."""

import io
import re

import pytest
from markupsafe import escape
from pptx import Presentation
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from her2core.evidence import load_evidence
from her2core.language import _
from her2core.networks import wording
from her2core.networks.trials import compare_trials
from tests.pages.conftest import Run, chart_text, page_text, squeeze
from tests.pages.test_chinese import Built
from tests.pages.test_chinese import downloads as downloads

OPEN = ("common-control",)
PAIRS = ("herizon-gea-01,keynote-811", "jacob,heloise", "toga,logic")


def list_boxes(app: AppTest) -> list[Block]:
    """The boxes of the page that hold a comparison: what stands against it, and a chart."""

    def walk(block: Block) -> list[Block]:
        inner = [box for child in block.children.values() if isinstance(child, Block) for box in walk(child)]
        own = any(child.type == "warning" for child in block.children.values())
        return inner or ([block] if own and "plotly_chart" in list_kinds(block) else [])

    return walk(app.main)


def list_kinds(block: Block) -> list[str]:
    """The kinds of what stands in a box, from the top down."""
    children = block.children.values()
    return [kind for child in children for kind in (list_kinds(child) if isinstance(child, Block) else [child.type])]


@pytest.mark.parametrize("trials", PAIRS)
def test_no_number_is_shown_without_what_stands_against_it_above_it_in_the_same_box(run: Run, trials: str) -> None:
    app = run("outcomes", drawers=OPEN, trial=trials)
    expected = [
        comparison
        for pair in compare_trials(*(load_evidence().trials[id] for id in trials.split(",")))
        for comparison in pair.compared
    ]
    boxes = list_boxes(app)
    assert len(boxes) == len(expected) > 0
    for box, comparison in zip(boxes, expected, strict=True):
        kinds = list_kinds(box)
        assert kinds.index("warning") < kinds.index("plotly_chart")
        (warning,) = [child for child in box.children.values() if child.type == "warning"]
        text = warning.value.replace("\\", "")  # type: ignore[attr-defined]
        assert comparison.against and all(_(reason) in text for reason in comparison.against)


def test_both_sides_stand_beside_one_another_above_the_number_and_what_differs_is_marked(run: Run) -> None:
    app = run("outcomes", drawers=OPEN, trial=PAIRS[0])
    (comparison, *_others) = compare_trials(*(load_evidence().trials[id] for id in PAIRS[0].split(",")))[0].compared
    (box, *_boxes) = list_boxes(app)
    kinds = list_kinds(box)
    assert kinds.index("html") < kinds.index("plotly_chart")
    table = next(child for child in box.children.values() if child.type == "html").proto.body  # type: ignore[union-attr]
    for aspect in comparison.aspects:
        name = f"<td>{'≠' if aspect.differs else '='} {escape(_(aspect.name))}</td>"
        (row,) = [row for row in table.split("<tr")[1:] if name in row]
        assert ('class="strong"' in row) is aspect.differs
        for value in aspect.values.values():
            assert value is None or escape(_(value)) in row


@pytest.mark.parametrize("trials", PAIRS)
def test_no_indirect_number_is_written_anywhere_else_on_the_page(run: Run, trials: str) -> None:
    app = run("outcomes", drawers=OPEN, trial=trials)
    one, other = (load_evidence().trials[id] for id in trials.split(","))
    for pair in compare_trials(one, other):
        for comparison in pair.compared:
            assert wording.result(comparison) not in page_text(app)


def test_the_figure_itself_says_what_stands_against_it_so_that_it_travels(run: Run) -> None:
    app = run("outcomes", drawers=OPEN, trial=PAIRS[0])
    charts = [chart_text(app, place) for place in range(len(app.get("plotly_chart")))]
    (text,) = [text for text in charts if re.search(r"0\.90.*0\.68–1\.20", text)]
    against = text.index(squeeze(_("Against it, the trials differ in: {aspects}", aspects="")).rstrip())
    assert against < text.index("0.90")
    for words in (wording.DESCRIPTION, "indirect, through their common control", "Maturity", "PD-L1"):
        assert squeeze(_(words)).lower() in text.lower()


def test_where_nothing_can_be_said_the_reason_stands_in_place_of_a_number(run: Run) -> None:
    text = page_text(run("outcomes", drawers=OPEN, trial="destiny-gastric04,kc-wise"))
    assert _("No number is given.") in text
    assert _("No common control: {a} was compared with {one}; {b} with {other}").partition("{")[0] in text
    single = page_text(run("outcomes", drawers=OPEN, trial="destiny-gastric01,rc48-c008"))
    assert _("No number is given.") in single


def test_three_trials_are_not_compared_pair_by_pair(run: Run) -> None:
    app = run("outcomes", drawers=OPEN, trial="toga,logic,jacob")
    assert _("Through their common control") not in [expander.label for expander in app.expander]


def test_the_comparison_can_be_taken_along_as_a_slide_among_those_of_the_case(run: Run, downloads: Built) -> None:
    run("outcomes", drawers=OPEN, trial=PAIRS[0], ihc="3+", setting="first-line")
    name = next(name for name in downloads if name.startswith("her2-case-compared"))
    content = downloads[name]()
    assert isinstance(content, bytes)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(content)).slides]
    assert any(title.startswith(_("Through their common control")) for title in titles)
