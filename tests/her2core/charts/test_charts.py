"""A chart says what was reported, how sure, and what it must not be used for: tested by its marks, not its looks."""

import re
from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import pytest

from her2core import load_evidence
from her2core.charts import median_forest, ratio_forest
from her2core.charts.forest import MOST, Forest, draw_forest, draw_pages, lay_out_forest
from her2core.charts.forest.model import TrialBlocks
from her2core.charts.theme import DARK, LIGHT, Palette
from her2core.evidence import Selection
from her2core.evidence.adverse_events import Grade
from her2core.evidence.strength import load_strength
from her2core.guidance import load_guidance
from her2core.language import LANGUAGES, using
from her2core.query.cached_charts import path_forest, risk_difference_forest
from her2core.query.filters import Filters, View
from her2core.query.question import question
from her2core.query.views import VIEWS
from her2core.status.assessment import assess
from her2core.terms import Agency, Allocation, Guideline, Setting, Tier
from tests.her2core.charts.figures import draw_whole

EVIDENCE = load_evidence()
FORESTS = [view for view, entry in VIEWS.items() if entry.is_forest]
WARNING = {"en": "Do not compare arms across trials", "zh": "不得跨试验比较"}


def drawn(view: View, wide: bool = False, palette: Palette = LIGHT, **filters: str) -> tuple[go.Figure, pd.DataFrame]:
    view_question = question(Filters.parse({"view": view, **filters}), assess({}))
    figures = view_question.figures(EVIDENCE)
    return view_question.chart(EVIDENCE, figures, palette, wide), figures


def all_text(figure: go.Figure) -> str:
    """All text of a chart in one line, without its markup and its line breaks."""
    lines = [line for trace in figure.data for line in (trace.text or ()) if trace.mode == "text"]
    lines += [note.text for note in figure.layout.annotations]
    plain = re.sub(r"</?b>", "", " ".join(lines).replace("<br>", " "))
    return re.sub(r"(?<=[\u4e00-\u9fff，。]) (?=[\u4e00-\u9fff])", "", plain)


