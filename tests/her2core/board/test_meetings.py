"""Several meetings stand side by side: each has a date, a name and a list of its own, and none sees another's."""

from datetime import date

import pytest

from her2core.board.entry import Draft, EventKind, Meeting
from her2core.board.meetings import choose_meeting
from her2core.board.store import BoardStore, Gone
from her2core.errors import InputError


def labels(store: BoardStore, meeting: str | None) -> list[str]:
    return [entry.label for entry in store.at(meeting).board("team").entries]


def test_a_case_stands_on_the_list_of_its_meeting_alone(store: BoardStore) -> None:
    first = store.keep_meeting("team", "Li", "2026-12-01", "Gastric board")
    second = store.keep_meeting("team", "Li", "2026-12-08", "Gastric board")
    assert store.meetings("team") == (second, first) and store.meetings("other") == ()
    store.add("team", "Li", Draft("of none", {}))
    revisions = [store.at(each.id).revision("team") for each in (first, second)]
    case = store.at(first.id).add("team", "Li", Draft("A1", {}))
    store.at(second.id).add_all("team", "Li", [Draft("B1", {}), Draft("B2", {})])
    assert (labels(store, None), labels(store, first.id)) == (["of none"], ["A1"])
    assert labels(store, second.id) == ["B1", "B2"]
    assert [store.at(each.id).revision("team") - was for each, was in zip((first, second), revisions, strict=True)] == [
        1,
        2,
    ]
    with pytest.raises(Gone):
        store.at(second.id).remove("team", "Li", case.id)
    store.at(second.id).empty("team", "Li")
    assert labels(store, first.id) == ["A1"] and store.emptied("team") == ()
    assert [event.label for event in store.history("team")] == ["of none"]
    assert [event.what for event in store.at(first.id).history("team")] == [EventKind.ADDED, EventKind.MEETING_ADDED]


def test_a_meeting_gets_another_date_and_the_history_says_so(store: BoardStore) -> None:
    meeting = store.keep_meeting("team", "Li", "2026-12-01", "Gastric board")
    store.keep_meeting("team", "Wang", "2026-12-02", "Gastric board", meeting.id)
    assert store.meetings("team") == (Meeting(meeting.id, date(2026, 12, 2), "Gastric board"),)
    (event,) = store.at(meeting.id).history("team", 1)
    assert (event.who, event.fields) == ("Wang", {"date": ("2026-12-01", "2026-12-02")})
    with pytest.raises(Gone):
        store.keep_meeting("other", "Wu", "2026-12-03", "", meeting.id)


@pytest.mark.parametrize(
    ("day", "name", "field"),
    [
        ("1 December", "", "date"),
        ("2026-13-01", "", "date"),
        ("2026-12-02", "x" * 81, "name"),
        ("2026-12-02", "住院号 123456", "name"),
        ("2026-12-01", "GASTRIC board", "name"),
    ],
)
def test_a_meeting_without_a_date_with_an_identifier_or_twice_is_refused(
    store: BoardStore, day: str, name: str, field: str
) -> None:
    meeting = store.keep_meeting("team", "Li", "2026-12-01", "Gastric board")
    with pytest.raises(InputError) as fault:
        store.keep_meeting("team", "Li", day, name)
    assert fault.value.field == field and store.meetings("team") == (meeting,)


def test_the_list_that_opens_is_that_of_the_next_meeting_and_of_none_where_all_are_over() -> None:
    days = [date(2026, 11, day) for day in (20, 13, 6)]
    meetings = tuple(Meeting(str(day), day, "") for day in days)
    assert choose_meeting(meetings, date(2026, 11, 7)) == meetings[1]
    assert choose_meeting(meetings, date(2026, 11, 20)) == meetings[0]
    assert choose_meeting(meetings, date(2026, 11, 21)) is None
