"""The charts of the Safety page: what is not reported is blank, what is calculated says so, nothing is cut off."""

import re
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from her2core import load_evidence
from her2core.charts.differences import difference_chart, difference_forest
from her2core.charts.sheet import WARNING
from her2core.charts.text import break_lines
from her2core.charts.theme import DARK, LIGHT, Palette, ink, mix, shares
from her2core.charts.toxicity import toxicity_chart
from her2core.evidence import Selection
from her2core.evidence.adverse_events import PERCENT, Grade, arms_frame, common_events, risk_differences
from her2core.language import LANGUAGES, _, using
from her2core.terms import Setting

EVIDENCE = load_evidence()
FRAME = arms_frame(EVIDENCE, Selection())
GRADES = list(Grade)
WIDTHS = [False, True]


def differences(grade: Grade = Grade.ANY) -> pd.DataFrame:
    return risk_differences(EVIDENCE, Selection(), grade)


def drawn(grade: Grade = Grade.SEVERE, wide: bool = False) -> list[go.Figure]:
    return [toxicity_chart(FRAME, grade, LIGHT, wide), difference_chart(differences(grade), LIGHT, wide)]


def trace(figure: go.Figure, name: str) -> go.Scatter | go.Heatmap:
    return next(trace for trace in figure.data if trace.name == name)


def lines(figure: go.Figure) -> list[str]:
    """The text of a figure from its top to its bottom, without markup."""
    placed = [
        (y, words)
        for trace in figure.data
        if trace.type == "scatter" and trace.name == "text"
        for y, words in zip(trace.y, trace.text, strict=True)
    ]
    return [re.sub(r"<[^>]+>", "", words) for _y, words in sorted(placed)]


def heads(figure: go.Figure) -> list[tuple[float, list[str]]]:
    """The heights in pixels at which the names of the events stand, with the names."""
    height = max(figure.layout.yaxis.range)
    axes = [axis for axis in figure.select_xaxes() if axis.ticktext]
    return [(height * (1 - axis.position), list(axis.ticktext)) for axis in axes if axis.overlaying]


def all_text(figure: go.Figure) -> str:
    notes = [note.text for note in figure.layout.annotations]
    notes += [name for _at, names in heads(figure) for name in names]
    plain = re.sub(r"</?\w+>", "", " ".join([*lines(figure), *notes]).replace("<br>", " "))
    return re.sub(r"(?<=[\u4e00-\u9fff，。]) (?=[\u4e00-\u9fff])", "", plain)