def trace(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", list(View))
def test_the_cross_trial_warning_stands_inside_every_figure(view: View, lang: str) -> None:
    with using(lang):
        figure, _figures = drawn(view)
        assert WARNING[lang] in all_text(figure)


@pytest.mark.parametrize("view", FORESTS)
def test_every_figure_that_answers_is_drawn_at_its_value(view: View) -> None:
    figure, figures = drawn(view)
    marks = sorted(trace(figure, "value").x)
    assert marks == sorted(figures["value"].dropna())


def test_hazard_ratios_are_a_forest_on_a_log_axis_with_the_line_at_1_and_both_sides_named() -> None:
    figure, figures = drawn(View.HAZARD_RATIOS)
    axis = figure.layout.xaxis2
    assert axis.type == "log"
    assert any(shape.x0 == shape.x1 == 1 for shape in figure.layout.shapes)
    assert "favours experimental" in all_text(figure)
    assert "favours control" in all_text(figure)
    lowest, highest = (10**limit for limit in axis.range)
    assert lowest <= figures[["value", "ci_low"]].min().min()
    assert highest >= figures[["value", "ci_high"]].max().max()


def test_a_hazard_ratio_whose_lower_limit_is_printed_as_0_is_drawn_to_the_edge_and_marked() -> None:
    _figure, figures = drawn(View.HAZARD_RATIOS)
    few = figures.head(1).assign(value=0.1, ci_low=0.0, ci_high=0.9)
    figure = draw_whole(ratio_forest(few), wide=True)
    low, high = (10**end for end in figure.layout.xaxis2.range)
    assert 0 < low < 0.1 and high >= 0.9
    assert list(trace(figure, "interval").x)[:2] == pytest.approx([low, 0.9])
    assert list(trace(figure, "beyond the axis").x) == pytest.approx([low])


def test_a_median_not_reached_of_which_no_limit_is_known_is_an_open_arrow() -> None:
    _figure, figures = drawn(View.OS)
    few = figures.head(1).assign(value=None, ci_low=None, ci_high=None)
    figure = draw_whole(median_forest(few), wide=True)
    assert list(trace(figure, "not reached").x) == [figure.layout.xaxis2.range[1]]
    assert "value" not in {part.name for part in figure.data}
    assert "not reached" in all_text(figure)


def test_no_chart_is_a_bar_and_no_curve_is_drawn_from_a_median() -> None:
    for view in View:
        figure, _figures = drawn(view)
        assert {trace.type for trace in figure.data} == {"scatter"}
        assert all((trace.line.shape or "linear") == "linear" and not trace.fill for trace in figure.data)


def test_intervals_of_medians_reach_from_their_lower_to_their_upper_limit() -> None:
    figure, figures = drawn(View.PFS, agent="trastuzumab deruxtecan")
    ends = {end for line in figure.data if line.name == "interval" for end in line.x if end is not None}
    rows = figures.dropna(subset=["ci_low", "ci_high"])
    assert len(rows) > 3
    assert set(rows["ci_low"]) | set(rows["ci_high"]) <= ends


def median(value: float | None, low: float | None, high: float | None) -> pd.DataFrame:
    _figure, figures = drawn(View.OS)
    row = figures.iloc[[0]].copy()
    row[["value", "ci_low", "ci_high"]] = [[value, low, high]]
    row["value_printed"] = "NR" if value is None else str(value)
    row["ci_printed"] = "" if low is None else f"{low}–not reached"
    return row.astype({"value": float, "ci_low": float, "ci_high": float})


def test_a_median_that_was_not_reached_is_an_open_arrow_from_its_lower_limit_and_no_number() -> None:
    figure = draw_whole(median_forest(median(None, 14.2, None)), wide=True)
    assert "value" not in {part.name for part in figure.data}
    arrow = trace(figure, "not reached")
    assert arrow.marker.symbol == "triangle-right-open"
    assert arrow.x[0] == figure.layout.xaxis2.range[1]
    assert 14.2 in trace(figure, "interval").x
    assert "NR" in all_text(figure) and "not reached" in all_text(figure)


def test_an_upper_limit_that_was_not_reached_is_an_open_arrow_too() -> None:
    figure = draw_whole(median_forest(median(20.5, 14.2, None)), wide=True)
    assert list(trace(figure, "value").x) == [20.5]
    assert len(trace(figure, "not reached").x) == 1
    assert "NR" in all_text(figure)


def test_an_upper_limit_that_was_not_given_looks_like_no_other() -> None:
    """Not reached and not reported never look alike: no arrow, the interval ends at the median, and a sign says so."""
    figure = draw_whole(median_forest(median(20.5, 14.2, None).assign(ci_printed="14.2–not given")), wide=True)
    assert "not reached" not in {part.name for part in figure.data}
    assert list(trace(figure, "interval").x)[:2] == [14.2, 20.5]
    text = all_text(figure)
    assert "(14.2–?)" in text and "upper limit not given" in text and "NR" not in text


def test_no_arrow_is_drawn_where_no_interval_is_reported() -> None:
    figure = draw_whole(median_forest(median(20.5, None, None)), wide=True)
    assert [trace.name for trace in figure.data if trace.name in {"not reached", "interval"}] == []


def test_a_calculated_interval_says_so() -> None:
    figure, _figures = drawn(View.RESPONSE)
    assert "calculated" in all_text(figure)


def test_both_arms_of_a_randomised_trial_stand_together_and_are_joined() -> None:
    figure, figures = drawn(View.RESPONSE, agent="lapatinib", wide=True)
    assert {"experimental", "control"} <= set(figures["role"])
    assert any(line.line.dash == "dot" for line in figure.data if line.mode == "lines")
    assert "randomised control" in all_text(figure)


def test_a_mixture_has_another_shape_than_a_pure_population() -> None:
    figure, figures = drawn(View.RESPONSE, tiers="intermediate")
    symbols = trace(figure, "value").marker.symbol
    assert set(symbols) == {"diamond", "circle"}
    assert symbols.count("diamond") == (figures["match"] == "includes").sum()


def test_abstracts_are_dotted_and_control_arms_are_open() -> None:
    figure, figures = drawn(View.OS)
    dashes = {line.line.dash for line in figure.data if line.name == "interval"}
    assert dashes == {"solid", "2px,2px"}
    colours = trace(figure, "value").marker.color
    controls = (figures["role"] == "control") & (figures["allocation"] == "randomised") & figures["value"].notna()
    assert colours.count(LIGHT.page) == controls.sum()


def trials(forest: Forest) -> list[TrialBlocks]:
    return [trial for group in forest.groups for trial in group.trials]


def made(view: View, **filters: str) -> Forest:
    put = question(Filters.parse({"view": view, **filters}), assess({}))
    return put.forest(EVIDENCE, put.figures(EVIDENCE))


@pytest.mark.parametrize("view", FORESTS)
def test_the_strongest_design_comes_first_and_a_worse_result_moves_no_trial(view: View) -> None:
    put = question(Filters.parse({"view": view, "tiers": "high"}), assess({}))
    figures = put.figures(EVIDENCE)
    before = put.forest(EVIDENCE, figures)
    order = [rank.id for rank in load_strength().ranks]
    ranks = [order.index(group.id) for group in before.groups]
    assert ranks == sorted(ranks)
    worse = figures.assign(value=figures["value"] / 2, ci_low=figures["ci_low"] / 2, ci_high=figures["ci_high"] / 2)
    after = put.forest(EVIDENCE, worse)
    assert [each.id for each in trials(after)] == [each.id for each in trials(before)]
    assert [line.name for line in after.lines] == [line.name for line in before.lines]


@pytest.mark.parametrize("view", [View.HAZARD_RATIOS, View.PFS, View.OS])
def test_a_contrast_that_is_not_randomised_stands_in_a_group_of_its_own_and_favours_neither(view: View) -> None:
    for group in made(view, line="any").groups:
        randomised = [EVIDENCE.trials[trial.id].allocation is Allocation.RANDOMISED for trial in group.trials]
        assert all(randomised) or not any(randomised)
        has_contrasts = view is View.HAZARD_RATIOS or any(line.beside for trial in group.trials for line in trial.lines)
        assert ("not randomised" in group.title) == (has_contrasts and not all(randomised))
        if group.sides:
            assert all("favours" in side for side in group.sides) == all(randomised)


def test_who_was_not_randomised_is_no_control() -> None:
    """Those who were not operated on are not the control of those who were."""
    lines = [line for trial in trials(made(View.OS, line="any")) if not trial.is_randomised for line in trial.lines]
    assert lines and not any(line.is_control for line in lines)
    assert not any("control arm" in line.hover for line in lines)


def make_path() -> Forest:
    return path_forest(EVIDENCE, load_guidance(), Tier.HIGH, Agency.CHINA_NMPA, Guideline.CSCO, True)


LONG: dict[str, Callable[[], Forest]] = {
    **{str(view): partial(made, view, tiers="high", line="any") for view in FORESTS},
    "differences": partial(risk_difference_forest, EVIDENCE, Selection(), Grade.ANY),
    "path": make_path,
}


@pytest.mark.parametrize("width", [1000, 350])
@pytest.mark.parametrize("make", LONG.values(), ids=LONG)
def test_at_first_no_more_than_fits_is_open_and_what_is_folded_is_counted(
    make: Callable[[], Forest], width: int
) -> None:
    forest = make()
    shown = lay_out_forest(forest, width, MOST)
    figure = draw_forest(shown, LIGHT)
    assert figure.layout.height <= MOST
    counted = [len(each.lines) for part in shown.folds for each in (*part.open, *part.folded)]
    assert sum(counted) == len(forest.lines)
    every = lay_out_forest(forest, width, MOST, [group.id for group in forest.groups])
    assert [line for each in every.trials for line in each.lines] == forest.lines


def test_the_group_that_is_asked_for_is_open_before_any_other_and_stands_in_its_place() -> None:
    forest = make_path()
    shown = lay_out_forest(forest, 1000, MOST, first=Setting.THIRD_LINE_PLUS)
    assert [part.group for part in shown.folds] == list(forest.groups)
    assert [part.group.id for part in shown.folds if part.open] == [Setting.THIRD_LINE_PLUS]


@pytest.mark.parametrize("view", FORESTS)
def test_a_figure_is_one_line_of_16_pixels_and_its_number_18(view: View) -> None:
    figure, _figures = drawn(view, wide=True)
    assert {part.textfont.size for part in figure.data if part.mode == "text"} == {16, 18}


def test_a_forest_over_several_pages_repeats_its_title_and_axis_on_each_and_loses_nothing() -> None:
    forest = made(View.RESPONSE, tiers="high", line="any")
    pages = draw_pages(forest, LIGHT)
    assert len(pages) > 1
    for page in pages:
        assert "ORR: percent of patients" in all_text(page) and WARNING["en"] in all_text(page)
    marks = [x for page in pages for x in trace(page, "value").x]
    assert sorted(marks) == sorted(line.mark.value for line in forest.lines if line.mark)


def test_what_nothing_is_held_for_is_a_row_that_says_so() -> None:
    figure, _figures = drawn(View.RESPONSE, line="second-line", tiers="high,none", match="only")
    assert "∅ None (IHC 0), second line: no figure is collected here" in all_text(figure)


def test_disagreements_among_sources_are_signed_at_the_figure_and_said_where_it_is_pointed_at() -> None:
    forest = made(View.RESPONSE, line="second-line", tiers="intermediate,low")
    (line,) = [line for line in forest.lines if line.value == "43"]
    assert "⚠" in line.limits and "★" in line.limits
    for words in ("Sources disagree", "singled out by the source review"):
        assert words in line.hover
    text = "".join(all_text(page) for page in draw_pages(forest, LIGHT))
    for words in ("46 %", "56 %", "Sources disagree"):
        assert words in text, "on paper nothing is pointed at"


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("view", FORESTS)
def test_a_figure_is_as_high_as_what_it_holds(view: View, wide: bool) -> None:
    figure, _figures = drawn(view, wide)
    lowest = max(y for part in figure.data for y in part.y if y is not None)
    assert lowest <= figure.layout.yaxis.range[0]
    margin = figure.layout.margin
    bottom, top = figure.layout.yaxis.range
    assert figure.layout.height >= bottom - top + margin.t + margin.b


def test_the_overview_sets_response_against_pfs_with_the_number_of_patients_as_size() -> None:
    figure, arms = drawn(View.OVERVIEW)
    points = {(x, y) for part in figure.data for x, y in zip(part.x, part.y, strict=True)}
    assert points == set(zip(arms["value_orr"], arms["value_pfs"], strict=True))
    sized = {
        (x, y): size
        for part in figure.data
        if part.mode == "markers"
        for x, y, size in zip(part.x, part.y, part.marker.size, strict=True)
    }
    large, small = arms.loc[arms["n_orr"].idxmax()], arms.loc[arms["n_orr"].idxmin()]
    assert sized[large["value_orr"], large["value_pfs"]] > sized[small["value_orr"], small["value_pfs"]]
    assert "number of patients" in all_text(figure)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_mark_is_outlined_in_the_colour_of_text_so_that_a_pale_one_stands_out(palette: Palette) -> None:
    figure, _figures = drawn(View.RESPONSE, palette=palette)
    assert trace(figure, "value").marker.line.color == palette.text
