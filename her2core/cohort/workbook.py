"""The first sheet with content of an Excel workbook, written to stdout as CSV. Run as a script: it imports nothing of ours.

A workbook of 5 kB whose two cells stand far apart makes its reader ask for 500 GB, and the system then ends the process:
so it is read in a process of its own, whose memory is limited.
"""

import csv
import io
import sys
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

MEMORY = 4 << 30
"""Bytes that reading a workbook may ask for."""
TEXT = 1 << 30
"""Characters that the sheet may hold as CSV."""
DAMAGED, WITHOUT_CONTENT, TOO_LARGE = 1, 4, 5
"""How the process ends where there is no table. Python itself ends with 1 after an error."""


def format_cell(value: object) -> str:
    """Format a cell as the text that stands in it.

    Whole numbers without ".0", a date without its midnight, others unrounded.
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def limit_memory() -> None:
    """Limit the memory where the system can.

    No more than `MEMORY`, and no image of it on disk, because it holds patients.
    """
    if sys.platform != "win32":
        import resource

        for limit, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY)):
            try:
                resource.setrlimit(limit, (most, most))
            except (ValueError, OSError):  # macOS does not limit memory, a container may have limited it further
                continue


def first_sheet(content: bytes) -> CalamineSheet | None:
    """Find the first worksheet with content."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            worksheet = book.get_sheet_by_index(number)
            if worksheet.height:
                return worksheet
    return None


def write(rows: Iterable[Iterable[object]], file: io.TextIOBase) -> None:
    """Write the rows as CSV.

    Raises
    ------
    MemoryError
        if that is more than `TEXT`
    """
    # A cell with a lone carriage return is quoted only where the line ends with one.
    writer, written = csv.writer(file, lineterminator="\r\n"), 0
    for row in rows:
        written += int(writer.writerow([format_cell(value) for value in row]))
        if written > TEXT:
            raise MemoryError


def main() -> int:
    """Turn a workbook, given on the standard input, into CSV."""
    limit_memory()
    try:
        sheet = first_sheet(sys.stdin.buffer.read())
        if sheet is None:
            return WITHOUT_CONTENT
        with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="") as file:
            write(sheet.to_python(), file)
    except MemoryError:
        return TOO_LARGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
