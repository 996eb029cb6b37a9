"""Methods shows the rules that are run, their sources, and what is not known."""

from her2core.evidence import version
from her2core.labels import capital
from her2core.status.definitions import find
from tests.pages.conftest import Run, shown


def test_it_says_which_data_this_is_and_what_it_is_for(run: Run) -> None:
    said = shown(run("methods"))
    assert version().version in said
    assert version().changed in said
    assert "It is not a medical device" in said


def test_every_definition_and_every_reading_table_can_be_opened(run: Run) -> None:
    labels = [expander.label for expander in run("methods").expander]
    for name in (
        "CSCO 2025, four tiers",
        "CAP/ASCP/ASCO 2016",
        "ToGA eligibility",
        "IHC 3+ only",
        "ISH from counts, dual probe",
    ):
        assert name in labels
    assert any(label.startswith("Where sources disagree") for label in labels)
    assert "Known gaps" in labels


def test_the_table_shown_is_the_table_run(run: Run) -> None:
    csco = find("csco-2025")
    table = next(html.proto.body for html in run("methods").get("html") if "<table" in html.proto.body)
    assert table.count("<tr") - 1 == len(csco.rows)
    for row in csco.rows:
        assert f"<td>{capital(row.tier) if row.tier else 'Undetermined'}</td>" in table


def test_it_says_what_changed_since_an_earlier_version(run: Run) -> None:
    app = run("methods")
    assert "What changed in the data" in [expander.label for expander in app.expander]
