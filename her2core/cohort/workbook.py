"""The sheets of an Excel workbook as CSV, behind a line that describes them: a task of a limited process.

A workbook of 5 kB whose two cells stand far apart makes its reader ask for 500 GB, and the system then ends the process.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any, BinaryIO
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from her2core.cohort.limits import ACCEPTED, RATIO, SUSPECT, UNPACKED, FileError, check_text
from her2core.language import Message

_FORMULA = re.compile(rb"<(\w+:)?f[ />]")
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
Formulas = dict[tuple[int, int], str]
"""Formulas that nobody calculated, by the row and the column of their cell, both from 0."""


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


def write_sheets(content: bytes, out: BinaryIO) -> None:
    """Write every visible sheet with content, and what is to be said of the others.

    First a line of JSON: `hidden`, the names of hidden sheets with content; `sheets`, of each its name, the number of the first
    row, the bytes of its CSV, how many merged cells were filled and how many formulas were not calculated. Then the CSV of each.

    Raises
    ------
    FileError
        in plain words, where there is none, or where it is more than a page takes
    """
    _check_size(content)
    try:
        _write(content, out)
    except (FileError, MemoryError):
        raise
    except Exception as fault:  # whatever its reader finds wrong with it
        raise damaged_workbook() from fault


def _write(content: bytes, out: BinaryIO) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    hidden, sheets, parts, written = [], [], [], 0
    for number, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        if not sheet.height or not sheet.start:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        rows = _Rows(sheet, find_uncalculated(content, about.name))
        part = write_csv(rows, written)
        written += len(part)
        parts.append(part)
        described = {"name": about.name, "first": sheet.start[0] + 1, "bytes": len(part)}
        sheets.append({**described, "merged": rows.filled, "formulas": rows.uncalculated})
    if not sheets and not hidden:
        raise FileError(Message("The workbook has no sheet with content."))
    out.write(json.dumps({"hidden": hidden, "sheets": sheets}).encode() + b"\n")
    for part in parts:
        out.write(part)


class _Rows:
    """The rows of a sheet as texts: what a merged cell holds stands in all its rows, a formula without a value as it is written."""

    def __init__(self, sheet: CalamineSheet, formulas: Formulas) -> None:
        self._sheet, self._formulas = sheet, formulas
        self.filled = self.uncalculated = 0

    def __iter__(self) -> Iterator[list[str]]:
        above, left = self._sheet.start or (0, 0)
        begins: dict[int, list[tuple[int, int]]] = {}
        for (row, column), (last, _column) in self._sheet.merged_cell_ranges or ():
            if last > row:
                begins.setdefault(row, []).append((column - left, last))
        merged: dict[int, tuple[int, str]] = {}
        rows = islice(self._sheet.iter_rows(), above, None)
        for number, values in enumerate(rows, above):
            cells = [format_cell(value) for value in values]
            for column in range(len(cells)) if self._formulas else ():
                if formula := self._formulas.get((number, column + left)):
                    cells[column] = formula
                    self.uncalculated += 1
            if merged and any(cells):
                self._fill(cells, merged, number)
            for column, last in begins.get(number, ()):
                if column < len(cells):
                    merged[column] = (last, cells[column])
            yield cells

    def _fill(self, cells: list[str], merged: dict[int, tuple[int, str]], number: int) -> None:
        for column, (last, text) in list(merged.items()):
            if number > last:
                del merged[column]
            elif not cells[column]:
                cells[column] = text
                self.filled += 1


def find_uncalculated(content: bytes, name: str) -> Formulas:
    """Find the formulas of a sheet that have no value: none is stored, or a zero that stands until the workbook is opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        ids = (_attribute(sheet, "id") for sheet in book.iter() if _tag(sheet) == "sheet" and sheet.get("name") == name)
        target = targets.get(next(ids, None), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path not in packed.namelist():
            return {}
        text = packed.read(path)
    if not _FORMULA.search(text):
        return {}
    settings = [each for each in book.iter() if _tag(each) == "calcPr"]
    is_to_calculate = any(each.get("fullCalcOnLoad") in ("1", "true") for each in settings)
    return dict(_iter_uncalculated(text, is_to_calculate))


def _iter_uncalculated(text: bytes, is_to_calculate: bool) -> Iterator[tuple[tuple[int, int], str]]:
    for _event, cell in ElementTree.iterparse(io.BytesIO(text)):
        if _tag(cell) == "row":
            cell.clear()
        if _tag(cell) != "c":
            continue
        parts = {_tag(part): part for part in cell}
        formula, value = parts.get("f"), parts.get("v")
        if formula is None:
            continue
        stored = (value.text or "").strip() if value is not None else ""
        place = _CELL.fullmatch(cell.get("r", ""))
        if place and (not stored or (stored == "0" and is_to_calculate and not cell.get("t"))):
            yield (int(place[2]) - 1, _column(place[1])), "=" + (formula.text or "")


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def write_csv(rows: Iterable[Iterable[str]], before: int) -> bytes:
    """Write the rows as CSV, after so many bytes of other sheets.

    Raises
    ------
    FileError
        if that is more than a page takes
    """
    file = io.StringIO(newline="")
    # A cell with a lone carriage return is quoted only where the line ends with one.
    writer, written = csv.writer(file, lineterminator="\r\n"), before
    for row in rows:
        written += int(writer.writerow(row))
        check_text(written)
    return file.getvalue().encode()


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
