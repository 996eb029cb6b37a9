"""What became of the rows of a cohort: how many have which answer, and which could not be read and why."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc

from her2core.cohort.spellings import MOST
from her2core.errors import InputError
from her2core.status.definitions import Definition, StatusRow
from her2core.status.notation import read_ihc, read_ish

REJECTED = ("row", "rows", "column", "found", "accepted")
SHOWN = 5
"""So many of what could not be read are named at the end."""


@dataclass(frozen=True)
class Rejected:
    """An entry that could not be read.

    Attributes
    ----------
    row : its number in the input; None where the engine keeps no order of rows
    rows : how many rows hold it: 1 where the row is known
    column, found, accepted : the name of the column, what stands in it, and what could have stood there
    """

    row: int | None
    rows: int
    column: str
    found: str
    accepted: str

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row is not None else f"{self.rows:,} rows"
        return f"{where}, {self.column}: {self.found!r}; {self.accepted}"


class Tally:
    """Counts rows as they are written.

    Parameters
    ----------
    rules : the definition that classified them
    ihc, ish : the columns
    first_row : the number of the first row; None where rows have no order, so that equal entries are counted together
    errors : where every rejected entry is written as CSV; None to name the first few only
    """

    def __init__(
        self, rules: Definition, ihc: str, ish: str, first_row: int | None, errors: TextIO | None = None
    ) -> None:
        self._ihc, self._ish = ihc, ish
        self._words = {row.id: _word(row, rules) for row in rules.rows}
        self._next = first_row
        self._errors = csv.writer(errors) if errors else None
        self._why: dict[tuple[str, object], str | None] = {}
        self._alike: Counter[tuple[str, object]] = Counter()
        self.rows = self.unread = 0
        self.answers: Counter[str] = Counter(dict.fromkeys(sorted(self._words.values(), key="undetermined".__eq__), 0))
        self.first: list[Rejected] = []
        if self._errors:
            self._errors.writerow(REJECTED)

    def add(self, table: pa.Table) -> None:
        """Rows that follow those before, with the columns of a classified frame."""
        for found in table["her2_row"].value_counts().to_pylist():
            if found["values"] is None:
                self.unread += found["counts"]
                self._reject(table)
            else:
                self.answers[self._words[found["values"]]] += found["counts"]
        self.rows += len(table)
        if self._next is not None:
            self._next += len(table)

    def close(self) -> None:
        """After the last row: writes what was counted together, the most frequent first."""
        for (column, found), rows in self._alike.most_common():
            self._write(Rejected(None, rows, column, str(found), self._why[column, found] or ""))

    def _reject(self, table: pa.Table) -> None:
        if self._next is not None and self._errors is None and len(self.first) >= SHOWN:
            return
        places = pc.indices_nonzero(pc.is_null(table["her2_row"]))
        entries = (table[name].take(places).to_pylist() for name in (self._ihc, self._ish))
        for place, ihc, ish in zip(places.to_pylist(), *entries, strict=True):
            for column, found, why in self._faults(ihc, ish):
                if self._next is None:
                    self._alike[column, found] += 1
                else:
                    self._write(Rejected(self._next + place, 1, column, str(found), why))

    def _faults(self, ihc: object, ish: object) -> Iterator[tuple[str, object, str]]:
        for column, found, read in ((self._ihc, ihc, read_ihc), (self._ish, ish, read_ish)):
            if (column, found) not in self._why:
                if len(self._why) > 2 * MOST:
                    raise InputError(column, f"more than {MOST} different values", "results")
                try:
                    read(found)
                    self._why[column, found] = None
                except InputError as fault:
                    accepted = f"accepted: {fault.accepted}"
                    self._why[column, found] = f"{fault.problem}; {accepted}" if fault.problem else accepted
            why = self._why[column, found]
            if why is not None:
                yield column, found, why

    def _write(self, rejected: Rejected) -> None:
        if len(self.first) < SHOWN:
            self.first.append(rejected)
        if self._errors:
            row = rejected.row if rejected.row is not None else ""
            accepted = rejected.accepted.replace("accepted: ", "")
            self._errors.writerow([row, rejected.rows, rejected.column, rejected.found, accepted])


def _word(row: StatusRow, rules: Definition) -> str:
    if rules.kind == "tiers":
        return row.tier or "undetermined"
    return str(row.met or row.binary)
