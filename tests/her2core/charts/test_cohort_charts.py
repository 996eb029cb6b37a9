"""The figures of a cohort count what the frames count, name every tier in words, and are whole on a phone."""

import re
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.charts.cohort import LEAST, LONGEST, distribution_chart, group_label, groups_chart, reclassification_chart
from her2core.charts.flows import link_colour
from her2core.charts.theme import DARK, LIGHT, TIER_COLOURS, Palette, mix
from her2core.cohort.answers import GROUPS, UNDETERMINED, distribution, distribution_by, reclassify
from her2core.cohort.frame import classify_frame
from her2core.language import using
from her2core.terms import Tier

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
WIDTHS = pytest.mark.parametrize("wide", [False, True], ids=["phone", "wide"])
# IHC, ISH, how many rows.
KINDS = [
    ("3+", None, 12), ("2+", "FISH+", 3), ("2+", "FISH-", 7), ("1+", None, 30), ("0", None, 44), ("2+", None, 3),
    (None, None, 1), ("阴性", None, 5),
]  # fmt: skip
SITES = ["Centre A", "北京大学肿瘤医院消化肿瘤内科（北京市肿瘤防治研究所）", "<b>bold</b>", "SICHUAN HOSPITAL " * 9]
ROWS = [(ihc, ish) for ihc, ish, n in KINDS for _row in range(n)]
COHORT = classify_frame(
    pd.DataFrame(ROWS, columns=["ihc", "ish"]).assign(site=[SITES[n % 4] if n % 10 else None for n in range(len(ROWS))])
)
COUNTS, FLOWS, BY_SITE = distribution(COHORT), reclassify(COHORT), distribution_by(COHORT, "site")


def charts(cohort: pd.DataFrame, palette: Palette = LIGHT, wide: bool = False) -> dict[str, go.Figure]:
    return {
        "distribution": distribution_chart(distribution(cohort), palette, wide),
        "reclassification": reclassification_chart(reclassify(cohort), palette, wide),
        "groups": groups_chart(distribution_by(cohort, "site"), palette, wide),
    }


def texts(figure: go.Figure) -> list[str]:
    """Every line of text that is always seen."""
    lines = [line for part in figure.data if part.type == "scatter" for line in part.text]
    return lines + [line for note in figure.layout.annotations for line in note.text.split("<br>")]


def all_text(figure: go.Figure) -> str:
    return re.sub(r"</?b>", "", " ".join(texts(figure)))


def bars(figure: go.Figure) -> list[go.Bar]:
    return [part for part in figure.data if part.type == "bar" and part.name != "key"]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    luminances = []
    for colour in (one, other):
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        luminances.append(sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))
    return (max(luminances) + 0.05) / (min(luminances) + 0.05)


@WIDTHS
def test_each_tier_is_a_bar_from_zero_as_long_as_its_count(wide: bool) -> None:
    figure = distribution_chart(COUNTS, LIGHT, wide)
    drawn = {bar.name: (bar.base[0], bar.x[0]) for bar in bars(figure)}
    expected = COUNTS[COUNTS["group"] != "not read"]
    assert drawn == {group: (0, n) for group, n in zip(expected["group"], expected["n"], strict=True)}
    assert figure.layout.xaxis2.range[0] == 0


@WIDTHS
def test_each_tier_says_its_word_its_n_and_its_percent(wide: bool) -> None:
    text = all_text(distribution_chart(COUNTS, LIGHT, wide))
    for word, number in {
        "High": "15 (15.0 %)", "Intermediate": "7 (7.0 %)", "Low": "30 (30.0 %)", "None (IHC 0)": "44 (44.0 %)",
        "Undetermined": "4 (4.0 %)", "Not read": "5",
    }.items():  # fmt: skip
        assert word in text and number in text
    assert "Rows that could be read: 100" in text


def test_a_tier_without_a_row_is_still_named() -> None:
    text = all_text(distribution_chart(distribution(COHORT[COHORT["ihc"] == "0"]), LIGHT))
    assert "High" in text and "0 (0.0 %)" in text
    assert "Not read" not in text


@WIDTHS
def test_flows_are_as_thick_as_the_rows_that_go_from_class_to_tier(wide: bool) -> None:
    figure = reclassification_chart(FLOWS, LIGHT, wide)
    flows = figure.data[0]
    words = [name.split("<br>")[0] for name in flows.node.customdata]
    drawn = [
        (words[source], words[target], n)
        for source, target, n in zip(flows.link.source, flows.link.target, flows.link.value, strict=True)
    ]
    assert drawn == [
        (row.binary.capitalize(), group_label(row.tier), row.n) for row in FLOWS.itertuples()
    ]  # fmt: skip


