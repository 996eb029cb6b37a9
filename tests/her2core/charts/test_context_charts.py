"""What stands beside the trials: shares of a tier and changes of HER2, as reported, with what they rest on."""

import plotly.graph_objects as go
import pytest

from her2core.charts.context import dynamics_forest, prevalence_forest
from her2core.charts.forest import MOST, Forest, draw_forest, draw_pages, lay_out_forest
from her2core.charts.forest.model import Line
from her2core.charts.theme import DARK, LIGHT, Palette
from her2core.evidence.series import Dynamics, Prevalence, load_dynamics, load_prevalence
from her2core.labels import capital
from her2core.status.populations import load_populations
from her2core.terms import Change, Tier
from tests.her2core.charts.figures import draw_whole, lines, trace

PREVALENCE = {each.id: each for each in load_prevalence()}
DYNAMICS = {each.id: each for each in load_dynamics()}


def all_text(figure: go.Figure) -> str:
    return " ".join(lines(figure)).replace("&amp;", "&")


def marks(forest: Forest) -> list[tuple[float, str]]:
    """Value and shape of every dot."""
    return [(line.mark.value, line.mark.shape) for line in forest.lines if line.mark and line.mark.value is not None]


def ends(forest: Forest) -> list[tuple[float, float]]:
    """The ends of the intervals, rounded as printed."""
    limits = [(line.mark.low, line.mark.high) for line in forest.lines if line.mark]
    return [(round(low, 1), round(high, 1)) for low, high in limits if low is not None and high is not None]


def printed(forest: Forest) -> list[str]:
    """Each line as it is read."""
    return [" ".join(part for part in (line.name, line.n, line.value, line.limits) if part) for line in forest.lines]


def titles(forest: Forest) -> list[str]:
    return [block.title for group in forest.groups for trial in group.trials for block in trial.blocks]


def shares(tier: Tier) -> list[float]:
    stored = load_populations()
    return [v for each in PREVALENCE.values() for share, v in each.percent.items() if tier in stored[share].tiers]


def prevalence(id: str, tier: Tier) -> Forest:
    return prevalence_forest([PREVALENCE[id]], tier)


def dynamics(id: str) -> Forest:
    return dynamics_forest([DYNAMICS[id]])


def line_of(forest: Forest, name: str) -> Line:
    (line,) = [line for line in forest.lines if line.name == name]
    return line


EVERY = [*(prevalence_forest(PREVALENCE.values(), tier) for tier in Tier), dynamics_forest(DYNAMICS.values())]


@pytest.mark.parametrize("tier", Tier)
def test_every_share_that_holds_the_tier_is_drawn_at_its_value_and_no_other(tier: Tier) -> None:
    figure = draw_whole(prevalence_forest(PREVALENCE.values(), tier))
    assert sorted(trace(figure, "value").x) == sorted(shares(tier))


def test_a_share_that_mixes_tiers_or_is_only_part_of_the_tier_has_another_shape_and_says_so() -> None:
    (mixed,) = printed(prevalence("yonsei-2015-2022", Tier.LOW))
    assert "includes other tiers 523/2007 26.1" in mixed
    assert marks(prevalence("yonsei-2015-2022", Tier.LOW)) == [(26.1, "diamond")]
    assert marks(prevalence("hergc-china-2018", Tier.LOW)) == [(26.5, "circle")]
    high = prevalence("hergc-china-2018", Tier.HIGH)
    assert dict(marks(high)) == {20.0: "diamond", 8.3: "diamond", 8.8: "circle"}
    assert "IHC 3+ · part of the tier 40842 8.3" in printed(high)
    assert "IHC 2+, whatever the ISH · part of the tier · includes other tiers 40842 20.0" in printed(high)
    assert "◆ includes other tiers, or part of the tier" in all_text(draw_whole(high, wide=True))


def test_at_the_intermediate_tier_ihc_2_holds_all_of_it_and_more() -> None:
    (line,) = printed(prevalence("hergc-china-2018", Tier.INTERMEDIATE))
    assert "includes other tiers" in line and "part of the tier" not in line


def test_an_interval_is_calculated_where_the_count_is_held_and_says_so() -> None:
    forest = prevalence("varianz-germany-2021", Tier.HIGH)
    assert printed(forest)[0].endswith("14.1 (11.4–17.2 calc.)")
    assert ends(forest) == [(11.4, 17.2)]
    assert "14.1 % (95 % CI 11.4–17.2, calculated)" in forest.lines[0].hover.replace("<br>", " ")


def test_no_interval_is_drawn_where_no_count_is_held() -> None:
    forest = prevalence("asia-audit-2017", Tier.HIGH)
    assert ends(forest) == [] and forest.lines[0].limits == ""


def test_a_percentage_that_was_calculated_says_so() -> None:
    assert prevalence("jfcr-2011-2018", Tier.LOW).lines[0].limits.startswith("calc. (")
    assert (line := prevalence("yildiz-turkey-2016", Tier.NONE).lines[0]).value == "65.0" and line.limits == "calc."
    assert prevalence("yildiz-turkey-2016", Tier.LOW).lines[0].limits == ""
    retention = line_of(dynamics("ahn-2015-biopsy-resection"), "Positive, then negative")
    assert (retention.n, retention.value, retention.limits) == ("57/130", "43.8", "calc. (35.6–52.4 calc.)")
    assert retention.mark and retention.mark.value == pytest.approx(100 * 57 / 130)


def test_series_without_a_share_of_the_tier_are_left_out() -> None:
    assert not [title for title in titles(prevalence_forest(PREVALENCE.values(), Tier.LOW)) if "VARIANZ" in title]


