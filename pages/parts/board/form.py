"""What is typed about a case of the meeting's list; what cannot be kept is said beside it, and stays typed."""

from functools import partial

import streamlit as st

from her2core.board.checks import check_label, check_text, warn_of_name
from her2core.board.entry import Draft, Entry
from her2core.board.store import BoardStore
from her2core.errors import InputError
from her2core.language import _
from pages.parts.board.store import on_list
from pages.parts.shared.kept import Typed
from pages.parts.shared.markup import plain
from pages.parts.shared.session import session
from pages.parts.shared.widgets import press, switch, type_in

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


def add_form(keeping: BoardStore, team: str, who: str) -> None:
    """Draw the form that puts the case as it stands onto the list, under a label."""
    session().board.typed.setdefault(ADD, Typed())
    with st.form("board-add", border=False):
        st.caption(
            _(
                "Choose a label that identifies nobody, such as the number on the agenda. No name, hospital number, telephone or "
                "date of birth."
            )
        )
        _inputs(ADD, ("label", "question", "note"))
        press("add", _("Add this case"), on_list(_add, keeping, team, who), form=st.form_submit_button)


def edit_form(keeping: BoardStore, team: str, who: str, entry: Entry) -> None:
    """Draw everything typed about one case. What somebody else changed meanwhile is never written over."""
    form = entry.id
    typed = session().board.typed.setdefault(form, Typed(entry))
    with st.form(f"board-edit-{form}", border=False):
        _inputs(form, ("label", "question", "note"))
        discussed = typed.discussed if typed.discussed is not None else entry.discussed
        switch(f"{form}-discussed", _("Discussed"), discussed, typed.discuss, form=st.checkbox)
        _inputs(form, ("conclusion",))
        press(f"save-{form}", _("Save"), on_list(_save, keeping, team, who, form), form=st.form_submit_button)


def forget(form: str) -> None:
    """Give up what was typed into a form; it starts again from what is kept."""
    session().board.typed.pop(form, None)


def _inputs(form: str, fields: tuple[str, ...]) -> None:
    board = session().board
    typed = board.typed[form]
    for field in fields:
        type_in(
            f"{form}-{field}",
            titles()[field],
            typed.text(field),
            partial(typed.texts.__setitem__, field),
            form=st.text_input if field == "label" else st.text_area,
        )
        if fault := typed.faults.get(field):
            st.error(plain(_(fault.message)))
        elif warning := warn_of_name(typed.warned_of.get(field, ""), field):
            again = (
                _("To add it all the same, add again.") if form == ADD else _("To keep it all the same, save again.")
            )
            st.warning(plain(f"{_(warning)} {again}"))
        if field in typed.refused:
            who, text = typed.refused[field]
            st.warning(
                plain(
                    _(
                        "{who} changed this meanwhile to: {theirs}. Yours is still in the field; save again to put it in its place.",
                        who=who or _("Somebody else"),
                        theirs=text or "—",
                    )
                )
            )


def _add(keeping: BoardStore, team: str, who: str) -> None:
    typed = session().board.typed[ADD]
    texts = _checked(typed, ("label", "question", "note"))
    if texts is None:
        return
    keeping.add(team, who, Draft(texts["label"], session().case.entries, texts["note"], texts["question"]))
    forget(ADD)


def _save(keeping: BoardStore, team: str, who: str, form: str) -> None:
    typed = session().board.typed[form]
    texts = _checked(typed, tuple(titles()))
    if texts is None or typed.base is None:
        return
    discussed = typed.base.discussed if typed.discussed is None else typed.discussed
    change = keeping.change(team, who, typed.base, **texts, discussed=discussed)
    if not change.refused:
        forget(form)
        return
    typed.base = change.entry
    typed.refused = {field: (_who_changed(keeping, team, form, field), text) for field, text in change.refused.items()}


def _who_changed(keeping: BoardStore, team: str, id: str, field: str) -> str:
    return next((event.who for event in keeping.history(team) if event.id == id and field in event.fields), "")


def _checked(typed: Typed, fields: tuple[str, ...]) -> dict[str, str] | None:
    """Return what was typed, cleaned; None where something in it cannot be kept or should be looked at again.

    It is then said beside it. What seems to hold a name is kept when it is sent a second time.
    """
    typed.faults = {}
    texts: dict[str, str] = {}
    for field in fields:
        text = typed.text(field)
        try:
            texts[field] = check_label(text) if field == "label" else check_text(field, text)
        except InputError as fault:
            typed.faults[field] = fault
    changed = {field: text for field, text in texts.items() if text != getattr(typed.base, field, "")}
    named = {field: text for field, text in changed.items() if warn_of_name(text, field)}
    first_seen = any(typed.warned_of.get(field) != text for field, text in named.items())
    typed.warned_of = named
    return None if typed.faults or first_seen else texts
