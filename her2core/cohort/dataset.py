"""The file of a cohort that is too long for memory: what it holds, before a row of it is read."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from her2core.errors import InputError

DELIMITERS = {".csv": ",", ".tsv": "\t"}
ACCEPTED = ".csv or .tsv in UTF-8, .parquet, or a folder of .parquet files"
BATCH = 250_000
"""Rows held at a time."""
_BLOCK = 1 << 24


@dataclass(frozen=True)
class Dataset:
    """A file, or a folder of Parquet files.

    Attributes
    ----------
    path : as it was given
    files : those to read, in the order of their rows
    schema : the columns; every column of a text file is text
    rows : how many; None where only reading it would tell
    delimiter : between the cells of a text file; None for Parquet
    has_mark : whether a text file begins with a byte order mark, as spreadsheets write it
    """

    path: Path
    files: tuple[Path, ...]
    schema: pa.Schema
    rows: int | None = None
    delimiter: str | None = None
    has_mark: bool = False

    @property
    def first_row(self) -> int:
        """The number of the first row: 2 under the header of a text file, as a spreadsheet shows it; else 1."""
        return 2 if self.delimiter else 1

    def batches(self) -> Iterator[pa.Table]:
        """Read the rows in their order, a part at a time."""
        if self.delimiter is None:
            for path in self.files:
                with pq.ParquetFile(path) as file:
                    for batch in file.iter_batches(BATCH):
                        yield pa.Table.from_batches([batch])
            return
        with pa.csv.open_csv(
            self.path,
            pa.csv.ReadOptions(block_size=_BLOCK),
            pa.csv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
            pa.csv.ConvertOptions(column_types=self.schema, null_values=[""], strings_can_be_null=True),
        ) as reader:
            for batch in reader:
                yield pa.Table.from_batches([batch])


def open_dataset(path: Path) -> Dataset:
    """Read what a file or folder holds.

    Raises
    ------
    InputError
        if it is not there, or is not what its name says
    """
    if path.is_dir():
        return _parquet(path, tuple(sorted(path.glob("*.parquet"))))
    if not path.is_file():
        raise InputError("IN", format_path(path), ACCEPTED, "there is no such file")
    if path.suffix.lower() in DELIMITERS:
        return _text(path, DELIMITERS[path.suffix.lower()])
    if path.suffix.lower() == ".parquet":
        return _parquet(path, (path,))
    raise InputError("IN", format_path(path), ACCEPTED, "its name does not end in a way that is known")


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
    _refuse_duplicate_names(path, schema.names)
    return Dataset(path, files, schema, rows)


def _text(path: Path, delimiter: str) -> Dataset:
    with path.open("rb") as raw:
        has_mark = raw.read(3) == codecs.BOM_UTF8
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = next(csv.reader(file, delimiter=delimiter), [])
    except (UnicodeDecodeError, csv.Error):
        raise InputError("IN", format_path(path), ACCEPTED, "this is not a text file in UTF-8") from None
    if not names:
        raise InputError("IN", format_path(path), ACCEPTED, "the first line, which names the columns, is empty")
    _refuse_duplicate_names(path, names)
    return Dataset(path, (path,), pa.schema([(n, pa.string()) for n in names]), None, delimiter, has_mark)


def _refuse_duplicate_names(path: Path, names: list[str]) -> None:
    repeated = list(dict.fromkeys(name for name in names if names.count(name) > 1))
    if repeated:
        raise InputError(
            "IN", format_path(path), "a name of its own for each", f"columns of one name: {', '.join(repeated[:5])}"
        )


def refuse_what_blocks_break(dataset: Dataset) -> None:
    """Refuse text that cannot be read in blocks side by side, as Dask and Spark read it: they would not notice.

    Raises
    ------
    InputError
        if a cell holds a line break, a byte is not UTF-8, or a column has no name
    """
    if "" in dataset.schema.names:
        raise InputError("IN", format_path(dataset.path), "a name for each, or another engine", "a column has no name")
    decoder, quotes = codecs.getincrementaldecoder("utf-8")(), 0
    with dataset.path.open("rb") as file:
        while lines := file.readlines(_BLOCK):
            block = b"".join(lines)
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                raise InputError(
                    "IN", format_path(dataset.path), ACCEPTED, "this is not a text file in UTF-8"
                ) from None
            if b'"' not in block:
                continue
            for line in lines:
                quotes += line.count(b'"')
                if quotes % 2:
                    raise InputError(
                        "IN",
                        format_path(dataset.path),
                        "another engine, or Parquet",
                        "a cell holds a line break, or a quote is open",
                    )