def test_every_class_and_every_tier_of_the_flows_is_named_with_its_n() -> None:
    text = all_text(reclassification_chart(FLOWS, LIGHT))
    for words in ("Positive: 15", "Negative: 81", "Equivocal: 3", "Not assignable: 1"):
        assert words in text
    for words in ("High: 15", "Intermediate: 7", "Low: 30", "None (IHC 0): 44", "Undetermined: 4"):
        assert words in text


def test_the_flows_say_how_many_negative_patients_are_in_a_tier_that_trials_of_adcs_enrolled() -> None:
    text = all_text(reclassification_chart(FLOWS, LIGHT))
    assert "HER2-negative and intermediate or low: 37 of 100 rows that could be read (37.0 %)." in text
    assert "the tiers below HER2-positive that trials of ADCs enrolled" in text


def test_a_flow_says_its_n_and_percent_when_it_is_pointed_at() -> None:
    assert "Negative → Intermediate<br>7 (7.0 %)" in reclassification_chart(FLOWS, LIGHT).data[0].link.customdata


@WIDTHS
def test_the_names_beside_the_flows_never_overlap(wide: bool) -> None:
    rare = classify_frame(pd.DataFrame({"ihc": ["0"] * 100_000 + ["3+", "2+", "2+", "1+", None], "ish": None}))
    for flows in (FLOWS, reclassify(rare)):
        figure = reclassification_chart(flows, LIGHT, wide)
        margin = figure.layout.margin
        height = figure.layout.height - margin.t - margin.b
        for side in ("left", "right"):
            labels = [n for n in figure.layout.annotations if n.yanchor == "middle" and n.xanchor == side]
            places = sorted(n.y * height for n in labels)
            assert all(upper - lower >= 18 for lower, upper in pairwise(places))
            assert places[0] >= 0 and places[-1] <= height
        nodes = figure.data[0].node
        assert list(nodes.y) == pytest.approx([1 - n.y for n in figure.layout.annotations if n.yanchor == "middle"])


@WIDTHS
def test_the_parts_of_each_value_are_its_percentages_and_follow_one_another(wide: bool) -> None:
    figure = groups_chart(BY_SITE, LIGHT, wide)
    drawn = sorted(
        (y, base, x, bar.name) for bar in bars(figure) for y, base, x in zip(bar.y, bar.base, bar.x, strict=True)
    )
    shown = BY_SITE[(BY_SITE["n"] > 0) & (BY_SITE["group"] != "not read")]
    assert [x for _y, _base, x, _name in drawn] == list(shown["percent"])
    assert [name for *_place, name in drawn] == list(shown["group"])
    for (y, base, x, _name), (next_y, next_base, *_rest) in pairwise(drawn):
        assert next_base == (pytest.approx(base + x) if y == next_y else 0)


@WIDTHS
def test_every_value_is_named_with_its_n_and_every_tier_in_the_key(wide: bool) -> None:
    figure = groups_chart(BY_SITE, LIGHT, wide)
    text = all_text(figure)
    for value, result in BY_SITE.groupby("value"):
        read = result.loc[result["group"] != "not read", "n"].sum()
        assert f"n = {read}" in text
        if value == "Centre A":
            assert "Centre A · n = " in text
    assert "not stated in the file" in text
    for group in [*Tier, UNDETERMINED]:
        assert group_label(group) in text
    keys = [part for part in figure.data if part.name == "key"]
    assert [part.marker.color for part in keys] == [*(TIER_COLOURS[tier][0] for tier in Tier), LIGHT.page]


def test_the_key_names_a_tier_that_no_row_has() -> None:
    text = all_text(groups_chart(distribution_by(COHORT[COHORT["ihc"] == "0"], "site"), LIGHT))
    assert all(group_label(group) in text for group in [*Tier, UNDETERMINED])


def test_a_part_says_its_value_tier_n_and_percent_when_it_is_pointed_at() -> None:
    result = distribution_by(COHORT.assign(site="Centre A"), "site")
    hover = {bar.name: bar.hovertext[0] for bar in bars(groups_chart(result, LIGHT))}
    assert hover["low"] == "Centre A<br>Low: 30 (30.0 %)"


def test_a_part_too_narrow_for_its_number_has_none_and_the_others_have_theirs() -> None:
    for bar in bars(groups_chart(BY_SITE, LIGHT)):
        assert list(bar.text) == [f"{x:.0f}" if x >= LEAST else "" for x in bar.x]


def test_rows_that_could_not_be_read_are_said_and_not_drawn() -> None:
    result = distribution_by(COHORT.assign(site="Centre A"), "site")
    assert "not read: 5" in all_text(groups_chart(result, LIGHT))
    result = distribution_by(COHORT[COHORT["ihc"] == "阴性"], "ihc")
    assert "阴性 · n = 0 · not read: 5" in all_text(groups_chart(result, LIGHT))


