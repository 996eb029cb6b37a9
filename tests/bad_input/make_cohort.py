"""Makes the hostile files of tests/bad_input/cohort/ anew: python tests/bad_input/make_cohort.py"""

import io
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).with_name("cohort")
ROWS = "病案号,免疫组化,FISH\n1,2+,扩增\n2,1+,\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def files() -> dict[str, bytes]:
    """Name -> content."""
    parquet = io.BytesIO()
    pd.DataFrame({"ihc": ["2+"] * 50, "ish": ["FISH-"] * 50}).to_parquet(parquet)
    return {
        "gb18030.csv": ROWS.encode("gb18030"),
        "utf16.csv": ROWS.encode("utf-16"),
        "bom.csv": ROWS.encode("utf-8-sig"),
        "latin1.csv": "médecin,ihc,ish\nDr Noël é,2+,FISH-\nDr Zoë,3+,\n".encode("latin-1"),
        "semicolon.csv": b"patient;ihc;ish\nA, B;2+;FISH-\n",
        "quoted_newlines.csv": b'note,ihc,ish\n"two\nlines, one cell",2+,FISH-\nplain,3+,\n',
        "one_column.csv": b"ihc\n2+\n\n3+\n",
        "blank_line.csv": b"ihc,ish\n2+,-\n\n,\n3+,\n",
        "formulas.csv": b'note,ihc,ish\n"=1+1",2+,FISH-\n"@SUM(A1)",++,+\n"+cmd|\' /C calc\'!A0",-,-\n',
        "short_row.csv": b"ihc,ish\n2+\n3+,-\n",
        "empty.csv": b"",
        "header_only.csv": b"ihc,ish\n",
        "blank_header.csv": b",,\n2+,FISH-,x\n",
        "duplicate_names.csv": b"ihc,ihc,ish\n2+,1+,-\n",
        "nul_bytes.csv": b"ihc,ish\n2+,\x00\n",
        "ragged.csv": b"ihc,ish\n2+,-\n3+,-,more,and more\n",
        "open_quote.csv": b'ihc,ish\n"2+,FISH-\n3+,\n',
        "rows_in_a_quote.csv": b'ihc,note\n2+,"x\n3+,y\n0,z\n',
        "twins_in_quotes.csv": b'ihc,note\n2+,"x\n3+,"y\n0,z\n',
        "renamed_picture.csv": PICTURE,
        "renamed_picture.xlsx": PICTURE,
        "renamed_picture.parquet": PICTURE,
        "broken.xlsx": b"PK\x03\x04" + bytes(200),
        "truncated.parquet": parquet.getvalue()[:-40],
        "old_workbook.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
