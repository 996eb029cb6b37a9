"""Who changed what and when; and what was removed, to be put back."""

import streamlit as st

from her2core.board.entry import Board, EventKind, name_field, show_value
from her2core.board.store import BoardStore
from her2core.language import _
from pages.parts.board.store import guard_action
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import escape_markdown, lines, show, table
from pages.parts.shared.widgets import draw_button

MOST = 200


def draw_removed(store: BoardStore, team: str, who: str, board: Board) -> None:
    """Draw every case that was removed and not put back, with its undo."""
    standing = {entry.id for entry in board.entries}
    gone = {
        event.id: event
        for event in reversed(store.history(team, MOST))
        if event.what is EventKind.REMOVED and event.id not in standing
    }
    for id, event in reversed(gone.items()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(escape_markdown(_("Removed: {label}", label=event.label)))
            draw_button(f"undo-{id}", _("Undo"), guard_action(store.restore, team, who, id))


def draw_history(store: BoardStore, team: str) -> None:
    """Draw every change, the newest first."""
    with drawer("board-history", _("History of the list")) as is_open:
        if is_open:
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
                        for event in store.history(team, MOST)
                    ],
                    captioned=False,
                )
            )


def _kind_titles() -> dict[EventKind, str]:
    return {
        EventKind.ADDED: _("added"),
        EventKind.CHANGED: _("changed"),
        EventKind.MOVED: _("moved"),
        EventKind.REMOVED: _("removed"),
        EventKind.RESTORED: _("put back"),
        EventKind.LOADED: _("added from a file"),
    }
