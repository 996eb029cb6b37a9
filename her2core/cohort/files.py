"""A cohort as it was uploaded: CSV, TSV, XLSX or Parquet, told by its content, as a frame of text."""

import csv
import io
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from her2core.cohort import workbook
from her2core.language import Message

LARGEST = 200 * 1024 * 1024
"""Bytes of an upload."""
ROWS, COLUMNS = 5_000_000, 1_000
UNPACKED, RATIO, SUSPECT = 1 << 30, 200, 50 << 20
"""Bytes that a packed file may unpack to; how many times its size, where it unpacks to more than `SUSPECT` bytes."""
SECONDS = 300
"""Time for reading a workbook."""
ACCEPTED = Message("a CSV, TSV, XLSX or Parquet file")
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


class FileError(ValueError):
    """A file that cannot be read; `message` says what was found and what is accepted."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def read_table(content: bytes, name: str) -> pd.DataFrame:
    """The rows of an uploaded file, every cell as the text that stands in it, an empty one missing.

    Parameters
    ----------
    content : the bytes; they, not the name, say what kind of file it is
    name : as it was uploaded

    Raises
    ------
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
    for mark, kind in _KINDS.items():
        if content.startswith(mark):
            raise FileError(Message("This is a {kind} file; accepted: {accepted}", kind=kind, accepted=ACCEPTED))
    if content.startswith(b"PAR1"):
        return _checked(_parquet(content))
    return _checked(_workbook(content) if content.startswith(b"PK\x03\x04") else _text(content))


def _checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with names as text; refused where it has no rows, or names that are not its own."""
    names = [str(name) for name in frame.columns]
    _check_names(names)
    if frame.empty:
        raise FileError(Message("The file has a header and no row; at least one row is needed."))
    if len(frame) > ROWS:
        raise FileError(_too_long(len(frame)))
    return frame.set_axis(names, axis=1).reset_index(drop=True)


def _check_names(names: Sequence[str]) -> None:
    if len(names) > COLUMNS:
        raise FileError(
            Message("The file has {found} columns; at most {most} are accepted.", found=len(names), most=COLUMNS)
        )
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise FileError(Message("Several columns have the same name: {names}.", names=_some(twice)))


def _too_long(rows: int) -> Message:
    return Message(
        "The file has {found} rows; at most {most} are accepted here. Larger ones: the command classify-cohort.",
        found=f"{rows:,}",
        most=f"{ROWS:,}",
    )


def _text(content: bytes) -> pd.DataFrame:
    encoding = _encoding(content)
    utf8 = content if encoding == "utf-8" else content.decode(encoding).encode()
    utf8 = utf8.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in utf8:
        raise FileError(Message("The file holds NUL bytes, as no text does; accepted: {accepted}", accepted=ACCEPTED))
    delimiter, names = _header(utf8)
    _check_names(names)
    try:
        return _quickly(utf8.rstrip() + b"\n", delimiter, names)
    except pa.ArrowInvalid:
        return _patiently(utf8.rstrip() + b"\n", delimiter, names)


def _quickly(text: bytes, delimiter: str, names: list[str]) -> pd.DataFrame:
    """Text whose rows all have as many cells as the header."""
    table = pa.csv.read_csv(
        pa.BufferReader(text),
        pa.csv.ReadOptions(column_names=names, skip_rows_after_names=1),
        pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in text, ignore_empty_lines=False),
        pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()),
            strings_can_be_null=True,
            null_values=[""],
            quoted_strings_can_be_null=True,
        ),
    )
    text_type = pd.StringDtype("pyarrow", na_value=float("nan"))
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.large_string(): text_type}.get)
    return frame


def _patiently(text: bytes, delimiter: str, names: list[str]) -> pd.DataFrame:
    """Text some of whose rows end before the header does: what they do not say is missing."""
    try:
        frame = pd.read_csv(
            io.BytesIO(text),
            sep=delimiter,
            header=0,
            names=names,
            dtype="str",
            keep_default_na=False,
            na_values=[""],
            nrows=ROWS + 1,
            skip_blank_lines=False,  # the number of a row is its place in the file
        )
    except pd.errors.ParserError as fault:
        raise _ragged(" ".join(str(fault).split())[-120:]) from None
    if not isinstance(frame.index, pd.RangeIndex):
        raise _ragged(f"line 2: more than {len(names)} cells")
    return frame


def _ragged(fault: str) -> FileError:
    return FileError(
        Message(
            "A row does not fit the header ({fault}). A row has no more cells than the header; a cell with the separator in it "
            "stands in quotes.",
            fault=fault,
        )
    )


def _encoding(content: bytes) -> str:
    """How the bytes of a text stand for characters."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8", "gb18030", "latin-1")
    for encoding in encodings:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileError(Message("The characters of the file cannot be read; accepted: {accepted}", accepted=ACCEPTED))


