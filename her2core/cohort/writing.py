"""A cohort as a file for spreadsheets, in which no cell is run as a formula."""

import io
import re
from collections.abc import Callable, Sequence

import pandas as pd

from her2core.errors import InputError
from her2core.language import Message

SHEET = 1_048_575
"""Rows under the header that a sheet holds."""
_RUN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_HARMLESS = re.compile(r"[+-]+|[+-]?\d+(\.\d+)?")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write UTF-8 with the mark by which spreadsheets know it.

    A cell or a name that a spreadsheet could run (it begins with =, +, -, @, tab or return, after blanks too, or a full-width
    form of them) gets an apostrophe before it (OWASP, CSV injection). Scores ("+", "++", "-") and plain numbers stay.
    """
    return (
        _change_each(frame, quote_formula)
        .to_csv(index=False, lineterminator="\r\n")
        .encode("utf-8-sig", errors="replace")
    )


def to_xlsx(frame: pd.DataFrame, notes: Sequence[str] = ()) -> bytes:
    """Write one sheet, every cell as text, which a spreadsheet never runs. What XML cannot hold is dropped.

    Where there are notes, they stand in a second sheet, one a row.

    Raises
    ------
    InputError
        if there are more rows than a sheet holds
    """
    if len(frame) > SHEET:
        raise InputError("rows", f"{len(frame):,}", Message("at most {most} rows in a sheet", most=f"{SHEET:,}"))
    import xlsxwriter

    file = io.BytesIO()
    plain = _change_each(frame, lambda text: _NOT_XML.sub("", text))
    with xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet("HER2")
        for place, name in enumerate(plain.columns):
            sheet.write_string(0, place, name)
        for number, row in enumerate(plain.fillna("").itertuples(index=False), start=1):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell)
        if notes:
            about = book.add_worksheet("Notes")
            for number, note in enumerate(notes):
                about.write_string(number, 0, _NOT_XML.sub("", note))
    return file.getvalue()


def quote_formula(text: str) -> str:
    """Return the text with an apostrophe before it, where a spreadsheet could run it."""
    return "'" + text if _RUN.match(text) and not _HARMLESS.fullmatch(text) else text


def _change_each(frame: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """Every cell and every name as text, changed; each different value of a column once."""
    columns = []
    for place in range(frame.shape[1]):
        codes, values = pd.factorize(frame.iloc[:, place])
        texts = (str(value).encode(errors="replace").decode() for value in values)  # half a surrogate pair is no text
        changed = pd.Series([*(change(text) for text in texts), None], dtype="str").array
        columns.append(pd.Series(changed[codes], name=change(str(frame.columns[place]))))
    return pd.concat(columns, axis=1) if columns else frame
