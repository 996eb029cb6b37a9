"""Who changed what and when; and what was removed, to be put back."""

import streamlit as st

from her2core.board.entry import EventKind
from her2core.board.paging import PAGE
from her2core.board.store import BoardStore
from her2core.language import _
from her2core.report.history import name_field, show_value
from pages.parts.board.pager import EMPTIED, HISTORY, REMOVED, draw_pager, find_page
from pages.parts.board.store import guard_action
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import escape_markdown, lines, show, table
from pages.parts.shared.widgets import draw_button


def draw_removed(store: BoardStore, team: str, who: str) -> None:
    """Draw every case that was removed and not put back, and every list that was emptied, each with its undo."""
    emptied = store.emptied(team)
    page = find_page(EMPTIED, len(emptied))
    for each in emptied[page.first : page.end]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                escape_markdown(
                    _(
                        "Removed with the whole list, {when} UTC: {count}",
                        when=each.at.strftime("%Y-%m-%d %H:%M"),
                        count=len(each.ids),
                    )
                )
            )
            draw_button(f"undo-{each.ids[0]}", _("Undo"), guard_action(store.restore, team, who, *each.ids))
    draw_pager(EMPTIED, page)
    page = find_page(REMOVED, store.count_removed(team))
    for entry in store.removed(team, PAGE, page.first):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(escape_markdown(_("Removed: {label}", label=entry.label)))
            draw_button(f"undo-{entry.id}", _("Undo"), guard_action(store.restore, team, who, entry.id))
    draw_pager(REMOVED, page)


def draw_history(store: BoardStore, team: str) -> None:
    """Draw every change, the newest first."""
    with drawer("board-history", _("History of the list")) as is_open:
        if is_open:
            page = find_page(HISTORY, store.count_events(team))
            show(
                table(
                    _("History of the list"),
                    [_("When (UTC)"), _("Who"), _("What"), _("Label"), _("From and to")],
                    [
                        [
                            event.at.strftime("%Y-%m-%d %H:%M:%S"),
                            event.who or "—",
                            _kind_titles()[event.what],
                            event.label,
                            lines(
                                f"{name_field(field)}: {show_value(field, before) or '—'} → {show_value(field, after) or '—'}"
                                for field, (before, after) in event.fields.items()
                            ),
                        ]
                        for event in store.history(team, PAGE, page.first)
                    ],
                    captioned=False,
                )
            )
            draw_pager(HISTORY, page)


def _kind_titles() -> dict[EventKind, str]:
    return {
        EventKind.ADDED: _("added"),
        EventKind.CHANGED: _("changed"),
        EventKind.MOVED: _("moved"),
        EventKind.REMOVED: _("removed"),
        EventKind.RESTORED: _("put back"),
        EventKind.LOADED: _("added from a file"),
        EventKind.EMPTIED: _("removed with the whole list"),
        EventKind.MEETING_ADDED: _("meeting added"),
        EventKind.MEETING_CHANGED: _("meeting changed"),
    }
