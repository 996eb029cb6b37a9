"""A cohort as it was uploaded: CSV, TSV, XLSX or Parquet, told by its content, as a frame of text."""

import io
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from her2core.cohort import sheets, workbook
from her2core.cohort.delimited import Delimited
from her2core.cohort.encoding import decode
from her2core.cohort.job import CHUNK, Check, never
from her2core.cohort.limits import (
    ACCEPTED,
    CELLS,
    LARGEST,
    RATIO,
    ROWS,
    SECONDS,
    SUSPECT,
    UNPACKED,
    FileError,
    check_names,
)
from her2core.language import Message

_OLD_WORKBOOK, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
LOOK = 0.2
"""Seconds between two looks at the process that reads a workbook."""
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


def read_table(content: bytes, name: str, check: Check = never) -> pd.DataFrame:
    """Read the rows of an uploaded file, as `open_table`."""
    return open_table(content, name, check).frame


def open_table(content: bytes, name: str, check: Check = never, sheet: str | None = None) -> Table:
    """Read the rows of an uploaded file, every cell as the text that stands in it, an empty one missing.

    A blank row is left out and still counts: the label of a row + 2 is its number in the file, under the header.

    Parameters
    ----------
    content : the bytes; they, not the name, say what kind of file it is
    name : as it was uploaded
    check : called often; what it raises ends the reading
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
    if content.startswith(b"PAR1"):
        return Table(_check(_parquet(content, check).reset_index(drop=True)))
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content, check, sheet)
    utf8, notes = decode(content, check)
    text = Delimited(utf8, check=check)
    frame = _check(text.frame())
    return Table(frame, (*notes, *text.notes))


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
        raise FileError(_too_long(len(frame)))
    return frame.set_axis(names, axis=1)


def _too_long(rows: int) -> Message:
    return Message(
        "The file has {found} rows; at most {most} are accepted here. Larger ones: the command classify-cohort.",
        found=f"{rows:,}",
        most=f"{ROWS:,}",
    )


def _run(script: list[str], given: bytes, check: Check) -> tuple[int, bytes]:
    """The status and the output of a process, which does not outlive what `check` raises."""
    process = subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    end, first = time.monotonic() + SECONDS, given or None
    with process:
        try:
            while True:
                check()
                try:
                    output, _errors = process.communicate(first, timeout=LOOK)
                    return process.returncode, output
                except subprocess.TimeoutExpired as fault:
                    first = None  # it has been handed over
                    if time.monotonic() > end:
                        raise FileError(
                            Message("The workbook could not be read in {seconds} seconds.", seconds=SECONDS)
                        ) from fault
        except BaseException:
            process.kill()
            raise


def _workbook(content: bytes, check: Check, sheet: str | None) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > UNPACKED or (size > SUSPECT and size > RATIO * len(content)):
                raise _unpacks_to(size)
    except FileError:
        raise
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as fault:
        raise _damaged_file() from fault
    script = [sys.executable, "-I", workbook.__file__]  # -I: neither this folder nor the environment adds a module
    status, output = _run(script, content, check)
    if status == workbook.WITHOUT_CONTENT:
        raise FileError(Message("The workbook has no sheet with content."))
    if status == workbook.DAMAGED:
        raise _damaged_file()
    if status:
        raise FileError(
            Message("The workbook takes too much memory to open: its cells stand too far apart, or are too many.")
        )
    frame, notes = sheets.read_sheets(output, sheet, check)
    return Table(_check(frame), notes)


def _damaged_file() -> FileError:
    return FileError(Message("The workbook is damaged or locked; accepted: {accepted}", accepted=ACCEPTED))


def _parquet(content: bytes, check: Check) -> pd.DataFrame:
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(place).total_byte_size for place in groups)
        if file.metadata.num_rows > ROWS:
            raise FileError(_too_long(file.metadata.num_rows))
        names = file.schema_arrow.names
        check_names(names)
        if file.metadata.num_rows * len(names) > CELLS:
            raise FileError(Message("The file has more than {most} cells; it is not opened.", most=f"{CELLS:,}"))
        if size > UNPACKED:
            raise _unpacks_to(size)
        # Words stay coded until it is known how long they are together: one long text can stand in every row.
        words = [field.name for field in file.schema_arrow if field.type in (pa.string(), pa.large_string())]
        coded = pq.ParquetFile(pa.BufferReader(content), read_dictionary=words)
        parts = []
        for place in groups:
            check()
            parts.append(coded.read_row_group(place))
        table = pa.concat_tables(parts) if parts else coded.read()
        if (size := sum(_length(column) for column in table.columns)) > UNPACKED:
            raise _unpacks_to(size)
        plain = table.cast(
            pa.schema([(f.name, pa.large_string() if f.name in words else f.type) for f in table.schema])
        )
        columns = [name for name in names if not name.startswith("__index_level_")]  # of pandas
        return _as_text(plain.select(columns).to_pandas(), check)
    except FileError:
        raise
    except (pa.ArrowException, OSError, ValueError) as fault:
        raise FileError(
            Message("The Parquet file is damaged or cut off; accepted: {accepted}", accepted=ACCEPTED)
        ) from fault


def _unpacks_to(size: int) -> FileError:
    return FileError(
        Message("The file unpacks to {size} MB, far more than its own size; it is not opened.", size=size >> 20)
    )


def _length(column: pa.ChunkedArray) -> int:
    """The bytes of a coded column once each row has its own."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = (
        pc.sum(pc.take(pc.binary_length(part.dictionary.cast(pa.large_string())), part.indices)).as_py()
        for part in column.chunks
    )
    return sum(length or 0 for length in lengths)


def _as_text(frame: pd.DataFrame, check: Check) -> pd.DataFrame:
    """Every cell as text, whole numbers without decimals; each different value of a column once."""
    columns = []
    for place in range(frame.shape[1]):
        column = frame.iloc[:, place]
        if not isinstance(column.dtype, pd.StringDtype):
            values: list[str | None] = []
            for start in range(0, len(column), CHUNK):
                check()
                values.extend(column.iloc[start : start + CHUNK].map(_format_value))
            column = pd.Series(values, name=column.name, dtype="str")
        columns.append(column.mask(column == ""))
    return pd.concat(columns, axis=1) if columns else frame


def _format_value(value: object) -> str | None:
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
