"""What is typed about a case of the meeting's list. What the list cannot take is named beside it, and stays typed."""

from functools import partial

import streamlit as st

from her2core.board.checks import check_label, check_text, warn_of_name
from her2core.board.entry import MOST, Draft, Entry
from her2core.board.store import BoardStore
from her2core.errors import InputError
from her2core.language import _
from pages.parts.board.pager import LIST, turn_to
from pages.parts.board.store import guard_action
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.states import FormState
from pages.parts.shared.widgets import draw_button, draw_text_input, draw_toggle

ADD = "add"
"""The form for a case that is not on the list yet; the others have the id of their case."""


def field_titles() -> dict[str, str]:
    """Return the titles of the texts of a case on the list."""
    return {
        "label": _("Label"),
        "question": _("Question to the board"),
        "note": _("Note"),
        "conclusion": _("Conclusion"),
    }


def draw_add_form(store: BoardStore, team: str, who: str) -> None:
    """Draw the form that puts the case as it stands onto the list, under a label."""
    session().board.forms.setdefault(ADD, FormState())
    with st.form("board-add", border=False):
        st.caption(
            _(
                "Choose a label that identifies nobody, such as the number on the agenda. No name, hospital number, telephone or "
                "date of birth."
            )
        )
        _draw_inputs(ADD, ("label", "question", "note"))
        draw_button("add", _("Add this case"), guard_action(_add, store, team, who), widget=st.form_submit_button)


def draw_edit_form(store: BoardStore, team: str, who: str, entry: Entry) -> None:
    """Draw everything typed about one case. What somebody else changed meanwhile is never written over."""
    form = entry.id
    typed = session().board.forms.setdefault(form, FormState(entry))
    with st.form(f"board-edit-{form}", border=False):
        _draw_inputs(form, ("label", "question", "note"))
        discussed = typed.discussed if typed.discussed is not None else entry.discussed
        draw_toggle(f"{form}-discussed", _("Discussed"), discussed, typed.discuss, widget=st.checkbox)
        _draw_inputs(form, ("conclusion",))
        draw_button(
            f"save-{form}", _("Save"), guard_action(_save, store, team, who, form), widget=st.form_submit_button
        )


def discard(form: str) -> None:
    """Discard what was typed into a form; it starts again from what the list holds."""
    session().board.forms.pop(form, None)


def _draw_inputs(form: str, fields: tuple[str, ...]) -> None:
    board = session().board
    typed = board.forms[form]
    for field in fields:
        draw_text_input(
            f"{form}-{field}",
            field_titles()[field],
            typed.text(field),
            partial(typed.texts.__setitem__, field),
            widget=st.text_input if field == "label" else st.text_area,
        )
        if fault := typed.faults.get(field):
            st.error(escape_markdown(_(fault.message)))
        elif warning := warn_of_name(typed.warned_of.get(field, ""), field):
            again = (
                _("To add it all the same, add again.") if form == ADD else _("To keep it all the same, save again.")
            )
            st.warning(escape_markdown(f"{_(warning)} {again}"))
        if field in typed.refused:
            who, text = typed.refused[field]
            st.warning(
                escape_markdown(
                    _(
                        "{who} changed this meanwhile to: {theirs}. Yours is still in the field; save again to put it in its place.",
                        who=who or _("Somebody else"),
                        theirs=text or "—",
                    )
                )
            )


def _add(store: BoardStore, team: str, who: str) -> None:
    typed = session().board.forms[ADD]
    texts = _check_texts(typed, ("label", "question", "note"))
    if texts is None:
        return
    store.add(team, who, Draft(texts["label"], session().case.entries, texts["note"], texts["question"]))
    turn_to(LIST, MOST)
    discard(ADD)


def _save(store: BoardStore, team: str, who: str, form: str) -> None:
    typed = session().board.forms[form]
    texts = _check_texts(typed, tuple(field_titles()))
    if texts is None or typed.base is None:
        return
    discussed = typed.base.discussed if typed.discussed is None else typed.discussed
    change = store.change(team, who, typed.base, **texts, discussed=discussed)
    if not change.refused:
        discard(form)
        return
    typed.base = change.entry
    typed.refused = {field: (_find_author(store, team, form, field), text) for field, text in change.refused.items()}


def _find_author(store: BoardStore, team: str, id: str, field: str) -> str:
    return next((event.who for event in store.history(team, id=id) if field in event.fields), "")


def _check_texts(typed: FormState, fields: tuple[str, ...]) -> dict[str, str] | None:
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
