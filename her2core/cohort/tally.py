"""What became of the rows of a cohort: how many have which answer, and which could not be read and why."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc

from her2core.cohort.spellings import MOST
from her2core.cohort.writing import quote_formula
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
    column, written, accepted : the name of the column, what stands in it, and what could have stood there
    """

    row: int | None
    rows: int
    column: str
    written: str
    accepted: str

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row is not None else f"{self.rows:,} rows"
        return f"{where}, {self.column}: {self.written!r}; {self.accepted}"


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
        """Count rows that follow those before, with the columns of a classified frame."""
        for count in table["her2_row"].value_counts().to_pylist():
            if count["values"] is None:
                self.unread += count["counts"]
                self._reject(table)
            else:
                self.answers[self._words[count["values"]]] += count["counts"]
        self.rows += len(table)
        if self._next is not None:
            self._next += len(table)

    def close(self) -> None:
        """Write what was counted together, the most frequent first, after the last row."""
        for (column, written), rows in self._alike.most_common():
            self._write(Rejected(None, rows, column, str(written), self._why[column, written] or ""))

    def _reject(self, table: pa.Table) -> None:
        if self._next is not None and self._errors is None and len(self.first) >= SHOWN:
            return
        places = pc.indices_nonzero(pc.is_null(table["her2_row"]))
        entries = (table[name].take(places).to_pylist() for name in (self._ihc, self._ish))
        for place, ihc, ish in zip(places.to_pylist(), *entries, strict=True):
            for column, written, why in self._faults(ihc, ish):
                if self._next is None:
                    self._alike[column, written] += 1
                else:
                    self._write(Rejected(self._next + place, 1, column, str(written), why))

    def _faults(self, ihc: object, ish: object) -> Iterator[tuple[str, object, str]]:
        for column, written, read in ((self._ihc, ihc, read_ihc), (self._ish, ish, read_ish)):
            if (column, written) not in self._why:
                if len(self._why) > 2 * MOST:
                    raise InputError(column, f"more than {MOST} different values", "results")
                try:
                    read(written)
                    self._why[column, written] = None
                except InputError as fault:
                    accepted = f"accepted: {fault.accepted}"
                    self._why[column, written] = f"{fault.problem}; {accepted}" if fault.problem else accepted
            why = self._why[column, written]
            if why is not None:
                yield column, written, why

    def _write(self, rejected: Rejected) -> None:
        if len(self.first) < SHOWN:
            self.first.append(rejected)
        if self._errors:
            row = rejected.row if rejected.row is not None else ""
            accepted = rejected.accepted.replace("accepted: ", "")
            words = map(quote_formula, (rejected.column, rejected.written, accepted))
            self._errors.writerow([row, rejected.rows, *words])


def _word(row: StatusRow, rules: Definition) -> str:
    if rules.kind == "tiers":
        return row.tier or "undetermined"
    return str(row.met or row.binary)
