"""What is typed about a case of the meeting's list. What the list cannot take is named beside it, and stays typed."""

from functools import partial

import streamlit as st

from her2core.board.checks import check_label, check_text, warn_of_name
from her2core.board.entry import MOST, Draft, Entry
from her2core.board.store import BoardStore
from her2core.errors import InputError
from her2core.language import _
from pages.parts.board.opening import update_entry
from pages.parts.board.pager import LIST, turn_to
from pages.parts.board.store import guard_action
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.states import FormState, Opened
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
    st.caption(
        _(
            "Choose a label that identifies nobody, such as the number on the agenda. No name, hospital number, telephone or "
            "date of birth."
        )
    )
    _draw_inputs(ADD, ("label", "question", "note"))
    _draw_repeated(store, team, who)
    draw_button("add", _("Add this case"), guard_action(_add, store, team, who))


def find_form(entry: Entry) -> FormState:
    """Find what is typed about a case of the list; where nothing is, its form starts from the case as it stands."""
    forms = session().board.forms
    typed = forms.get(entry.id)
    if typed is None or not typed.is_typed:
        typed = forms[entry.id] = FormState(entry)
    return typed


def draw_edit_form(store: BoardStore, team: str, who: str, entry: Entry) -> None:
    """Draw everything typed about one case. What somebody else changed meanwhile is never written over."""
    _draw_form(store, team, who, entry, ("label", "question", "note"), ("conclusion",))


def draw_conclusion_form(store: BoardStore, team: str, who: str, entry: Entry) -> None:
    """Draw what is recorded of the discussion of one case."""
    _draw_form(store, team, who, entry, (), ("conclusion",), "strip-")


def _draw_form(
    store: BoardStore,
    team: str,
    who: str,
    entry: Entry,
    before: tuple[str, ...],
    after: tuple[str, ...],
    place: str = "",
) -> None:
    """The texts `before` and `after` whether the case was discussed. What is typed counts at once, so that no page is left without it.

    `place` tells the widgets of the strip from those of the list.
    """
    form, typed = entry.id, find_form(entry)
    _draw_inputs(form, before, place)
    discussed = typed.discussed if typed.discussed is not None else entry.discussed
    draw_toggle(f"{place}{form}-discussed", _("Discussed"), discussed, typed.discuss, widget=st.checkbox)
    _draw_inputs(form, after, place)
    action = guard_action(_save, store, team, who, form, (*before, *after))
    draw_button(f"{place}save-{form}", _("Save"), action)


def discard(form: str) -> None:
    """Discard what was typed into a form; it starts again from what the list holds."""
    session().board.forms.pop(form, None)


def _draw_inputs(form: str, fields: tuple[str, ...], place: str = "") -> None:
    board = session().board
    typed = board.forms[form]
    for field in fields:
        draw_text_input(
            f"{place}{form}-{field}",
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


def _draw_repeated(store: BoardStore, team: str, who: str) -> None:
    """Tell that the label stands on the list already, and offer the place of the case that bears it."""
    typed = session().board.forms[ADD]
    if not typed.repeated or typed.repeated != typed.text("label"):
        return
    board = store.board(team)
    for place in board.list_places(typed.repeated)[:1]:
        entry = board.entries[place]
        st.warning(
            escape_markdown(
                _(
                    "{label} stands on the list already, as case {number}. To add the case all the same, add again.",
                    label=entry.label,
                    number=place + 1,
                )
            )
        )
        title = _("Update case {number}", number=place + 1)
        draw_button("add-update", title, guard_action(_update, store, team, who, entry))


def _add(store: BoardStore, team: str, who: str) -> None:
    typed = session().board.forms[ADD]
    texts = _check_texts(typed, ("label", "question", "note"))
    if texts is None:
        return
    if typed.repeated != typed.text("label") and store.board(team).list_places(texts["label"]):
        typed.repeated = typed.text("label")
        return
    board = session().board
    entry = store.add(team, who, Draft(texts["label"], session().case.entries, texts["note"], texts["question"]))
    if board.opened:  # what is on the screen is this case now
        board.opened = Opened(entry, store.meeting)
    turn_to(LIST, MOST)
    discard(ADD)


def _update(store: BoardStore, team: str, who: str, entry: Entry) -> None:
    update_entry(store, team, who, entry)
    discard(ADD)


def _save(store: BoardStore, team: str, who: str, form: str, fields: tuple[str, ...]) -> None:
    typed = session().board.forms[form]
    texts = _check_texts(typed, fields)
    if texts is None or typed.base is None:
        return
    discussed = typed.base.discussed if typed.discussed is None else typed.discussed
    change = store.change(team, who, typed.base, **texts, discussed=discussed)
    for field in fields:
        if field not in change.refused:
            typed.texts.pop(field, None)
    typed.base, typed.discussed = change.entry, None
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
