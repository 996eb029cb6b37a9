"""Which sheet of a workbook holds the cohort: the only one, those of one form together, or the one that the reader names."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from her2core.cohort.columns import Column, recognise
from her2core.cohort.delimited import Delimited
from her2core.cohort.limits import FileError
from her2core.language import Message
from her2core.process.job import Check


class SheetsDiffer(FileError):
    """Several sheets may hold the cohort; `names` are those to choose from."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            Message("The sheets {names} are of different forms: name the one to read.", names=", ".join(self.names))
        )


@dataclass(frozen=True)
class _Sheet:
    """A visible sheet: its text, or why it is no table."""

    name: str
    text: Delimited | None
    fault: FileError | None
    merged: int
    formulas: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.text.names if self.text else ())

    @property
    def has_ihc(self) -> bool:
        return Column.IHC in recognise(self.text.names if self.text else ())


def read_sheets(output: bytes, chosen: str | None, check: Check) -> tuple[pd.DataFrame, tuple[Message, ...]]:
    """Read the sheets that `her2core.cohort.workbook.write_sheets` wrote; return the rows, and what was done, in words.

    Raises
    ------
    SheetsDiffer
        where several hold IHC and are of different forms
    FileError
        where no visible sheet can be read
    """
    line, _end, rest = output.partition(b"\n")
    described = json.loads(line)
    sheets = list(_iter_sheets(described["sheets"], rest, check))
    if not sheets:
        raise FileError(Message("Every sheet with content is hidden: {names}.", names=", ".join(described["hidden"])))
    of_cohort = _choose(sheets, chosen)
    frame = _join(of_cohort)
    notes = [*_say_of_others(sheets, of_cohort, described["hidden"]), *_say_of_cells(of_cohort)]
    return frame, tuple(notes)


def _iter_sheets(described: Sequence[dict[str, object]], rest: bytes, check: Check) -> "list[_Sheet]":
    sheets, place = [], 0
    for each in described:
        size = int(str(each["bytes"]))
        part, place = rest[place : place + size], place + size
        text, fault = None, None
        try:
            text = Delimited(part, marks=",", is_plain=True, first_line=int(str(each["first"])), check=check)
        except FileError as why:
            fault = why
        sheets.append(_Sheet(str(each["name"]), text, fault, int(str(each["merged"])), int(str(each["formulas"]))))
    return sheets


def _choose(sheets: Sequence[_Sheet], chosen: str | None) -> list[_Sheet]:
    """The sheets that hold the cohort, all of one form."""
    if chosen is not None:
        named = [sheet for sheet in sheets if sheet.name == chosen]
        if not named:
            names = ", ".join(sheet.name for sheet in sheets)
            raise FileError(Message("There is no visible sheet {name}; there are: {names}.", name=chosen, names=names))
        return named
    candidates = [sheet for sheet in sheets if sheet.has_ihc] or [sheet for sheet in sheets if sheet.text]
    candidates = candidates or list(sheets)
    if len({sheet.names for sheet in candidates}) > 1:
        raise SheetsDiffer([sheet.name for sheet in candidates])
    return candidates


def _join(sheets: Sequence[_Sheet]) -> pd.DataFrame:
    """The rows of all, with the sheet of each where there are several. Their numbers go on from sheet to sheet."""
    frames = []
    for sheet in sheets:
        if sheet.text is None:
            assert sheet.fault, "a sheet without rows says why"
            raise sheet.fault
        frames.append(sheet.text.frame())
    if len(frames) == 1:
        return frames[0]
    column = "sheet"
    while column in frames[0]:
        column += "_"
    names = [name for name in frames[0] if all(name in frame for frame in frames)]
    named = [
        frame[names].assign(**{column: pd.Series(sheet.name, index=frame.index, dtype="str")})
        for sheet, frame in zip(sheets, frames, strict=True)
    ]
    joined = pd.concat(named)
    return joined.set_axis(range(int(frames[0].index[0]), int(frames[0].index[0]) + len(joined)))


def _say_of_others(sheets: Sequence[_Sheet], of_cohort: Sequence[_Sheet], hidden: Sequence[str]) -> list[Message]:
    notes = []
    if len(of_cohort) > 1:
        names = ", ".join(sheet.name for sheet in of_cohort)
        notes.append(Message("sheets {names} read together; their rows are numbered on", names=names))
    for sheet in sheets:
        if sheet not in of_cohort:
            notes.append(
                Message("sheet {name} was left out: another was chosen", name=sheet.name)
                if sheet.has_ihc
                else Message("sheet {name} has no column for IHC and was left out", name=sheet.name)
            )
    notes += [Message("sheet {name} is hidden and was left out", name=name) for name in hidden]
    return notes


def _say_of_cells(sheets: Sequence[_Sheet]) -> list[Message]:
    notes = [note for sheet in sheets if sheet.text for note in sheet.text.notes]
    if merged := sum(sheet.merged for sheet in sheets):
        notes.append(Message("merged cells hold for all their rows ({count} cells filled)", count=merged))
    if formulas := sum(sheet.formulas for sheet in sheets):
        notes.append(Message("{count} formulas have no calculated value and are no results", count=formulas))
    return list(dict.fromkeys(notes))
