"""The Outcomes page opens on the case, and its filters are its own."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from her2core import load_evidence
from her2core.filters import View
from tests.pages.conftest import Run, shown


def figure(app: AppTest) -> dict:  # type: ignore[type-arg]
    return json.loads(app.get("plotly_chart")[0].proto.spec)  # type: ignore[no-any-return]


def text(app: AppTest) -> str:
    return " ".join(line for trace in figure(app)["data"] if trace.get("mode") == "text" for line in trace["text"])


def test_it_opens_on_the_tier_and_setting_of_the_case(run: Run) -> None:
    app = run("outcomes", ihc="2+", ish="not amplified", setting="second-line")
    said = text(app)
    assert "second line" in said
    assert "first line" not in said
    assert "43 %" in said


def test_the_two_results_of_the_source_review_stand_out_with_what_stands_against_them(run: Run) -> None:
    said = shown(run("outcomes", ihc="2+", setting="second-line"))
    assert "**PFS 7.1 months**" in said
    assert "**OS 13.6 months**" in said
    assert "**ORR 43 %**" in said
    assert "46 % for IHC 2+/ISH- or IHC 1+, 56 % for HER2-positive" in said


@pytest.mark.parametrize("view", list(View))
def test_every_chart_has_its_table_twin_with_as_many_rows(run: Run, view: View) -> None:
    app = run("outcomes", view=view)
    tables = [html.proto.body for html in app.get("html") if "<table" in html.proto.body]
    marks = sum(
        len([x for x in trace["x"] if x is not None])
        for trace in figure(app)["data"]
        if trace.get("name") == "value" or view is View.OVERVIEW
    )
    assert any(table.count("<tr") - 1 >= marks for table in tables)


def test_an_empty_choice_says_that_it_is_a_gap_and_what_to_widen(run: Run) -> None:
    app = run("outcomes", ihc="0", setting="second-line", match="only", **{"class": "vaccine"})
    assert "That is a gap in the evidence collected here, not a result." in shown(app)
    labels = {button.label for button in app.button}
    assert {"Include mixed populations", "All settings", "All tiers", "Clear filters"} <= labels
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert app.get("plotly_chart")


def test_a_filter_that_is_not_accepted_is_named(run: Run) -> None:
    assert "'Atlantis' given" in shown(run(region="Atlantis"))


def test_a_trial_opens_into_its_design_arms_figures_safety_and_sources(run: Run) -> None:
    app = run("outcomes", trial="destiny-gastric04")
    said = shown(app)
    for part in ("All reported figures", "Contrasts", "Safety", "Notes", "Sources", "doi.org"):
        assert part in said


def test_a_pan_tumour_population_is_shown_inside_its_trial_and_never_charted(run: Run) -> None:
    pan_tumour = load_evidence().outcomes.query("pan_tumour").iloc[0]
    app = run("outcomes", trial=pan_tumour["trial"])
    assert "Some populations are not gastric alone; those figures stand only here, never in a chart." in shown(app)
    assert pan_tumour["population"] in shown(app)
    assert pan_tumour["population"] not in text(app)
