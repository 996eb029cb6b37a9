"""Text with separators: CSV, TSV or with semicolons, in any encoding that hospitals use."""

import codecs
import csv
import io
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from her2core.cohort.job import CHUNK, Check, never
from her2core.cohort.limits import ACCEPTED, FileError, check_names
from her2core.language import Message

BYTES = 8 << 20
"""Of text, that are decoded between two checks."""


def read_text(content: bytes, marks: str = ",\t;", check: Check = never) -> pd.DataFrame:
    """Read the rows of a text file; `marks` are the separators that it may use."""
    utf8 = _decode(content, check).removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in utf8:
        raise FileError(Message("The file holds NUL bytes, as no text does; accepted: {accepted}", accepted=ACCEPTED))
    delimiter, names = _header(utf8, marks)
    check_names(names)
    text = utf8.rstrip() + b"\n"
    try:
        frame = _read_even_rows(text, delimiter, names, check)
    except pa.ArrowInvalid:
        _check_rows(text, delimiter, len(names), check)
        frame = _read_with_blank_lines(text, delimiter, names, check)
    check()
    if b'"' in text and any(c.str.contains(mark, regex=False).any() for _n, c in frame.items() for mark in "\n\r"):
        _check_quotes(text, delimiter, check)
    return frame


def _check_quotes(text: bytes, delimiter: str, check: Check) -> None:
    """Quotes that do not pair make one cell of several patients, in silence."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(text), "utf-8", newline=""), delimiter=delimiter, strict=True)
    try:
        for number, _row in enumerate(reader):
            if number % CHUNK == 0:
                check()
    except csv.Error:
        raise _has_unpaired_quote(reader.line_num) from None


def _has_unpaired_quote(line: int) -> FileError:
    return FileError(Message("A quotation mark does not pair, at or before line {line}.", line=line))


def _read_even_rows(text: bytes, delimiter: str, names: list[str], check: Check) -> pd.DataFrame:
    """Text whose rows all have as many cells as the header."""
    reader = pa.csv.open_csv(
        pa.BufferReader(text),
        pa.csv.ReadOptions(column_names=names, skip_rows_after_names=1),
        pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in text, ignore_empty_lines=False),
        pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()),
            check_utf8=False,  # it was decoded before
            strings_can_be_null=True,
            null_values=[""],
            quoted_strings_can_be_null=True,
        ),
    )
    batches = []
    for batch in reader:
        check()
        batches.append(batch)
    table = pa.Table.from_batches(batches, reader.schema)
    text_type = pd.StringDtype("pyarrow", na_value=float("nan"))
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.large_string(): text_type}.get)
    return frame


def _check_rows(text: bytes, delimiter: str, cells: int, check: Check) -> None:
    """Refuses rows with more or fewer cells than the header: which of them is missing, nobody can tell."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(text), "utf-8", newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader):
            if number % CHUNK == 0:
                check()
            if row and len(row) != cells:
                raise FileError(
                    Message(
                        "Line {line} has {found} cells, the header {expected}. A cell with the separator in it stands in quotes.",
                        line=reader.line_num,
                        found=len(row),
                        expected=cells,
                    )
                )
    except csv.Error:
        raise _has_unpaired_quote(reader.line_num) from None


def _read_with_blank_lines(text: bytes, delimiter: str, names: list[str], check: Check) -> pd.DataFrame:
    """Text in which lines are blank: each stays a row, so that the number of a row is its place in the file."""
    try:
        reader = pd.read_csv(
            io.BytesIO(text),
            sep=delimiter,
            header=0,
            names=names,
            dtype="str",
            keep_default_na=False,
            na_values=[""],
            skip_blank_lines=False,
            chunksize=CHUNK,
        )
        parts = []
        for part in reader:
            check()
            parts.append(part)
        return pd.concat(parts)
    except pd.errors.ParserError as fault:
        raise FileError(
            Message("The rows of the file cannot be told apart ({fault}).", fault=" ".join(str(fault).split())[-120:])
        ) from None


def _decode(content: bytes, check: Check) -> bytes:
    """The text in UTF-8, in whichever encoding it comes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8", "gb18030", "latin-1")
    for encoding in encodings:
        decoder, parts = codecs.getincrementaldecoder(encoding)(), []
        try:
            for start in range(0, len(content), BYTES):
                check()
                part = decoder.decode(content[start : start + BYTES], final=start + BYTES >= len(content))
                if encoding != "utf-8":
                    parts.append(part.encode())
        except UnicodeDecodeError:
            continue
        return content if encoding == "utf-8" else b"".join(parts)
    raise FileError(Message("The characters of the file cannot be read; accepted: {accepted}", accepted=ACCEPTED))


def _header(text: bytes, marks: str) -> tuple[str, list[str]]:
    """The separator and the names: the separator that gives the header the most cells."""
    start = text[: 1 << 20].decode("utf-8", errors="ignore")
    try:
        headers = {mark: next(csv.reader(io.StringIO(start, newline=""), delimiter=mark), []) for mark in marks}
    except csv.Error:
        raise _has_unpaired_quote(1) from None
    best = max(headers, key=lambda mark: len(headers[mark]))
    if not any(name.strip() for name in headers[best]):
        raise FileError(Message("The first line, which names the columns, is empty."))
    return best, [name.strip() or f"column {place}" for place, name in enumerate(headers[best], start=1)]
