"""What is typed about a case of the meeting's list; what cannot be kept is said beside it, and stays typed."""

import streamlit as st

from her2core.board.checks import check_label, check_text, name_warning
from her2core.board.entry import Draft, Entry
from her2core.board.store import Keeping
from her2core.errors import InputError
from her2core.language import _
from pages.parts.board.store import act_on_list
from pages.parts.shared.kept import EditState
from pages.parts.shared.markup import plain
from pages.parts.shared.session import session

ADD = "add"
"""The form for a case that is not on the list yet; the others have the id of their case."""


def titles() -> dict[str, str]:
    """The texts of a case on the list."""
    return {
        "label": _("Label"),
        "question": _("Question to the board"),
        "note": _("Note"),
        "conclusion": _("Conclusion"),
    }


def add_form(keeping: Keeping, team: str, who: str) -> None:
    """Draw the form that puts the case as it stands onto the list, under a label."""
    with st.form("board-add", border=False):
        st.caption(
            _(
                "Choose a label that identifies nobody, such as the number on the agenda. No name, hospital number, telephone or "
                "date of birth."
            )
        )
        _inputs(ADD, ("label", "question", "note"))
        st.form_submit_button(_("Add this case"), on_click=act_on_list(_add, keeping, team, who), key="add")


def edit_form(keeping: Keeping, team: str, who: str, entry: Entry) -> None:
    """Draw everything typed about one case. What somebody else changed meanwhile is never written over."""
    form = entry.id
    base = session().board.edits.setdefault(form, EditState(entry)).base
    with st.form(f"board-edit-{form}", border=False):
        _inputs(form, ("label", "question", "note"))
        st.checkbox(_("Discussed"), base.discussed, key=_key(form, "discussed"))
        _inputs(form, ("conclusion",))
        st.form_submit_button(_("Save"), on_click=act_on_list(_save, keeping, team, who, form), key=f"save-{form}")


def forget(form: str) -> None:
    """Give up what was typed into a form; the next one in its place starts from what is kept."""
    board = session().board
    board.edits.pop(form, None)
    board.faults.pop(form, None)
    board.forms[form] = board.forms.get(form, 0) + 1


def _inputs(form: str, fields: tuple[str, ...]) -> None:
    board = session().board
    edit = board.edits.get(form)
    for field in fields:
        draw = st.text_input if field == "label" else st.text_area
        draw(titles()[field], getattr(edit.base, field) if edit else "", key=_key(form, field))
        if fault := board.faults.get(form, {}).get(field):
            st.error(plain(_(fault.message)))
        if edit and field in edit.refused:
            who, text = edit.refused[field]
            st.warning(
                plain(
                    _(
                        "{who} changed this meanwhile to: {theirs}. Yours is still in the field; save again to put it in its place.",
                        who=who or _("Somebody else"),
                        theirs=text or "—",
                    )
                )
            )
    if form == ADD and board.warned_of:
        st.warning(plain(_(name_warning(board.warned_of) or "")) + " " + _("To add it all the same, add again."))


def _add(keeping: Keeping, team: str, who: str) -> None:
    board = session().board
    typed = _checked(ADD, ("label", "question", "note"))
    if typed is None:
        return
    if name_warning(typed["label"]) and board.warned_of != typed["label"]:
        board.warned_of = typed["label"]
        return
    keeping.add(team, who, Draft(typed["label"], session().case.entries, typed["note"], typed["question"]))
    board.warned_of = None
    forget(ADD)


def _save(keeping: Keeping, team: str, who: str, form: str) -> None:
    board = session().board
    typed = _checked(form, tuple(titles()))
    if typed is None:
        return
    discussed = bool(st.session_state[_key(form, "discussed")])
    change = keeping.change(team, who, board.edits[form].base, **typed, discussed=discussed)
    if not change.refused:
        forget(form)
        return
    # The widgets keep what was typed: only their first value comes from the base.
    refused = {field: (_who_changed(keeping, team, form, field), theirs) for field, theirs in change.refused.items()}
    board.edits[form] = EditState(change.entry, refused)


def _who_changed(keeping: Keeping, team: str, id: str, field: str) -> str:
    return next((event.who for event in keeping.history(team) if event.id == id and field in event.fields), "")


def _checked(form: str, fields: tuple[str, ...]) -> dict[str, str] | None:
    """Return what was typed, cleaned; None where something in it cannot be kept, which is then said beside it."""
    faults: dict[str, InputError] = {}
    typed: dict[str, str] = {}
    for field in fields:
        text = str(st.session_state.get(_key(form, field)) or "")
        try:
            typed[field] = check_label(text) if field == "label" else check_text(field, text)
        except InputError as fault:
            faults[field] = fault
    session().board.faults = {form: faults}
    return None if faults else typed


def _key(form: str, field: str) -> str:
    number = session().board.forms.get(form, 0)
    return f"board-{form}-{field}" + (f"~{number}" if number else "")
