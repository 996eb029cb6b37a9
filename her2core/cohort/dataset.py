"""The file of a cohort that is too long for memory: what it holds, before a row of it is read."""

import io
import mmap
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from her2core.cohort.answers import FIRST_ROW
from her2core.cohort.delimited import Delimited
from her2core.cohort.encoding import find_encoding, recode
from her2core.cohort.files import Table, open_table, refuse_kind
from her2core.cohort.limits import FileError
from her2core.errors import InputError
from her2core.language import Message

DELIMITERS: Mapping[str, str] = {".csv": ",", ".tsv": "\t"}
"""How the name of a text file that is written ends, and the mark between its cells."""
TEXTS, WORKBOOK = (*DELIMITERS, ".txt"), ".xlsx"
ACCEPTED = ".csv, .tsv, .txt, .xlsx, .parquet, or a folder of .parquet files"
BATCH = 250_000
"""Rows held at a time."""


@dataclass
class Numbers:
    """The number that each row that was read has in its file.

    Attributes
    ----------
    first : that of the first row
    skipped : for each blank row, which was left out, how many had been read before it
    """

    first: int = 1
    skipped: list[int] = field(default_factory=list)

    def number(self, place: int) -> int:
        """Return the number of the row that was read at a place, from 0."""
        return self.first + place + bisect_right(self.skipped, place)


@dataclass(frozen=True)
class Dataset:
    """A file, or a folder of Parquet files.

    Attributes
    ----------
    path : as it was given
    files : the Parquet files to read, in the order of their rows; none where it is a text or a workbook
    schema : the columns; every column of a text or a workbook is text
    rows : how many; None where only reading it would tell
    text, table : the rows of a text, or those of a workbook
    numbers : of the rows: under the header of a text, as a spreadsheet shows them; else from 1
    has_mark : whether a text that is made of it begins with a byte order mark, by which spreadsheets know UTF-8
    opened : what was done to open it, in words
    """

    path: Path
    files: tuple[Path, ...]
    schema: pa.Schema
    rows: int | None = None
    text: Delimited | None = None
    table: pd.DataFrame | None = None
    numbers: Numbers = field(default_factory=Numbers)
    has_mark: bool = False
    opened: tuple[Message, ...] = ()

    @property
    def notes(self) -> tuple[Message, ...]:
        """What was done to the file, in words; complete once its rows have been read."""
        return (*self.opened, *(self.text.notes if self.text else ()))

    def batches(self) -> Iterator[pa.Table]:
        """Read the rows in their order, a part at a time; blank ones are left out."""
        if self.table is not None:
            yield from _to_arrow(self.table, self.schema)
        elif self.text is not None:
            read = 0
            for table in self.text.batches():
                kept = _drop_blank(table, read, self.numbers)
                read += len(kept)
                yield kept.cast(self.schema)
        else:
            for path in self.files:
                with pq.ParquetFile(path) as file:
                    for batch in file.iter_batches(BATCH):
                        yield pa.Table.from_batches([batch])

    def write(self, folder: Path) -> "Dataset":
        """Write a text or a workbook as one Parquet file, which every engine reads alike; return that."""
        if self.files:
            return self
        path, rows = folder / "cohort.parquet", 0
        with pq.ParquetWriter(path, self.schema, compression="zstd") as writer:
            for table in self.batches():
                writer.write_table(table)
                rows += len(table)
        return replace(self, files=(path,), rows=rows, text=None, table=None, opened=self.notes)


def open_dataset(path: Path, sheet: str | None = None) -> Dataset:
    """Read what a file or folder holds.

    Parameters
    ----------
    path : of the file or folder
    sheet : of a workbook, where several may hold the cohort

    Raises
    ------
    InputError
        if it is not there, or is not what its name says
    """
    if path.is_dir():
        return _parquet(path, tuple(sorted(path.glob("*.parquet"))))
    if not path.is_file():
        raise InputError("IN", format_path(path), ACCEPTED, "there is no such file")
    ending = path.suffix.lower()
    if ending == ".parquet":
        return _parquet(path, (path,))
    if ending not in (*TEXTS, WORKBOOK):
        raise InputError("IN", format_path(path), ACCEPTED, "its name does not end in a way that is known")
    try:
        return _workbook(path, sheet) if ending == WORKBOOK else _text(path)
    except FileError as fault:
        raise refuse_file(path, fault) from fault


