"""At the meeting the list goes along: the open case names itself on every page, takes a new result, and nothing typed is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from her2core.access import BoardRole, Person
from her2core.board.entry import Draft, Entry
from her2core.board.file import to_file
from her2core.board.store import BoardStore, connect
from her2core.language import _
from her2core.status.case import Case
from pages.parts.shared.states import Opened
from tests.pages.conftest import Run, find_widget, open_page, page_text, session_of
from tests.pages.test_board import add, labels, load

CASES = ({"ihc": "3+"}, {"ihc": "2+"}, {"ihc": "0"})


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[BoardStore]:
    """Open a list of this test alone: A1, A2 and A3."""
    monkeypatch.setenv("HER2_DATABASE_URL", f"sqlite:///{tmp_path}/board.sqlite")
    monkeypatch.setattr("pages.parts.board.store._opened", [])
    store = connect()
    assert store
    drafts = [Draft(f"A{number}", case, question="ADC?") for number, case in enumerate(CASES, 1)]
    store.add_all("local", "", drafts)
    yield store
    store.close()


def entry(store: BoardStore, place: int) -> Entry:
    return store.board("local").entries[place]


def press(app: AppTest, name: str) -> AppTest:
    find_widget(app, name).click()
    return app.run()


def open_case(run: Run, store: BoardStore, place: int = 1) -> AppTest:
    return press(run("board"), f"open-{entry(store, place).id}")


def strip(app: AppTest) -> str:
    """Return what the strip says of the case, without its buttons."""
    lines = [re.sub("<[^>]+>", "", each.proto.body) for each in app.get("html") if 'class="strip"' in each.proto.body]
    return " ".join(lines)


def offers(app: AppTest, name: str) -> bool:
    return any(str(button.key) == name for button in app.button)


def test_an_open_case_names_itself_its_place_and_its_question_on_every_page(run: Run, store: BoardStore) -> None:
    app = open_case(run, store)
    assert session_of(app).open == ""
    line = f"{_('{number} of {count}', number=2, count=3)} A2 ADC?"
    for page in ("", "outcomes", "treatments", "safety", "cohort", "board", "methods"):
        assert strip(open_page(app, page)) == line, page


def test_previous_and_next_open_the_neighbours_and_the_page_stays(run: Run, store: BoardStore) -> None:
    app = open_page(open_case(run, store), "treatments")
    app = press(app, "strip-next")
    assert "A3" in strip(app) and session_of(app).case.entries == CASES[2] and session_of(app).open == "treatments"
    assert find_widget(app, "strip-next").disabled
    app = press(press(app, "strip-previous"), "strip-previous")
    assert "A1" in strip(app) and find_widget(app, "strip-previous").disabled
    app = press(app, "strip-back")
    assert session_of(app).open == "board"


def test_a_result_that_arrives_is_put_in_the_cases_place_with_history(run: Run, store: BoardStore) -> None:
    store.change("local", "", entry(store, 1), conclusion="wait for ISH")
    app = open_case(run, store)
    assert not offers(app, "strip-update")
    find_widget(app, "ish").set_value("not amplified").run()
    app = press(app, "strip-update")
    assert labels(store) == ["A1", "A2", "A3"]
    assert dict(entry(store, 1).case) == {"ihc": "2+", "ish": "not amplified"}
    assert entry(store, 1).conclusion == "wait for ISH"
    assert not offers(app, "strip-update")
    session_of(app).drawers["board-history"] = True
    text = page_text(open_page(app, "board"))
    assert f"{_('ISH (FISH)')}: " in text and f"<td>{_('changed')}</td><td>A2</td>" in text


def test_a_result_that_somebody_else_put_there_is_shown_and_not_written_over(run: Run, store: BoardStore) -> None:
    app = open_case(run, store)
    store.change("local", "Dr Li", entry(store, 1), case={"ihc": "2+", "ish": "amplified"})
    find_widget(app, "ish").set_value("not amplified").run()
    app = press(app, "strip-update")
    assert entry(store, 1).case["ish"] == "amplified"
    assert any("A2" in error.value for error in app.error)
    store.change("local", "Dr Li", entry(store, 1), case={"ihc": "1+"})
    app = press(app.run(), "strip-changed")
    assert session_of(app).case.entries == {"ihc": "1+"} and not offers(app, "strip-changed")


def test_an_update_that_arrives_after_the_next_case_was_opened_changes_neither(run: Run, store: BoardStore) -> None:
    app = open_case(run, store)
    find_widget(app, "ish").set_value("amplified").run()
    late = find_widget(app, "strip-update")
    visit = session_of(app)
    visit.board.opened, visit.case = Opened(entry(store, 2), None), Case.parse(CASES[2])
    app = late.click().run()
    assert [dict(each.case) for each in store.board("local").entries] == list(CASES)
    assert any(_("Another case is open by now; nothing was put on the list.") == each.value for each in app.error)


def test_what_was_entered_and_not_put_on_the_list_is_told_when_the_next_case_opens(run: Run, store: BoardStore) -> None:
    app = open_case(run, store)
    find_widget(app, "ish").set_value("amplified").run()
    app = press(app, "strip-next")
    told = _("What was entered for {label} was not put on the list.", label="A2")
    assert told in page_text(app) and "A3" in strip(app)
    app = press(app, "undo-report")
    assert session_of(app).case.entries == {"ihc": "2+", "ish": "amplified"} and "A2" in strip(app)


def test_a_case_that_is_none_of_the_list_has_no_strip_and_can_overwrite_nothing(run: Run, store: BoardStore) -> None:
    app = press(open_case(run, store), "new")
    assert strip(app) == "" and not offers(app, "strip-update")
    find_widget(app, "ihc").set_value("3+").run()
    assert strip(app) == "", "A1 has this result too, but nobody opened it"


def test_a_further_patient_added_from_the_screen_cannot_overwrite_the_case_that_was_open(
    run: Run, store: BoardStore
) -> None:
    app = open_case(run, store)
    session_of(app).drawers["board-add"] = True
    app = open_page(app, "board")
    find_widget(app, "ish").set_value("amplified").run()
    app = add(app, "A4")
    assert "A4" in strip(app) and not offers(app, "strip-update")
    assert dict(entry(store, 1).case) == CASES[1]


def test_a_typed_conclusion_is_there_on_every_page_until_it_is_saved(run: Run, store: BoardStore) -> None:
    app = open_case(run, store)
    id = entry(store, 1).id
    find_widget(app, f"{id}-conclusion").set_value("Re-biopsy first.").run()
    app = press(press(open_page(app, "safety"), "strip-next"), "strip-previous")
    assert find_widget(app, f"{id}-conclusion").value == "Re-biopsy first."
    app = open_page(app, "board")
    assert find_widget(app, f"{id}-conclusion").value == "Re-biopsy first."
    app = press(open_page(app, "outcomes"), f"save-{id}")
    assert entry(store, 1).conclusion == "Re-biopsy first." and not session_of(app).board.forms[id].is_typed


def test_an_identifier_in_a_conclusion_is_refused_in_the_strip_and_stays_typed(run: Run, store: BoardStore) -> None:
    app = open_case(run, store)
    id = entry(store, 1).id
    find_widget(app, f"{id}-conclusion").set_value("住院号 123456")
    app = press(app, f"save-{id}")
    assert entry(store, 1).conclusion == ""
    assert any(_("it looks like a hospital or record number") in error.value for error in app.error)
    assert find_widget(app, f"{id}-conclusion").value == "住院号 123456"


def test_a_half_typed_new_case_is_there_when_one_comes_back_to_the_board(run: Run, store: BoardStore) -> None:
    app = run("board", drawers=("board-add",), ihc="1+")
    find_widget(app, "add-question").set_value("half a sentence").run()
    app = open_page(open_page(app, "methods"), "board")
    assert find_widget(app, "add-question").value == "half a sentence"


def test_whoever_may_only_view_sees_the_case_and_is_offered_no_change(
    run: Run, store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.change("local", "", entry(store, 1), conclusion="Re-biopsy first.")
    monkeypatch.setattr("pages.parts.shell.access.ALONE", Person("Dr Wang", "local", BoardRole.VIEWER))
    app = open_case(run, store)
    find_widget(app, "ish").set_value("amplified").run()
    assert "A2" in strip(app) and "Re-biopsy first." in page_text(app)
    assert _("differs from the list") in page_text(app)
    buttons = {str(button.key) for button in app.button}
    assert not {each for each in buttons if re.search("update|save|empty|load", each)}
    assert "A3" in strip(press(app, "strip-next"))


def test_a_case_that_was_removed_meanwhile_says_so_on_the_strip(run: Run, store: BoardStore) -> None:
    app = open_case(run, store)
    store.remove("local", "Dr Li", entry(store, 1).id)
    gone = _("This case is not on the list any more: somebody removed it. It can be put back below.")
    assert gone in strip(app.run()) and session_of(app).case.entries == CASES[1]


def test_a_label_that_stands_there_already_is_told_and_can_take_the_new_result(run: Run, store: BoardStore) -> None:
    app = add(run("board", drawers=("board-add",), ihc="2+", ish="amplified"), "a2", "again")
    text = "{label} stands on the list already, as case {number}. To add the case all the same, add again."
    assert any(_(text, label="A2", number=2) in each.value for each in app.warning)
    assert labels(store) == ["A1", "A2", "A3"]
    app = press(app, "add-update")
    assert labels(store) == ["A1", "A2", "A3"] and entry(store, 1).case["ish"] == "amplified"
    app = add(app, "A2")
    press(app, "add")
    assert labels(store) == ["A1", "A2", "A3", "A2"]
    assert _("More than one case bears the same label: {labels}.", labels="A2") in page_text(app.run())


@pytest.mark.parametrize(
    ("choice", "after"),
    [
        ("load-add", ["A1", "A2", "A3", "A2", "B1"]),
        ("load-new", ["A1", "A2", "A3", "B1"]),
        ("load-replace", ["A2", "B1"]),
        ("load-cancel", ["A1", "A2", "A3"]),
    ],
)
def test_a_loaded_list_is_added_or_takes_the_place_by_choice_and_names_what_stands_there(
    run: Run, store: BoardStore, choice: str, after: list[str]
) -> None:
    store.at(None).add_all("another team", "", [Draft("A2", {}), Draft("B1", {})])
    app = load(run, to_file(store.board("another team")))
    assert labels(store) == ["A1", "A2", "A3"], "nothing happens before the choice"
    assert _("On the list already: {labels}.", labels="A2") in page_text(app)
    press(app, choice)
    assert labels(store) == after


def test_the_list_is_emptied_and_put_back_in_one_click_each(run: Run, store: BoardStore) -> None:
    first = entry(store, 0).id
    app = press(run("board"), "empty")
    assert labels(store) == []
    press(app, f"undo-{first}")
    assert labels(store) == ["A1", "A2", "A3"]


def test_a_case_moves_to_the_top_in_one_click(run: Run, store: BoardStore) -> None:
    press(run("board"), f"⤒-{entry(store, 2).id}")
    assert labels(store) == ["A3", "A1", "A2"]


def test_a_further_meeting_has_a_list_of_its_own_and_the_strip_keeps_to_the_list_of_its_case(
    run: Run, store: BoardStore
) -> None:
    app = run("board", drawers=("board-meetings", "board-add"), ihc="1+")
    find_widget(app, "new-meeting-date").set_value("1 December")
    app = press(app, "keep-new-meeting")
    assert any(_("a date as 2026-01-31") in error.value for error in app.error)
    find_widget(app, "new-meeting-date").set_value("2026-12-01")
    find_widget(app, "new-meeting-name").set_value("MDT")
    app = press(app, "keep-new-meeting")
    (meeting,) = store.meetings("local")
    add(app, "B1")
    assert [each.label for each in store.at(meeting.id).board("local").entries] == ["B1"]
    assert labels(store) == ["A1", "A2", "A3"]
    (case,) = store.at(meeting.id).board("local").entries
    app = press(app, f"open-{case.id}")
    assert strip(app) == f"{_('{number} of {count}', number=1, count=1)} B1 "
    app = open_page(app, "board")
    find_widget(app, "meeting").select(_("No meeting")).run()
    assert "B1" in strip(app) and "<strong>A1</strong>" in page_text(app)
    app = press(open_page(app, "safety"), "strip-back")
    assert "<strong>B1</strong>" in page_text(app)
