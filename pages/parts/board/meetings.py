"""The meetings of a team: whose list is open, a new one, and another date or name for one."""

import streamlit as st

from her2core.board.entry import Meeting
from her2core.board.meetings import choose_meeting
from her2core.board.store import BoardStore
from her2core.errors import InputError
from her2core.language import _
from pages.parts.board.store import guard_action
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.states import FormState
from pages.parts.shared.widgets import draw_button, draw_select, draw_text_input
from pages.parts.shell.exports import now

NONE = ""
"""What stands for the list of no meeting among the meetings."""
NEW = "new-meeting"
"""The form for a meeting that there is not yet; the others have the id of their meeting."""


def find_meeting(meetings: tuple[Meeting, ...]) -> Meeting | None:
    """Find the meeting whose list is open: the one that was chosen, else the next; None for the list of no meeting."""
    board = session().board
    if not board.is_chosen:
        meeting = choose_meeting(meetings, now().date())
        board.meeting = meeting.id if meeting else None
    return next((each for each in meetings if each.id == board.meeting), None)


def draw_meetings(meetings: tuple[Meeting, ...], meeting: Meeting | None) -> None:
    """Draw which meeting's list is open, and the others; nothing where there is no meeting."""
    if meetings:
        titles = {NONE: _("No meeting")} | {each.id: each.title for each in meetings}
        chosen = meeting.id if meeting else NONE
        draw_select("meeting", _("Meeting"), titles, chosen, lambda id: session().board.choose_meeting(id or None))


def draw_meeting_forms(store: BoardStore, team: str, who: str, meeting: Meeting | None) -> None:
    """Draw the forms for another meeting, and for another date or name of the one whose list is open."""
    with drawer("board-meetings", _("A further meeting, or another date")) as is_open:
        if not is_open:
            return
        if meeting:
            _draw_form(store, team, who, meeting, _("Change this meeting"))
        _draw_form(store, team, who, None, _("Add a meeting"))


def _draw_form(store: BoardStore, team: str, who: str, meeting: Meeting | None, title: str) -> None:
    form = meeting.id if meeting else NEW
    typed = session().board.forms.setdefault(form, FormState())
    standing = {"date": str(meeting.date) if meeting else "", "name": meeting.name if meeting else ""}
    titles = (
        {"date": _("Date of this meeting"), "name": _("Name of this meeting")}
        if meeting
        else {"date": _("Date of a new meeting (2026-01-31)"), "name": _("Name of a new meeting")}
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for field, name in titles.items():
            text = typed.texts.get(field, standing[field])
            draw_text_input(f"{form}-{field}", name, text, lambda text, field=field: typed.texts.update({field: text}))  # type: ignore[misc]
        draw_button(f"keep-{form}", title, guard_action(_keep, store, team, who, form, standing, meeting))
    for fault in typed.faults.values():
        st.error(escape_markdown(_(fault.message)))


def _keep(store: BoardStore, team: str, who: str, form: str, standing: dict[str, str], meeting: Meeting | None) -> None:
    board = session().board
    typed = board.forms[form]
    texts = standing | typed.texts
    try:
        now_kept = store.keep_meeting(team, who, texts["date"], texts["name"], meeting.id if meeting else None)
    except InputError as fault:
        typed.faults = {fault.field: fault}
        return
    board.forms.pop(form)
    board.choose_meeting(now_kept.id)
