"""Text with separators, as others save it: its layout is found in its first lines, its rows are read a part at a time."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from her2core.cohort.answers import FIRST_ROW
from her2core.cohort.columns import recognise
from her2core.cohort.layout import LOOKED_AT, Layout, find_layout
from her2core.cohort.limits import ACCEPTED, FileError, check_names
from her2core.language import Message
from her2core.process.job import CHUNK, Check, never

MARKS = ",\t;|"
"""The marks that may stand between cells."""
_START = 1 << 20
"""Bytes in which the layout is looked for."""
_SEP = re.compile(rb"\"?sep=(.)\"?[ \t]*(\r\n|\r|\n)", re.IGNORECASE)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_SEPARATORS = {"\t": Message("tab"), ";": Message("semicolon"), "|": Message("vertical bar")}


class Delimited:
    """A text in UTF-8 whose rows are cells between marks.

    Parameters
    ----------
    text : bytes, or what gives them (a file in memory)
    marks : that may stand between cells
    is_plain : whether the text was written from a workbook: no line of it is a comment
    is_table : whether it was written from a table, whose names are its first line
    first_line : the number of its first line

    Attributes
    ----------
    delimiter, names : the mark between the cells, and what the columns are called
    first_row : the number of the first row in the file, as a spreadsheet shows it
    notes : what was done to the text, in words; grows while the rows are read
    """

    def __init__(
        self,
        text: bytes,
        marks: str = MARKS,
        is_plain: bool = False,
        is_table: bool = False,
        first_line: int = 1,
        check: Check = never,
    ) -> None:
        self._text, self._check, self._end = text, check, _find_end(text)
        self.notes: list[Message] = []
        start, lines, comments = _skip_head(text, is_plain or is_table)
        if found := None if is_plain or is_table else _SEP.match(bytes(text[start : start + 16])):
            marks = found[1].decode("latin-1")
            start += found.end()
            self.notes.append(Message("the line sep= names the mark between cells"))
        if text.find(b"\x00") >= 0:
            raise FileError(
                Message("The file holds NUL bytes, as no text does; accepted: {accepted}", accepted=ACCEPTED)
            )
        sample = bytes(text[start : start + _START])
        lines += first_line
        self.delimiter, layout = _find_delimiter(sample, marks, lines, len(text) - start > _START, is_table)
        if comments:
            self.notes.append(Message("{count} lines of comment above the rows were left out", count=len(comments)))
            layout = self._names_in_comment(comments[-1], layout)
        self.names = [name or f"column {place}" for place, name in enumerate(layout.names, 1)]
        check_names(self.names)
        skipped = layout.first
        self._start = start + _offset(sample, self.delimiter, skipped)
        self.first_row = lines + skipped
        if self.delimiter in _SEPARATORS and marks == MARKS:
            self.notes.append(Message("cells separated by {mark}", mark=_SEPARATORS[self.delimiter]))
        self.notes += layout.notes

    def _names_in_comment(self, comment: str, layout: Layout) -> Layout:
        """The layout with the names of the last line of comment, where they are those of the columns."""
        names = tuple(cell.strip() for cell in next(csv.reader([comment.lstrip("# ")], delimiter=self.delimiter), []))
        if recognise(layout.names) or not recognise(names) or len(names) != len(layout.names):
            return layout
        return Layout(names, 0)

    def batches(self) -> Iterator[pa.Table]:
        """Read the rows in their order, every cell as text, an empty one missing; a blank row is one of them.

        Raises
        ------
        FileError
            naming the line that cannot be read
        """
        done = 0
        try:
            for table in self._read_even_rows():
                done += len(table)
                yield table
        except (pa.ArrowInvalid, _Uneven):
            yield from self._read_uneven_rows(done)

    def frame(self) -> pd.DataFrame:
        """Read all rows; the label of a row + 2 is its number in the file. Columns without a name and a cell are left out."""
        tables = list(self.batches())
        kind = pd.StringDtype("pyarrow", na_value=float("nan"))
        if not tables:
            return pd.DataFrame({name: pd.Series(dtype=kind) for name in self.names})
        frame: pd.DataFrame = pa.concat_tables(tables).to_pandas(types_mapper={pa.large_string(): kind}.get)
        frame.index += self.first_row - FIRST_ROW
        numbered = (f"column {place}" for place in range(1, len(self.names) + 1))
        return frame.drop(columns=[name for name in numbered if name in frame and frame[name].isna().all()])

    def _read_even_rows(self) -> Iterator[pa.Table]:
        """Rows that all have as many cells as there are names."""
        text = pa.py_buffer(self._text)
        if self._end <= self._start:
            return
        width = self._width()
        columns = [*self.names, *(f"\x00{place}" for place in range(len(self.names), width))]
        quoted = self._text.find(b'"', self._start) >= 0
        reader = pa.csv.open_csv(
            pa.BufferReader(text.slice(self._start, self._end - self._start)),
            pa.csv.ReadOptions(column_names=columns),
            pa.csv.ParseOptions(delimiter=self.delimiter, newlines_in_values=quoted, ignore_empty_lines=False),
            pa.csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.large_string()),
                check_utf8=False,  # it was decoded before
                strings_can_be_null=True,
                null_values=[""],
                quoted_strings_can_be_null=True,
            ),
        )
        are_pairs_checked = False
        for batch in reader:
            self._check()
            table = pa.Table.from_batches([batch])
            if quoted and not are_pairs_checked and any(_holds_line_end(column) for column in table.columns):
                self._check_quotes()
                are_pairs_checked = True
            if any(table[name].null_count < len(table) for name in columns[len(self.names) :]):
                raise _Uneven
            yield table.select(self.names)

    def _width(self) -> int:
        """The cells of the first row, which may end in empty ones without a name."""
        sample = bytes(self._text[self._start : self._start + _START]).decode("utf-8", errors="ignore")
        try:
            row = next(csv.reader(io.StringIO(sample, newline=""), delimiter=self.delimiter), [])
        except csv.Error:
            return len(self.names)
        extra = row[len(self.names) :]
        return len(self.names) + (len(extra) if not any(extra) else 0)

    def _read_uneven_rows(self, done: int) -> Iterator[pa.Table]:
        """Rows of different length after the first `done`: what stands beyond the names must be empty."""
        rows, longer, shorter, width = [], 0, 0, len(self.names)
        reader = self._csv()
        try:
            for number, row in enumerate(reader):
                if number % CHUNK == 0:
                    self._check()
                if number < done:
                    continue
                if len(row) > width and not any(row[width:]):
                    longer += 1
                elif row and len(row) < width and self.delimiter == "\t":
                    shorter += 1  # an editor takes tabs from the end of a line; nothing takes them from within
                elif row and len(row) != width:
                    raise FileError(
                        Message(
                            "Line {line} has {found} cells, the header {expected}. A cell with the separator in it stands in quotes.",
                            line=self.first_row - 1 + reader.line_num,
                            found=len(row),
                            expected=width,
                        )
                    )
                rows.append([*row[:width], *[""] * (width - len(row))])
                if len(rows) == CHUNK:
                    yield self._table(rows)
                    rows = []
        except csv.Error as fault:
            raise explain_csv_error(fault, self.first_row - 1 + reader.line_num) from None
        if rows:
            yield self._table(rows)
        if longer:
            self.notes.append(
                Message("{count} rows end in empty cells without a name, which were left out", count=longer)
            )
        if shorter:
            self.notes.append(Message("{count} rows are shorter: their last cells are empty", count=shorter))

    def _table(self, rows: list[list[str]]) -> pa.Table:
        columns = zip(*rows, strict=True)
        return pa.table(
            [pa.array([cell or None for cell in column], pa.large_string()) for column in columns], names=self.names
        )

    def _check_quotes(self) -> None:
        """Quotes that do not pair make one cell of several patients, in silence."""
        reader = self._csv()
        try:
            for number, _row in enumerate(reader):
                if number % CHUNK == 0:
                    self._check()
        except csv.Error as fault:
            raise explain_csv_error(fault, self.first_row - 1 + reader.line_num) from None

    def _csv(self) -> Any:
        lines = io.TextIOWrapper(io.BufferedReader(_View(self._text, self._start, self._end)), "utf-8", newline="")
        return csv.reader(lines, delimiter=self.delimiter, strict=True)


class _Uneven(Exception):
    """Cells stand beyond the names."""


class _View(io.RawIOBase):
    """The bytes of a text from a place on, as a file."""

    def __init__(self, text: bytes, start: int, end: int) -> None:
        self._text, self._place, self._end = text, start, end

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        """Read as many bytes as there is room for."""
        part = self._text[self._place : min(self._place + len(buffer), self._end)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)


def explain_csv_error(fault: csv.Error, line: int) -> FileError:
    """Explain why rows cannot be told apart."""
    if "limit" in str(fault):
        most = f"{csv.field_size_limit():,}"
        return FileError(
            Message("A cell has more than {most} characters, at or before line {line}.", most=most, line=line)
        )
    return FileError(Message("A quotation mark does not pair, at or before line {line}.", line=line))


def _holds_line_end(column: pa.ChunkedArray) -> bool:
    return any((pc.any(pc.match_substring(column, end)).as_py() or False) for end in ("\n", "\r"))


def _find_end(text: bytes) -> int:
    """Where the last line that is not blank ends."""
    end = len(text)
    while end:
        start = max(0, end - _START)
        block = bytes(text[start:end])
        end = start + len(block.rstrip(b" \r\n"))
        if end > start:
            break
    tail = bytes(text[end : end + _START])
    return end + len(tail) - len(tail.lstrip(b" "))  # blanks of the last cell


def _skip_head(text: bytes, is_plain: bool) -> tuple[int, int, list[str]]:
    """Where the lines after the comments begin, how many lines there were, and the comments."""
    start, comments = bytes(text[:_START]), []
    place = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    while not is_plain and start[place : place + 1] == b"#":
        end = _LINE_END.search(start, place)
        if end is None:
            break
        comments.append(start[place : end.start()].decode("utf-8", errors="replace"))
        place = end.end()
    return place, len(comments), comments


def _find_delimiter(sample: bytes, marks: str, line: int, is_cut: bool, is_table: bool) -> tuple[str, Layout]:
    """The mark that makes the most of the first lines, and their layout."""
    best: tuple[tuple[int, int], str, Layout] | None = None
    for mark in marks:
        try:
            records = _first_records(sample, mark, is_cut)
        except csv.Error as fault:
            raise explain_csv_error(fault, line) from None
        if not records:
            continue
        layout = Layout(tuple(records[0]), 1) if is_table else find_layout(records, line)
        worth = (len(recognise(layout.names)), len(layout.names))
        if best is None or worth > best[0]:
            best = worth, mark, layout
    if best is None or not any(best[2].names):
        raise FileError(Message("The first line, which names the columns, is empty."))
    return best[1], best[2]


def _first_records(sample: bytes, mark: str, is_cut: bool) -> list[list[str]]:
    text = sample.decode("utf-8", errors="ignore")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    records = list(islice(reader, LOOKED_AT + 1))
    return records[:-1] if is_cut and len(records) <= LOOKED_AT and len(records) > 1 else records[:LOOKED_AT]


def _offset(sample: bytes, mark: str, records: int) -> int:
    """Where in the text the record after so many begins."""
    if not records:
        return 0
    text = io.StringIO(sample.decode("utf-8", errors="ignore"), newline="")
    reader = csv.reader(text, delimiter=mark)
    for _record in islice(reader, records):
        pass
    ends = list(islice(_LINE_END.finditer(sample), reader.line_num))
    return ends[-1].end() if len(ends) == reader.line_num and ends else len(sample)