def refuse_file(path: Path, fault: FileError) -> InputError:
    """Return what is said of a file that cannot be read, in one line."""
    return InputError("IN", format_path(path), ACCEPTED, str(fault).partition("; accepted:")[0].rstrip("."))


def format_path(path: Path) -> str:
    """Format a path as it was given; a long one by its end, which is what tells files apart."""
    return str(path) if len(str(path)) <= 60 else f".../{path.name}"


def _parquet(path: Path, files: tuple[Path, ...]) -> Dataset:
    if not files:
        raise InputError("IN", format_path(path), ACCEPTED, "no .parquet file stands directly in this folder")
    schema, rows = None, 0
    for file in files:
        try:
            metadata = pq.read_metadata(file)
            own = metadata.schema.to_arrow_schema()
        except (pa.ArrowException, OSError):
            raise InputError(
                "IN", format_path(file), ACCEPTED, "this is not a Parquet file, or it is damaged"
            ) from None
        if schema is not None and not schema.equals(own):
            raise InputError(
                "IN", format_path(file), "files of the same columns", "its columns differ from the first file's"
            )
        schema, rows = schema or own, rows + metadata.num_rows
    assert schema is not None
    repeated = list(dict.fromkeys(name for name in schema.names if schema.names.count(name) > 1))
    if repeated:
        raise InputError(
            "IN", format_path(path), "a name of its own for each", f"columns of one name: {', '.join(repeated[:5])}"
        )
    return Dataset(path, files, schema, rows)


def _text(path: Path) -> Dataset:
    """A text: not its bytes are in memory, but the places in the file where they stand."""
    with path.open("rb") as file:
        content, is_utf8 = _map(file), True
    refuse_kind(content[:8])
    encoding = find_encoding(content)
    notes: tuple[Message, ...] = ()
    has_mark = content[:3] == b"\xef\xbb\xbf"
    if encoding != "utf-8":
        with tempfile.TemporaryFile() as plain:
            recode(content, encoding, plain)
            plain.flush()
            content, is_utf8 = _map(plain), False
        notes = (Message("read as {encoding}", encoding=encoding.upper()),)
    text = Delimited(content)
    return Dataset(
        path,
        (),
        pa.schema([(name, pa.string()) for name in text.names]),
        text=text,
        numbers=Numbers(text.first_row),
        has_mark=has_mark or not is_utf8,
        opened=notes,
    )


def _map(file: BinaryIO) -> bytes:
    """The bytes of a file, of which the system holds in memory what is being read."""
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise FileError(Message("The file is empty; a header and at least one row are needed."))
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)  # type: ignore[return-value]


def _workbook(path: Path, sheet: str | None) -> Dataset:
    opened: Table = open_table(path.read_bytes(), path.name, sheet=sheet)
    frame = opened.frame
    numbers = np.asarray(frame.index) + FIRST_ROW
    gaps = np.diff(numbers, prepend=numbers[0] - 1) - 1
    skipped = np.repeat(np.arange(len(numbers)), gaps).tolist()
    schema = pa.schema([(str(name), pa.string()) for name in frame.columns])
    return Dataset(
        path,
        (),
        schema,
        len(frame),
        table=frame,
        numbers=Numbers(int(numbers[0]), skipped),
        has_mark=True,
        opened=opened.notes,
    )


def _drop_blank(table: pa.Table, read: int, numbers: Numbers) -> pa.Table:
    """The rows that are not blank; of those that are, the number is kept free."""
    fewest = min((column.null_count for column in table.columns), default=0)
    if not fewest:
        return table
    blank = pc.is_null(table.column(0))
    for column in table.columns[1:]:
        blank = pc.and_(blank, pc.is_null(column))
    places = pc.indices_nonzero(blank).to_numpy()
    if not len(places):
        return table
    numbers.skipped.extend((read + places - np.arange(len(places))).tolist())
    return table.filter(pc.invert(blank))


def _to_arrow(frame: pd.DataFrame, schema: pa.Schema) -> Iterator[pa.Table]:
    for start in range(0, len(frame), BATCH):
        part = frame.iloc[start : start + BATCH]
        columns = [pa.array(part.iloc[:, place], pa.string(), from_pandas=True) for place in range(part.shape[1])]
        yield pa.Table.from_arrays(columns, schema=schema)