def cells(figure: go.Figure) -> list[tuple[float | None, str]]:
    heatmap = trace(figure, "percent")
    return [
        cell
        for percents, hovers in zip(heatmap.z, heatmap.hovertext, strict=True)
        for cell in zip(percents, hovers, strict=True)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("wide", WIDTHS)
def test_the_cross_trial_warning_is_the_first_that_both_figures_say(wide: bool, lang: str) -> None:
    with using(lang):
        for figure in drawn(wide=wide):
            first = break_lines(_(WARNING), 20)[0].split(" ")[0]
            assert lines(figure)[0].startswith(first)
            assert _(WARNING) in all_text(figure)


def test_blank_is_explained_before_anything_is_shown() -> None:
    figure = toxicity_chart(FRAME, Grade.SEVERE, LIGHT, wide=True)
    assert lines(figure)[1] == "Blank: not reported, never 0."


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("grade", GRADES)
def test_a_blank_cell_is_never_0_and_every_reported_figure_is_in_its_cell(grade: Grade, wide: bool) -> None:
    figure = toxicity_chart(FRAME, grade, LIGHT, wide)
    events = common_events(FRAME, grade, 14 if wide else 7)
    column = PERCENT[grade]
    reported = FRAME[FRAME["event"].isin(events)].dropna(subset=[column])
    one = reported.drop_duplicates(["trial", "arm", "event"])
    shown = [percent for percent, _hover in cells(figure) if percent is not None]
    assert len(shown) == len(one)
    assert shown.count(0) <= (reported[column] == 0).sum()
    assert not trace(figure, "percent").hoverongaps
    assert all((percent is None) == (hover == "") for percent, hover in cells(figure))
    printed = [words for part in figure.data if part.name == "figures" for words in part.text]
    assert len(printed) == len(shown)
    assert sorted(float(re.match(r"[\d.]+", words)[0]) for words in printed) == sorted(shown)


def test_a_frame_with_one_event_reported_by_one_of_two_arms_has_one_blank_cell() -> None:
    rows = FRAME[(FRAME["trial"] == "toga") & (FRAME["event"].isin(["anaemia", "nausea"]))]
    rows = rows[~((rows["event"] == "nausea") & (rows["role"] == "control"))]
    heatmap = trace(toxicity_chart(rows, Grade.SEVERE, LIGHT), "percent")
    stored = [list(row) for row in heatmap.z if any(percent is not None for percent in row)]
    assert sum(percent is None for row in stored for percent in row) == 1


def test_no_pan_tumour_figure_is_drawn() -> None:
    pan = EVIDENCE.safety[EVIDENCE.safety["pan_tumour"]]
    labels = {EVIDENCE.trials[trial].arm(arm).label for trial, arm in zip(pan["trial"], pan["arm"], strict=True)}
    gastric = {*FRAME["arm_label"]}
    text = all_text(toxicity_chart(FRAME, Grade.ANY, LIGHT, wide=True))
    assert labels - gastric
    assert not any(label in text for label in labels - gastric)


def test_hover_says_arm_event_percent_n_cause_and_grade() -> None:
    figure = toxicity_chart(FRAME, Grade.SEVERE, LIGHT, wide=True)
    hovers = " ".join(hover.replace("<br>", " ") for _percent, hover in cells(figure))
    for words in ("HERBIS-1", "neutropenia: 36 %", "n = 53", "Grade 3-4", "cause not stated", "Grade 3 or more"):
        assert words in hovers
    assert "any cause" in hovers and "treatment-related" in hovers and "n not stated" in hovers
    assert "also reported: 7.6 %" in hovers
    assert "time-matched analysis" in hovers


def test_grade_3_4_and_cause_are_marked_in_the_cell_and_explained() -> None:
    figure = toxicity_chart(FRAME, Grade.SEVERE, LIGHT, wide=True)
    printed = [words for part in figure.data if part.name == "figures" for words in part.text]
    marked = FRAME[FRAME["severe_is_3_4"] & FRAME["event"].isin(common_events(FRAME, Grade.SEVERE, 14))]
    assert sum("*" in words for words in printed) == len(marked) > 0
    assert "* grade 3-4; grade 3 or more is not reported." in all_text(figure)
    assert "t treatment-related; without this mark, any cause." in all_text(figure)
    assert not any("*" in line for line in lines(toxicity_chart(FRAME, Grade.ANY, LIGHT, wide=True)))


def test_trials_stand_in_order_of_time_newest_first() -> None:
    figure = toxicity_chart(FRAME, Grade.SEVERE, LIGHT, wide=True)
    events = common_events(FRAME, Grade.SEVERE, 14)
    shown = FRAME[FRAME["event"].isin(events)].dropna(subset=["severe"])
    years = shown.groupby("trial_name")["source_year"].max()
    text = lines(figure)
    places = [(text.index(name), year) for name, year in years.items() if name in text]
    assert len(places) > 10
    in_order = [year for _place, year in sorted(places)]
    assert in_order == sorted(in_order, reverse=True)


@pytest.mark.parametrize(("wide", "most"), [(False, 7), (True, 14)])
def test_no_more_events_are_shown_than_fit(wide: bool, most: int) -> None:
    assert len(trace(toxicity_chart(FRAME, Grade.ANY, LIGHT, wide, most=99), "percent").x) == most + 1
    assert len(trace(toxicity_chart(FRAME, Grade.ANY, LIGHT, wide, most=3), "percent").x) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_name_of_an_event_stands_in_two_lines_and_no_word_of_it_is_cut(lang: str) -> None:
    with using(lang):
        for event in set(FRAME["event"]):
            of_event = FRAME[FRAME["event"] == event]
            result = [head for grade in Grade for head in heads(toxicity_chart(of_event, grade, LIGHT, wide=True))]
            assert result
            for _at, (name,) in result:
                assert name.count("<br>") <= 1
                assert name.replace("<br>", "").replace(" ", "") == _(event).replace(" ", "")
                if lang == "en":
                    assert name.replace("<br>", " ") == event


def test_the_names_of_events_come_again_where_a_figure_is_tall() -> None:
    figure = toxicity_chart(FRAME, Grade.SEVERE, LIGHT)
    heights = [at for at, _names in heads(figure)]
    assert len(heights) > 3
    assert all(below - above < 1500 for above, below in pairwise(heights))


def test_cells_and_text_share_one_pair_of_axes_so_that_cells_can_be_pointed_at() -> None:
    figure = toxicity_chart(FRAME, Grade.SEVERE, LIGHT, wide=True)
    shown = [part for part in figure.data if part.name != "heads"]
    assert {part.xaxis for part in shown} <= {None, "x"} and {part.yaxis for part in figure.data} <= {None, "y"}
    assert all(part.hoverinfo == "skip" for part in figure.data if part.type == "scatter")


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
    assert "No adverse event is held" in all_text(toxicity_chart(FRAME.iloc[:0], Grade.ANY, LIGHT, wide))
    assert "No event is held" in all_text(difference_chart(differences().iloc[:0], LIGHT, wide))


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("grade", GRADES)
def test_every_interval_is_inside_a_symmetric_axis_in_percentage_points(grade: Grade, wide: bool) -> None:
    result = differences(grade)
    figure = difference_chart(result, LIGHT, wide)
    axis = figure.layout.xaxis2
    low, high = axis.range
    assert low == -high and axis.type == "linear"
    assert low <= result["ci_low"].min() and result["ci_high"].max() <= high
    assert list(trace(figure, "value").x) and len(trace(figure, "value").x) == len(result)
    assert "risk difference, percentage points" in all_text(figure)


@pytest.mark.parametrize("wide", WIDTHS)
def test_the_line_of_no_difference_stands_at_0_and_both_sides_are_named(wide: bool) -> None:
    figure = difference_chart(differences(), LIGHT, wide)
    assert any(shape.x0 == shape.x1 == 0 and shape.xref == "x2" for shape in figure.layout.shapes)
    assert "fewer with the experimental arm" in all_text(figure)
    assert "more with the experimental arm" in all_text(figure)


def test_each_difference_stands_with_both_percentages_their_n_and_a_calculated_interval() -> None:
    forest = difference_forest(differences())
    assert len(forest.lines) == len(differences())
    assert all("calculated" in line.hover for line in forest.lines)
    (line,) = [each for each in forest.lines if each.beside == "57.6 % of 125 vs 30.6 % of 62"]
    assert (line.name, line.value, line.limits) == ("anaemia · paper 2020", "+27.0", "(+11.8 to +40.0)")
    text = all_text(difference_chart(differences(), LIGHT, wide=True))
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
    assert "abstract 2026, paper 2023" in all_text(toxicity_chart(keynote, Grade.SEVERE, LIGHT, wide=True))
    of_trial = differences(Grade.SEVERE)
    lines = difference_forest(of_trial[of_trial["trial"] == "keynote-811"]).lines
    assert any("· abstract 2026" in line.name for line in lines)
    assert any("· paper 2023" in line.name and "vs 8 % of 346" in line.beside for line in lines)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
