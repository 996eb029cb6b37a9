"""The libraries that classify a cohort larger than memory. pandas comes with this software, the others are optional.

pandas, Polars and DuckDB give the rows in their order, a part at a time; Dask and Spark write a folder of Parquet files
with many processes at once. Each runs `classify_columns` on its own kind of frame.
"""

import glob
import logging
import os
import re
import shutil
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa

from her2core.cohort.answers import FIRST_ROW
from her2core.cohort.columns import Column
from her2core.cohort.counts import COUNTS
from her2core.cohort.dataset import BATCH, Dataset
from her2core.cohort.frame import classify_columns
from her2core.cohort.report_text import name_report_columns, read_report_column
from her2core.cohort.spellings import COLUMNS
from her2core.cohort.table import FROM_COUNTS, NOTES, Mapped, annotate, classify_table
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.case import Case

MEMORY = "1GB"
"""What DuckDB may hold of rows that are under way; its result is taken from it a part at a time."""


@dataclass(frozen=True)
class Task:
    """What to classify: a file, the columns of it that are read, and the id of the definition.

    Attributes
    ----------
    reports : the column with the text of reports, whose results are read into columns of their own
    mapped : what spellings that are not known stand for, as the user said
    notes : grow while counts are read: what was done to them, in words
    """

    source: Dataset
    columns: Mapping[Column, str]
    definition: str
    reports: str | None = None
    mapped: Mapped = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)

    @property
    def ihc(self) -> str:
        return self.columns[Column.IHC]

    @property
    def ish(self) -> str | None:
        return self.columns.get(Column.ISH)

    @property
    def is_by_row(self) -> bool:
        """Whether rows are read one by one: from counts or reports, or where a spelling is read by hand."""
        has_counts = self.ish is None or any(role in self.columns for role in COUNTS)
        return has_counts or self.reports is not None or bool(self.mapped)

    @property
    def added(self) -> tuple[str, ...]:
        """The columns that are added to those of the file."""
        if not self.is_by_row:
            return COLUMNS
        of_reports = name_report_columns(self.source.schema.names).values() if self.reports else ()
        return (*of_reports, FROM_COUNTS, *COLUMNS, NOTES)

    def classify(self, frame: Any) -> Any:
        """Classify a frame of the dataset."""
        assert self.ish is not None, "a file without results is read row by row"
        return classify_columns(frame, self.ihc, self.ish, self.definition)[0]


Rejected = list[tuple[int, str, str, InputError]]
"""What could not be read: the place of the row in its part, the column, what stands there, and why."""


def count(task: Task) -> Iterator[tuple[pa.Table, Rejected]]:
    """Classify rows one by one, a part at a time; give what could not be read with each part."""
    roles = (Column.IHC, Column.ISH, *COUNTS)
    columns = {role: task.columns[role] for role in roles if role in task.columns}
    there = task.source.schema.names
    names = [name for name in dict.fromkeys((*columns.values(), task.reports)) if name in there]
    for table in task.source.batches():
        given = table.select(names).to_pandas()
        if task.reports:
            given = read_report_column(given, task.reports, taken=there).frame
        read = classify_table(given, columns, Case().laboratory, mapped=task.mapped, definition=task.definition)
        task.notes.extend(read.notes)
        frame = annotate(read).reindex(columns=task.added).astype("str")
        answers = pa.Table.from_pandas(
            frame, pa.schema([(name, pa.string()) for name in task.added]), preserve_index=False
        )
        own = table.drop_columns([name for name in task.added if name in table.column_names])
        rows = read.rejected.assign(place=read.rejected["row"] - FIRST_ROW)[["place", "column", "found", "fault"]]
        joined = pa.Table.from_arrays([*own.columns, *answers.columns], names=[*own.column_names, *task.added])
        yield joined, list(rows.itertuples(index=False, name=None))


def _pandas(task: Task) -> Iterator[pa.Table]:
    for table in task.source.batches():
        answered = task.classify(table.select([task.ihc, task.ish]).to_pandas())
        answers = pa.Table.from_pandas(answered[list(COLUMNS)], preserve_index=False)
        # The other columns never leave Arrow: pandas would make floats of whole numbers with gaps.
        own = table.drop_columns([name for name in COLUMNS if name in table.column_names])
        yield pa.Table.from_arrays([*own.columns, *answers.columns], names=[*own.column_names, *COLUMNS])


