"""The meetings of a team: a date and a name, which identify no patient."""

from datetime import UTC, date, datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from her2core.board.checks import check_name
from her2core.board.entry import EventKind, Meeting, fold_label
from her2core.board.refusals import Gone
from her2core.board.rows import ListKey, record_event
from her2core.board.schema import meetings
from her2core.errors import InputError
from her2core.language import Message


def read_meetings(connection: Connection, team: str) -> tuple[Meeting, ...]:
    """Read the meetings of a team, the latest first."""
    rows = connection.execute(
        sa.select(meetings).where(meetings.c.team == team).order_by(meetings.c.date.desc(), meetings.c.name)
    )
    return tuple(Meeting(row.id, row.date, row.name) for row in rows)


def write_meeting(connection: Connection, team: str, who: str, day: str, name: str, id: str | None) -> Meeting:
    """Write a new meeting, or with an `id` another date and name of one; `BoardStore.keep_meeting` says what it raises."""
    meeting = Meeting(id or uuid4().hex, _read_date(day), check_name(name))
    standing = {each.id: each for each in read_meetings(connection, team)}
    if any(_is_alike(each, meeting) for each in standing.values() if each.id != meeting.id):
        raise InputError("name", name, Message("another date or name"), Message("there is this meeting already"))
    key, at, before = ListKey(team, meeting.id), datetime.now(UTC), standing.get(meeting.id)
    if id is None:
        connection.execute(
            meetings.insert().values(id=meeting.id, team=team, date=meeting.date, name=meeting.name, revision=0)
        )
        record_event(connection, key, who, at, EventKind.MEETING_ADDED, meeting.name)
    elif before is None:
        raise Gone
    elif before != meeting:
        connection.execute(meetings.update().where(meetings.c.id == id).values(date=meeting.date, name=meeting.name))
        pairs = {"date": (str(before.date), str(meeting.date)), "name": (before.name, meeting.name)}
        changes = {field: (was, now) for field, (was, now) in pairs.items() if was != now}
        record_event(connection, key, who, at, EventKind.MEETING_CHANGED, meeting.name, changes=changes)
    return meeting


def choose_meeting(meetings: tuple[Meeting, ...], today: date) -> Meeting | None:
    """Choose the meeting that is next, today's before all; None where none is to come."""
    return min((each for each in meetings if each.date >= today), key=lambda each: each.date, default=None)


def _is_alike(one: Meeting, other: Meeting) -> bool:
    return one.date == other.date and fold_label(one.name) == fold_label(other.name)


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError("date", text.strip()[:80], Message("a date as 2026-01-31")) from None
