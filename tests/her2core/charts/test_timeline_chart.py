"""The timeline shows every trial, where it belongs, and none above another."""

from itertools import combinations, pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from her2core import load_evidence
from her2core.charts.theme import CLASS_COLOURS, CLASS_SHAPES, DARK, GLYPHS, LIGHT, Palette
from her2core.charts.timeline import NARROWEST, NARROWEST_WIDE, reach, timeline_chart
from her2core.evidence.freshness import timeline_frame
from her2core.evidence.selection import Selection
from her2core.labels import capital
from her2core.terms import AgentClass, Setting, Tier

EVIDENCE = load_evidence()
FRAME = timeline_frame(EVIDENCE, Selection())
FRAMES = {
    "all": FRAME,
    "second line, low": timeline_frame(EVIDENCE, Selection(setting=Setting.SECOND_LINE, tiers=(Tier.LOW,))),
    "one trial": FRAME[FRAME["trial"] == "toga"],
    "ongoing alone": FRAME[~FRAME["has_result"]],
    "none": FRAME.iloc[:0],
}
WIDTHS = {False: NARROWEST, True: NARROWEST_WIDE}


def marks(figure: go.Figure) -> pd.DataFrame:
    """Every mark: trial, place, colour, outline, size and hover."""
    return pd.DataFrame(
        [
            {
                "trial": data[0], "x": x, "y": y, "colour": colour, "outline": part.marker.line.color, "hover": hover,
                "symbol": part.marker.symbol, "extent": part.marker.size * reach(part.marker.symbol) + outline,
            }
            for part in figure.data if part.mode == "markers"
            for x, y, data, colour, outline, hover in zip(
                part.x, part.y, part.customdata, part.marker.color, part.marker.line.width, part.text, strict=True
            )
        ],
        columns="trial x y colour outline hover symbol extent".split(),
    )  # fmt: skip


def texts(figure: go.Figure) -> list[str]:
    return [line for part in figure.data if part.mode == "text" for line in part.text]


def all_text(figure: go.Figure) -> str:
    return " ".join(texts(figure)).replace("<b>", "").replace("</b>", "")


def pixels(figure: go.Figure, width: int) -> float:
    """The pixels of one unit of the horizontal axis."""
    left, right = figure.layout.xaxis.range
    return (width - figure.layout.margin.l - figure.layout.margin.r) / (right - left)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_every_trial_is_one_mark_that_knows_its_trial(frame: pd.DataFrame) -> None:
    assert sorted(marks(timeline_chart(frame, LIGHT))["trial"]) == sorted(frame["trial"])


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_no_mark_overlaps_another(frame: pd.DataFrame, wide: bool) -> None:
    figure = timeline_chart(frame, LIGHT, wide)
    unit = pixels(figure, WIDTHS[wide])
    for one, other in combinations(marks(figure).itertuples(), 2):
        room = (one.extent + other.extent) / 2
        assert abs(one.x - other.x) * unit >= room or abs(one.y - other.y) >= room, (one.trial, other.trial)


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_every_mark_and_every_line_of_text_is_inside_the_figure(frame: pd.DataFrame, wide: bool) -> None:
    figure = timeline_chart(frame, LIGHT, wide)
    left, right = figure.layout.xaxis.range
    bottom, top = figure.layout.yaxis.range
    margin, unit = figure.layout.margin, pixels(figure, WIDTHS[wide])
    assert figure.layout.height >= bottom - top + margin.t + margin.b
    assert not margin.autoexpand
    for mark in marks(figure).itertuples():
        half = mark.extent / 2
        assert left <= mark.x - half / unit and mark.x + half / unit <= right
        assert top <= mark.y - half and mark.y + half <= bottom
    heights = [y for part in figure.data if part.mode == "text" for y in part.y]
    assert min(heights) >= top + 8 and max(heights) <= bottom - 8


def test_trials_with_a_result_stand_at_the_year_of_their_report() -> None:
    result = marks(timeline_chart(FRAME, LIGHT)).merge(FRAME[FRAME["has_result"]], on="trial").dropna(subset=["year"])
    assert (result["x"] == result["year"]).all()