def test_markup_in_a_value_is_shown_as_text_and_a_long_value_is_cut() -> None:
    figure = groups_chart(BY_SITE, LIGHT)
    assert any("&lt;b&gt;bold&lt;/b&gt;" in line for line in texts(figure))
    assert all("<b>bold" not in hover for bar in bars(figure) for hover in bar.hovertext)
    cut = distribution_by(COHORT.assign(site="x" * 5000), "site")
    assert sum(line.count("x") for line in texts(groups_chart(cut, LIGHT))) < LONGEST


@WIDTHS
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "cohort", [COHORT, COHORT[COHORT["ihc"] == "阴性"], COHORT.iloc[:0]], ids=["all", "not read", "none"]
)
def test_everything_is_inside_a_figure_that_knows_its_height(cohort: pd.DataFrame, lang: str, wide: bool) -> None:
    with using(lang):
        figures = charts(cohort, wide=wide)
    for figure in figures.values():
        margin = figure.layout.margin
        assert not margin.autoexpand
        assert texts(figure)
        if figure.layout.annotations:
            lines = max(len(note.text.split("<br>")) for note in figure.layout.annotations)
            assert margin.t >= 18 * lines
            continue
        bottom, top = figure.layout.yaxis.range
        assert figure.layout.height >= bottom - top + margin.t + margin.b
        for part in figure.data:
            half = part.width / 2 if part.type == "bar" else 8
            assert min(part.y) - half >= top and max(part.y) + half <= bottom


@WIDTHS
def test_no_line_of_text_meets_another(wide: bool) -> None:
    for name in ("distribution", "groups"):
        figure = charts(COHORT, wide=wide)[name]
        left = [
            y for part in figure.data if part.type == "scatter" for x, y in zip(part.x, part.y, strict=True) if x == 0
        ]
        assert all(lower - upper >= 17 for upper, lower in pairwise(sorted(left)))


@given(st.lists(st.tuples(st.text(max_size=120), st.sampled_from(["0", "2+", "3+", "x"])), max_size=30))
def test_any_value_of_a_file_can_be_drawn(rows: list[tuple[str, str]]) -> None:
    counts = distribution_by(
        classify_frame(pd.DataFrame(rows, columns=["site", "ihc"], dtype="str").assign(ish=None)), "site"
    )
    figure = groups_chart(counts, LIGHT)
    with_bar = counts.loc[(counts["group"] != "not read") & (counts["n"] > 0), "value"].nunique()
    assert len({y for bar in bars(figure) for y in bar.y}) == with_bar
    assert all(max(part.y) < figure.layout.yaxis.range[0] for part in figure.data)


@PALETTES
def test_every_number_and_every_name_reads_at_4_5_to_1(palette: Palette) -> None:
    for figure in charts(COHORT, palette).values():
        for note in figure.layout.annotations:
            assert (note.bgcolor or palette.page) == palette.page
        for bar in bars(figure):
            behind = bar.marker.pattern.fgcolor or bar.marker.color
            assert contrast(bar.textfont.color, behind) >= 4.5
            assert contrast(bar.textfont.color, bar.marker.color) >= 4.5
    assert contrast(palette.text, palette.page) >= 4.5


@PALETTES
def test_every_bar_and_every_flow_is_outlined_so_that_a_pale_or_a_deep_tier_stands_out(palette: Palette) -> None:
    figures = charts(COHORT, palette)
    for name in ("distribution", "groups"):
        assert {bar.marker.line.color for bar in bars(figures[name])} == {palette.line}
    flows = figures["reclassification"].data[0]
    assert flows.link.line.color == palette.line and flows.node.line.color == palette.text
    assert contrast(palette.line, palette.page) >= 3


@PALETTES
def test_undetermined_is_hatched_and_has_no_colour_of_a_tier(palette: Palette) -> None:
    for name in ("distribution", "groups"):
        hatched = [bar.name for bar in bars(charts(COHORT, palette)[name]) if bar.marker.pattern.shape]
        assert hatched == [UNDETERMINED]
    colours = {mix(palette.page, palette.line, 0.5), palette.page}
    assert not colours & {colour for pair in TIER_COLOURS.values() for colour in pair[:1]}
    flows = [link_colour(group, palette) for group in GROUPS[:-1]]
    assert len(set(flows)) == len(flows) and all(colour.startswith("rgba(") for colour in flows)


def test_a_cohort_of_which_nothing_could_be_read_says_so() -> None:
    figures = charts(COHORT[COHORT["ihc"] == "阴性"])
    assert "No row could be read." in all_text(figures["reclassification"])
    assert not figures["reclassification"].data
    assert "There are no rows." in all_text(charts(COHORT.iloc[:0])["groups"])
