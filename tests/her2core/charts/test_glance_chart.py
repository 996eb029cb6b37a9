"""The chart at a glance: large enough to be read at four metres, honest in its marks, never wider than it was laid out for."""

from itertools import product

import plotly.graph_objects as go

from her2core import load_evidence
from her2core.charts.glance import glance_chart, glance_grid, lay_out
from her2core.charts.glance.model import build_glance
from her2core.charts.glance.shown import Shown
from her2core.charts.glance.words import format_ratio
from her2core.charts.text import break_at, measure, shorten
from her2core.charts.theme import LIGHT
from her2core.evidence import Selection
from her2core.guidance import load_guidance
from her2core.language import using
from her2core.report.glance import build_glance_figure
from her2core.report.parts import Bibliography
from her2core.status.assessment import assess
from her2core.terms import Agency, Role, Setting, Tier
from tests.rows import each_row

EVIDENCE = load_evidence()
VIEWS = list(product(Tier, Setting))
PAGE, PHONE = 1232, 350
SCREENS = ((PAGE, 462), (1392, 642))
"""Width and height of what a window of 1280 x 720 and one of 1440 x 900 have room for."""
AGENCY = Agency.CHINA_NMPA


def show(tier: Tier, setting: Setting, width: int = PAGE, height: float | None = None, *opened: str) -> Shown:
    glance = build_glance(EVIDENCE, Selection(tiers=(tier,), setting=setting))
    return lay_out(glance, (), AGENCY, width, height, opened)


def draw(tier: Tier, setting: Setting, width: int = PAGE, height: float | None = None) -> go.Figure:
    return glance_chart(show(tier, setting, width, height), LIGHT, width)


def traces(figure: go.Figure, name: str) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.name == name]


@each_row("width", [PAGE, PHONE])
@each_row(("tier", "setting"), VIEWS)
def test_every_value_stands_on_the_axis_of_its_own_column(tier: Tier, setting: Setting, width: int) -> None:
    shown = show(tier, setting, width)
    figure = glance_chart(shown, LIGHT, width)
    for place, column in enumerate(shown.glance.columns):
        cells = [row.cells[column] for row in shown.rows if column in row.cells]
        reported = sorted(cell.figure["value"] for cell in cells if cell.figure["value"] == cell.figure["value"])
        marks = [x for trace in traces(figure, "value") if trace.xaxis == f"x{place + 2}" for x in trace.x]
        assert sorted(marks) == reported


@each_row("width", [PAGE, PHONE])
@each_row(("tier", "setting"), VIEWS)
def test_text_is_16_pixels_and_numbers_are_18(tier: Tier, setting: Setting, width: int) -> None:
    shown = show(tier, setting, width)
    figure = glance_chart(shown, LIGHT, width)
    assert {trace.textfont.size for trace in traces(figure, "text")} == {16, 18}
    numbers = {text for trace in traces(figure, "text") if trace.textfont.size == 18 for text in trace.text}
    printed = {cell.figure["value_printed"] for row in shown.rows for cell in row.cells.values()} - {"not reached"}
    assert all(any(value in text for text in numbers) for value in printed)


@each_row("lang", ["en", "zh"])
@each_row(("tier", "setting"), VIEWS)
def test_it_stays_within_the_height_that_it_was_given(tier: Tier, setting: Setting, lang: str) -> None:
    with using(lang):
        for height in (460, 640):
            assert draw(tier, setting, PAGE, height).layout.height <= height


CASES = {
    Tier.HIGH: {"ihc": "3+"}, Tier.INTERMEDIATE: {"ihc": "2+", "ish": "not amplified"}, Tier.LOW: {"ihc": "1+"}, Tier.NONE: {"ihc": "0"},
}  # fmt: skip