def test_where_no_series_gives_a_share_the_figure_says_so_in_a_row() -> None:
    assert "∅ Low: no series gives its share" in all_text(draw_whole(prevalence("varianz-germany-2021", Tier.LOW)))
    assert "∅ no series of this kind is collected here" in all_text(draw_whole(dynamics_forest([])))


def test_ahn_2015_found_86_of_702_discordant_which_is_12_3_percent() -> None:
    assert "Discordant 86/702 12.3 (10.0–14.9 calc.)" in printed(dynamics("ahn-2015-biopsy-resection"))


def test_a_reported_interval_comes_first() -> None:
    forest = dynamics("peng-2015-primary-metastasis")
    assert "Positive, then negative 17 (7–29)" in printed(forest)
    assert ends(forest) == [(5, 10), (7, 29), (2, 6)]
    assert not any("calc" in line for line in printed(forest))


def test_a_range_of_several_series_is_a_line_without_a_dot() -> None:
    forest = dynamics("neoadjuvant-trastuzumab-loss")
    assert marks(forest) == [] and ends(forest) == [(27, 38)]
    assert printed(forest)[0].endswith("27–38")
    figure = draw_whole(forest)
    assert "line without a mark: range of several series" in all_text(figure)
    assert "not reached" not in {part.name for part in figure.data}


def test_a_rate_without_percentage_and_n_is_text_alone_with_the_patients_counted() -> None:
    forest = dynamics("ieni-2014-nodes")
    assert [value for value, _shape in marks(forest)] == [90.74, 9.26]
    assert "Amplified, then not amplified · 6 patients –" in printed(forest)
    assert "n = 108 in the series" in titles(forest)[0]


def test_no_interval_is_calculated_where_only_n_is_held() -> None:
    forest = dynamics("gasther2-after-first-line")
    assert [line.limits for line in forest.lines if line.value == "5.0"] == [""]
    assert sum("calc" in line.limits for line in forest.lines) == 1


def test_a_percentage_is_printed_as_it_is_held() -> None:
    assert line_of(dynamics("gasther2-after-first-line"), "Negative, then positive").value == "4.0"
    assert line_of(dynamics("ieni-2014-nodes"), "Changed").value == "9.26"


def test_every_rate_stands_under_its_series_and_country_and_names_its_source_where_it_is_pointed_at_and_on_paper() -> (
    None
):
    on_paper = "".join("".join(lines(page)) for page in draw_pages(dynamics_forest(DYNAMICS.values()), LIGHT))
    for each in DYNAMICS.values():
        forest = dynamics(each.id)
        (trial,) = forest.groups[0].trials
        assert trial.setting.lower() == each.comparison.lower() and trial.opens_setting
        assert titles(forest)[0].startswith(f"{each.title} · {each.country}")
        for change, line in zip(each.rates, forest.lines, strict=True):
            assert line.name.startswith(capital(Change(change)))
            assert each.source[:20] in line.hover.replace("<br>", " ")
        assert each.source[:20].replace(" ", "") in on_paper.replace(" ", "").replace("&amp;", "&")


def test_what_sources_say_differently_stands_in_sight_with_the_rate() -> None:
    figure = draw_whole(dynamics("varianz-local-central"), wide=True)
    assert "⚠ Deviation rate: 22.7 % in the main paper" in all_text(figure)


@pytest.mark.parametrize("forest", EVERY)
def test_every_interval_holds_its_dot(forest: Forest) -> None:
    """A count and a percentage that do not belong together would show here."""
    for line in forest.lines:
        mark = line.mark
        if mark and mark.value is not None and mark.low is not None and mark.high is not None:
            assert mark.low <= mark.value <= mark.high


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_warning_is_present_and_all_lines_are_inside_the_height_of_the_figure(palette: Palette, wide: bool) -> None:
    for forest in EVERY:
        figure = draw_whole(forest, wide, palette)
        assert all_text(figure).startswith("Series differ in patients")
        assert "Do not compare or add up their rates" in all_text(figure)
        heights = [y for part in figure.data for y in part.y if y is not None]
        assert min(heights) >= 0 and max(heights) <= figure.layout.height
        assert figure.layout.xaxis2.range == (0, 100)
        folded = draw_forest(lay_out_forest(forest, 1000 if wide else 325, MOST), palette)
        assert folded.layout.height <= MOST


def test_markup_in_data_is_shown_as_it_stands() -> None:
    one = Dynamics.model_validate(
        {
            "id": "a-b", "title": "A <b> B", "country": "Japan", "source": "S & T", "verified": "once", "note": "n",
            "comparison": "a v b", "rates": {"discordant": {"percent": 10}},
        }
    )  # fmt: skip
    figure = draw_whole(dynamics_forest([one]))
    assert "A &lt;b&gt; B" in trace(figure, "value").text[0]
    drawn = [line for part in figure.data if part.mode == "text" for line in part.text]
    assert any("A &lt;b&gt; B" in line for line in drawn)


def test_a_series_without_n_says_so() -> None:
    one = Prevalence.model_validate(
        {
            "id": "a-b", "title": "A", "country": "Japan", "source": "S", "verified": "once", "note": "n",
            "setting": "resected", "percent": {"ihc_0": 50}, "counts": {"ihc_0": 5},
        }
    )  # fmt: skip
    (line,) = prevalence_forest([one], Tier.NONE).lines
    assert line.name.endswith("· 5 patients") and "Japan · 5 patients · n not stated" in line.hover
