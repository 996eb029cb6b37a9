"""The first sheet with content of an Excel workbook as CSV: a task of a limited process.

A workbook of 5 kB whose two cells stand far apart makes its reader ask for 500 GB, and the system then ends the process.
"""

import csv
import io
import zipfile
from datetime import datetime, time, timedelta
from itertools import islice
from typing import BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from her2core.cohort.limits import ACCEPTED, RATIO, SUSPECT, UNPACKED, FileError, check_text
from her2core.language import Message


def write_csv(content: bytes, out: BinaryIO) -> None:
    """Write the first sheet with content as CSV.

    Raises
    ------
    FileError
        in plain words, where there is none, or where it is more than a page takes
    """
    _check_size(content)
    try:
        sheet = first_sheet(content)
    except Exception as fault:  # whatever its reader finds wrong with it
        raise damaged_workbook() from fault
    if sheet is None:
        raise FileError(Message("The workbook has no sheet with content."))
    file, written = io.TextIOWrapper(out, encoding="utf-8", newline=""), 0
    # A cell with a lone carriage return is quoted only where the line ends with one.
    writer = csv.writer(file, lineterminator="\r\n")
    above = (
        sheet.start[0] if sheet.start else 0
    )  # what is empty beside the cells is left out, what is above them is not
    for row in islice(sheet.iter_rows(), above, None):
        written += int(writer.writerow([format_cell(value) for value in row]))
        check_text(written)
    file.detach()  # which writes what it still holds


def first_sheet(content: bytes) -> CalamineSheet | None:
    """Find the first worksheet with content."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            worksheet = book.get_sheet_by_index(number)
            if worksheet.height:
                return worksheet
    return None


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


def damaged_workbook() -> FileError:
    """Return what is said of a workbook that cannot be opened."""
    return FileError(Message("The workbook is damaged or locked; accepted: {accepted}", accepted=ACCEPTED))


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as fault:
        raise damaged_workbook() from fault
    if size > UNPACKED or (size > SUSPECT and size > RATIO * len(content)):
        raise FileError(
            Message("The file unpacks to {size} MB, far more than its own size; it is not opened.", size=size >> 20)
        )
