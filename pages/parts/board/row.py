"""One case on the meeting's list: what it is, and what can be done with it."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from her2core.board.entry import Entry
from her2core.board.store import BoardStore
from her2core.charts.theme import TIER_COLOURS
from her2core.labels import capital, label
from her2core.language import _
from her2core.status.assessment import assess
from her2core.status.case import Case
from pages.parts.board.form import edit_form, forget
from pages.parts.board.store import on_list
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import show, tagged
from pages.parts.shared.session import session
from pages.parts.shared.widgets import press


def row(keeping: BoardStore, team: str, who: str, entry: Entry, place: int, last: int, may_edit: bool) -> None:
    """The case with its answer; it opens, moves, is edited and removed."""
    with st.container(border=True, key=f"board-row-{entry.id}"):
        show(_said(entry, place))
        with st.container(horizontal=True):
            press(f"open-{entry.id}", _("Open the case"), partial(_open, entry))
            if may_edit:
                _buttons(keeping, team, who, entry, place, last)
        if may_edit:
            with drawer(f"board-{entry.id}", _("Edit, or record the discussion")) as is_open:
                if is_open:
                    edit_form(keeping, team, who, entry)


def _open(entry: Entry) -> None:
    session().replace(Case.parse(entry.case))
    session().open = ""


def _buttons(keeping: BoardStore, team: str, who: str, entry: Entry, place: int, last: int) -> None:
    for sign, title, to, can in (
        ("↑", _("Move up"), place - 1, place > 0),
        ("↓", _("Move down"), place + 1, place < last),
    ):
        action = on_list(keeping.move, team, who, entry.id, to)
        press(f"{sign}-{entry.id}", sign, action, help=title, disabled=not can)

    def remove() -> None:
        keeping.remove(team, who, entry.id)
        forget(entry.id)

    press(f"remove-{entry.id}", _("Remove"), on_list(remove))


def _said(entry: Entry, place: int) -> Markup:
    csco = (assessment := assess(entry.case)).csco
    colours = TIER_COLOURS[csco.tier] if csco.tier else None
    facts = [f"IHC {csco.ihc}", f"ISH {label(csco.ish)}", capital(csco.state)]
    if assessment.setting:
        facts.insert(2, label(assessment.setting))
    texts = [(_("Question"), entry.question), (_("Note"), entry.note), (_("Conclusion"), entry.conclusion)]
    return tagged(
        number=str(place + 1),
        label=entry.label,
        tier=capital(csco.tier) if csco.tier else _("Undetermined"),
        colours=colours,
        facts=" · ".join(facts) + (" · ✓ " + _("discussed") if entry.discussed else ""),
        texts=[(title, text) for title, text in texts if text],
    )
