"""The rows of a Parquet file as CSV: a task of a limited process.

A Parquet file of 10 kB can hold one long text in every row, or say that it holds so many, and its reader then asks for
gigabytes before it returns.
"""

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from her2core.cohort.limits import ACCEPTED, CELLS, ROWS, FileError, check_names, check_text, too_many_rows
from her2core.language import Message

"""Rows held at a time."""
BATCH = 10_000
"""Rows held at a time."""
_INDEX = "__index_level_"
"""How pandas begins the name of a column that it makes of the labels of rows."""


def write_csv(content: bytes, out: BinaryIO) -> None:
    """Write the rows as CSV.

    Raises
    ------
    FileError
        in plain words, where it cannot be read, or where it is more than a page takes
    """
    try:
        _write(content, out)
    except pa.ArrowMemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError) as fault:
        if isinstance(fault, FileError):
            raise
        raise FileError(
            Message("The Parquet file is damaged or cut off; accepted: {accepted}", accepted=ACCEPTED)
        ) from fault


def _write(content: bytes, out: BinaryIO) -> None:
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    file = pq.ParquetFile(pa.BufferReader(content))
    rows, schema = file.metadata.num_rows, file.schema_arrow
    if rows > ROWS:
        raise too_many_rows(rows)
    check_names(schema.names)
    if rows * len(schema) > CELLS:
        raise FileError(Message("The file has more than {most} cells; it is not opened.", most=f"{CELLS:,}"))
    # Words stay coded until it is known how long they are together: one long text can stand in every row.
    words = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    coded = pq.ParquetFile(pa.BufferReader(content), read_dictionary=words)
    names = [name for name in schema.names if not name.startswith(_INDEX)]
    written = 0
    for number, table in enumerate(_tables(coded, names)):
        check_text(written + sum(_length(column) for column in table.columns))
        part = pa.BufferOutputStream()
        texts = pa.table([_as_text(column) for column in table.columns], names=names)
        pa.csv.write_csv(texts, part, pa.csv.WriteOptions(include_header=number == 0))
        written += out.write(part.getvalue())
        check_text(written)


def _tables(file: pq.ParquetFile, names: list[str]) -> Iterator[pa.Table]:
    """The rows in parts; of a file without rows the columns."""
    yield file.schema_arrow.empty_table().select(names)
    for batch in file.iter_batches(BATCH, columns=names, use_threads=False):
        yield pa.Table.from_batches([batch]).select(names)


def _length(column: pa.ChunkedArray) -> int:
    """The bytes of a coded column once each row has its own."""
    if not pa.types.is_dictionary(column.type):
        return 0
    lengths = (
        pc.sum(pc.take(pc.binary_length(part.dictionary.cast(pa.large_string())), part.indices)).as_py()
        for part in column.chunks
    )
    return sum(length or 0 for length in lengths)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Every cell as text; each different value of a part once."""
    if pa.types.is_dictionary(column.type) and pa.types.is_string(column.type.value_type):
        return column.cast(pa.string())
    if pa.types.is_nested(column.type):
        return pa.chunked_array([pa.array([_format(value) for value in column.to_pylist()], pa.string())])
    coded = (column if pa.types.is_dictionary(column.type) else column.dictionary_encode()).unify_dictionaries()
    chunks = [
        pc.take(pa.array([_format(value) for value in part.dictionary.to_pylist()], pa.string()), part.indices)
        for part in coded.chunks
    ]
    return pa.chunked_array(chunks, pa.string())


def _format(value: object) -> str | None:
    """A whole number without its decimals; what is no number is nothing."""
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
