"""The command that classifies a cohort larger than memory, from file to file."""

import errno
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from her2core.cohort.columns import Column, ambiguous, recognise
from her2core.cohort.counts import COUNTS
from her2core.cohort.dataset import ACCEPTED, BATCH, DELIMITERS, Dataset, format_path, open_dataset, refuse_file
from her2core.cohort.engines import PARALLEL, STREAMING, Rejected, Task, count, is_complaint, refuse_what_is_not_there
from her2core.cohort.limits import FileError
from her2core.cohort.output import Writer, output_schema
from her2core.cohort.report_text import name_report_columns
from her2core.cohort.spellings import COLUMNS
from her2core.cohort.table import Mapped
from her2core.cohort.tally import Tally
from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import word
from her2core.replacing import check_target, replace_file
from her2core.status.definitions import find
from her2core.terms import IhcScore, IshResult

WRITTEN = (*DELIMITERS, ".parquet")
_COUNTING = "pandas"
"""The engine that also works results out from counts."""


class Stopped(BaseException):
    """Somebody asked this process to end; nothing half done may stay behind."""

    def __init__(self, number: int) -> None:
        self.status = 128 + number
        super().__init__(number)


def classify_cohort(
    given: Path,
    out: Path,
    ihc: str | None = None,
    ish: str | None = None,
    definition: str | None = None,
    engine: str = "pandas",
    errors: Path | None = None,
    sheet: str | None = None,
    reports: str | None = None,
    mapped: Sequence[str] = (),
) -> int:
    """Write the rows of a file with their HER2 status to another, and say what became of them.

    Parameters
    ----------
    given : .csv, .tsv, .txt, .xlsx, .parquet, or a folder of .parquet files, as the Cohort page reads them
    out : .csv, .tsv or .parquet; for Dask and Spark a folder. It appears at the end, whole
    ihc, ish : columns; where None, the only one that is known by its name. pandas also reads counts, where no result stands
    definition : the id of a file in `data/rules/`; where None, the one that gives tiers
    engine : "pandas", "polars", "duckdb", "dask" or "spark"
    errors : a CSV file of every entry that could not be read; its row stays in `out`, without an answer where that needs it
    sheet : of a workbook, where several may hold the cohort
    reports : column with the text of reports; what they say is read into columns of its own. pandas alone reads it
    mapped : spellings that are not known, each as "ihc:SPELLING=WORD" or "ish:SPELLING=WORD". pandas alone reads them so

    Returns
    -------
    the exit status: 0; 1 where writing failed; 128 and the signal where the process was asked to end

    Raises
    ------
    InputError
        in one line, where what is given cannot be used
    """
    refuse_what_is_not_there(engine)
    rules = find(definition)
    dataset = open_dataset(given, sheet)
    _refuse_target(out, dataset, engine)
    if errors is not None:
        _refuse_errors(errors, given, out)
    _refuse_what_text_cannot_hold(out, dataset)
    if engine != _COUNTING:
        _refuse_by_row(engine, reports, mapped)
    by_hand = _parse_mapped(mapped)
    columns = _columns(dataset.schema.names, ihc, ish, reports)
    if Column.ISH not in columns and engine != _COUNTING:
        refusal = Message("none is known by its name, and counts are read by {engine} alone", engine=_COUNTING)
        there = ", ".join(dataset.schema.names[:50])
        raise InputError("ish", "no column", f"--ish with one of {there}, or --engine {_COUNTING}", refusal)
    started = time.monotonic()
    try:
        with _stop_on_signal(), ExitStack() as stack:
            part = stack.enter_context(replace_file(out))
            listed = None
            if errors is not None:
                name = stack.enter_context(replace_file(errors))
                # With the mark a spreadsheet knows the Chinese in it for what it is.
                listed = stack.enter_context(name.open("w", encoding="utf-8-sig", newline=""))
            numbers = dataset.numbers.number if engine in STREAMING else None
            tally = Tally(rules, columns[Column.IHC], columns.get(Column.ISH), numbers, listed)
            if engine != _COUNTING and not dataset.files:
                folder = tempfile.TemporaryDirectory(dir=out.parent, prefix=f"{out.name}.", suffix=".part")
                dataset = dataset.write(Path(stack.enter_context(folder)))
            task = Task(dataset, columns, rules.id, reports, by_hand)
            _run(task, engine, part, out.name, tally)
            tally.close()
    except Stopped as stopped:
        print("her2core: stopped; nothing was written", file=sys.stderr)
        return stopped.status
    except InputError:
        raise
    except FileError as fault:
        raise refuse_file(given, fault) from fault
    except Exception as fault:
        if (isinstance(fault, OSError) and fault.errno == errno.ENOSPC) or "No space left" in str(fault):
            print("her2core: OUT: the disk is full; nothing was written", file=sys.stderr)
            return 1
        if isinstance(fault, OSError):
            print(f"her2core: {_first_line(fault)}; nothing was written", file=sys.stderr)
            return 1
        if not is_complaint(fault):
            raise
        raise InputError("IN", format_path(given), ACCEPTED, f"{engine} cannot use it: {_first_line(fault)}") from fault
    print(_summary(tally, time.monotonic() - started, errors, _describe(task, engine)))
    return 0


