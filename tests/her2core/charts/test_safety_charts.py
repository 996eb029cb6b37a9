"""The charts of the Safety page: what is not reported is blank, what is calculated says so, nothing is cut off."""

import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from her2core import load_evidence
from her2core.charts.differences import difference_forest
from her2core.charts.text import WARNING, break_lines
from her2core.charts.theme import DARK, LIGHT, Palette, ink, mix, shares
from her2core.charts.toxicity import fold_toxicity, toxicity_chart
from her2core.charts.toxicity.model import arrange
from her2core.evidence import Selection
from her2core.evidence.adverse_events import Grade, arms_frame, risk_differences
from her2core.language import LANGUAGES, _, using
from her2core.terms import Setting
from tests.colours import contrast, luminance
from tests.her2core.charts.figures import draw_whole, heads, lines, trace

EVIDENCE = load_evidence()
FRAME = arms_frame(EVIDENCE, Selection())
GRADES = list(Grade)
WIDTHS = [False, True]


def differences(grade: Grade = Grade.ANY) -> pd.DataFrame:
    return risk_differences(EVIDENCE, Selection(), grade)


def heat_map(frame: pd.DataFrame, grade: Grade, wide: bool) -> go.Figure:
    width = 900 if wide else None
    return toxicity_chart(fold_toxicity(arrange(EVIDENCE, frame, grade), width, None, with_single=True), LIGHT, width)


def drawn(grade: Grade = Grade.SEVERE, wide: bool = False) -> list[go.Figure]:
    return [heat_map(FRAME, grade, wide), draw_whole(difference_forest(differences(grade)), wide)]


def all_text(figure: go.Figure) -> str:
    notes = [note.text for note in figure.layout.annotations]
    notes += [name for _at, names in heads(figure) for name in names]
    plain = re.sub(r"</?\w+>", "", " ".join([*lines(figure), *notes]).replace("<br>", " "))
    return re.sub(r"(?<=[\u4e00-\u9fff，。]) (?=[\u4e00-\u9fff])", "", plain)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("wide", WIDTHS)
def test_the_cross_trial_warning_is_the_first_that_both_figures_say(wide: bool, lang: str) -> None:
    with using(lang):
        for figure in drawn(wide=wide):
            first = break_lines(_(WARNING), 20)[0].split(" ")[0]
            assert lines(figure)[0].startswith(first)
            assert _(WARNING) in all_text(figure)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_readable_on_every_shade_and_a_reported_0_is_no_blank(palette: Palette) -> None:
    low, high = shares(palette)
    for percent in range(101):
        shade = mix(low, high, percent / 100)
        assert contrast(shade, ink(shade)) >= 4.5
    assert low != palette.page
    depths = [luminance(mix(low, high, percent / 100)) for percent in range(101)]
    assert depths == sorted(depths, reverse=palette is LIGHT)


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("grade", GRADES)
def test_all_that_a_figure_holds_is_inside_its_height(grade: Grade, wide: bool) -> None:
    for figure in drawn(grade, wide):
        bottom, top = figure.layout.yaxis.range
        ys = [y for part in figure.data for y in part.y if y is not None]
        ys += [note.y for note in figure.layout.annotations]
        ys += [at for at, _names in heads(figure)]
        assert top <= min(ys) and max(ys) <= bottom
        margin = figure.layout.margin
        assert margin.autoexpand is False
        assert figure.layout.height >= bottom - top + margin.t + margin.b


@pytest.mark.parametrize("wide", WIDTHS)
def test_no_figure_without_rows_fails(wide: bool) -> None:
    assert "No adverse event is collected here" in all_text(heat_map(FRAME.iloc[:0], Grade.ANY, wide))
    assert "No event is collected here" in all_text(draw_whole(difference_forest(differences().iloc[:0]), wide))


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("grade", GRADES)
def test_every_interval_is_inside_a_symmetric_axis_in_percentage_points(grade: Grade, wide: bool) -> None:
    result = differences(grade)
    figure = draw_whole(difference_forest(result), wide)
    axis = figure.layout.xaxis2
    low, high = axis.range
    assert low == -high and axis.type == "linear"
    assert low <= result["ci_low"].min() and result["ci_high"].max() <= high
    assert list(trace(figure, "value").x) and len(trace(figure, "value").x) == len(result)
    assert "risk difference, percentage points" in all_text(figure)


@pytest.mark.parametrize("wide", WIDTHS)
def test_the_line_of_no_difference_stands_at_0_and_both_sides_are_named(wide: bool) -> None:
    figure = draw_whole(difference_forest(differences()), wide)
    assert any(shape.x0 == shape.x1 == 0 and shape.xref == "x2" for shape in figure.layout.shapes)
    assert "fewer with the experimental arm" in all_text(figure)
    assert "more with the experimental arm" in all_text(figure)


def test_each_difference_stands_with_both_percentages_their_n_and_a_calculated_interval() -> None:
    forest = difference_forest(differences())
    assert len(forest.lines) == len(differences())
    assert all("calculated" in line.hover for line in forest.lines)
    (line,) = [each for each in forest.lines if each.beside == "57.6 % of 125 vs 30.6 % of 62"]
    assert (line.name, line.value, line.limits) == ("anaemia · paper 2020", "+27.0", "(+11.8 to +40.0)")
    text = all_text(draw_whole(difference_forest(differences()), wide=True))
    assert "derived from the reported percentages" in text
    assert "Newcombe" in text


def test_a_difference_has_no_more_decimals_than_the_percentages_it_comes_from() -> None:
    toga = risk_differences(EVIDENCE, Selection(setting=Setting.FIRST_LINE, agent="trastuzumab"), Grade.SEVERE)
    printed = {
        line.name.partition(" · ")[0]: (line.value, line.limits)
        for line in difference_forest(toga[toga["trial"] == "toga"]).lines
    }
    assert printed["diarrhoea"] == ("+5", "(+1 to +9)")
    assert printed["any adverse event"][0] == "0"


def test_events_of_any_cause_and_treatment_related_ones_stand_under_their_own_heading() -> None:
    gastric04 = differences()[differences()["trial"] == "destiny-gastric04"]
    (trial,) = [trial for group in difference_forest(gastric04).groups for trial in group.trials]
    any_cause, related = trial.blocks
    assert any_cause.title.endswith(": any cause") and related.title.endswith(": treatment-related")
    for block, value in ((any_cause, "−2.8"), (related, "−1.8")):
        assert [line.value for line in block.lines if line.name == "discontinuation due to adverse event"] == [value]


def test_every_report_of_a_trial_is_named() -> None:
    keynote = FRAME[FRAME["trial"] == "keynote-811"]
    assert keynote["source"].nunique() == 2
    hovers = " ".join(trace(heat_map(keynote, Grade.SEVERE, wide=True), "row").text)
    assert "abstract 2026" in hovers and "paper 2023" in hovers
    of_trial = differences(Grade.SEVERE)
    lines = difference_forest(of_trial[of_trial["trial"] == "keynote-811"]).lines
    assert any("· abstract 2026" in line.name for line in lines)
    assert any("· paper 2023" in line.name and "vs 8 % of 346" in line.beside for line in lines)
