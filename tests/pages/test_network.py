"""The network of a line: no indirect number without what stands against it in sight, and no order by effect."""

import pytest

from her2core import network
from her2core.charts.reference import reference_forest
from her2core.language import LANGUAGES, _, using
from her2core.networks import wording
from her2core.networks.comparison import Kind
from her2core.networks.nodes import load_nodes
from tests.pages.conftest import Run, chart_text, find_widget, page_text, session_of, squeeze

FIRST = {"ihc": "3+", "setting": "first-line", "outcome": "OS"}
SECOND = {"ihc": "3+", "setting": "second-line", "outcome": "OS", "unselected": "on"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", [FIRST, SECOND], ids=["first line", "second line, not selected by HER2"])
def test_what_stands_against_each_indirect_number_is_written_above_the_chart(
    run: Run, asked: dict[str, str], lang: str
) -> None:
    with using(lang):
        held = network(asked["setting"], asked["outcome"], unselected="unselected" in asked)
        compared = held.compare_all(held.hub.id)
        indirect = [each for each in compared if each.kind is Kind.INDIRECT]
        text = page_text(run("outcomes", lang=lang, **asked)).replace("&gt;", ">")
        assert indirect
        for each in indirect:
            assert each.against and all(_(reason) in text for reason in each.against)
            assert wording.result(each) not in text  # it stands in the chart, below


def test_regimens_compared_in_a_trial_come_first_then_indirect_ones_in_the_order_of_the_data_each_with_its_number(
    run: Run,
) -> None:
    held = network("second-line", "OS", unselected=True)
    app = run("outcomes", **SECOND)
    charts = range(len(app.get("plotly_chart")))
    (place,) = [each for each in charts if squeeze(_("lower with the regimen named")) in chart_text(app, each)]
    compared = held.compare_all(held.hub.id)
    answered = sorted((each for each in compared if each.kind), key=lambda each: list(Kind).index(each.kind))
    assert {each.kind for each in compared} >= {None, Kind.DIRECT, Kind.INDIRECT}
    assert [line.name for line in reference_forest(compared).lines] == [_(each.a) for each in answered]
    text = chart_text(app, place)
    for each in compared:
        printed = wording.limits(each.measure, each.ci_low, each.ci_high) if each.kind else ""
        says = [printed, wording.differing(each)] if each.kind else [str(_(reason)) for reason in each.why_not]
        assert all(squeeze(one) in text for one in says)


def test_a_reader_chooses_what_is_compared_and_with_which_regimen_and_the_link_keeps_it(run: Run) -> None:
    app = run("outcomes", **FIRST)
    find_widget(app, "reference").set_value(_(load_nodes().node("chemo-fp-platinum").name)).run()
    find_widget(app, "outcome").set_value("PFS").run()
    assert not app.exception
    filters = session_of(app).filters
    assert (filters.reference, filters.outcome) == ("chemo-fp-platinum", "PFS")
    assert {"reference", "outcome"} <= set(app.query_params)


def test_a_line_without_a_randomised_comparison_of_an_outcome_says_so(run: Run) -> None:
    text = page_text(run("outcomes", ihc="3+", setting="first-line", outcome="pCR"))
    assert _("No randomised comparison of this outcome with an interval is collected here for this line.") in text


def test_an_outcome_in_a_link_that_is_not_compared_is_named_with_those_that_are(run: Run) -> None:
    text = page_text(run("outcomes", ihc="3+", setting="first-line", outcome="survival"))
    assert "survival" in text and "OS" in text