def _run(task: Task, engine: str, part: Path, name: str, tally: Tally) -> None:
    if engine in PARALLEL:
        if sys.stderr.isatty():
            print(f"her2core: {engine} is at work; the summary comes at its end", file=sys.stderr)
        PARALLEL[engine](task, part)
        for path in sorted(part.glob("*.parquet")):
            with pq.ParquetFile(path, read_dictionary=["her2_row"]) as file:
                for batch in file.iter_batches(BATCH, columns=[task.ihc, task.ish, "her2_row"]):
                    tally.add(pa.Table.from_batches([batch]))
        return
    is_text = Path(name).suffix.lower() in DELIMITERS
    added = task.added if engine == _COUNTING else COLUMNS
    schema = output_schema(task.source.schema, is_text, added)
    with (
        Writer(part, name, schema, task.source.has_mark) as writer,
        tqdm(total=task.source.rows, unit=" rows", unit_scale=True, disable=None) as bar,
    ):
        for table, rejected in _classify(task, engine):
            # DuckDB knows no column without a name, and takes IHC and ihc for one.
            named = table.rename_columns(schema.names)
            writer.write(named)
            tally.add(named, rejected)
            bar.update(len(named))


def _classify(task: Task, engine: str) -> Iterator[tuple[pa.Table, Rejected | None]]:
    """The classified rows, and what could not be read where the engine says it."""
    if engine == _COUNTING and task.is_by_row:
        yield from count(task)
    else:
        yield from ((table, None) for table in STREAMING[engine](task))


def _refuse_by_row(engine: str, reports: str | None, mapped: Sequence[str]) -> None:
    for field, value in (("reports", reports), ("map", ", ".join(mapped))):
        if value:
            raise InputError(field, value, f"--engine {_COUNTING}", f"{engine} does not read it")


def _parse_mapped(given: Sequence[str]) -> Mapped:
    """What spellings stand for, from "ihc:SPELLING=WORD"."""
    mapped: dict[tuple[Column, str], str] = {}
    words: dict[str, type[IhcScore] | type[IshResult]] = {"ihc": IhcScore, "ish": IshResult}
    for text in given:
        role, _colon, rest = text.partition(":")
        spelling, equals, meaning = rest.rpartition("=")
        if role not in words or not equals or not spelling.strip():
            raise InputError("map", text, Message("{ihc} or {ish}", ihc="ihc:SPELLING=WORD", ish="ish:SPELLING=WORD"))
        mapped[Column(role), spelling.strip()] = word("map", words[role], meaning.strip()).value
    return mapped


def _columns(names: list[str], ihc: str | None, ish: str | None, reports: str | None = None) -> dict[Column, str]:
    """The columns that are read: as named, else those that reports are read into, else as they are known by their names."""
    columns = {role: name for role, name in recognise(names).items() if role in (Column.IHC, Column.ISH, *COUNTS)}
    there = ", ".join(names[:50])
    if reports is not None:
        if reports not in names:
            raise InputError("reports", reports, there, "there is no such column")
        read = name_report_columns(names)
        columns |= {role: read[role.value] for role in (Column.IHC, Column.ISH, *COUNTS)}
    for field, name, role in (("ihc", ihc, Column.IHC), ("ish", ish, Column.ISH)):
        if name is None and reports is None and role in ambiguous(names):
            several = ", ".join(ambiguous(names)[role])
            raise InputError(field, "no column", f"--{field} with one of {several}", "several may hold it")
        if name is not None and name not in names:
            raise InputError(field, name, there, "there is no such column")
        if name is not None:
            columns = {of: each for of, each in columns.items() if each != name or of in (Column.IHC, Column.ISH)}
            columns[role] = name
    if Column.IHC not in columns:
        raise InputError("ihc", "no column", f"--ihc with one of {there}", "none is known by its name")
    if columns[Column.IHC] == columns.get(Column.ISH):
        raise InputError("ish", columns[Column.ISH], f"another of {there}", "the same column was given for IHC")
    return columns


