"""What single pages and parts keep from one run to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from her2core.board.entry import Draft, Entry
from her2core.cohort.columns import Column
from her2core.cohort.limits import FileError
from her2core.cohort.uploads import Reservation
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.case import Case


@dataclass
class ChosenFile:
    """A file that was chosen: its bytes until it is read, and its share of the server's memory, or why it has none.

    `sheet` is the one that was chosen where several may hold the cohort.
    """

    id: str
    name: str
    content: bytes
    share: Reservation | FileError
    sheet: str | None = None

    def choose_sheet(self, name: str | None) -> None:
        """Choose the sheet that is read."""
        self.sheet = name


@dataclass
class CohortState:
    """The cohort that is open.

    Attributes
    ----------
    chosen : the file; None where none is open
    columns : which column holds what, for the file with this id
    mapped : by the id of a file, what spellings that are not known stand for, as the reader said
    reports : the column with the text of reports, for the file with this id; None where none is chosen
    uploads : how many files have been uploaded; an uploader is emptied by a new one in its place
    patient : whose specimens are shown in time; None where nobody is chosen
    """

    chosen: ChosenFile | None = None
    columns: tuple[str, dict[Column, str]] | None = None
    mapped: dict[str, dict[tuple[Column, str], str]] = field(default_factory=dict)
    reports: tuple[str, str] | None = None
    uploads: int = 0
    patient: str | None = None

    def choose_patient(self, name: str | None) -> None:
        """Choose a patient; None takes the choice back."""
        self.patient = name


@dataclass
class FormState:
    """What is typed about one case of the list, from when it is first sent until it is kept.

    Attributes
    ----------
    base : the case as it stood when its form was opened; None for one that is not on the list yet
    texts, discussed : what was typed, where it differs from the base
    faults : by field, what cannot be kept
    refused : by field, who changed it meanwhile, and to what
    warned_of : by field, the text that looks like it holds a name, which the reader has been warned of
    repeated : the label that stands on the list already, which the reader has been told of
    """

    base: Entry | None = None
    texts: dict[str, str] = field(default_factory=dict)
    discussed: bool | None = None
    faults: dict[str, InputError] = field(default_factory=dict)
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    warned_of: dict[str, str] = field(default_factory=dict)
    repeated: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return bool(self.texts) or self.discussed is not None

    def text(self, field: str) -> str:
        """Return what stands in a field."""
        return self.texts.get(field, getattr(self.base, field, ""))

    def discuss(self, discussed: bool) -> None:
        """Note whether the case was discussed."""
        self.discussed = discussed


@dataclass(frozen=True)
class Opened:
    """The case of a list that is on the screen: as it stood there when it was opened, and the meeting whose list it is."""

    base: Entry
    meeting: str | None


@dataclass
class BoardState:
    """The forms of the list, the case of it that is open, and what the reader is to be told about them.

    Attributes
    ----------
    opened : the case of the list that is on the screen, if it is one; `opens` counts them
    seen : by what was on the screen, the cases of the list that it was entered for
    meeting : the meeting whose list is open; None for the list of no meeting. The reader's choice where `is_chosen`
    pending : the cases of a file that wait for the reader's choice, whether they are added or take the place of the list
    fault : what could not be done
    file_result : of the file read last, whether it could be used, and the message about it
    forms : by case, what is typed into its form
    uploads : how many files have been read
    pages : which page is open of each long list
    """

    opened: Opened | None = None
    opens: int = 0
    seen: dict[Case, dict[str, Opened]] = field(default_factory=dict)
    meeting: str | None = None
    is_chosen: bool = False
    pending: tuple[Draft, ...] = ()
    fault: Message | None = None
    file_result: tuple[bool, Message] | None = None
    forms: dict[str, FormState] = field(default_factory=dict)
    uploads: int = 0
    pages: dict[str, int] = field(default_factory=dict)

    def remember_screen(self, case: Case) -> None:
        """Remember for which case of the list this stands on the screen, so that Back finds it."""
        if self.opened:
            self.seen.setdefault(case, {})[self.opened.base.id] = self.opened

    def find_opened(self, case: Case) -> None:
        """Find of which case of the list this was, when it comes back to the screen: none where it may be one of several."""
        known = self.seen.get(case, {})
        if self.opened is None or self.opened.base.id not in known:
            self.opened = next(iter(known.values())) if len(known) == 1 else None

    def choose_meeting(self, meeting: str | None) -> None:
        """Open the list of a meeting, or of none."""
        self.meeting, self.is_chosen, self.pages, self.pending = meeting, True, {}, ()


@dataclass
class ReportState:
    """The report that was pasted; it stands nowhere else, and is gone with the session.

    Attributes
    ----------
    text : as it was pasted
    chosen : which of several specimens the reader has chosen, by its place
    """

    text: str = ""
    chosen: int | None = None

    def paste(self, text: str) -> None:
        """Take another text, of which no specimen has been chosen yet."""
        self.text, self.chosen = text, None

    def choose(self, place: int | None) -> None:
        """Choose a specimen; None takes the choice back."""
        self.chosen = place


@dataclass
class ScrollState:
    """What was last scrolled to, and how often anything was."""

    at: str = ""
    count: int = 0
