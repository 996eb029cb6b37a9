"""What is typed about a case of the meeting's list; what cannot be kept is said beside it, and stays typed."""

from collections.abc import Mapping

import streamlit as st

from her2core.board.checks import check_label, check_text, name_warning
from her2core.board.entry import Draft, Entry
from her2core.board.store import Keeping
from her2core.errors import InputError
from her2core.language import _, current
from pages.parts.board.store import act_on_list
from pages.parts.shared.markup import plain

_FAULTS, _WARNED = "board-form-faults", "board-form-warned"


def titles() -> dict[str, str]:
    """The texts of a case on the list."""
    return {
        "label": _("Label"),
        "question": _("Question to the board"),
        "note": _("Note"),
        "conclusion": _("Conclusion"),
    }


def add_form(keeping: Keeping, team: str, who: str) -> None:
    """The case as it stands, with a label, onto the list."""
    form = "add"
    with st.form("board-add", border=False):
        st.caption(
            _(
                "Choose a label that identifies nobody, such as the number on the agenda. No name, hospital number, telephone or "
                "date of birth."
            )
        )
        _inputs(form, ("label", "question", "note"))
        st.form_submit_button(_("Add this case"), on_click=act_on_list(_add, keeping, team, who), key=f"add-{current()}")


def edit_form(keeping: Keeping, team: str, who: str, entry: Entry) -> None:
    """Everything typed about one case. What somebody else changed meanwhile is never written over."""
    form = entry.id
    base: Entry = st.session_state.setdefault(f"board-base-{form}", entry)
    for field in (*titles(), "discussed"):
        st.session_state.setdefault(_key(form, field), getattr(base, field))
    with st.form(f"board-edit-{form}", border=False):
        _inputs(form, ("label", "question", "note"))
        st.checkbox(_("Discussed"), key=_key(form, "discussed"))
        _inputs(form, ("conclusion",))
        st.form_submit_button(_("Save"), on_click=act_on_list(_save, keeping, team, who, form), key=f"save-{form}-{current()}")


def forget(id: str) -> None:
    """What was typed about a case is given up; the form starts from what is kept."""
    for name in [name for name in st.session_state if str(name).startswith((f"board-base-{id}", f"board-{id}-"))]:
        del st.session_state[name]


def _inputs(form: str, fields: tuple[str, ...]) -> None:
    faults: Mapping[str, InputError] = st.session_state.get(_FAULTS, {}).get(form, {})
    theirs: Mapping[str, tuple[str, str]] = st.session_state.get(f"board-base-{form}-refused", {})
    for field in fields:
        (st.text_input if field == "label" else st.text_area)(titles()[field], key=_key(form, field))
        if field in faults:
            st.error(plain(_(faults[field].message)))
        if field in theirs:
            who, text = theirs[field]
            st.warning(
                plain(
                    _(
                        "{who} changed this meanwhile to: {theirs}. Yours is still in the field; save again to put it in its place.",
                        who=who or _("Somebody else"),
                        theirs=text or "—",
                    )
                )
            )
    if form == "add" and st.session_state.get(_WARNED):
        st.warning(
            plain(_(name_warning(st.session_state[_WARNED]) or "")) + " " + _("To add it all the same, add again.")
        )


def _add(keeping: Keeping, team: str, who: str) -> None:
    typed = _checked("add", ("label", "question", "note"))
    if typed is None:
        return
    if name_warning(typed["label"]) and st.session_state.get(_WARNED) != typed["label"]:
        st.session_state[_WARNED] = typed["label"]
        return
    draft = Draft(typed["label"], dict(st.session_state.case.entries), typed["note"], typed["question"])
    keeping.add(team, who, draft)
    st.session_state[_WARNED] = None
    for field in typed:
        st.session_state[_key("add", field)] = ""


def _save(keeping: Keeping, team: str, who: str, form: str) -> None:
    typed = _checked(form, tuple(titles()))
    if typed is None:
        return
    base: Entry = st.session_state[f"board-base-{form}"]
    change = keeping.change(team, who, base, **typed, discussed=bool(st.session_state[_key(form, "discussed")]))
    if change.refused:
        st.session_state[f"board-base-{form}"] = change.entry
        st.session_state[f"board-base-{form}-refused"] = {
            field: (_who_changed(keeping, team, form, field), theirs) for field, theirs in change.refused.items()
        }
        return
    forget(form)


def _who_changed(keeping: Keeping, team: str, id: str, field: str) -> str:
    return next((event.who for event in keeping.history(team) if event.id == id and field in event.fields), "")


def _checked(form: str, fields: tuple[str, ...]) -> dict[str, str] | None:
    """What was typed, cleaned; None where something in it cannot be kept, which is then said beside it."""
    faults: dict[str, InputError] = {}
    typed: dict[str, str] = {}
    for field in fields:
        text = str(st.session_state.get(_key(form, field)) or "")
        try:
            typed[field] = check_label(text) if field == "label" else check_text(field, text)
        except InputError as fault:
            faults[field] = fault
    st.session_state[_FAULTS] = {form: faults}
    return None if faults else typed


def _key(form: str, field: str) -> str:
    return f"board-{form}-{field}-{current()}"
