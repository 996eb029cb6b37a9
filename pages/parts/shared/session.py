"""What a visit holds: the one object of ours in Streamlit's session state, and the only way to change it.

The case and the filters live here and in the address of the page, in the core's own words, and nowhere else. Data flows one
way: what the browser reports and what a button does change the session; widgets and address are drawn from it. The
address is read when a visit starts and when the reader goes Back or Forward, and otherwise only written.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from her2core import language
from her2core.access import Person, SignIn
from her2core.errors import InputError
from her2core.language import Message
from her2core.process.job import Job
from her2core.query.filters import Filter, Filters
from her2core.status.assessment import Assessment, assess
from her2core.status.case import FURTHER, SETTINGS, SHARED, Case, Field
from pages.parts.shared import reports
from pages.parts.shared.link import read_link
from pages.parts.shared.registry import Registry
from pages.parts.shared.states import BoardState, CohortState, ReportState, ScrollState

KEY = "her2"
Query = Mapping[str, list[str]]


@dataclass(frozen=True)
class Place:
    """A page, by its name in the address, and the rest of the address."""

    page: str
    link: Mapping[str, str]


@dataclass
class Session:
    """What one visit holds.

    Attributes
    ----------
    case, filters : what was entered and what is filtered
    language : of what is shown; in the address only where it was `chosen`
    faults : what in a link is not accepted
    left, left_done : the place before the reader last went Back or Forward, with all that had reached the server, and `done` by then
    arrived : the address that Back or Forward led to, until the browser has told from where
    notice : what the reader should check, because two things arrived together, or a report was entered
    undone : the case and the filters that "Undo" beside the notice brings back; None where it undoes nothing
    person, sign_in : who has come in, and by which sign-in; no sign-in where none is asked for
    done : how often something was entered, filtered or opened
    runs : how often the app was drawn for this visit
    open : the page that is open, by its name in the address; None where the browser has just gone there by itself
    typed : what stands in the search
    drawers : which drawers the reader opened or closed
    jobs : the long work under way, by name, with what it is done for
    cohort, board, report, scrolls : what those pages and parts keep from one run to the next
    """

    case: Case = field(default_factory=Case)
    filters: Filters = field(default_factory=Filters)
    language: str = "en"
    language_chosen: bool = False
    faults: list[InputError] = field(default_factory=list)
    notice: Message | None = None
    undone: tuple[Case, Filters] | None = None
    person: Person | None = None
    sign_in: SignIn | None = None
    done: int = 0
    runs: int = 0
    open: str | None = None
    typed: str = ""
    drawers: dict[str, bool] = field(default_factory=dict)
    jobs: dict[str, tuple[Hashable, Job[Any]]] = field(default_factory=dict)
    cohort: CohortState = field(default_factory=CohortState)
    board: BoardState = field(default_factory=BoardState)
    report: ReportState = field(default_factory=ReportState)
    scrolls: dict[str, ScrollState] = field(default_factory=dict)
    widgets: Registry = field(default_factory=Registry)
    left: Place | None = None
    left_done: int = 0
    arrived: Mapping[str, str] | None = None
    _replaced: bool = False
    _assessed: Assessment | None = None

    @property
    def assessment(self) -> Assessment:
        """Return what the case amounts to."""
        if self._assessed is None or self._assessed.entered != self.case:
            self._assessed = assess(self.case)
        return self._assessed

    @property
    def label(self) -> str:
        """Return the label of the case on the list, where it was opened from there and stands as it was; else ""."""
        opened = self.board.opened
        return opened.base.label if opened and Case.parse(opened.base.case) == self.case else ""

    def enter(self, field: Field, value: str | None, slot: str = "") -> None:
        """Enter one field of the case, or of its further specimen of that name; None or "" clears it."""
        if slot and slot not in self.case.further:
            return  # it was removed while this was under way
        self.faults, self.done = [], self.done + 1
        self.case = self.case.enter(field, value, slot)

    def clear_fields(self, *fields: Field, slot: str = "") -> None:
        """Clear some fields of the case."""
        for each in fields:
            self.enter(each, None, slot)

    def add_specimen(self) -> None:
        """Add a specimen of which nothing is entered yet, and open its entry."""
        before = self.case.further
        if len(before) < len(FURTHER):
            self.faults, self.done = [], self.done + 1
            self.case = self.case.add_specimen()
            (slot,) = set(self.case.further) - set(before)
            self.drawers[f"specimen-{slot}"] = True

    def remove_specimen(self, slot: str) -> None:
        """Remove a further specimen; "Undo" brings it back."""
        self.notice, self.undone = Message("A specimen was removed."), (self.case, self.filters)
        self.faults, self.done = [], self.done + 1
        self.case = self.case.remove_specimen(slot)

    def set_filter(self, name: Filter, value: str | None) -> None:
        """Set one filter; None clears it, so that it follows the case again."""
        self.faults, self.done = [], self.done + 1
        self.filters = self.filters.ask(name, value)

    def open_page(self, page: str, filters: Mapping[Filter, str | None]) -> None:
        """Set filters, and open the page that they are for."""
        for name, value in filters.items():
            self.set_filter(name, value)
        self.open, self.done = page, self.done + 1

    def clear_filters(self) -> None:
        """Let every filter follow the case again."""
        self.faults, self.done = [], self.done + 1
        self.filters = Filters()

    def replace_case(self, case: Case | None = None) -> None:
        """Put another case, or an empty one, in place of this one, with filters that follow it."""
        self.faults, self.notice, self.undone, self._replaced, self.done = [], None, None, True, self.done + 1
        self.case, self.filters = case or Case(), Filters()

    def start_case(self, case: Case | None = None) -> None:
        """Put a case that stands on no list, or an empty one, in place of this one."""
        self.replace_case(case)
        self.board.opened = None

    def enter_report(self, entries: Mapping[str, str]) -> None:
        """Put what a report says in place of the results; setting, prior trastuzumab and the laboratory's rules stay."""
        self.enter_specimens([entries])

    def enter_specimens(self, specimens: Sequence[Mapping[str, str]]) -> None:
        """Put the specimens of a report in place of the results; what is of the patient is that of the first specimen with it."""
        before = (self.case, self.filters)
        kept = {name.value: self.case.text(name) for name in (Field.SETTING, Field.PRIOR_TRASTUZUMAB, *SETTINGS)}
        first, *further = specimens[: len(FURTHER) + 1]
        for each in reversed(specimens):
            kept |= {name: text for name, text in each.items() if name in SHARED}
        case = Case.parse({**kept, **first})
        for each in further:
            case = case.add_specimen({name: text for name, text in each.items() if name not in SHARED})
        self.replace_case(case)
        notice = Message("The report was entered. Please check the case against it.")
        if further:
            notice = Message(
                "The report was entered with its specimens, without their dates, which are not read from it. Please enter them, "
                "and check the case."
            )
        self.notice, self.undone = notice, before

    def undo(self) -> None:
        """Bring back the case as it was before the report was entered, or a specimen removed."""
        if self.undone:
            case, filters = self.undone
            self.replace_case(case)
            self.filters = filters
            self.board.find_opened(case)

    def set_language(self, code: str) -> None:
        """Set the language."""
        self.language, self.language_chosen, self.done = code, True, self.done + 1

    def to_query(self, **changes: str) -> dict[str, str]:
        """Return the case, the filters and the language as they stand in an address, with `changes`; "" leaves out."""
        spoken = {"lang": self.language} if self.language_chosen else {}
        whole = {**self.case.entries, **self.filters.entries, **spoken, **changes}
        return {name: value for name, value in whole.items() if value}

    def read_address(self, query: Query) -> None:
        """Read the case, the filters and the language from an address."""
        link = read_link(query)
        self.case, self.filters, self.faults = link.case, link.filters, link.faults
        self.language_chosen = link.language is not None
        self.language = link.language or language.choose_language(st.context.locale)
        self.board.find_opened(self.case)

    def receive(self) -> None:
        """Take in what has reached the server of the browser's widgets and buttons; what is typed before what is pressed."""
        self._replaced = False
        if self.widgets.receive() and self._replaced:
            self.notice = Message("An entry was made at the same moment. Please check the case.")

    def stay_on_page(self, named: StreamlitPage, pages: Sequence[StreamlitPage]) -> None:
        """Go to the page that is open, where the browser names another: a click on that one was still under way."""
        if self.open is None:
            self.open = named.url_path
        elif self.open != named.url_path:
            self.widgets.renew(self.open or "classify")
            st.switch_page(next(page for page in pages if page.url_path == self.open), query_params=self.to_query())

    @property
    def place(self) -> Place:
        """The page and the rest of the address, as they should be by now."""
        return Place(self.open or "", self.to_query())

    def write_address(self) -> None:
        """Write the address, in every run: the browser may have gone elsewhere meanwhile."""
        st.query_params.from_dict(self.to_query())
        self.board.remember_screen(self.case)

    def move(self, query: Query) -> None:
        """Go to an address that Back or Forward led to.

        Two steps in a row are one move, unless something was done between them: then the second was taken from elsewhere.
        """
        if self.left is None or self.left_done != self.done:
            self.left, self.left_done = self.place, self.done
        self.read_address(query)
        self.arrived = self.to_query()
        self.open = None

    def check_move(self, origin: Place, target: Place, seen: int) -> None:
        """Check a step in the browser's history, of which the browser tells after it has been taken.

        Where it was taken before the last answer had arrived, it led elsewhere than the reader could know, and the reader is told.
        And where a click followed so fast that Streamlit forgot the step, it is taken here; where it may have been either, the reader
        is told too.

        Parameters
        ----------
        origin, target : from where to where the browser went
        seen : `done`, as the answers said that the browser had by then
        """
        elsewhere = (self.arrived, self.open) != (target.link, target.page)
        if elsewhere and (self.arrived is None or self.done == self.left_done):
            left = self.place if self.arrived is None else self.left
            self.left, self.left_done, elsewhere = left, self.done, False
            self.read_address({name: [value] for name, value in target.link.items()})
            self.open = target.page
        left, self.left, self.arrived = self.left, None, None
        if elsewhere or (left, self.left_done) != (origin, seen):
            self.notice = Message(
                "Back or Forward was pressed before the last entry had been answered, and may have gone too far. Please check "
                "the case."
            )

    def dismiss_notice(self) -> None:
        """Dismiss what should be checked."""
        self.notice = self.undone = None


def start_session() -> Session:
    """Return the session of this visit, with all that has reached the server so far. To be called before anything is drawn.

    What a run that is interrupted has not taken in comes again with the message that interrupts it.
    """
    run = reports.current_run()
    query = parse_qs(run.query_string)
    visit = _find_session()
    if visit is None:
        visit = Session()
        visit.read_address(query)
        visit.widgets.skip_reported_keys()
        reports.session_state()[KEY] = visit
        return visit
    visit.runs += 1
    visit.receive()
    if run.is_history_navigation:
        visit.move(query)
    return visit


def session() -> Session:
    """Return the session of this visit, wherever code runs: a page, a callback, a fragment.

    Raises
    ------
    RuntimeError
        where there is none
    """
    visit = _find_session()
    if visit is None:
        raise RuntimeError("app.py has not begun a session")
    return visit


def _find_session() -> Session | None:
    try:
        return reports.session_state()[KEY]  # type: ignore[no-any-return]
    except KeyError:
        return None


def _current_language() -> str | None:
    try:
        visit = _find_session()
    except RuntimeError:  # a job or a command
        return None
    return visit.language if visit else None


language.follow(_current_language)
