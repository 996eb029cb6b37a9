"""What stands beside the trials: shares of a tier and changes of HER2, as reported, with what they rest on."""

import re

import plotly.graph_objects as go
import pytest

from her2core.charts.context import dynamics_chart, prevalence_chart
from her2core.charts.theme import DARK, LIGHT, Palette
from her2core.evidence.series import Dynamics, Prevalence, load_dynamics, load_prevalence
from her2core.labels import capital
from her2core.status.populations import load_populations
from her2core.terms import Change, Tier

PREVALENCE = {each.id: each for each in load_prevalence()}
DYNAMICS = {each.id: each for each in load_dynamics()}


def all_text(figure: go.Figure) -> str:
    """All text of a chart from the top down in one line, without its markup."""
    lines = [
        (y, words)
        for part in figure.data
        if part.mode == "text" and part.name == "text"
        for y, words in zip(part.y, part.text, strict=True)
    ]
    return re.sub(r"</?b>", "", " ".join(words for _y, words in sorted(lines))).replace("&amp;", "&")


def marks(figure: go.Figure) -> list[tuple[float, str]]:
    """Value and shape of every dot."""
    dots = next(part for part in figure.data if part.name == "value")
    return list(zip(dots.x, dots.marker.symbol, strict=True))


def ends(figure: go.Figure) -> list[float]:
    """The ends of the intervals, rounded as printed."""
    return [round(x, 1) for part in figure.data if part.name == "interval" for x in part.x if x is not None]


def shares(tier: Tier) -> list[float]:
    stored = load_populations()
    return [v for each in PREVALENCE.values() for share, v in each.percent.items() if tier in stored[share].tiers]


def prevalence(id: str, tier: Tier, wide: bool = False) -> go.Figure:
    return prevalence_chart([PREVALENCE[id]], tier, LIGHT, wide)


def dynamics(id: str, wide: bool = False) -> go.Figure:
    return dynamics_chart([DYNAMICS[id]], LIGHT, wide)


@pytest.mark.parametrize("tier", Tier)
def test_every_share_that_holds_the_tier_is_drawn_at_its_value_and_no_other(tier: Tier) -> None:
    figure = prevalence_chart(PREVALENCE.values(), tier, LIGHT)
    assert sorted(value for value, _shape in marks(figure)) == sorted(shares(tier))


def test_a_share_that_mixes_tiers_has_another_shape_and_says_so() -> None:
    figure = prevalence("yonsei-2015-2022", Tier.LOW)
    assert marks(figure) == [(26.1, "diamond")]
    assert "523 of 2007 · includes other tiers" in all_text(figure)
    pure = prevalence("hergc-china-2018", Tier.LOW)
    assert marks(pure) == [(26.5, "circle")]
    assert "China · n = 40842 Source" in all_text(pure)


def test_a_share_that_is_only_part_of_the_tier_has_another_shape_and_says_so() -> None:
    figure = prevalence("hergc-china-2018", Tier.HIGH, wide=True)
    assert dict(marks(figure)) == {20.0: "diamond", 8.3: "diamond", 8.8: "circle"}
    assert "IHC 3+: 8.3 % China · n = 40842 · part of the tier HER2-positive" in all_text(figure)
    assert "IHC 2+, whatever the ISH: 20.0 % China · n = 40842 · part of the tier · includes other tiers" in all_text(
        figure
    )


def test_at_the_intermediate_tier_ihc_2_holds_all_of_it_and_more() -> None:
    text = all_text(prevalence("hergc-china-2018", Tier.INTERMEDIATE))
    assert "includes other tiers" in text
    assert "n = 40842 · part of the tier" not in text


def test_an_interval_is_calculated_where_the_count_is_held_and_says_so() -> None:
    figure = prevalence("varianz-germany-2021", Tier.HIGH)
    assert "14.1 % (95 % CI 11.4–17.2, calculated)" in all_text(figure)
    assert ends(figure) == [11.4, 17.2]


def test_no_interval_is_drawn_where_no_count_is_held() -> None:
    figure = prevalence("asia-audit-2017", Tier.HIGH)
    assert ends(figure) == []
    assert "CI" not in all_text(figure)


def test_a_percentage_that_was_calculated_says_so() -> None:
    assert "21.0 %, calculated (95 % CI" in all_text(prevalence("jfcr-2011-2018", Tier.LOW))
    assert "IHC 0: 65.0 %, calculated" in all_text(prevalence("yildiz-turkey-2016", Tier.NONE))
    assert "IHC 1+: 16.1 % " in all_text(prevalence("yildiz-turkey-2016", Tier.LOW))


def test_series_without_a_share_of_the_tier_are_left_out() -> None:
    assert "VARIANZ" not in all_text(prevalence_chart(PREVALENCE.values(), Tier.LOW, LIGHT))


def test_where_no_series_gives_a_share_the_figure_says_so_in_a_row() -> None:
    assert "∅ Low: no series gives its share" in all_text(prevalence("varianz-germany-2021", Tier.LOW))
    assert "∅ no series of this kind is collected here" in all_text(dynamics_chart([], LIGHT))


def test_ahn_2015_found_86_of_702_discordant_which_is_12_3_percent() -> None:
    figure = dynamics("ahn-2015-biopsy-resection")
    text = all_text(figure)
    assert "Discordant: 12.3 % (95 % CI 10.0–14.9, calculated) South Korea · 86 of 702" in text
    assert 12.3 in [value for value, _shape in marks(figure)]


