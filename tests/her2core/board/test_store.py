"""The list of a meeting is kept as it was typed, in order, with everything undone that can be; and nobody's work is lost."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from her2core.board.entry import Draft, EventKind
from her2core.board.store import Full, Gone, Keeping, keep
from her2core.errors import InputError

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


def labels(kept: Keeping) -> list[str]:
    return [entry.label for entry in kept.board("team").entries]


def add(kept: Keeping, *names: str) -> list[str]:
    return [kept.add("team", "Li", Draft(name, CASE)).id for name in names]


def test_a_case_is_on_the_list_as_it_was_typed(kept: Keeping) -> None:
    draft = Draft("A3", CASE, "a\nnote", "T-DXd?", True, "yes")
    entry = kept.add("team", "Li", draft)
    (found,) = kept.board("team").entries
    assert found == entry and entry.changed_by == "Li" and entry.changed_at.tzinfo is not None
    assert [getattr(entry, name) for name in draft.__dict__] == list(draft.__dict__.values())


def test_another_team_sees_nothing_of_it(kept: Keeping) -> None:
    (id,) = add(kept, "A")
    assert kept.board("other").entries == () and kept.history("other") == ()
    with pytest.raises(Gone):
        kept.remove("other", "Li", id)


def test_the_order_is_the_one_chosen(kept: Keeping) -> None:
    a, _, c = add(kept, "A", "B", "C")
    kept.move("team", "Li", c, 0)
    assert labels(kept) == ["C", "A", "B"]
    assert [entry.label for entry in kept.move("team", "Li", a, 99).entries] == ["C", "B", "A"]


def test_a_removed_case_comes_back_to_its_place(kept: Keeping) -> None:
    a, b, _ = add(kept, "A", "B", "C")
    kept.remove("team", "Li", a)
    kept.remove("team", "Li", b)
    assert labels(kept) == ["C"]
    kept.restore("team", "Li", b)
    assert labels(kept) == ["B", "C"]
    kept.restore("team", "Li", a)
    assert labels(kept) == ["A", "B", "C"]


def test_what_is_added_after_a_removal_stays_last_whatever_is_edited(kept: Keeping) -> None:
    _, b, _ = add(kept, "A", "B", "C")
    kept.remove("team", "Li", b)
    add(kept, "D")
    kept.change("team", "Li", kept.board("team").entries[1], note="later")
    assert labels(kept) == ["A", "C", "D"]
    kept.restore("team", "Li", b)
    assert labels(kept) == ["A", "B", "C", "D"]


def test_what_is_removed_can_neither_be_changed_nor_moved_nor_removed_twice(kept: Keeping) -> None:
    entry = kept.add("team", "Li", Draft("A", CASE))
    kept.remove("team", "Li", entry.id)
    for act in (
        lambda: kept.remove("team", "Li", entry.id),
        lambda: kept.move("team", "Li", entry.id, 0),
        lambda: kept.change("team", "Li", entry, note="x"),
        lambda: kept.restore("team", "Li", "0" * 32),
    ):
        with pytest.raises(Gone):
            act()


def test_two_people_at_different_fields_both_keep_their_work(kept: Keeping) -> None:
    base = kept.add("team", "Li", Draft("A", CASE))
    kept.change("team", "Li", base, note="from Li")
    change = kept.change("team", "Wang", base, note="", question="from Wang")
    assert not change.refused and (change.entry.note, change.entry.question) == ("from Li", "from Wang")


def test_two_people_at_one_field_the_second_sees_what_the_first_wrote(kept: Keeping) -> None:
    base = kept.add("team", "Li", Draft("A", CASE))
    kept.change("team", "Li", base, conclusion="trastuzumab")
    change = kept.change("team", "Wang", base, conclusion="T-DXd", discussed=True)
    assert change.refused == {"conclusion": "trastuzumab"}
    assert (change.entry.conclusion, change.entry.discussed) == ("trastuzumab", True)
    again = kept.change("team", "Wang", change.entry, conclusion="T-DXd")
    assert not again.refused and again.entry.conclusion == "T-DXd"


def test_the_revision_grows_with_every_change_and_with_no_look(kept: Keeping) -> None:
    seen = [kept.revision("team")]
    entry = kept.add("team", "Li", Draft("A", CASE))
    seen.append(kept.board("team").revision)
    kept.change("team", "Li", entry, note="x")
    seen.append(kept.board("team").revision)
    kept.remove("team", "Li", entry.id)
    seen.append(kept.board("team").revision)
    assert seen == sorted(set(seen)) and kept.revision("team") == kept.board("team").revision == seen[-1]


def test_the_history_says_who_changed_what(kept: Keeping) -> None:
    entry = kept.add("team", "Li", Draft("A", CASE, note="before"))
    kept.change("team", "Wang", entry, note="after")
    kept.remove("team", "Li", entry.id)
    kept.restore("team", "Wang", entry.id)
    kept.add_all("team", "Li", [Draft("B", CASE), Draft("C", CASE)])
    kept.move("team", "Li", entry.id, 1)
    events = kept.history("team")[::-1]
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
    assert kept.history("team", 1) == (events[-1],)


@pytest.mark.parametrize("statement", ["UPDATE history SET who = 'x'", "DELETE FROM history", REPLACED["postgresql"]])
def test_the_history_cannot_be_rewritten_not_even_in_the_database(url: str, kept: Keeping, statement: str) -> None:
    add(kept, "A")
    if statement == REPLACED["postgresql"] and url.startswith("sqlite"):
        statement = REPLACED["sqlite"]
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
    assert len(kept.history("team")) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(kept: Keeping, text: str) -> None:
    entry = kept.add(text, text, Draft(text, CASE, text, text, False, text))
    kept.change(text, text, entry, note=text + text)
    (found,) = kept.board(text).entries
    assert (found.label, found.note, found.conclusion, found.changed_by) == (text, text + text, text, text)


def test_what_cannot_be_seen_is_not_kept(kept: Keeping) -> None:
    marks = "\x00\x1b\u202e\u2066\u200f\u200b\ufeff"
    entry = kept.add("team", "Li" + marks, Draft(f"A{marks}3", CASE, f"{marks}x\x07"))
    assert (entry.label, entry.note) == ("A3", "x") and kept.board("team").entries == (entry,)


@pytest.mark.parametrize("field", ["label", "note", "question", "conclusion"])
def test_ten_thousand_characters_are_refused_by_the_name_of_the_field(kept: Keeping, field: str) -> None:
    with pytest.raises(InputError) as fault:
        kept.add("team", "Li", Draft(**{"label": "A", "case": CASE, field: "x" * 10_000}))  # type: ignore[arg-type]
    assert fault.value.field == field and len(str(fault.value)) < 300
    assert kept.board("team").entries == ()


def test_a_list_from_a_file_is_added_whole_or_not_at_all(kept: Keeping) -> None:
    with pytest.raises(InputError):
        kept.add_all("team", "Li", [Draft("A", CASE), Draft("住院号 123456", CASE)])
    assert kept.board("team").entries == () and kept.history("team") == ()


def test_a_file_is_shown_by_its_name_and_a_server_not_by_its_address(url: str, kept: Keeping, tmp_path: Path) -> None:
    shown = {"sqlite": f"{tmp_path}/board.sqlite", "postgresql": "the database of this installation"}
    assert kept.place == shown[url.split(":")[0]]


def test_every_removal_can_be_undone_however_much_happens_afterwards(kept: Keeping) -> None:
    first, second, third = add(kept, "A", "B", "C")
    for id in (second, first):
        kept.remove("team", "Li", id)
    for place in range(300):
        kept.move("team", "Li", third, place)
        kept.change("team", "Li", kept.board("team").entries[0], note=str(place))
    assert [entry.id for entry in kept.removed("team")] == [first, second], "the last one first"
    assert [entry.id for entry in kept.removed("team", 1, skip=1)] == [second]
    kept.restore("team", "Li", first)
    kept.remove("team", "Li", third)
    assert [entry.id for entry in kept.removed("team")] == [third, second]
    assert kept.count_removed("team") == 2 and kept.count_removed("other") == 0 and kept.removed("other") == ()


def test_the_history_is_read_page_by_page_and_of_one_case(kept: Keeping) -> None:
    ids = add(kept, *"ABCDE")
    kept.remove("team", "Li", ids[1])
    whole = kept.history("team")
    assert whole == kept.history("team", 4) + kept.history("team", 4, skip=4)
    assert kept.count_events("team") == len(whole) == 6 and kept.count_events("other") == 0
    assert [event.what for event in kept.history("team", id=ids[1])] == [EventKind.REMOVED, EventKind.ADDED]


def test_a_full_list_takes_no_further_case_and_says_how_to_go_on(
    kept: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("store", "refusals"):
        monkeypatch.setattr(f"her2core.board.{module}.MOST", 3)
    first, *_rest = add(kept, "A", "B", "C")
    refused = "may hold 3. Save it as a file and remove"
    with pytest.raises(Full, match=refused):
        kept.add("team", "Li", Draft("D", CASE))
    kept.remove("team", "Li", first)
    with pytest.raises(Full, match="holds 2 cases and 2 were to be added"):
        kept.add_all("team", "Li", [Draft("D", CASE), Draft("E", CASE)])
    kept.add("team", "Li", Draft("D", CASE))
    with pytest.raises(Full, match=refused):
        kept.restore("team", "Li", first)
    assert labels(kept) == ["B", "C", "D"] and kept.add("other", "Li", Draft("A", CASE))


def test_only_the_owner_may_read_the_file_its_companions_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "board.sqlite"
    held = keep(f"sqlite:///{file}")
    assert held
    add(held, "A")
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in file.parent.iterdir()}
    assert modes == dict.fromkeys(("board.sqlite", "board.sqlite-wal", "board.sqlite-shm"), "0o600")
    assert file.parent.stat().st_mode & 0o777 == 0o700
    held.close()


def test_keeping_is_turned_off_by_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HER2_DATABASE_URL", "none")
    assert keep() is None


def test_without_an_address_the_list_is_a_file_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HER2_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    held = keep()
    assert held and held.place.startswith(str(tmp_path)) and Path(held.place).exists()
    held.close()


def test_the_old_name_of_postgresql_is_understood(postgres: object) -> None:
    held = keep(postgres.database().replace("postgresql:", "postgres:"))  # type: ignore[attr-defined]
    assert held and held.board("team").entries == ()
    held.close()
