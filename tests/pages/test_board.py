"""The evening before the meeting: cases onto the list, in order, with a question; and nothing on it identifies a patient."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from her2core.access import BoardRole, Person
from her2core.board.entry import Draft
from her2core.board.file import to_file
from her2core.board.refusals import Full
from her2core.board.store import BoardStore, connect
from her2core.labels import capital
from her2core.language import _
from her2core.report.fhir.bundle import fhir_bundle
from her2core.terms import Tier
from pages.parts.board import files
from tests.her2core.report.packs import COUNTED, pack
from tests.pages.conftest import Run, as_pattern, find_widget, page_text, session_of
from tests.pages.test_chinese import Built
from tests.pages.test_chinese import downloads as downloads

REFUSED = ("{given} given; accepted: {accepted}", "{given} given; {problem}; accepted: {accepted}")


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[BoardStore]:
    """Open a list of this test alone."""
    monkeypatch.setenv("HER2_DATABASE_URL", f"sqlite:///{tmp_path}/board.sqlite")
    monkeypatch.setattr("pages.parts.board.store._opened", [])
    store = connect()
    assert store
    yield store
    store.close()


def open_page(run: Run, **case: str) -> AppTest:
    return run("board", drawers=("board-add",), **case)


def add(app: AppTest, label: str, question: str = "") -> AppTest:
    find_widget(app, "add-label").set_value(label)
    find_widget(app, "add-question").set_value(question)
    find_widget(app, "add").click().run()
    return app


def labels(store: BoardStore) -> list[str]:
    return [entry.label for entry in store.board("local").entries]


def test_an_empty_list_says_what_to_do(run: Run) -> None:
    assert _("The list is empty. Enter a case, give it a label, and add it.") in page_text(open_page(run))


def test_a_case_is_added_under_a_label_and_stands_with_its_tier(run: Run, store: BoardStore) -> None:
    app = add(open_page(run, ihc="2+", ish="not amplified", setting="second-line"), "Slot 3", "RC48?")
    assert labels(store) == ["Slot 3"]
    (entry,) = store.board("local").entries
    assert entry.case == {"ihc": "2+", "ish": "not amplified", "setting": "second-line"}
    text = page_text(app)
    assert f"{capital(Tier.INTERMEDIATE)}</span><strong>Slot 3</strong>" in text
    assert "RC48?" in text
    assert find_widget(app, "add-label").value == ""


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("110105199003070011", "it looks like an identity number"),
        ("138 1234 5678", "it looks like a telephone number"),
        ("MRN 00123", "it looks like a hospital or record number"),
        ("1960-02-03", "it looks like a date of birth"),
        ("", "it is empty"),
    ],
)
def test_a_label_that_identifies_somebody_is_refused_and_nothing_typed_is_lost(
    run: Run, store: BoardStore, label: str, why: str
) -> None:
    app = add(open_page(run, ihc="3+"), label, "a long question")
    assert labels(store) == []
    assert any(_(why) in error.value for error in app.error)
    assert find_widget(app, "add-question").value == "a long question"


def test_what_looks_like_a_name_is_warned_of_and_added_only_when_asked_twice(run: Run, store: BoardStore) -> None:
    app = add(open_page(run, ihc="3+"), "张伟")
    assert labels(store) == []
    assert any(_("To add it all the same, add again.") in warning.value for warning in app.warning)
    find_widget(app, "add").click().run()
    assert labels(store) == ["张伟"]


def test_a_name_in_a_note_is_warned_of_and_kept_only_when_saved_twice(run: Run, store: BoardStore) -> None:
    add(open_page(run, ihc="3+"), "A1")
    (entry,) = store.board("local").entries
    app = open_form(run, entry.id, ihc="3+")
    find_widget(app, f"{entry.id}-note").set_value("患者王小明，男，65岁")
    find_widget(app, f"save-{entry.id}").click().run()
    assert store.board("local").entries[0].note == ""
    assert any(
        "王小明" in each.value and _("To keep it all the same, save again.") in each.value for each in app.warning
    )
    find_widget(app, f"save-{entry.id}").click().run()
    assert store.board("local").entries[0].note == "患者王小明，男，65岁"


def test_cases_move_up_and_down(run: Run, store: BoardStore) -> None:
    app = open_page(run, ihc="3+")
    for label in ("A1", "A2", "A3"):
        add(app, label)
    last = store.board("local").entries[2].id
    find_widget(app, f"↑-{last}").click().run()
    assert labels(store) == ["A1", "A3", "A2"]


def test_every_removal_can_be_undone(run: Run, store: BoardStore) -> None:
    app = add(add(open_page(run, ihc="3+"), "A1"), "A2")
    first, second = (entry.id for entry in store.board("local").entries)
    find_widget(app, f"remove-{first}").click().run()
    find_widget(app, f"remove-{second}").click().run()
    assert labels(store) == []
    find_widget(app, f"undo-{first}").click().run()
    find_widget(app, f"undo-{second}").click().run()
    assert labels(store) == ["A1", "A2"]


def test_a_removal_can_be_undone_however_much_happened_since(run: Run, store: BoardStore) -> None:
    (entry,) = store.add_all("local", "Dr Li", [Draft("A1", {})]).entries
    store.remove("local", "Dr Li", entry.id)
    store.add_all("local", "Dr Li", [Draft(f"B{n}", {}) for n in range(250)])
    find_widget(open_page(run, ihc="3+"), f"undo-{entry.id}").click().run()
    assert labels(store)[0] == "A1"


def shown_labels(app: AppTest) -> list[str]:
    return re.findall(r"</span><strong>(.+?)</strong>", page_text(app))


def fill(store: BoardStore, count: int) -> list[str]:
    drafts = [Draft(f"A{n}", {"ihc": "3+"}) for n in range(1, count + 1)]
    return [entry.label for entry in store.add_all("local", "", drafts).entries]


def test_a_long_list_is_drawn_fifty_at_a_time(run: Run, store: BoardStore) -> None:
    every = fill(store, 120)
    app = open_page(run, ihc="3+")
    assert shown_labels(app) == every[:50]
    assert _("{first} to {last} of {count}", first=1, last=50, count=120) in page_text(app)
    for first, last in ((50, 100), (100, 120)):
        find_widget(app, "list-next").click().run()
        assert shown_labels(app) == every[first:last]
    assert find_widget(app, "list-next").disabled
    find_widget(app, "list-previous").click().run()
    assert shown_labels(app) == every[50:100]


def test_a_case_that_is_added_or_moved_stays_in_sight(run: Run, store: BoardStore) -> None:
    every = fill(store, 51)
    app = add(open_page(run, ihc="3+"), "last")
    assert shown_labels(app) == [every[50], "last"]
    first_of_page = store.board("local").entries[50].id
    find_widget(app, f"↑-{first_of_page}").click().run()
    assert shown_labels(app) == [*every[:49], every[50]]


def test_a_list_of_one_page_has_nothing_to_turn(run: Run, store: BoardStore) -> None:
    fill(store, 50)
    app = open_page(run, ihc="3+")
    assert [button.label for button in app.button if button.label in {_("Next"), _("Previous")}] == []


def test_the_history_is_shown_to_its_beginning(run: Run, store: BoardStore) -> None:
    fill(store, 60)
    app = run("board", drawers=("board-history",), ihc="3+")
    assert "<td>A60</td>" in page_text(app) and "<td>A1</td>" not in page_text(app)
    find_widget(app, "history-next").click().run()
    assert "<td>A1</td>" in page_text(app) and "<td>A60</td>" not in page_text(app)


def test_a_list_that_is_full_says_so_and_nothing_typed_is_lost(
    run: Run, store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("her2core.board.rows.MOST", 2)
    fill(store, 2)
    app = add(open_page(run, ihc="3+"), "one more", "a long question")
    assert len(labels(store)) == 2
    assert any(_(Full(2, 1).message) == error.value for error in app.error)
    assert find_widget(app, "add-question").value == "a long question"


def build(downloads: Built, ending: str) -> None:
    """Build the file of the meeting with this ending, as a click does."""
    (name,) = [name for name in downloads if name.startswith("her2-meeting") and name.endswith(ending)]
    downloads[name]()


def test_the_file_of_a_case_opened_from_the_list_bears_its_label_until_the_case_is_another(
    run: Run, store: BoardStore, downloads: Built
) -> None:
    (entry,) = store.add_all("local", "", [Draft("Slot 3/4 <b>", {"ihc": "3+"})]).entries
    app = open_page(run)
    assert not [name for name in downloads if "Slot" in name]
    find_widget(app, f"open-{entry.id}").click().run()
    assert [name for name in downloads if name.startswith("her2-case") and name.endswith("-Slot-3-4-b.pptx")]
    downloads.clear()
    find_widget(app, "new").click().run()
    assert not [name for name in downloads if "Slot" in name]


def test_slides_and_paper_of_a_long_list_are_of_the_page_on_the_screen(
    run: Run, store: BoardStore, monkeypatch: pytest.MonkeyPatch, downloads: Built
) -> None:
    built: list[list[str]] = []
    monkeypatch.setattr(files, "export_meeting", lambda board, *_rest: built.append([e.label for e in board.entries]))
    every = fill(store, 101)
    app = open_page(run, ihc="3+")
    find_widget(app, "list-next").click().run()
    build(downloads, ".pdf")
    assert built == [every[50:100]]
    note = "Slides and paper hold at most {most} cases. Those below hold the cases of this page, {first} to {last}."
    assert _(note, most=100, first=51, last=100) in page_text(app)
    store.remove("local", "", store.board("local").entries[0].id)
    app.run()
    build(downloads, ".pptx")
    assert built[1] == every[1:]
    assert not as_pattern(note).search(page_text(app))


def test_a_look_whether_somebody_changed_the_list_does_not_read_the_list(
    run: Run, store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []
    read = BoardStore.board
    monkeypatch.setattr(BoardStore, "board", lambda self, team: (reads.append(team), read(self, team))[1])
    open_page(run, ihc="3+")
    assert reads == ["local"], "once for the page itself"


def open_form(run: Run, id: str, **case: str) -> AppTest:
    return run("board", drawers=(f"board-{id}",), **case)


def test_the_discussion_is_recorded_with_its_conclusion(run: Run, store: BoardStore) -> None:
    add(open_page(run, ihc="3+"), "A1")
    (entry,) = store.board("local").entries
    app = open_form(run, entry.id, ihc="3+")
    find_widget(app, f"{entry.id}-discussed").set_value(True)
    find_widget(app, f"{entry.id}-conclusion").set_value("Re-biopsy first.")
    find_widget(app, f"save-{entry.id}").click().run()
    (now,) = store.board("local").entries
    assert (now.discussed, now.conclusion) == (True, "Re-biopsy first.")
    assert f"✓ {_('discussed')}" in page_text(app)


def test_two_who_edit_the_same_text_lose_nothing_and_the_second_sees_it(run: Run, store: BoardStore) -> None:
    add(open_page(run, ihc="3+"), "A1")
    (entry,) = store.board("local").entries
    app = open_form(run, entry.id, ihc="3+")
    store.change("local", "Dr Li", entry, note="Their note")
    find_widget(app, f"{entry.id}-note").set_value("My note")
    find_widget(app, f"{entry.id}-question").set_value("My question")
    find_widget(app, f"save-{entry.id}").click().run()
    (now,) = store.board("local").entries
    assert (now.note, now.question) == ("Their note", "My question")
    changed = (
        "{who} changed this meanwhile to: {theirs}. Yours is still in the field; save again to put it in its place."
    )
    assert [warning.value for warning in app.warning] == [_(changed, who="Dr Li", theirs="Their note")]
    assert find_widget(app, f"{entry.id}-note").value == "My note"
    find_widget(app, f"save-{entry.id}").click().run()
    assert store.board("local").entries[0].note == "My note"


def test_whoever_may_only_view_is_offered_no_change(
    run: Run, store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(open_page(run, ihc="3+"), "A1")
    monkeypatch.setattr("pages.parts.shell.access.ALONE", Person("Dr Wang", "local", BoardRole.VIEWER))
    app = open_page(run, ihc="3+")
    assert [button.label for button in app.button if button.label in {_("Remove"), "↑", "↓", _("Add this case")}] == []
    assert _("You may view this list. Editing needs the role editor.") in page_text(app)
    assert "A1" in page_text(app)


def load(run: Run, content: bytes) -> AppTest:
    app = open_page(run, ihc="3+")
    app.file_uploader[0].set_value(("list.json", content, "application/json"))
    return app.run()


def test_a_saved_list_comes_back_whole(run: Run, store: BoardStore) -> None:
    add(open_page(run, ihc="3+"), "A1", "why?")
    saved = to_file(store.board("local"))
    store.empty("local", "")
    app = load(run, saved)
    assert labels(store) == ["A1"]
    assert any(_("{count} cases were added to the list.", count=1) in success.value for success in app.success)


def test_a_case_saved_as_fhir_is_opened(run: Run) -> None:
    app = open_page(run)
    app.file_uploader[0].set_value(("case.json", fhir_bundle(pack(COUNTED)), "application/json"))
    app.run()
    assert session_of(app).case.entries == COUNTED


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"[]", b"{}", json.dumps({"format": "her2-gastric-board-meeting"}).encode(), b"[" * 100_000],
)
def test_a_file_that_is_no_list_is_refused_with_what_is_accepted(run: Run, store: BoardStore, content: bytes) -> None:
    app = open_page(run, ihc="3+")
    app.file_uploader[0].set_value(("list.json", content, "application/json"))
    app.run()
    assert any(as_pattern(refused).search(error.value) for refused in REFUSED for error in app.error)
    assert labels(store) == []


def test_where_keeping_is_turned_off_the_page_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HER2_DATABASE_URL", "none")
    monkeypatch.setattr("pages.parts.board.store._opened", [])
    app = run("board", ihc="3+")
    off = "Keeping is turned off here (HER2_DATABASE_URL=none), so there is no list. A case can still be exported."
    assert _(off) in page_text(app)


def test_a_database_that_cannot_be_reached_leaves_the_case_on_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2_DATABASE_URL", "postgresql://nobody:secret@localhost:1/none")
    monkeypatch.setattr("pages.parts.board.store._opened", [])
    app = run("board", ihc="3+")
    assert any(_("the database of this installation") in error.value for error in app.error)
    assert not any("localhost" in error.value or "secret" in error.value for error in app.error)
    assert session_of(app).case.entries == {"ihc": "3+"}


def test_the_page_shows_where_the_list_is_kept_and_who_changed_what(run: Run, store: BoardStore) -> None:
    add(open_page(run, ihc="3+"), "A1")
    app = run("board", drawers=("board-history",), ihc="3+")
    assert store.place in page_text(app)
    assert f"<td>{_('added')}</td><td>A1</td>" in page_text(app)
