"""The meeting's list as a file, as slides and on paper; and a list, or a case as FHIR, from a file."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from her2core.board.entry import MOST, Board, Draft
from her2core.board.file import LARGEST, from_file, to_file
from her2core.board.paging import Page
from her2core.board.store import BoardStore
from her2core.errors import InputError
from her2core.language import Message, _, join_words
from her2core.report.export import (
    ENDINGS,
    MEDIA,
    MOST_EXPORTED,
    TITLES,
    Format,
    export_meeting,
    fits_export,
    is_fhir,
    name_file,
)
from her2core.status.case import Case
from pages.parts.board.pager import LIST, turn_to
from pages.parts.board.store import guard_action
from pages.parts.shared.download import draw_download
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.uploader import draw_uploader
from pages.parts.shared.widgets import draw_button
from pages.parts.shell.exports import app_address, make_scope, now


def draw_downloads(board: Board, page: Page) -> None:
    """Draw the downloads of the whole meeting, each built on the click; of a long list, those of this page."""
    part = board
    if not fits_export(board):
        part = replace(board, entries=board.entries[page.first : page.end])
        st.caption(
            _(
                "Slides and paper hold at most {most} cases. Those below hold the cases of this page, {first} to {last}.",
                most=MOST_EXPORTED,
                first=page.first + 1,
                last=page.end,
            )
        )
    with st.container(horizontal=True):
        for form in (Format.PPTX, Format.PDF):
            draw_download(
                f"meeting-{form}",
                _("Meeting: {form}", form=_(TITLES[form])),
                _make_builder(part, form),
                name_file("meeting", ENDINGS[form], now()),
                MEDIA[form],
            )
        name = name_file("meeting", "json", now())
        draw_download("meeting-json", _("Save the list (JSON)"), lambda: to_file(board), name, "application/json")


def draw_upload(store: BoardStore | None, team: str, who: str) -> None:
    """Draw the uploader: a saved list is added to this one or takes its place, a case as FHIR is opened."""
    board = session().board
    key = f"board-upload-{board.uploads}"
    draw_uploader(
        _("Load a saved list (JSON), or open a case saved as FHIR"),
        ["json"],
        max_upload_size=LARGEST // 1024**2,
        key=key,
        on_change=guard_action(_read_upload, store, team, who, key, edits=store is not None),
    )
    if result := board.file_result:
        board.file_result = None
        (st.success if result[0] else st.error)(escape_markdown(_(result[1])))
    if store and board.pending:
        _draw_choice(store, team, who, board.pending)


def _draw_choice(store: BoardStore, team: str, who: str, drafts: tuple[Draft, ...]) -> None:
    """Ask what becomes of the list that stands there, and name the cases that both hold."""
    standing = store.board(team).list_standing(drafts)
    new = tuple(draft for draft in drafts if draft not in standing)
    text = _("The file holds {count} cases.", count=len(drafts))
    if standing:
        labels = join_words(draft.label for draft in standing)
        text = f"{text} {_('On the list already: {labels}.', labels=labels)}"
    st.info(escape_markdown(text))
    with st.container(horizontal=True):
        choose = partial(guard_action, _load, store, team, who)
        if standing and new:
            draw_button("load-new", _("Add the other {count}", count=len(new)), choose(new, False))
        title = _("Add all {count}", count=len(drafts)) if standing else _("Add them")
        draw_button("load-add", title, choose(drafts, False))
        draw_button("load-replace", _("Replace the list with them"), choose(drafts, True))
        draw_button("load-cancel", _("Cancel"), partial(setattr, session().board, "pending", ()))


def _load(store: BoardStore, team: str, who: str, drafts: tuple[Draft, ...], replace: bool) -> None:
    board = session().board
    store.add_all(team, who, drafts, replace)
    board.pending = ()
    turn_to(LIST, 0 if replace else MOST)
    board.file_result = (True, Message("{count} cases were added to the list.", count=len(drafts)))


def _read_upload(store: BoardStore | None, team: str, who: str, key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    board = session().board
    board.uploads += 1  # an uploader is emptied by a new one in its place
    try:
        if message := _read_file(store, team, who, file.getvalue()):
            board.file_result = (True, message)
    except InputError as fault:
        problem = Message("{field}: {problem}", field=fault.field, problem=fault.message)
        board.file_result = (False, problem)


def _read_file(store: BoardStore | None, team: str, who: str, content: bytes) -> Message | None:
    if is_fhir(content):
        from her2core.report.fhir.reading import read_case

        case, unused = read_case(content)
        session().start_case(Case.parse(case))
        if unused:
            return Message("The case of the file is open. What is not used: {unused}", unused="; ".join(map(_, unused)))
        return Message("The case of the file is open.")
    drafts = from_file(content)
    if store is None:
        return Message("Keeping is turned off here, so a list cannot be added.")
    if store.board(team).entries:
        session().board.pending = drafts
    else:
        _load(store, team, who, drafts, replace=False)
    return None


def _make_builder(board: Board, form: Format) -> Callable[[], bytes]:
    # What is built on the click is built outside this run, so it takes along what it needs.
    place, scope = app_address(), make_scope()
    return lambda: export_meeting(board, form, now(), place, scope)
