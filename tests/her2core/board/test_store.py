"""The list of a meeting is kept as it was typed, in order, with everything undone that can be; and nobody's work is lost."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from her2core.board.entry import Draft, EventKind
from her2core.board.store import BoardStore, Full, Gone, connect
from her2core.errors import InputError
from her2core.status.case import Case

CASE = {"ihc": "2+", "ish": "amplified", "ratio": "2.4"}
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x")',
    "+cmd|' /C calc'!A0",
    "'; DROP TABLE entries; --",
    "{0.__class__} %s {label}",
    "[a](javascript:alert(1)) **b** $x$ :red[c]",
    "胃癌 ① ﷽",
)
REPLACED = {"postgresql": "TRUNCATE history", "sqlite": "REPLACE INTO history SELECT * FROM history"}
"""How each database empties a table without deleting a row."""


def labels(store: BoardStore) -> list[str]:
    return [entry.label for entry in store.board("team").entries]


def add(store: BoardStore, *names: str) -> list[str]:
    return [store.add("team", "Li", Draft(name, CASE)).id for name in names]


def test_a_case_is_on_the_list_as_it_was_typed(store: BoardStore) -> None:
    draft = Draft("A3", CASE, "a\nnote", "T-DXd?", True, "yes")
    entry = store.add("team", "Li", draft)
    (listed,) = store.board("team").entries
    assert listed == entry and entry.changed_by == "Li" and entry.changed_at.tzinfo is not None
    assert [getattr(entry, name) for name in draft.__dict__] == list(draft.__dict__.values())


def test_another_team_sees_nothing_of_it(store: BoardStore) -> None:
    (id,) = add(store, "A")
    assert store.board("other").entries == () and store.history("other") == ()
    with pytest.raises(Gone):
        store.remove("other", "Li", id)


def test_the_order_is_the_one_chosen(store: BoardStore) -> None:
    a, _, c = add(store, "A", "B", "C")
    store.move("team", "Li", c, 0)
    assert labels(store) == ["C", "A", "B"]
    assert [entry.label for entry in store.move("team", "Li", a, 99).entries] == ["C", "B", "A"]


def test_a_removed_case_comes_back_to_its_place(store: BoardStore) -> None:
    a, b, _ = add(store, "A", "B", "C")
    store.remove("team", "Li", a)
    store.remove("team", "Li", b)
    assert labels(store) == ["C"]
    store.restore("team", "Li", b)
    assert labels(store) == ["B", "C"]
    store.restore("team", "Li", a)
    assert labels(store) == ["A", "B", "C"]


def test_what_is_added_after_a_removal_stays_last_whatever_is_edited(store: BoardStore) -> None:
    _, b, _ = add(store, "A", "B", "C")
    store.remove("team", "Li", b)
    add(store, "D")
    store.change("team", "Li", store.board("team").entries[1], note="later")
    assert labels(store) == ["A", "C", "D"]
    store.restore("team", "Li", b)
    assert labels(store) == ["A", "B", "C", "D"]


def test_what_is_removed_can_neither_be_changed_nor_moved_nor_removed_twice(store: BoardStore) -> None:
    entry = store.add("team", "Li", Draft("A", CASE))
    store.remove("team", "Li", entry.id)
    for act in (
        lambda: store.remove("team", "Li", entry.id),
        lambda: store.move("team", "Li", entry.id, 0),
        lambda: store.change("team", "Li", entry, note="x"),
        lambda: store.restore("team", "Li", "0" * 32),
    ):
        with pytest.raises(Gone):
            act()


def test_two_people_at_different_fields_both_keep_their_work(store: BoardStore) -> None:
    base = store.add("team", "Li", Draft("A", CASE))
    store.change("team", "Li", base, note="from Li")
    change = store.change("team", "Wang", base, note="", question="from Wang")
    assert not change.refused and (change.entry.note, change.entry.question) == ("from Li", "from Wang")


def test_two_people_at_one_field_the_second_sees_what_the_first_wrote(store: BoardStore) -> None:
    base = store.add("team", "Li", Draft("A", CASE))
    store.change("team", "Li", base, conclusion="trastuzumab")
    change = store.change("team", "Wang", base, conclusion="T-DXd", discussed=True)
    assert change.refused == {"conclusion": "trastuzumab"}
    assert (change.entry.conclusion, change.entry.discussed) == ("trastuzumab", True)
    again = store.change("team", "Wang", change.entry, conclusion="T-DXd")
    assert not again.refused and again.entry.conclusion == "T-DXd"


def test_the_revision_grows_with_every_change_and_with_no_look(store: BoardStore) -> None:
    seen = [store.revision("team")]
    entry = store.add("team", "Li", Draft("A", CASE))
    seen.append(store.board("team").revision)
    store.change("team", "Li", entry, note="x")
    seen.append(store.board("team").revision)
    store.remove("team", "Li", entry.id)
    seen.append(store.board("team").revision)
    assert seen == sorted(set(seen)) and store.revision("team") == store.board("team").revision == seen[-1]


def test_the_history_says_who_changed_what(store: BoardStore) -> None:
    entry = store.add("team", "Li", Draft("A", CASE, note="before"))
    store.change("team", "Wang", entry, note="after")
    store.remove("team", "Li", entry.id)
    store.restore("team", "Wang", entry.id)
    store.add_all("team", "Li", [Draft("B", CASE), Draft("C", CASE)])
    store.move("team", "Li", entry.id, 1)
    events = store.history("team")[::-1]
    kinds = [(event.what, event.who) for event in events]
    assert kinds == [
        (EventKind.ADDED, "Li"),
        (EventKind.CHANGED, "Wang"),
        (EventKind.REMOVED, "Li"),
        (EventKind.RESTORED, "Wang"),
        (EventKind.LOADED, "Li"),
        (EventKind.LOADED, "Li"),
        (EventKind.MOVED, "Li"),
    ]
    assert events[1].fields == {"note": ("before", "after")}
    assert store.history("team", 1) == (events[-1],)


@pytest.mark.parametrize("statement", ["UPDATE history SET who = 'x'", "DELETE FROM history", REPLACED["postgresql"]])
def test_the_history_cannot_be_rewritten_not_even_in_the_database(url: str, store: BoardStore, statement: str) -> None:
    add(store, "A")
    if statement == REPLACED["postgresql"] and url.startswith("sqlite"):
        statement = REPLACED["sqlite"]
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
    assert len(store.history("team")) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(store: BoardStore, text: str) -> None:
    entry = store.add(text, text, Draft(text, CASE, text, text, False, text))
    store.change(text, text, entry, note=text + text)
    (listed,) = store.board(text).entries
    assert (listed.label, listed.note, listed.conclusion, listed.changed_by) == (text, text + text, text, text)


def test_what_cannot_be_seen_is_not_kept(store: BoardStore) -> None:
    marks = "\x00\x1b\u202e\u2066\u200f\u200b\ufeff"
    entry = store.add("team", "Li" + marks, Draft(f"A{marks}3", CASE, f"{marks}x\x07"))
    assert (entry.label, entry.note) == ("A3", "x") and store.board("team").entries == (entry,)


@pytest.mark.parametrize("field", ["label", "note", "question", "conclusion"])
def test_ten_thousand_characters_are_refused_by_the_name_of_the_field(store: BoardStore, field: str) -> None:
    with pytest.raises(InputError) as fault:
        store.add("team", "Li", Draft(**{"label": "A", "case": CASE, field: "x" * 10_000}))  # type: ignore[arg-type]
    assert fault.value.field == field and len(str(fault.value)) < 300
    assert store.board("team").entries == ()


def test_a_list_from_a_file_is_added_whole_or_not_at_all(store: BoardStore) -> None:
    with pytest.raises(InputError):
        store.add_all("team", "Li", [Draft("A", CASE), Draft("住院号 123456", CASE)])
    assert store.board("team").entries == () and store.history("team") == ()


def test_a_file_is_shown_by_its_name_and_a_server_not_by_its_address(
    url: str, store: BoardStore, tmp_path: Path
) -> None:
    shown = {"sqlite": f"{tmp_path}/board.sqlite", "postgresql": "the database of this installation"}
    assert store.place == shown[url.split(":")[0]]


def test_every_removal_can_be_undone_however_much_happens_afterwards(store: BoardStore) -> None:
    first, second, third = add(store, "A", "B", "C")
    for id in (second, first):
        store.remove("team", "Li", id)
    for place in range(300):
        store.move("team", "Li", third, place)
        store.change("team", "Li", store.board("team").entries[0], note=str(place))
    assert [entry.id for entry in store.removed("team")] == [first, second], "the last one first"
    assert [entry.id for entry in store.removed("team", 1, skip=1)] == [second]
    store.restore("team", "Li", first)
    store.remove("team", "Li", third)
    assert [entry.id for entry in store.removed("team")] == [third, second]
    assert store.count_removed("team") == 2 and store.count_removed("other") == 0 and store.removed("other") == ()


def test_the_history_is_read_page_by_page_and_of_one_case(store: BoardStore) -> None:
    ids = add(store, *"ABCDE")
    store.remove("team", "Li", ids[1])
    whole = store.history("team")
    assert whole == store.history("team", 4) + store.history("team", 4, skip=4)
    assert store.count_events("team") == len(whole) == 6 and store.count_events("other") == 0
    assert [event.what for event in store.history("team", id=ids[1])] == [EventKind.REMOVED, EventKind.ADDED]


def test_a_full_list_takes_no_further_case_and_says_how_to_go_on(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("rows", "refusals"):
        monkeypatch.setattr(f"her2core.board.{module}.MOST", 3)
    first, *_rest = add(store, "A", "B", "C")
    refused = "may hold 3. Save it as a file and remove"
    with pytest.raises(Full, match=refused):
        store.add("team", "Li", Draft("D", CASE))
    store.remove("team", "Li", first)
    with pytest.raises(Full, match="holds 2 cases and 2 were to be added"):
        store.add_all("team", "Li", [Draft("D", CASE), Draft("E", CASE)])
    store.add("team", "Li", Draft("D", CASE))
    with pytest.raises(Full, match=refused):
        store.restore("team", "Li", first)
    assert labels(store) == ["B", "C", "D"] and store.add("other", "Li", Draft("A", CASE))


def test_only_the_owner_may_read_the_file_its_companions_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "board.sqlite"
    store = connect(f"sqlite:///{file}")
    assert store
    add(store, "A")
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in file.parent.iterdir()}
    assert modes == dict.fromkeys(("board.sqlite", "board.sqlite-wal", "board.sqlite-shm"), "0o600")
    assert file.parent.stat().st_mode & 0o777 == 0o700
    store.close()


def test_keeping_is_turned_off_by_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HER2_DATABASE_URL", "none")
    assert connect() is None


def test_without_an_address_the_list_is_a_file_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HER2_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store = connect()
    assert store and store.place.startswith(str(tmp_path)) and Path(store.place).exists()
    store.close()


def test_the_old_name_of_postgresql_is_understood(postgres: object) -> None:
    store = connect(postgres.database().replace("postgresql:", "postgres:"))  # type: ignore[attr-defined]
    assert store and store.board("team").entries == ()
    store.close()


def test_a_result_that_arrives_takes_the_place_of_the_former_one_and_nothing_else_changes(store: BoardStore) -> None:
    _, b, _ = add(store, "A", "B", "C")
    base = store.change("team", "Li", store.entry("team", b), conclusion="wait for ISH", discussed=True).entry
    now = {"ihc": "2+", "ish": "not amplified", "s2": "i3-d202601"}
    edit = store.change("team", "Wang", base, case=now)
    assert not edit.refused and labels(store) == ["A", "B", "C"]
    entry = store.entry("team", b)
    assert (dict(entry.case), entry.conclusion, entry.discussed) == (now, "wait for ISH", True)
    (event,) = store.history("team", 1)
    before, after = event.fields["case"]
    assert (event.who, json.loads(before), json.loads(after)) == ("Wang", CASE, now)


def test_a_result_that_somebody_else_put_there_meanwhile_is_not_written_over(store: BoardStore) -> None:
    base = store.add("team", "Li", Draft("A", CASE))
    store.change("team", "Wang", base, case={"ihc": "3+"})
    edit = store.change("team", "Li", base, case={"ihc": "0"})
    assert list(edit.refused) == ["case"] and dict(store.entry("team", base.id).case) == {"ihc": "3+"}
    with pytest.raises(InputError):
        store.change("team", "Li", edit.entry, case={"ihc": "five"})


def test_a_case_of_eight_full_specimens_is_kept(store: BoardStore) -> None:
    full = {
        "ihc": "2+", "ish": "equivocal", "probe": "dual", "clusters": "no", "controls": "passed", "copy_rule": "ratio only",
        "recount_zone": "on", "intensity": "strong", "specimen": "core biopsy of a metastasis", "site": "lymph node",
        "date": "2024-03-15", "after": "trastuzumab", "ratio": "1.9987", "her2_copies": "5.9743", "cep17_copies": "3.0021",
        "nuclei": "100", "percent": "30.5", "cluster": "12", "second_intensity": "faint", "second_percent": "60.5",
        "second_cluster": "44", "area_ihc": "3+", "area_ish": "not amplified",
    }  # fmt: skip
    case = Case.parse(full)
    for _each in range(7):
        case = case.add_specimen(full)
    entry = store.add("team", "Li", Draft("A", case.entries))
    assert Case.parse(store.entry("team", entry.id).case) == case


def test_a_list_is_emptied_and_comes_back_whole_in_its_order(store: BoardStore) -> None:
    a, b, _c = add(store, "A", "B", "C")
    store.remove("team", "Li", b)
    store.empty("team", "Li")
    assert labels(store) == [] and [entry.id for entry in store.removed("team")] == [b]
    add(store, "D")
    store.empty("team", "Wang")
    later, earlier = store.emptied("team")
    assert (later.who, len(later.ids), earlier.who, earlier.ids[0]) == ("Wang", 1, "Li", a)
    store.restore("team", "Li", *earlier.ids)
    assert labels(store) == ["A", "C"] and store.emptied("team") == (later,)
    store.restore("team", "Li", b)
    assert labels(store) == ["A", "B", "C"]


def test_a_file_takes_the_place_of_the_list_whole_or_not_at_all(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, "A", "B")
    with pytest.raises(InputError):
        store.add_all("team", "Li", [Draft("C", CASE), Draft("住院号 123456", CASE)], replace=True)
    assert labels(store) == ["A", "B"]
    monkeypatch.setattr("her2core.board.rows.MOST", 2)
    store.add_all("team", "Li", [Draft("C", CASE), Draft("D", CASE)], replace=True)
    assert labels(store) == ["C", "D"]
    (emptied,) = store.emptied("team")
    assert len(emptied.ids) == 2


def test_the_same_label_is_found_however_it_is_written(store: BoardStore) -> None:
    add(store, "Slot 3", "B", "SLOT ３", "b ", "C")
    board = store.board("team")
    assert board.list_repeated() == ["Slot 3", "B"]
    assert board.list_places("slot3") == [0, 2] and board.list_places("D") == []
    drafts = [Draft("c", {}), Draft("D", {})]
    assert board.list_standing(drafts) == drafts[:1]