def _polars(task: Task) -> Iterator[pa.Table]:
    import polars as pl

    frame = pl.scan_parquet(list(task.source.files), glob=False, hive_partitioning=False)
    for batch in task.classify(frame).collect_batches(chunk_size=BATCH, maintain_order=True):
        yield batch.to_arrow()


def _duckdb(task: Task) -> Iterator[pa.Table]:
    import duckdb

    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        paths = [glob.escape(str(path)) for path in task.source.files]
        frame = connection.read_parquet(paths, hive_partitioning=False)
        for batch in task.classify(frame).to_arrow_reader(BATCH):
            yield pa.Table.from_batches([batch])


def _dask(task: Task, folder: Path) -> None:
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    source = task.source
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            processes=True, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        ) as cluster,
        Client(cluster),  # type: ignore[no-untyped-call]
        warnings.catch_warnings(),
    ):
        # narwhals says that Dask will need the package narwhals-dask, which is not published for this version.
        warnings.filterwarnings("ignore", "Dask support is moving", FutureWarning)
        # With pandas' own types whole numbers with gaps would come back as floats.
        # A long file is cut at its row groups: whole, it would be one piece of work for one process.
        frame = dd.read_parquet(
            [str(path) for path in source.files],
            dtype_backend="pyarrow",
            split_row_groups="adaptive",
            blocksize="64MiB",
        )
        # Neither its shuffle nor a comparison knows Arrow's categories.
        names = [name for name in (task.ihc, task.ish) if name is not None]
        coded = [name for name in names if pa.types.is_dictionary(source.schema.field(name).type)]
        frame = frame.astype(dict.fromkeys(coded, "string[pyarrow]"))
        task.classify(frame).to_parquet(
            str(folder), write_index=False, schema=dict.fromkeys(COLUMNS, pa.string()), compression="zstd"
        )


def _spark(task: Task, folder: Path) -> None:
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise InputError("engine", "spark", "another engine, or install Java 17 or newer first", "Spark needs Java")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[*]").appName("her2core")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "16",  # only distinct values are shuffled, and they are few
        "spark.sql.caseSensitive": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.parquet.compression.codec": "zstd",
    }.items():
        builder = builder.config(key, value)
    with _without_stderr(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        session = builder.getOrCreate()
    try:
        frame = session.read.parquet(*(_plain(path) for path in task.source.files))
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            task.classify(frame).write.parquet(str(folder.absolute()))
    finally:
        session.stop()


def _plain(path: Path) -> str:
    """A path that Hadoop does not take for a pattern."""
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", str(path.absolute()))


@contextmanager
def _without_stderr() -> Iterator[None]:
    """What is started here has no standard error: Java greets at length before Spark can be told to be quiet."""
    saved, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)


STREAMING: dict[str, Callable[[Task], Iterator[pa.Table]]] = {"pandas": _pandas, "polars": _polars, "duckdb": _duckdb}
"""Give classified tables: the columns of the source without `COLUMNS`, then `COLUMNS`."""
PARALLEL: dict[str, Callable[[Task, Path], None]] = {"dask": _dask, "spark": _spark}
"""Write classified Parquet files into a folder that is not there yet."""
_PACKAGES = {"polars": ("polars",), "duckdb": ("duckdb",), "dask": ("dask", "distributed"), "spark": ("pyspark",)}
_LIBRARIES = {"pyarrow", "pandas", "polars", "duckdb", "_duckdb", "dask", "distributed", "pyspark", "py4j"}


def refuse_what_is_not_there(engine: str) -> None:
    """Refuse an engine that is unknown or not installed.

    Raises
    ------
    InputError
        naming the engines, or the line that installs it
    """
    if engine not in STREAMING and engine not in PARALLEL:
        raise InputError("engine", engine, ", ".join((*STREAMING, *PARALLEL)))
    missing = [package for package in _PACKAGES.get(engine, ()) if find_spec(package) is None]
    if missing:
        install = "python -m pip install -r requirements-engines.txt"
        raise InputError("engine", engine, f"pandas, or first: {install}", f"{missing[0]} is not installed")


def is_complaint(fault: Exception) -> bool:
    """Tell whether an exception is what one of the libraries says of its input, and not a fault of ours."""
    return isinstance(fault, UnicodeDecodeError) or type(fault).__module__.split(".")[0] in _LIBRARIES
