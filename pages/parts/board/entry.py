"""One case on the meeting's list: what it is, and what can be done with it."""

import streamlit as st
from markupsafe import Markup

from her2core.board.entry import Entry
from her2core.board.store import BoardStore
from her2core.charts.theme import TIER_COLOURS
from her2core.labels import capital, label
from her2core.language import _
from her2core.status.assessment import assess
from pages.parts.board.form import discard, draw_edit_form, find_form
from pages.parts.board.opening import open_entry
from pages.parts.board.pager import LIST, turn_to
from pages.parts.board.store import guard_action
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import case_line, show
from pages.parts.shared.widgets import draw_button


def draw_entry(store: BoardStore, team: str, who: str, entry: Entry, place: int, last: int, may_edit: bool) -> None:
    """Draw the case with its answer; it opens, moves, is edited and removed."""
    with st.container(border=True, key=f"board-row-{entry.id}"):
        show(_case_line(entry, place))
        with st.container(horizontal=True):
            action = guard_action(open_entry, store, team, entry.id, edits=False)
            draw_button(f"open-{entry.id}", _("Open the case"), action)
            if may_edit:
                _draw_buttons(store, team, who, entry, place, last)
        if may_edit:
            is_typed = find_form(entry).is_typed
            with drawer(f"board-{entry.id}", _("Edit, or record the discussion"), expanded=is_typed) as is_open:
                if is_open:
                    draw_edit_form(store, team, who, entry)


def _draw_buttons(store: BoardStore, team: str, who: str, entry: Entry, place: int, last: int) -> None:
    for sign, title, to, can in (
        ("↑", _("Move up"), place - 1, place > 0),
        ("↓", _("Move down"), place + 1, place < last),
        ("⤒", _("To the top of the list"), 0, place > 0),
    ):
        action = guard_action(_move, store, team, who, entry.id, to)
        draw_button(f"{sign}-{entry.id}", sign, action, help=title, disabled=not can)

    def remove() -> None:
        store.remove(team, who, entry.id)
        discard(entry.id)

    draw_button(f"remove-{entry.id}", _("Remove"), guard_action(remove))


def _move(store: BoardStore, team: str, who: str, id: str, to: int) -> None:
    store.move(team, who, id, to)
    turn_to(LIST, to)


def _case_line(entry: Entry, place: int) -> Markup:
    csco = (assessment := assess(entry.case)).csco
    colours = TIER_COLOURS[csco.tier] if csco.tier else None
    facts = [f"IHC {csco.ihc}", f"ISH {label(csco.ish)}", capital(assessment.state)]
    if assessment.setting:
        facts.insert(2, label(assessment.setting))
    texts = [(_("Question"), entry.question), (_("Note"), entry.note), (_("Conclusion"), entry.conclusion)]
    return case_line(
        number=str(place + 1),
        label=entry.label,
        tier=capital(csco.tier) if csco.tier else _("Undetermined"),
        colours=colours,
        facts=" · ".join(facts) + (" · ✓ " + _("discussed") if entry.discussed else ""),
        texts=texts,
    )