def test_trials_without_a_result_are_at_the_right_edge_and_open() -> None:
    figure = timeline_chart(FRAME, LIGHT)
    result = marks(figure).merge(FRAME, on="trial")
    pending = result[~result["has_result"]]
    assert set(pending["trial"]) == set(FRAME.loc[~FRAME["has_result"], "trial"])
    line = max(shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1)
    assert (pending["x"] > line).all()
    assert (result.loc[result["has_result"], "x"] < line).all()
    assert set(pending["colour"]) == {LIGHT.page}
    assert LIGHT.page not in set(result.loc[result["has_result"], "colour"])
    assert "no result collected yet" in all_text(figure)


def test_a_result_of_an_unknown_year_is_left_of_the_years_and_filled() -> None:
    figure = timeline_chart(FRAME, LIGHT)
    undated = FRAME[FRAME["has_result"] & FRAME["year"].isna()]
    result = marks(figure).merge(undated, on="trial")
    assert (result["x"] < FRAME["year"].min()).all()
    assert LIGHT.page not in set(result["colour"])
    assert "year not stated" in all_text(figure)
    assert "year not stated" not in all_text(timeline_chart(FRAMES["one trial"], LIGHT))


def test_each_setting_has_a_lane_with_its_name_and_its_trials_are_in_it() -> None:
    figure = timeline_chart(FRAME, LIGHT)
    tops = sorted({shape.y0 for shape in figure.layout.shapes if shape.y0 == shape.y1})
    heights = pairwise([*tops, figure.layout.yaxis.range[0]])
    result = marks(figure).merge(FRAME[["trial", "setting"]], on="trial")
    for setting, (top, bottom) in zip(Setting, heights, strict=True):
        rows = result[result["setting"] == setting]
        assert rows["y"].between(top, bottom).all()
        assert f"{capital(setting)} ({len(rows)})" in all_text(figure)


def test_a_lane_without_a_trial_says_so() -> None:
    assert "First line: ∅ no trial of this selection" in all_text(timeline_chart(FRAMES["second line, low"], LIGHT))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colour_and_shape_are_the_class_and_the_outline_is_the_colour_of_text(palette: Palette) -> None:
    result = marks(timeline_chart(FRAME, palette)).merge(FRAME, on="trial")
    for mark in result.itertuples():
        agent_class = AgentClass(mark.leading)
        assert mark.symbol == CLASS_SHAPES[agent_class]
        assert mark.colour == (CLASS_COLOURS[agent_class] if mark.has_result else palette.page)
        assert mark.outline == palette.text


@pytest.mark.parametrize("wide", WIDTHS)
def test_the_key_names_the_classes_that_are_drawn_and_no_other(wide: bool) -> None:
    text = all_text(timeline_chart(FRAMES["second line, low"], LIGHT, wide))
    drawn = set(FRAMES["second line, low"]["leading"])
    for agent_class in AgentClass:
        assert (f"{GLYPHS[CLASS_SHAPES[agent_class]]} {capital(agent_class)}" in text) == (agent_class in drawn)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_the_cross_trial_warning_is_present(frame: pd.DataFrame) -> None:
    assert "Do not compare arms across trials" in all_text(timeline_chart(frame, LIGHT))


def test_a_mark_says_its_trial_year_report_status_and_n() -> None:
    hover = marks(timeline_chart(FRAME, LIGHT)).set_index("trial")["hover"]
    assert hover["toga"] == "ToGA<br>2010 · paper<br>published<br>n = 594"
    assert hover["destiny-gastric05"].endswith("no result collected yet<br>ongoing<br>n = 576")
    assert hover["mrg002-gastric"].endswith("n not stated")


def test_the_axis_has_whole_years_and_room_for_those_it_names() -> None:
    for wide, width in WIDTHS.items():
        figure = timeline_chart(FRAME, LIGHT, wide)
        axis = figure.layout.xaxis
        assert list(axis.tickvals) == list(range(FRAME["year"].min(), FRAME["year"].max() + 1))
        named = [year for year, words in zip(axis.tickvals, axis.ticktext, strict=True) if words]
        assert all((later - year) * pixels(figure, width) >= 32 for year, later in pairwise(named))


def test_there_is_one_horizontal_and_one_vertical_axis_so_that_marks_can_be_pointed_at() -> None:
    figure = timeline_chart(FRAME, LIGHT)
    assert all((part.xaxis or "x") == "x" and (part.yaxis or "y") == "y" for part in figure.data)
    assert all(part.hoverinfo == "skip" for part in figure.data if part.mode == "text")


def test_the_tallest_stack_decides_the_height() -> None:
    assert timeline_chart(FRAME, LIGHT).layout.height > timeline_chart(FRAMES["one trial"], LIGHT).layout.height
