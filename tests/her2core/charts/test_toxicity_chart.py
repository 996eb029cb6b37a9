"""Toxicity by regimen: what a board asks about first stands first, what is not reported is blank, nothing is cut off."""

import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from her2core import load_evidence
from her2core.charts.theme import LIGHT
from her2core.charts.toxicity import fold_toxicity, toxicity_chart
from her2core.charts.toxicity.model import Toxicity, arrange
from her2core.evidence import Selection
from her2core.evidence.adverse_events import Grade, arms_frame
from her2core.language import LANGUAGES, _, using
from her2core.terms import Setting
from tests.her2core.charts.figures import heads, lines, trace

EVIDENCE = load_evidence()
FRAME = arms_frame(EVIDENCE, Selection())
SECOND_LINE = arms_frame(EVIDENCE, Selection(setting=Setting.SECOND_LINE))
PROJECTOR = (892, 450)


def shown(grade: Grade = Grade.SEVERE, width: float | None = 892, height: float | None = None) -> Toxicity:
    return fold_toxicity(arrange(EVIDENCE, SECOND_LINE, grade), width, height)


def cells(figure: go.Figure) -> list[tuple[float | None, str]]:
    heatmap = trace(figure, "percent")
    return [
        cell
        for percents, hovers in zip(heatmap.z, heatmap.hovertext, strict=True)
        for cell in zip(percents, hovers, strict=True)
    ]


def printed(figure: go.Figure) -> list[str]:
    return [words for part in figure.data if part.name == "figures" for words in part.text]


@pytest.mark.parametrize("width", [None, 892])
@pytest.mark.parametrize("grade", list(Grade))
def test_a_blank_cell_is_never_0_and_every_figure_of_an_open_arm_stands_in_its_cell(
    grade: Grade, width: float | None
) -> None:
    toxicity = shown(grade, width)
    figure = toxicity_chart(toxicity, LIGHT, width)
    reported = [row.cells[column] for row in toxicity.rows for column in toxicity.columns if column in row.cells]
    percents = [percent for percent, _hover in cells(figure) if percent is not None]
    assert len(percents) == len(reported) > 20
    assert percents.count(0) == sum(float(cell.figure[f"{_column(cell.grade)}"]) == 0 for cell in reported)
    assert not trace(figure, "percent").hoverongaps
    assert all((percent is None) == (hover == "") for percent, hover in cells(figure))
    numbers = [words for words in printed(figure) if words[0].isdigit()]
    assert sorted(float(re.match(r"[\d.]+", words)[0]) for words in numbers) == sorted(percents)


def _column(grade: Grade) -> str:
    return "severe" if grade is Grade.SEVERE else "any_grade"


def test_an_antibody_or_adc_says_where_ild_or_lvef_is_not_reported_and_a_control_arm_stays_blank() -> None:
    toxicity = shown()
    silent = sum(column not in row.cells for row in toxicity.rows for column in row.watched)
    assert silent
    figure = toxicity_chart(toxicity, LIGHT, 892)
    assert printed(figure).count("\N{EN DASH}") == silent
    assert any("\N{EN DASH} not reported" in line for line in lines(figure))


def test_hover_says_arm_event_percent_n_cause_and_grade_and_what_else_is_reported() -> None:
    figure = toxicity_chart(fold_toxicity(arrange(EVIDENCE, FRAME, Grade.SEVERE), 1200, None), LIGHT, 1200)
    hovers = " ".join(hover.replace("<br>", " ") for _percent, hover in cells(figure))
    for words in ("KEYNOTE-811", "neutropenia: 30 %", "Grade 3-4", "Grade 3 or more", "n not stated"):
        assert words in hovers
    for words in ("any cause", "treatment-related", "cause not stated", "also reported: ", "treatment-related death"):
        assert words in hovers


def test_a_figure_of_another_grade_or_cause_is_marked_and_the_mark_explained() -> None:
    first_line = arrange(EVIDENCE, arms_frame(EVIDENCE, Selection(setting=Setting.FIRST_LINE)), Grade.SEVERE)
    toxicity = fold_toxicity(first_line, 1200, None)
    figure = toxicity_chart(toxicity, LIGHT, 1200)
    marked = "".join(printed(figure))
    for mark, meaning in (
        ("*", "* grade 3-4; grade 3 or more is not reported"),
        ("<sup>t</sup>", "t treatment-related; without this mark, any cause"),
        ("<sup>?</sup>", "? cause not stated"),
        ("<sup>a</sup>", "a any grade; grade 3 or more is not reported"),
    ):
        assert mark in marked
        assert meaning in " ".join(lines(figure))
    any_grade = toxicity_chart(fold_toxicity(arrange(EVIDENCE, FRAME, Grade.ANY), 1200, None), LIGHT, 1200)
    assert not any("*" in words or "<sup>a" in words for words in printed(any_grade))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("setting", list(Setting))
def test_the_chart_fits_the_first_screen_of_a_projector_and_says_how_much_is_folded(
    setting: Setting, lang: str
) -> None:
    with using(lang):
        built = arrange(EVIDENCE, arms_frame(EVIDENCE, Selection(setting=setting)), Grade.SEVERE)
        toxicity = fold_toxicity(built, *PROJECTOR)
        figure = toxicity_chart(toxicity, LIGHT, PROJECTOR[0])
        assert figure.layout.height <= PROJECTOR[1]
        assert not [line for line in lines(figure) if "…" in line]
        assert len(toxicity.rows) + len(toxicity.folded) + len(toxicity.single) == len(built.rows)
        everything = fold_toxicity(built, *PROJECTOR, with_folded=True)
        assert not everything.folded and len(everything.rows) >= len(toxicity.rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_name_of_an_event_stands_in_two_lines_and_no_word_of_it_is_cut(lang: str) -> None:
    with using(lang):
        toxicity = arrange(EVIDENCE, FRAME, Grade.ANY)
        (_at, names), *_more = heads(toxicity_chart(toxicity, LIGHT, 4000))
        for name, event in zip(names, toxicity.columns, strict=True):
            assert name.count("<br>") <= 1
            assert name.replace("<br>", "").replace(" ", "") == _(event).replace(" ", "")


def test_the_names_of_events_come_again_where_a_figure_is_tall() -> None:
    figure = toxicity_chart(fold_toxicity(arrange(EVIDENCE, FRAME, Grade.SEVERE), None, None), LIGHT)
    heights = [at for at, _names in heads(figure)]
    assert len(heights) > 2
    assert all(below - above < 1500 for above, below in pairwise(heights))


def test_no_pan_tumour_arm_is_drawn() -> None:
    pan = EVIDENCE.safety[EVIDENCE.safety["pan_tumour"]]
    only_pan = {*zip(pan["trial"], pan["arm"], strict=True)} - {*zip(FRAME["trial"], FRAME["arm"], strict=True)}
    assert only_pan
    everything = arrange(EVIDENCE, FRAME, Grade.ANY)
    assert not only_pan & {(row.trial.id, row.arm.id) for row in everything.rows}
