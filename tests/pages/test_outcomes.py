"""The Outcomes page opens on the case, and its filters are its own."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from her2core import load_evidence
from her2core.charts.glance.model import build_glance
from her2core.evidence import Selection
from her2core.evidence.benefit import list_benefits
from her2core.evidence.benefit_wording import sentence
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.query.filters import View
from her2core.terms import Allocation, Analysis, Setting, Tier
from tests.pages.conftest import Run, chart, chart_text, find_widget, list_tables, page_text, press, squeeze

POOLED = "Pooled ORR {estimate} % (95 % CI {ci_low}–{ci_high}, calculated)"


def test_it_opens_on_the_tier_and_setting_of_the_case(run: Run) -> None:
    app = run("outcomes", ihc="2+", ish="not amplified", setting="second-line")
    text = chart_text(app)
    drawn = {
        load_evidence().trials[point[0]].setting
        for trace in chart(app)["data"]
        for point in trace.get("customdata", ())
    }
    assert drawn == {Setting.SECOND_LINE}
    assert "RC48-C013" in text
    assert "43" in text


def test_a_starred_result_is_a_mark_on_its_row_and_is_no_more_in_sight_for_a_tier_that_it_is_not_of(run: Run) -> None:
    star = squeeze("★ " + _("singled out by the source review"))
    of_tier = run("outcomes", ihc="2+", ish="not amplified", setting="second-line", view="response")
    assert star in chart_text(of_tier)
    assert not [each.label for each in of_tier.expander if "★" in each.label]
    negative = run("outcomes", ihc="2+", ish="not amplified", setting="second-line", view="pfs")
    assert "HER-RAM" not in page_text(negative) + chart_text(negative)


@pytest.mark.parametrize("view", [view for view in View if view is not View.GLANCE])
def test_every_chart_has_its_table_twin_with_as_many_rows(run: Run, view: View) -> None:
    app = run("outcomes", drawers=(f"table-{view}",), view=view)
    marks = sum(
        len([x for x in trace["x"] if x is not None])
        for trace in chart(app)["data"]
        if trace.get("name") == "value" or (view is View.OVERVIEW and trace["mode"] == "markers")
    )
    assert any(table.count("<tr") - 1 >= marks for table in list_tables(app))


def test_an_empty_choice_says_that_it_is_a_gap_and_what_to_widen(run: Run) -> None:
    app = run("outcomes", ihc="0", setting="second-line", match="only", **{"class": "vaccine"})
    gap = "No figure is collected here for this choice. That is a gap in this collection, not a result."
    assert _(gap) in page_text(app)
    labels = {button.label for button in app.button}
    assert {_("Include mixed populations"), _("All settings"), _("All tiers"), _("Clear filters")} <= labels
    press(app, _("Clear filters"))
    assert app.get("plotly_chart")


def test_a_filter_that_is_not_accepted_is_named(run: Run) -> None:
    assert "'Atlantis'" in page_text(run(region="Atlantis"))


def test_a_trial_opens_into_its_key_result_what_speaks_against_it_its_figures_and_its_design(run: Run) -> None:
    """What is read first stands first; subgroups and earlier analyses wait in a drawer."""
    app = run("outcomes", trial="destiny-gastric04")
    text = page_text(app)
    assert "doi.org" in text
    trial = load_evidence().trials["destiny-gastric04"]
    whole = squeeze(unescape("".join(in_order(app))))
    order = [
        sentence(list_benefits(load_evidence(), trial)[0]),
        _("median follow-up {months} months", months=_(" vs ").join(("16.8", "14.4"))),
        _(trial.note),
        *(_("Sources disagree: {about}", about=each.about) for each in trial.disagreements),
        *(f"### {_(part)}" for part in ("Benefit in plain numbers", "Main figures", "Safety", "Design", "Sources")),
    ]
    places = [whole.find(squeeze(words)) for words in order]
    assert -1 not in places and places == sorted(places), order
    assert not any(label(Analysis.SUBGROUP) in table for table in list_tables(app))
    opened = run("outcomes", trial="destiny-gastric04", drawers=("card-subgroup",))
    assert any(label(Analysis.SUBGROUP) in table for table in list_tables(opened))


def in_order(app: AppTest) -> Iterator[str]:
    """What is read on a page, from the top down."""
    for element in app.main:
        text = getattr(element.proto, "body", "") if hasattr(element, "proto") else ""
        yield text if isinstance(text, str) else ""


def test_a_pan_tumour_population_is_shown_inside_its_trial_and_never_charted(run: Run) -> None:
    pan_tumour = load_evidence().outcomes.query("pan_tumour").iloc[0]
    app = run("outcomes", trial=pan_tumour["trial"], view="response", drawers=("card-subgroup", "card-earlier"))
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
    app = run("outcomes", **query)
    whole = chart_text(app, 1)
    less = chart_text(run("outcomes", **query, without="gatsby:t-dm1"), 1)
    published = _("Published pooled results, which overlap in trials: to compare, not to combine")
    assert squeeze(published) in whole or [each for each in app.button if each.label.startswith(f"▸ {published}")]
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
    for words in ("Newest report", "Data cut-off", "Checked in two sources"):
        assert _(words) in text


SECOND_LINE = {"ihc": "3+", "setting": "second-line"}


def test_at_a_glance_is_the_first_view_and_an_older_link_that_pools_opens_the_response(run: Run) -> None:
    assert find_widget(run("outcomes", **SECOND_LINE), "view").value == View.GLANCE
    older = run("outcomes", ihc="3+", line="any", pool="on", **{"class": "ADC"})
    assert find_widget(older, "view").value == View.RESPONSE


def test_what_is_folded_is_counted_and_one_click_opens_it(run: Run) -> None:
    app = run("outcomes", **SECOND_LINE)
    (folded,) = [button for button in app.button if _("Cohorts and registries") in button.label]
    before = count_trials(app)
    counted = int("".join(re.findall(r"\d", folded.label)))
    folded.click().run()
    assert count_trials(app) == before + counted
    (opened,) = [button for button in app.button if _("Cohorts and registries") in button.label]
    opened.click().run()
    assert count_trials(app) == before


def count_trials(app: AppTest) -> int:
    return len({point[0] for trace in chart(app)["data"] for point in trace.get("customdata", ())})


def test_the_table_under_the_view_at_a_glance_holds_every_arm_also_the_folded(run: Run) -> None:
    app = run("outcomes", drawers=("table-glance",), **SECOND_LINE)
    selection = Selection(tiers=(Tier.HIGH,), setting=Setting.SECOND_LINE)
    (rows,) = [each for each in list_tables(app) if squeeze(_("At a glance")) in squeeze(each)]
    glance = build_glance(load_evidence(), selection)
    assert rows.count("<tr") - 1 == len(glance.rows)
    for row in glance.rows:
        assert str(escape(_(row.arm.label))) in rows


def test_without_a_setting_the_view_asks_for_one_and_mixes_no_lines(run: Run) -> None:
    app = run("outcomes", ihc="3+")
    assert not app.get("plotly_chart")
    press(app, capital(Setting.FIRST_LINE))
    assert "KEYNOTE-811" in chart_text(app)


def test_the_case_stands_in_one_line_above_its_evidence(run: Run) -> None:
    app = run("outcomes", ihc="2+", ish="not amplified", setting="second-line", cps="5")
    (line,) = [each for each in app.get("bidi_component") if "case-line" in each.proto.id]
    assert (
        all(words in line.proto.json for words in ("IHC 2+", "CPS 5"))
        or _("PD-L1 CPS") in json.loads(line.proto.json)["entries"]
    )


def test_the_filters_asked_for_most_stand_in_one_line_and_the_others_behind_their_count(run: Run) -> None:
    app = run("outcomes", **SECOND_LINE, design="randomised")
    for name in ("view", "tiers", "line", "match"):
        assert find_widget(app, name)
    with pytest.raises(AssertionError):
        find_widget(app, "design")
    press(app, _("More filters ({count})", count=1))
    assert find_widget(app, "design").value == "randomised"
