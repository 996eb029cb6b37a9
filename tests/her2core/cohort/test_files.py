"""A file gives the right rows or a plain reason, whatever it is; none takes the server down."""

import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.cohort.files import read_table
from her2core.cohort.limits import COLUMNS, LARGEST, TEXT, FileError
from her2core.cohort.sample import SAMPLE, sample
from her2core.language import Message

FOLDER = Path(__file__).parents[2] / "bad_input" / "cohort"
RIGHT = {
    "gb18030.csv": {"病案号": ["1", "2"], "免疫组化": ["2+", "1+"], "FISH": ["扩增", None]},
    "utf16.csv": {"病案号": ["1", "2"], "免疫组化": ["2+", "1+"], "FISH": ["扩增", None]},
    "bom.csv": {"病案号": ["1", "2"], "免疫组化": ["2+", "1+"], "FISH": ["扩增", None]},
    "latin1.csv": {"médecin": ["Dr Noël é", "Dr Zoë"], "ihc": ["2+", "3+"], "ish": ["FISH-", None]},
    "semicolon.csv": {"patient": ["A, B"], "ihc": ["2+"], "ish": ["FISH-"]},
    "quoted_newlines.csv": {"note": ["two\nlines, one cell", "plain"], "ihc": ["2+", "3+"], "ish": ["FISH-", None]},
    "one_column.csv": {"ihc": ["2+", "3+"]},
    "blank_line.csv": {"ihc": ["2+", "3+"], "ish": ["-", None]},
    "formulas.csv": {
        "note": ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0"],
        "ihc": ["2+", "++", "-"],
        "ish": ["FISH-", "+", "-"],
    },
}
SAID = {
    "empty.csv": "empty",
    "header_only.csv": "no row",
    "blank_header.csv": "first line",
    "duplicate_names.csv": "same name: ihc",
    "nul_bytes.csv": "NUL",
    "ragged.csv": "Line 3 has 4 cells, the header 2",
    "short_row.csv": "Line 2 has 1 cells, the header 2",
    "open_quote.csv": "quotation mark",
    "rows_in_a_quote.csv": "quotation mark does not pair",
    "twins_in_quotes.csv": "quotation mark does not pair",
    "renamed_picture.csv": "PNG",
    "renamed_picture.xlsx": "PNG",
    "renamed_picture.parquet": "PNG",
    "broken.xlsx": "damaged",
    "truncated.parquet": "damaged or cut off",
    "old_workbook.xlsx": "XLS file",
}


def rows(frame: pd.DataFrame) -> dict[str, list[str | None]]:
    return {str(name): [None if pd.isna(cell) else cell for cell in frame[name]] for name in frame.columns}


def test_every_hostile_file_has_its_test() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*RIGHT, *SAID}


@pytest.mark.parametrize("name", RIGHT)
def test_a_file_of_an_uncommon_form_is_read_right(name: str) -> None:
    assert rows(read_table((FOLDER / name).read_bytes(), name)) == RIGHT[name]


@pytest.mark.parametrize("name", SAID)
def test_a_file_that_cannot_be_read_says_why(name: str) -> None:
    with pytest.raises(FileError) as fault:
        read_table((FOLDER / name).read_bytes(), name)
    assert SAID[name] in str(fault.value)


def test_ten_thousand_columns_are_refused() -> None:
    names = ",".join(f"c{n}" for n in range(10_000))
    with pytest.raises(FileError, match=rf"10000 columns; at most {COLUMNS}"):
        read_table(f"{names}\n1\n".encode(), "wide.csv")


def test_a_file_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(FileError, match="300 MB"):
        read_table(bytes(300 << 20), "huge.csv")
    assert LARGEST < 300 << 20


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(300 << 20))
    assert len(bomb.getvalue()) < 1 << 20
    with pytest.raises(FileError, match="unpacks to 300 MB"):
        read_table(bomb.getvalue(), "bomb.xlsx")


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_workbook_and_parquet_give_text_as_it_stands(form: str) -> None:
    frame = pd.DataFrame({"ihc": ["2+", None, "0"], "score": [2.0, None, 3.0], "ratio": [1.99, 2.0, None]})
    file = io.BytesIO()
    if form == "xlsx":
        frame.to_excel(file, index=False, engine="xlsxwriter")
    else:
        frame.to_parquet(file)
    assert rows(read_table(file.getvalue(), f"a.{form}")) == {
        "ihc": ["2+", None, "0"],
        "score": ["2", None, "3"],
        "ratio": ["1.99", "2", None],
    }


def test_nothing_is_taken_for_a_number_or_for_missing_that_is_written_in_a_text_file() -> None:
    result = read_table(b"id,ihc,ish\n007,NA,null\n1e3,01,\n", "a.csv")
    assert rows(result) == {"id": ["007", "1e3"], "ihc": ["NA", "01"], "ish": ["null", None]}


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_reason(content: bytes) -> None:
    try:
        result = read_table(content, "any.csv")
    except FileError as fault:
        assert str(fault)
    else:
        assert len(result) >= 1