def _header(text: bytes) -> tuple[str, list[str]]:
    """The separator and the names: the separator that gives the header the most cells."""
    start = text[: 1 << 20].decode("utf-8", errors="ignore")
    try:
        headers = {mark: next(csv.reader(io.StringIO(start, newline=""), delimiter=mark), []) for mark in ",\t;"}
    except csv.Error as fault:
        raise _ragged(str(fault)) from None
    best = max(headers, key=lambda mark: len(headers[mark]))
    if not any(name.strip() for name in headers[best]):
        raise FileError(Message("The first line, which names the columns, is empty."))
    return best, [name.strip() or f"column {place}" for place, name in enumerate(headers[best], start=1)]


def _workbook(content: bytes) -> pd.DataFrame:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > UNPACKED or (size > SUSPECT and size > RATIO * len(content)):
                raise FileError(
                    Message(
                        "The file unpacks to {size} MB, far more than its own size; it is not opened.", size=size >> 20
                    )
                )
    except zipfile.BadZipFile as fault:
        raise _damaged() from fault
    try:
        done = subprocess.run([sys.executable, workbook.__file__], input=content, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired as fault:
        raise FileError(Message("The workbook could not be read in {seconds} seconds.", seconds=SECONDS)) from fault
    if done.returncode == workbook.WITHOUT_CONTENT:
        raise FileError(Message("The workbook has no sheet with content."))
    if done.returncode == workbook.DAMAGED:
        raise _damaged()
    if done.returncode:
        raise FileError(
            Message("The workbook takes too much memory to open: its cells stand too far apart, or are too many.")
        )
    return _text(done.stdout)


def _damaged() -> FileError:
    return FileError(Message("The workbook is damaged or locked; accepted: {accepted}", accepted=ACCEPTED))


def _parquet(content: bytes) -> pd.DataFrame:
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(place).total_byte_size for place in groups)
        if file.metadata.num_rows > ROWS:
            raise FileError(_too_long(file.metadata.num_rows))
        if size > UNPACKED:
            raise FileError(
                Message("The file unpacks to {size} MB, far more than its own size; it is not opened.", size=size >> 20)
            )
        return _as_text(file.read().to_pandas())
    except (pa.ArrowException, OSError) as fault:
        raise FileError(
            Message("The Parquet file is damaged or cut off; accepted: {accepted}", accepted=ACCEPTED)
        ) from fault


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Every cell as text, whole numbers without decimals; each different value of a column once."""
    columns = []
    for place in range(frame.shape[1]):
        column = frame.iloc[:, place]
        if not isinstance(column.dtype, pd.StringDtype):
            values = column.map(_said)
            column = pd.Series(list(values), name=column.name, dtype="str")
        columns.append(column.mask(column == ""))
    return pd.concat(columns, axis=1) if columns else frame


def _said(value: object) -> str | None:
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _some(names: Sequence[str]) -> str:
    return ", ".join(name[:60] for name in names[:5])
