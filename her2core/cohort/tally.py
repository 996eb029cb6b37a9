"""What became of the rows of a cohort: how many have which answer, and which could not be read and why."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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
    ihc, ish : the columns; None where there is none of ISH
    number : gives the number of a row by its place; None where rows have no order, so that equal entries are counted together
    errors : where every rejected entry is written as CSV; None to name the first few only
    """

    def __init__(
        self,
        rules: Definition,
        ihc: str,
        ish: str | None,
        number: Callable[[int], int] | None,
        errors: TextIO | None = None,
    ) -> None:
        self._ihc, self._ish = ihc, ish
        self._words = {row.id: _word(row, rules) for row in rules.rows}
        self._number = number
        self._errors = csv.writer(errors) if errors else None
        self._why: dict[tuple[str, object], str | None] = {}
        self._alike: Counter[tuple[str, object]] = Counter()
        self.rows = self.unread = self.kept = 0
        self.answers: Counter[str] = Counter(dict.fromkeys(sorted(self._words.values(), key="undetermined".__eq__), 0))
        self.first: list[Rejected] = []
        if self._errors:
            self._errors.writerow(REJECTED)

    def add(self, table: pa.Table, rejected: Iterable[tuple[int, str, str, InputError]] | None = None) -> None:
        """Count rows that follow those before, with the columns of a classified frame.

        `rejected` names what could not be read: the place of the row, the column, what stands there, and why; where it is
        None, that is looked for.
        """
        for count in table["her2_row"].value_counts().to_pylist():
            if count["values"] is None:
                self.unread += count["counts"]
            else:
                self.answers[self._words[count["values"]]] += count["counts"]
        if rejected is None:
            self._reject(table)
        else:
            self._add_rejected(table, rejected)
        self.rows += len(table)

    def close(self) -> None:
        """Write what was counted together, the most frequent first, after the last row."""
        for (column, written), rows in self._alike.most_common():
            self._write(Rejected(None, rows, column, str(written), self._why[column, written] or ""))

    def _add_rejected(self, table: pa.Table, rejected: Iterable[tuple[int, str, str, InputError]]) -> None:
        rows = table["her2_row"]
        kept = set()
        for place, column, written, fault in rejected:
            if rows[place].is_valid:
                kept.add(place)
            self._note(place, column, written, _explain(fault))
        self.kept += len(kept)

    def _reject(self, table: pa.Table) -> None:
        unread = pc.is_null(table["her2_row"])
        if self._ish is not None and (faulty := self._list_faulty(table[self._ish])):
            kept = pc.and_(pc.is_in(table[self._ish], pa.array(faulty, table[self._ish].type)), pc.invert(unread))
            self.kept += pc.sum(kept).as_py() or 0
            unread = pc.or_(unread, kept)
        if self._number is not None and self._errors is None and len(self.first) >= SHOWN:
            return
        places = pc.indices_nonzero(unread)
        if not len(places):
            return
        columns = [self._ihc, *([self._ish] if self._ish is not None else [])]
        entries = [table[name].take(places).to_pylist() for name in columns]
        for place, *row in zip(places.to_pylist(), *entries, strict=True):
            for column, written, why in self._faults(row[0], row[1] if len(row) > 1 else None):
                self._note(place, column, written, why)

    def _list_faulty(self, column: pa.ChunkedArray) -> list[object]:
        """The entries for ISH that cannot be read."""
        values = [value for value in pc.unique(column).to_pylist() if value is not None]
        return [value for value in values if any(True for _fault in self._faults(None, value))]

    def _note(self, place: int, column: str, written: object, why: str) -> None:
        if self._number is None:
            self._alike[column, written] += 1
            self._why[column, written] = why
        elif self._errors or len(self.first) < SHOWN:
            self._write(Rejected(self._number(self.rows + place), 1, column, str(written), why))

    def _faults(self, ihc: object, ish: object) -> Iterator[tuple[str, object, str]]:
        for column, written, read in ((self._ihc, ihc, read_ihc), (self._ish or "", ish, read_ish)):
            if (column, written) not in self._why:
                if len(self._why) > 2 * MOST:
                    raise InputError(column, f"more than {MOST} different values", "results")
                try:
                    read(written)
                    self._why[column, written] = None
                except InputError as fault:
                    self._why[column, written] = _explain(fault)
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


def _explain(fault: InputError) -> str:
    accepted = f"accepted: {fault.accepted}"
    return f"{fault.problem}; {accepted}" if fault.problem else accepted


def _word(row: StatusRow, rules: Definition) -> str:
    if rules.kind == "tiers":
        return row.tier or "undetermined"
    return str(row.met or row.binary)