@each_row("lang", ["en", "zh"])
@each_row(("tier", "setting"), VIEWS)
def test_no_hazard_ratio_loses_its_interval_on_a_screen_a_slide_or_paper(
    tier: Tier, setting: Setting, lang: str
) -> None:
    assessment = assess({**CASES[tier], "setting": setting})
    with using(lang):
        figure = build_glance_figure(assessment, AGENCY, load_guidance(), EVIDENCE, Bibliography())
        assert figure
        answers = figure.shown.answers
        screens = [(lay_out(figure.shown.glance, answers, AGENCY, *size), size[0]) for size in SCREENS]
        drawn = [*screens, (figure.shown, figure.width), (figure.fit(300).shown, figure.width)]
        for shown, width in drawn:
            assert shown.has_lines, "every arm has one line"
            texts = [text.words for text in glance_grid(shown, LIGHT, width).texts]
            cells = [cell for row in shown.rows for cell in row.cells.values() if cell.contrast]
            for cell in cells:
                assert cell.contrast and (cell.contrast["ci_printed"] or "")[:4] in format_ratio(cell)
                assert format_ratio(cell) in texts
            folded = [trial for part in shown.folds for trial in part.folded]
            assert len(shown.trials) + len(folded) == len(shown.glance.trials)


def test_only_a_randomised_control_is_an_open_mark() -> None:
    """Not operated is not control: the surgeon chose."""
    shown = show(Tier.HIGH, Setting.FIRST_LINE)
    figure = glance_chart(shown, LIGHT, PAGE)
    opened = {
        (point[0], hover)
        for trace in traces(figure, "value")
        for point, hover, colour in zip(trace.customdata, trace.text, trace.marker.color, strict=True)
        if colour == LIGHT.page
    }
    controls = {row.trial.id for row in shown.rows if row.arm.role is Role.CONTROL}
    assert {id for id, _hover in opened} == {
        id for id in controls if EVIDENCE.trials[id].allocation.value == "randomised"
    }


def test_a_median_that_was_not_reached_is_an_open_arrow_and_no_mark() -> None:
    figure = draw(Tier.HIGH, Setting.PERIOPERATIVE)
    assert traces(figure, "not reached")
    assert any("NR" in text for trace in traces(figure, "text") for text in trace.text)


def test_an_area_grows_with_n() -> None:
    figure = draw(Tier.HIGH, Setting.FIRST_LINE)
    sizes = {
        (point[0], hover): size
        for trace in traces(figure, "value")
        for point, hover, size in zip(trace.customdata, trace.text, trace.marker.size, strict=True)
    }
    of = lambda trial: max(size for (id, _hover), size in sizes.items() if id == trial)  # noqa: E731
    assert of("jacob") > of("heloise")


@each_row(("tier", "setting"), VIEWS)
def test_every_row_can_be_chosen_and_opens_its_trial(tier: Tier, setting: Setting) -> None:
    shown = show(tier, setting)
    (spots,) = traces(glance_chart(shown, LIGHT, PAGE), "row")
    assert {point[0] for point in spots.customdata} == {trial.trial.id for trial in shown.trials}
    assert all(row.trial.name in " ".join(spots.text) for row in shown.rows)


def test_hazard_ratios_of_groups_that_were_not_randomised_say_so() -> None:
    texts = " ".join(text for trace in traces(draw(Tier.HIGH, Setting.SECOND_LINE), "text") for text in trace.text)
    assert "Cohorts and registries: contrasts of groups that were not randomised" in texts


def test_a_text_without_room_ends_in_an_ellipsis() -> None:
    assert shorten("Trastuzumab", 16, measure("Trastuzumab", 16)) == "Trastuzumab"
    assert shorten("Trastuzumab + chemotherapy", 16, 100).endswith("…")
    assert measure(shorten("Trastuzumab + chemotherapy", 16, 100), 16) <= 100
    lines = break_at("Trials differ in patients, HER2 testing and time.", 16, 120)
    assert all(measure(line, 16) <= 120 for line in lines)
