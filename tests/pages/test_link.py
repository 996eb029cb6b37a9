"""A link that no reader made is answered in one sentence, and nothing of it is taken over."""

import pytest

from her2core.language import _, current_language
from her2core.query.filters import Filter
from her2core.status.case import Field
from pages.parts.shared.link import APPENDED, MOST, read_link
from tests.pages.conftest import Run, page_text
from tests.pages.garbage import GARBAGE, spread_garbage


def test_a_link_of_more_entries_than_a_link_has_says_so_and_changes_nothing() -> None:
    case = {"ihc": ["2+"], "lang": ["zh"]}
    for many in ({f"x{n}": ["1"] for n in range(MOST)}, {"x": ["1"] * MOST}):
        link = read_link({**case, **many})
        (fault,) = link.faults
        assert str(fault) == f"link: {MOST + 2} given; accepted: at most {MOST} entries"
        assert not link.case.entries and link.language is None


def test_a_link_of_as_many_entries_is_read() -> None:
    link = read_link({"ihc": ["2+"], **{f"x{n}": ["1"] for n in range(MOST - 1)}})
    assert link.case.entries == {"ihc": "2+"} and len(link.faults) == MOST - 1


def test_what_messengers_and_campaigns_append_is_ignored_quietly_and_any_other_entry_named() -> None:
    appended = {
        "from": ["groupmessage"],
        "isappinstalled": ["0"],
        "utm_source": ["a", "b"],
        "fbclid": ["x"],
        "_gl": ["1"],
    }
    link = read_link({"ihc": ["2+"], **appended, "form": ["x"]})
    assert link.case.entries == {"ihc": "2+"}
    assert [fault.field for fault in link.faults] == ["form"]
    assert not any(name in APPENDED.pattern.split("|") for name in (*Field, *Filter, "lang"))


def test_readers_of_a_language_whose_texts_are_missing_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told = _("The texts in this language are missing on this server; they are shown in English.")
    assert told not in page_text(run(""))
    monkeypatch.setattr("pages.parts.shell.frame.list_missing_catalogues", lambda: [current_language()])
    assert told in page_text(run(""))


def test_garbage_of_any_kind_in_every_field_leaves_no_tier_and_no_error_but_those_that_name_it(run: Run) -> None:
    for start in range(len(GARBAGE)):
        app = run("", **spread_garbage(start))
        assert len(app.error) >= 4
        assert _("Undetermined") in page_text(app)
