"""The file that a classified cohort is written to."""

import io
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from her2core.cohort.dataset import DELIMITERS
from her2core.cohort.spellings import COLUMNS


def output_schema(schema: pa.Schema, is_text: bool, added: Sequence[str] = COLUMNS) -> pa.Schema:
    """Return the columns of a classified file: those of the input, then those `added`; a text file has no categories."""
    own = [field for field in schema if field.name not in added]
    if is_text:
        own = [f.with_type(f.type.value_type) if pa.types.is_dictionary(f.type) else f for f in own]
    return pa.schema([*own, *((name, pa.string()) for name in added)], schema.metadata)


class Writer:
    """Writes tables one after the other into a text or a Parquet file.

    Parameters
    ----------
    part : where to write
    name : the name that the file will have, which says its kind
    schema : the columns; each table has the same in their order, perhaps in the types of another library
    has_mark : whether a text file begins with a byte order mark
    """

    def __init__(self, part: Path, name: str, schema: pa.Schema, has_mark: bool = False) -> None:
        self._schema = schema
        self._delimiter = DELIMITERS.get(Path(name).suffix.lower())
        self._file: BinaryIO = part.open("wb")
        try:
            if self._delimiter is None:
                self._parquet = pq.ParquetWriter(self._file, schema, compression="zstd")
            else:
                self._file.write(b"\xef\xbb\xbf" if has_mark else b"")
                self._write_text(schema.empty_table(), include_header=True)
        except BaseException:
            self._file.close()
            raise

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        arrays = [_cast(column, field.type) for column, field in zip(table.columns, self._schema, strict=True)]
        alike = pa.Table.from_arrays(arrays, schema=self._schema)
        if self._delimiter is None:
            self._parquet.write_table(alike)
        else:
            self._write_text(alike, include_header=False)

    def _write_text(self, table: pa.Table, include_header: bool) -> None:
        # pyarrow quotes either no cell or every cell: a part without anything to quote stays plain.
        for style in ("none", "needed"):
            text = io.BytesIO()
            options = pa.csv.WriteOptions(
                include_header=include_header, delimiter=self._delimiter, quoting_style=style, quoting_header=style
            )
            try:
                pa.csv.write_csv(table, text, options)
            except pa.ArrowInvalid:
                if style == "needed":
                    raise
            else:
                self._file.write(text.getbuffer())
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if self._delimiter is None:
                # Also after an error: left open, it would try to write again when it is forgotten.
                with suppress(Exception) if kind else nullcontext():
                    self._parquet.close()
        finally:
            self._file.close()


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if column.type == kind:
        return column
    if pa.types.is_null(kind):
        return pa.chunked_array([pa.nulls(len(column))])
    if pa.types.is_dictionary(kind) and not pa.types.is_dictionary(column.type):
        column = column.cast(kind.value_type).dictionary_encode()
    return column.cast(kind)
