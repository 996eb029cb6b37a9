"""Methods shows the rules that are run, their sources, and what is not known."""

from html import unescape

import pytest

from her2core.evidence import load_evidence, version, versions
from her2core.evidence.guide import load_glossary, load_review
from her2core.labels import capital
from her2core.language import _
from her2core.networks.assumptions import ASSUMPTIONS
from her2core.networks.nodes import load_nodes
from her2core.report.intended_use import INTENDED_USE
from her2core.status.definitions import find
from her2core.status.no_tier import load_other_tests
from tests.pages.conftest import Run, as_pattern, list_tables, page_text


def test_it_says_which_data_this_is_and_what_it_is_for(run: Run) -> None:
    text = page_text(run("methods"))
    assert version().version in text
    assert version().changed in text
    assert _(INTENDED_USE) in text


def test_every_definition_and_every_reading_table_can_be_opened(run: Run) -> None:
    app = run("methods")
    labels = [expander.label for expander in app.expander]
    for name in (
        "CSCO 2025, four tiers",
        "CAP/ASCP/ASCO 2016",
        "ToGA eligibility",
        "IHC 3+ only",
        "ISH from counts, dual probe",
    ):
        assert _(name) in labels
    assert any(as_pattern("Where sources disagree ({count})").fullmatch(name) for name in labels)
    assert _("Known gaps") in labels


def test_one_place_says_what_gives_no_tier_with_what_is_held_on_it(run: Run) -> None:
    text = unescape(page_text(run("methods", drawers=("no-tier",))))
    for name in ("Sequencing of tissue", "Circulating tumour DNA in blood", "ERBB2 mutation"):
        assert _(name) in text
    for each in (each for test in load_other_tests() for each in test.held):
        assert _(each.text) in text and each.source in text


def test_the_table_shown_is_the_table_run(run: Run) -> None:
    csco = find("csco-2025")
    table = list_tables(run("methods"))[0]
    assert table.count("<tr") - 1 == len(csco.rows)
    for row in csco.rows:
        tier = capital(row.tier) if row.tier else _("Undetermined")
        assert f"<td>{tier}</td>" in table


def test_it_says_what_changed_since_an_earlier_version(run: Run) -> None:
    app = run("methods")
    assert _("What changed in the data") in [expander.label for expander in app.expander]


def test_the_topics_of_the_source_review_lead_to_their_charts(run: Run) -> None:
    text = page_text(run("methods", ihc="2+"))
    for topic in load_review().topics:
        assert _(topic.says) in text
    assert "outcomes?ihc=2%2B" in text and "class=bispecific+antibody" in text
    outcomes = load_evidence().outcomes
    starred = set(outcomes.loc[outcomes["source_review"], "trial"])
    assert starred and all(f"trial={trial}" in text for trial in starred)


def test_the_glossary_stands_on_methods_and_every_chart_leads_to_it(run: Run) -> None:
    methods = page_text(run("methods"))
    assert all(_(word.says) in methods for word in load_glossary())
    outcomes = page_text(run("outcomes", ihc="3+", setting="first-line"))
    assert "methods?" in outcomes and "#glossary" in outcomes


def test_what_came_with_this_version_is_said_by_kind(run: Run) -> None:
    text = page_text(run("methods", drawers=("changes",)))
    newest = versions()[-1]
    for change in newest.changes:
        assert _(change) in text
    for trial in newest.trials.new:
        assert _(load_evidence().trials[trial].name) in text


def test_the_faults_of_a_hospitals_own_evidence_are_named_and_the_page_works(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pages.parts.shared.faults.list_own_faults", lambda: ("trials/odd.yaml: colour: not permitted",)
    )
    text = page_text(run("methods"))
    assert "trials/odd.yaml: colour: not permitted" in text and _("Intended use") in text


def test_it_says_what_a_comparison_through_a_common_control_assumes_and_which_arms_it_takes_for_one(run: Run) -> None:
    text = unescape(page_text(run("methods", drawers=("common-control-method",))))
    for words in ASSUMPTIONS:
        assert _(words) in text
    for node in load_nodes().nodes:
        assert _(node.name) in text and _(node.why) in text