def _refuse_target(out: Path, dataset: Dataset, engine: str) -> None:
    if not out.parent.is_dir():
        raise InputError("OUT", format_path(out), "a folder that there is", f"there is no folder {out.parent}")
    check_target(out)
    inside = dataset.path.resolve()
    if out.resolve() == inside or (inside.is_dir() and inside in out.resolve().parents):
        raise InputError("OUT", format_path(out), "another place", "this is the input, or stands in it")
    if engine in STREAMING:
        if out.suffix.lower() not in WRITTEN:
            raise InputError(
                "OUT", format_path(out), f"a name that ends in {', '.join(WRITTEN)}", f"{engine} writes one file"
            )
        if out.is_dir():
            raise InputError("OUT", format_path(out), f"a file that ends in {', '.join(WRITTEN)}", "this is a folder")
    elif out.suffix.lower() in DELIMITERS or out.is_file():
        raise InputError("OUT", format_path(out), "the name of a folder", f"{engine} writes a folder of Parquet files")
    elif out.is_dir() and any(out.iterdir()):
        raise InputError("OUT", format_path(out), "a folder that is empty, or a new one", "the folder is not empty")


def _refuse_what_text_cannot_hold(out: Path, dataset: Dataset) -> None:
    for field in dataset.schema if out.suffix.lower() in DELIMITERS else ():
        if pa.types.is_nested(field.type):
            problem = f"column {field.name} holds {field.type}, for which text has no form"
            raise InputError("OUT", format_path(out), "a name that ends in .parquet", problem)


def _refuse_errors(errors: Path, given: Path, out: Path) -> None:
    if not errors.parent.is_dir():
        raise InputError("errors", format_path(errors), "a folder that there is", f"there is no folder {errors.parent}")
    if errors.is_dir() or errors.resolve() in (given.resolve(), out.resolve()):
        raise InputError(
            "errors", format_path(errors), "a file of its own", "this is a folder, the input or the output"
        )


@contextmanager
def _stop_on_signal() -> Iterator[None]:
    """Ctrl-C, SIGTERM and a terminal that is closed end the block as an error does, so that what it began is removed."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise Stopped(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]  # Windows has no SIGHUP
    # What is ignored stays so: nohup wants work to go on without its terminal.
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _first_line(fault: Exception) -> str:
    return next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)[:200]


def _summary(tally: Tally, seconds: float, errors: Path | None, described: Sequence[str]) -> str:
    counts = {"rows": tally.rows, "read": tally.rows - tally.unread, "not read": tally.unread, **tally.answers}
    figures = {name: f"{count:,}" for name, count in counts.items()}
    figures |= {"seconds": f"{seconds:,.1f}", "rows per second": f"{tally.rows / max(seconds, 1e-9):,.0f}"}
    width = max(len(figure) for figure in figures.values())
    lines = [f"{name:<15} {figure:>{width}}" for name, figure in figures.items()]
    lines += described
    if tally.kept:
        lines.append(f"{tally.kept:,} rows keep the tier that IHC gives them; their ISH could not be read")
    if tally.first and errors is not None:
        lines.append(f"{errors} lists what could not be read")
    elif tally.first:
        lines += [
            f"what could not be read, at most {len(tally.first)} (--errors FILE lists all):",
            *map(str, tally.first),
        ]
    return "\n".join(lines)


def _describe(task: Task, engine: str) -> list[str]:
    """What was done to the file, and which of its columns was read as what."""
    columns = {role: name for role, name in task.columns.items() if engine == _COUNTING or role not in COUNTS}
    lines = ["columns: " + "; ".join(f"{role}: {name}" for role, name in columns.items())]
    if Column.ISH not in columns:
        lines.append("no column of ISH results: where no counts stand, ISH is not done")
    if ignored := [name for role, name in task.columns.items() if role not in columns]:
        lines.append(f"not read: {', '.join(ignored)} (counts; --engine {_COUNTING} reads them)")
    if notes := (*task.source.notes, *task.notes):
        lines.append("the file: " + "; ".join(dict.fromkeys(notes)))
    return lines
