"""The Outcomes page opens on the case, and its filters are its own."""

import re

import pytest

from her2core import load_evidence
from her2core.labels import label
from her2core.language import _, join_words
from her2core.query.filters import View
from her2core.terms import Allocation, Endpoint, Setting, Tier
from tests.pages.conftest import Run, chart, chart_text, find_widget, list_tables, page_text, press, squeeze

POOLED = "Pooled ORR {estimate} % (95 % CI {ci_low}–{ci_high}, calculated)"


def test_it_opens_on_the_tier_and_setting_of_the_case(run: Run) -> None:
    app = run("outcomes", ihc="2+", ish="not amplified", setting="second-line")
    text = chart_text(app)
    assert squeeze(label(Setting.SECOND_LINE)) in text
    assert squeeze(label(Setting.FIRST_LINE)) not in text
    assert "43%" in text


def test_the_two_results_of_the_source_review_stand_out_with_what_stands_against_them(run: Run) -> None:
    text = page_text(run("outcomes", ihc="2+", setting="second-line"))
    for endpoint, value in ((Endpoint.PFS, "7.1"), (Endpoint.OS, "13.6"), (Endpoint.ORR, "43")):
        assert f"**{label(endpoint)} {value} " in text
    assert _("CACA consensus 2024: 46 % for IHC 2+/ISH- or IHC 1+, 56 % for HER2-positive") in text


@pytest.mark.parametrize("view", list(View))
def test_every_chart_has_its_table_twin_with_as_many_rows(run: Run, view: View) -> None:
    app = run("outcomes", drawers=(f"table-{view}",), view=view)
    marks = sum(
        len([x for x in trace["x"] if x is not None])
        for trace in chart(app)["data"]
        if trace.get("name") == "value" or view is View.OVERVIEW
    )
    assert any(table.count("<tr") - 1 >= marks for table in list_tables(app))


def test_an_empty_choice_says_that_it_is_a_gap_and_what_to_widen(run: Run) -> None:
    app = run("outcomes", ihc="0", setting="second-line", match="only", **{"class": "vaccine"})
    gap = "No figure is held for this choice. That is a gap in the evidence collected here, not a result."
    assert _(gap) in page_text(app)
    labels = {button.label for button in app.button}
    assert {_("Include mixed populations"), _("All settings"), _("All tiers"), _("Clear filters")} <= labels
    press(app, _("Clear filters"))
    assert app.get("plotly_chart")


def test_a_filter_that_is_not_accepted_is_named(run: Run) -> None:
    assert "'Atlantis'" in page_text(run(region="Atlantis"))


def test_a_trial_opens_into_its_design_arms_figures_safety_and_sources(run: Run) -> None:
    app = run("outcomes", trial="destiny-gastric04")
    text = page_text(app)
    for part in ("All reported figures", "Contrasts", "Safety", "Notes", "Sources"):
        assert _(part) in text
    assert "doi.org" in text


def test_a_pan_tumour_population_is_shown_inside_its_trial_and_never_charted(run: Run) -> None:
    pan_tumour = load_evidence().outcomes.query("pan_tumour").iloc[0]
    app = run("outcomes", trial=pan_tumour["trial"])
    only_here = "Some populations are not gastric alone; those figures stand only here, never in a chart."
    assert _(only_here) in page_text(app)
    assert _(pan_tumour["population"]) in page_text(app)
    assert squeeze(_(pan_tumour["population"])) not in chart_text(app)


def test_pooling_is_off_by_default_and_asks_for_a_class(run: Run) -> None:
    asks = _("Choose an agent class above: only arms of one agent alone, of one class, are pooled.")
    assert asks not in page_text(run("outcomes", ihc="3+"))
    assert asks in page_text(run("outcomes", ihc="3+", pool="on"))


def test_pooling_lists_what_went_in_and_one_click_leaves_an_arm_out(run: Run) -> None:
    query = {"ihc": "3+", "line": "any", "class": "ADC", "pool": "on"}
    whole = chart_text(run("outcomes", **query), 1)
    less = chart_text(run("outcomes", **query, without="gatsby:t-dm1"), 1)
    assert squeeze(_("Published pooled results, which overlap in trials: to compare, not to combine")) in whole
    assert "GATSBY" in whole
    assert "GATSBY" not in less
    pooled = re.compile(re.escape(squeeze(_(POOLED))).replace(re.escape("{estimate}"), r"([\d.]+)").split("%")[0])
    assert set(pooled.findall(whole)).isdisjoint(pooled.findall(less))
    assert pooled.findall(whole) and pooled.findall(less)


def test_trials_side_by_side_begin_with_what_makes_them_not_comparable(run: Run) -> None:
    text = page_text(run("outcomes", trial="destiny-gastric01,rc48-c008"))
    assert _("These trials are not comparable. They differ in:") in text
    high, intermediate = label(Tier.HIGH), label(Tier.INTERMEDIATE)
    assert _("HER2 tiers: {values}", values=f"{high} / {join_words([high, intermediate])}") in text
    designs = f"{label(Allocation.RANDOMISED)} / {label(Allocation.SINGLE_ARM)}"
    assert _("Design: {values}", values=designs) in text


def test_more_than_four_trials_are_refused_by_name(run: Run) -> None:
    assert "'toga,logic,jacob,gatsby,her-ram'" in page_text(run(trial="toga,logic,jacob,gatsby,her-ram"))


def test_the_timeline_twin_says_how_fresh_each_trial_is(run: Run) -> None:
    text = page_text(run("outcomes", drawers=("table-timeline",), view="timeline"))
    for words in ("Newest report", "Data cut-off", "Verified twice"):
        assert _(words) in text


def test_the_search_answers_by_trial_agent_registry_number_and_pmid(run: Run) -> None:
    app = run()
    options = find_widget(app, "search").options
    for words in ("NCT04280341", "PMID", "Enhertu", "HER-RAM", "维迪西妥单抗"):
        assert any(words in option for option in options), words