@given(st.text(max_size=200))
def test_any_text_gives_a_table_or_a_reason(content: str) -> None:
    try:
        read_table(content.encode("utf-8", errors="replace"), "any.csv")
    except FileError as fault:
        assert str(fault)


def test_the_sample_holds_what_laboratories_write_and_some_of_it_cannot_be_read() -> None:
    assert len(read_table(sample(), SAMPLE)) == 240


def test_the_first_sheet_with_content_is_read() -> None:
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="xlsxwriter") as book:
        pd.DataFrame().to_excel(book, sheet_name="cover", index=False)
        pd.DataFrame({"ihc": ["2+"], "": ["x"]}).to_excel(book, sheet_name="data", index=False)
    assert rows(read_table(file.getvalue(), "a.xlsx")) == {"ihc": ["2+"], "column 2": ["x"]}


def test_a_table_below_and_beside_the_first_cell_is_found_and_its_names_may_hold_separators() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 1, ["ihc; score; of 3", "date"])
        sheet.write(3, 1, "2+")
        sheet.write_datetime(3, 2, datetime(2024, 5, 6), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert rows(read_table(file.getvalue(), "low.xlsx")) == {"ihc; score; of 3": ["2+"], "date": ["2024-05-06"]}


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (lambda: pa.table(dict.fromkeys(map(str, range(201)), pa.nulls(1_000_000, pa.string()))), "200,000,000 cells"),
        (
            lambda: pa.table({"ihc": pa.DictionaryArray.from_arrays(pa.array([0] * 20_000), ["x" * 100_000])}),
            "more than 200 MB",
        ),
    ],
    ids=["cells", "texts"],
)
def test_a_small_parquet_file_that_fills_the_memory_is_not_opened(table: Callable[[], pa.Table], reason: str) -> None:
    file = io.BytesIO()
    pq.write_table(table(), file, compression="zstd", store_schema=False)
    assert len(file.getvalue()) < 1 << 20
    with pytest.raises(FileError, match=reason):
        read_table(file.getvalue(), "bomb.parquet")


def pack(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd", store_schema=False)
    return file.getvalue()


def far_apart() -> bytes:
    """A workbook whose two cells stand as far apart as cells can."""
    file, far = io.BytesIO(), io.BytesIO()
    pd.DataFrame({"ihc": ["2+"]}).to_excel(file, index=False, engine="xlsxwriter")
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(far, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            made.writestr(name, content)
    return far.getvalue()


def highest_memory() -> int:
    """Return the most bytes that this process has held since this was last reset."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) << 10


SMALL_BUT_LARGE = {
    "one long text in every row": lambda: pack(
        pa.table({"ihc": pa.DictionaryArray.from_arrays(pa.array([0] * 20_000), pa.array([b"x" * 100_000]))})
    ),
    "the longest table of numbers": lambda: pack(pa.table({f"c{n}": pa.array(np.zeros(2_000_000)) for n in range(60)})),
    "two cells of a workbook": far_apart,
}


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell how much memory was held")
@pytest.mark.parametrize("kind", SMALL_BUT_LARGE)
def test_a_small_file_that_becomes_large_takes_little_of_the_servers_memory(kind: str) -> None:
    content = SMALL_BUT_LARGE[kind]()
    assert len(content) < 1 << 20
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = highest_memory()
    with pytest.raises(FileError, match=r"memory|more than 200 MB"):
        read_table(content, "small")
    assert highest_memory() - before < 3 * TEXT, "what came back, and its copy"


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_room_is_asked_for_what_a_packed_file_becomes_before_it_is_opened(form: str) -> None:
    frame, file = pd.DataFrame({"ihc": ["2+"] * 20_000}), io.BytesIO()
    frame.to_excel(file, index=False, engine="xlsxwriter") if form == "xlsx" else frame.to_parquet(file)
    asked: list[int] = []

    def refuse(size: int) -> None:
        asked.append(size)
        raise FileError(Message("This server has no room for it now."))

    with pytest.raises(FileError, match="no room"):
        read_table(file.getvalue(), "a", take_room=refuse)
    assert asked[0] >= len("2+\n") * 20_000


@settings(max_examples=20)  # each is a process of its own
@given(st.randoms(use_true_random=False))
def test_a_damaged_parquet_file_gives_a_table_or_a_reason(chance: random.Random) -> None:
    file = io.BytesIO()
    pd.DataFrame({"ihc": ["2+", "++", None], "n": [1.5, 2.0, 3.0]}).to_parquet(file)
    content = bytearray(file.getvalue())
    for _byte in range(chance.randint(1, 6)):
        content[chance.randrange(4, len(content))] = chance.randrange(256)
    try:
        read_table(bytes(content), "damaged.parquet")
    except FileError as fault:
        assert str(fault)


def test_a_blank_line_still_counts_in_the_number_of_the_rows_after_it() -> None:
    assert list(read_table((FOLDER / "blank_line.csv").read_bytes(), "a.csv").index + 2) == [2, 5]
