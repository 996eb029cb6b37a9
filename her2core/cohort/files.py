"""A cohort as it was uploaded: CSV, TSV, XLSX or Parquet, told by its content, as a frame of text."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from her2core.cohort import sheets
from her2core.cohort.delimited import Delimited
from her2core.cohort.encoding import decode
from her2core.cohort.limits import ACCEPTED, LARGEST, ROWS, FileError, check_names, too_many_rows
from her2core.language import Message
from her2core.process.job import Check, never
from her2core.process.limited import SECONDS, Failed, Refused, Tasks, TooLarge, TooSlow

WORKBOOK = b"PK\x03\x04"
PACKED = {WORKBOOK: "her2core.cohort.workbook:write_sheets", b"PAR1": "her2core.cohort.columnar:write_csv"}
"""How a packed file begins, and the task that unpacks it."""
AT_ONCE = 2
"""Packed files that are unpacked at once; others wait."""
_unpacking = Tasks(AT_ONCE)
_OLD_WORKBOOK, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_KINDS = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
}


@dataclass(frozen=True)
class Table:
    """The rows of a file, and what was done to it, in words."""

    frame: pd.DataFrame
    notes: tuple[Message, ...] = ()


def read_table(
    content: bytes, name: str, check: Check = never, take_room: Callable[[int], object] | None = None
) -> pd.DataFrame:
    """Read the rows of an uploaded file, as `open_table`."""
    return open_table(content, name, check, take_room).frame


def open_table(
    content: bytes,
    name: str,
    check: Check = never,
    take_room: Callable[[int], object] | None = None,
    sheet: str | None = None,
) -> Table:
    """Read the rows of an uploaded file, every cell as the text that stands in it, an empty one missing.

    A blank row is left out and still counts: the label of a row + 2 is its number in the file, under the header.

    Parameters
    ----------
    content : the bytes; they, not the name, say what kind of file it is
    name : as it was uploaded
    check : called often; what it raises ends the reading
    take_room : called with the bytes of a packed file as text, before they are read; may raise FileError
    sheet : of a workbook; where None, the one that holds IHC, or all where all are of one form

    Raises
    ------
    SheetsDiffer
        where several sheets hold IHC in different forms: which is meant, only the reader knows
    FileError
        in plain words, where it cannot be read
    """
    if len(content) > LARGEST:
        raise FileError(
            Message(
                "The file has {found} MB; at most {most} MB are accepted. Larger ones: the command classify-cohort.",
                found=len(content) >> 20,
                most=LARGEST >> 20,
            )
        )
    if not content.strip():
        raise FileError(Message("The file is empty; a header and at least one row are needed."))
    refuse_kind(content)
    for mark, task in PACKED.items():
        if content.startswith(mark):
            output = _unpack(task, content, check)
            if take_room:
                take_room(len(output))
            if mark == WORKBOOK:
                frame, notes = sheets.read_sheets(output, sheet, check)
                return Table(_check(frame), notes)
            return Table(_check(Delimited(output, marks=",", is_table=True, check=check).frame()))
    utf8, done = decode(content, check)
    text = Delimited(utf8, check=check)
    frame = _check(text.frame())
    return Table(frame, (*done, *text.notes))


def refuse_kind(content: bytes) -> None:
    """Refuse a file that begins as one of another kind does.

    Raises
    ------
    FileError
        naming the kind
    """
    if content.startswith(_OLD_WORKBOOK) and _LOCKED in content:
        raise FileError(
            Message(
                "The workbook is locked with a password; accepted: {accepted} without a password", accepted=ACCEPTED
            )
        )
    for mark, kind in _KINDS.items():
        if content.startswith(mark):
            raise FileError(Message("This is a {kind} file; accepted: {accepted}", kind=kind, accepted=ACCEPTED))


def _check(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without its blank rows, which still count in the labels of the others; refused where it has no rows."""
    names = [str(name) for name in frame.columns]
    check_names(names)
    frame = frame[frame.notna().any(axis=1)]
    if frame.empty:
        raise FileError(Message("The file has a header and no row; at least one row is needed."))
    if len(frame) > ROWS:
        raise too_many_rows(len(frame))
    return frame.set_axis(names, axis=1)


def _unpack(task: str, content: bytes, check: Check) -> bytes:
    """The text of a packed file, made in a limited process: who sends a small file may mean a large one."""
    try:
        return _unpacking.run(task, content, check)
    except Refused as fault:
        raise FileError(fault.message) from fault
    except TooSlow as fault:
        raise FileError(Message("The file could not be read in {seconds} seconds.", seconds=SECONDS)) from fault
    except TooLarge as fault:
        raise FileError(
            Message("The file takes too much memory to open: its cells stand too far apart, or are too many.")
        ) from fault
    except Failed as fault:
        raise FileError(Message("The file is damaged; accepted: {accepted}", accepted=ACCEPTED)) from fault