def test_where_only_x_and_n_are_held_the_percentage_is_calculated_and_says_so() -> None:
    figure = dynamics("ahn-2015-biopsy-resection", wide=True)
    text = all_text(figure)
    assert "Positive, then negative: 43.8 %, calculated (95 % CI 35.6–52.4, calculated) South Korea · 57 of 130" in text
    assert pytest.approx(100 * 57 / 130) in [value for value, _shape in marks(figure)]


def test_a_reported_interval_comes_first() -> None:
    figure = dynamics("peng-2015-primary-metastasis")
    assert "Positive, then negative: 17 % (95 % CI 7–29) International" in all_text(figure)
    assert ends(figure) == [5, 10, 7, 29, 2, 6]
    assert "calculated" not in all_text(figure)


def test_a_range_of_several_series_is_a_line_without_a_dot() -> None:
    figure = dynamics("neoadjuvant-trastuzumab-loss")
    assert marks(figure) == []
    assert ends(figure) == [27, 38]
    assert "27–38 %, range of several series" in all_text(figure)
    assert "not reached" not in {part.name for part in figure.data}


def test_a_rate_without_percentage_and_n_is_text_alone() -> None:
    figure = dynamics("ieni-2014-nodes")
    assert [value for value, _shape in marks(figure)] == [90.74, 9.26]
    assert "Amplified, then not amplified Italy · 6 patients · n = 108 in the series" in all_text(figure)


def test_no_interval_is_calculated_where_only_n_is_held() -> None:
    text = all_text(dynamics("gasther2-after-first-line"))
    assert "(one test before): 5.0 % South Korea · n = 100 " in text
    assert text.count("CI") == 1


def test_a_percentage_is_printed_as_it_is_held() -> None:
    assert "Negative, then positive: 4.0 % (" in all_text(dynamics("gasther2-after-first-line", wide=True))
    assert "Changed: 9.26 % (" in all_text(dynamics("ieni-2014-nodes"))


def test_every_series_stands_under_what_it_compared_with_its_source() -> None:
    text = all_text(dynamics_chart(DYNAMICS.values(), LIGHT, wide=True))
    for each in DYNAMICS.values():
        heading = each.comparison[:1].upper() + each.comparison[1:]
        assert (
            text.index(heading) < text.index(each.title) < text.index(f"Source: {each.source}", text.index(each.title))
        )


def test_every_rate_of_every_series_has_a_row_with_its_country() -> None:
    for each in DYNAMICS.values():
        text = all_text(dynamics(each.id, wide=True))
        assert text.count(each.country[:1].upper() + each.country[1:] + " · ") == len(each.rates)
        for change in each.rates:
            assert capital(Change(change)) in text


def test_what_sources_say_differently_stands_with_the_rate() -> None:
    assert "⚠ Deviation rate: 22.7 % in the main paper" in all_text(dynamics("varianz-local-central"))


def test_every_interval_holds_its_dot() -> None:
    """A count and a percentage that do not belong together would show here."""
    figures = [prevalence_chart(PREVALENCE.values(), tier, LIGHT) for tier in Tier]
    for figure in [*figures, dynamics_chart(DYNAMICS.values(), LIGHT)]:
        dots = next(part for part in figure.data if part.name == "value")
        lines = next(part for part in figure.data if part.name == "interval")
        spans = {at: (low, high) for low, high, at in zip(lines.x[::3], lines.x[1::3], lines.y[::3], strict=True)}
        assert all(spans[at][0] <= x <= spans[at][1] for x, at in zip(dots.x, dots.y, strict=True) if at in spans)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_warning_is_present_and_all_rows_are_inside_the_height_of_the_figure(palette: Palette, wide: bool) -> None:
    figures = [prevalence_chart(PREVALENCE.values(), tier, palette, wide) for tier in Tier]
    for figure in [*figures, dynamics_chart(DYNAMICS.values(), palette, wide)]:
        assert "Do not compare or add up their rates" in all_text(figure)
        bottom, top = figure.layout.yaxis.range
        margin = figure.layout.margin
        assert figure.layout.height >= bottom - top + margin.t + margin.b
        heights = [y for part in figure.data for y in part.y if y is not None]
        assert min(heights) >= top and max(heights) <= bottom
        assert figure.layout.xaxis2.range == (0, 100)
        assert figure.layout.xaxis2.ticktext[-1] == "100"


def test_markup_in_data_is_shown_as_it_stands() -> None:
    one = Dynamics.model_validate(
        {
            "id": "a-b", "title": "A <b> B", "country": "Japan", "source": "S & T", "verified": "once", "note": "n",
            "comparison": "a v b", "rates": {"discordant": {"percent": 10}},
        }
    )  # fmt: skip
    figure = dynamics_chart([one], LIGHT)
    dots = next(part for part in figure.data if part.name == "value")
    assert "&lt;b&gt;" in dots.text[0]
    assert "A &lt;b&gt; B" in all_text(figure)


def test_a_series_without_n_says_so() -> None:
    one = Prevalence.model_validate(
        {
            "id": "a-b", "title": "A", "country": "Japan", "source": "S", "verified": "once", "note": "n",
            "setting": "resected", "percent": {"ihc_0": 50}, "counts": {"ihc_0": 5},
        }
    )  # fmt: skip
    assert "Japan · 5 patients · n not stated" in all_text(prevalence_chart([one], Tier.NONE, LIGHT))
