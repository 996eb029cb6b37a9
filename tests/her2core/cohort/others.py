"""Archives as others keep them, made here: the kinds of tests/cases/, in more forms."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
HEADER = ["patient", "HER2 IHC", "FISH"]
TWO = [["P1", "2+", "FISH-"], ["P2", "3+", ""]]
ANSWERS = {"P1": "intermediate", "P2": "high"}


def book(
    *sheets: tuple[str, Rows], change: Callable[[Any, dict[str, Any]], object] | None = None, **options: Any
) -> bytes:
    """Make a workbook of sheets; `change` is told the book and its sheets by their names."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as made:
        by_name = {}
        for name, rows in sheets:
            by_name[name] = sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if change:
            change(made, by_name)
    return file.getvalue()


def text(rows: Rows, mark: str = ",", end: str = "\n") -> str:
    return end.join(mark.join(row) for row in rows) + end


def hide(name: str, how: str = "hide") -> Callable[[Any, dict[str, Any]], object]:
    return lambda _book, sheets: getattr(sheets[name], how)()


def merge(*ranges: tuple[int, int, int, int, str]) -> Callable[[Any, dict[str, Any]], object]:
    def change(_book: Any, sheets: dict[str, Any]) -> None:
        for first, left, last, right, value in ranges:
            next(iter(sheets.values())).merge_range(first, left, last, right, value)

    return change


def write_formula(value: Any) -> Callable[[Any, dict[str, Any]], object]:
    return lambda _book, sheets: sheets["data"].write_formula("B2", '="3"&"+"', None, value)


BASE = text([HEADER, *TWO])
TITLES = [["HER2-Register 2024", "", ""], ["exported 2025-01-02", "", ""], ["", "", ""]]
TRUE = {
    # name: (content, answers by patient, what is said of what was done, None where nothing is)
    "csv": (BASE.encode(), ANSWERS, None),
    "tsv": (text([HEADER, *TWO], "\t").encode(), ANSWERS, "cells separated by tab"),
    "bar": (text([HEADER, *TWO], "|").encode(), ANSWERS, "cells separated by vertical bar"),
    "old Mac": (text([HEADER, *TWO], end="\r").encode(), ANSWERS, None),
    "Windows": (text([HEADER, *TWO], end="\r\n").encode(), ANSWERS, None),
    "no last line end": (BASE.rstrip().encode(), ANSWERS, None),
    "blank lines at the end": ((BASE + "\n \n\r\n").encode(), ANSWERS, None),
    "UTF-8 with a mark": (BASE.encode("utf-8-sig"), ANSWERS, None),
    "UTF-16": (BASE.encode("utf-16"), ANSWERS, "read as UTF-16"),
    "UTF-16 without a mark": (BASE.encode("utf-16-le"), ANSWERS, "read as UTF-16-LE"),
    "GB18030": ("患者,免疫组化结果,FISH结果\nP1,阴性（1+）,未做\nP2,阳性(3+),扩增\n".encode("gb18030"), {"P1": "low", "P2": "high"}, "read as GB18030"),
    "Latin-1": ("Patient;HER2 IHC;FISH;médecin\nP1;2+;négatif;Noël\nP2;3+;;Zoé\n".encode("latin-1"), ANSWERS, "read as WINDOWS-1252"),
    "Latin-1 that GB18030 would take": ("patient,HER2 IHC,FISH,médecin\nP1,2+,négative,Gérard\nP2,3+,,Béatrice\n".encode("latin-1"), ANSWERS, "read as WINDOWS-1252"),
    "decimal comma": (b"patient;HER2 IHC;HER2 copies;CEP17 copies;nuclei\nP1;2+;3,1;2,0;40\nP2;2+;8,4;2,1;40\n", ANSWERS, "decimal comma"),
    "decimal comma, in a ratio": (b"patient;HER2 IHC;HER2/CEP17;nuclei\nP1;2+;1,25;40\nP2;2+;3,142;40\n", ANSWERS, "decimal comma"),
    "decimal comma, between tabs": (b"patient\tHER2 IHC\tratio\nP1\t2+\t1,1\nP2\t2+\t4,25\n", ANSWERS, "decimal comma"),
    "sep": (b"sep=;\r\npatient;HER2 IHC;FISH\r\nP1;2+;FISH-\r\nP2;3+;\r\n", ANSWERS, "sep="),
    "sep with a tab": (b"SEP=\t\npatient\tHER2 IHC\tFISH\nP1\t2+\tFISH-\nP2\t3+\t\n", ANSWERS, "sep="),
    "sep in quotes": (b'"sep=|"\npatient|HER2 IHC|FISH\nP1|2+|FISH-\nP2|3+|\n', ANSWERS, "sep="),
    "comments": (b"# exported by registry\n# 2 rows\n" + BASE.encode(), ANSWERS, "2 lines of comment"),
    "names in a comment": (b"#version 2\n#patient\tHER2 IHC\tFISH\nP1\t2+\tFISH-\nP2\t3+\t\n", ANSWERS, "lines of comment"),
    "cBioPortal": (b"#Patient\tHER2 IHC\tHER2 FISH\n#a\tb\tc\n#STRING\tSTRING\tSTRING\n#1\t1\t1\nPATIENT_ID\tIHC_HER2\tHER2_FISH_STATUS\nP1\t2+\tNegative\nP2\t3+\t[Not Available]\n", ANSWERS, "4 lines of comment"),
    "titles": (text([*TITLES, HEADER, *TWO]).encode(), ANSWERS, "names of the columns found in line 4"),
    "a title of one cell": (("HER2 register\n\n" + BASE).encode(), ANSWERS, "found in line 3"),
    "two lines of names": (b",HER2,,FISH\nPatient,IHC,block,result\nP1,2+,A,FISH-\nP2,3+,B,\n", ANSWERS, "two lines of names were joined"),
    "names in two languages": ("患者,免疫组化,FISH\npatient,HER2 IHC,FISH result\nP1,2+,FISH-\nP2,3+,\n".encode(), ANSWERS, "names the columns once more"),
    "R's names of rows": (text([HEADER, *([str(n), *row] for n, row in enumerate([["P1", "2+", "FISH-"], ["P2", "3+", "NA"]]))], "\t").encode(), ANSWERS, "names of rows"),
    "R's csv": (b'"","patient","HER2.IHC","FISH"\n"1","P1","2+","FISH-"\n"2","P2","3+",NA\n', ANSWERS, None),
    "empty cells at the end": (b"patient,HER2 IHC,FISH,,\nP1,2+,FISH-,,\nP2,3+,,,\n,,,,\n", ANSWERS, None),
    "longer rows": (b"patient,HER2 IHC,FISH\nP1,2+,FISH-\nP2,3+,,,,\n", ANSWERS, "1 rows end in empty cells"),
    "all rows longer": (b"patient,HER2 IHC,FISH\nP1,2+,FISH-,\nP2,3+,,\n", ANSWERS, None),
    "tabs taken from the end": (b"patient\tHER2 IHC\tFISH\nP1\t2+\tFISH-\nP2\t3+\n", ANSWERS, "1 rows are shorter"),
    "scores as floats": (b"patient,HER2 IHC,FISH\nP1,2.0,-\nP2,3.0,\n", ANSWERS, None),
    "guards": (b"patient,HER2 IHC,FISH\n=\"P1\",\"'++\",'-\nP2,\"=\"\"3+\"\"\",\n", {'="P1"': "intermediate", "P2": "high"}, None),
    "TCGA": (b"bcr_patient_barcode\ther2_immunohistochemistry_level_result\ther2_fish_status\nP1\t2+\tNegative\nP2\t3+\t[Not Evaluated]\nP3\t[Not Available]\t[Not Available]\n", {**ANSWERS, "P3": "undetermined"}, "tab"),
    "a ratio where the result was to stand": ("patient,IHC,FISH\nP1,2+,比值1.3\nP2,2+,3.2\nP3,2+,ratio=2.1\n".encode(), {**ANSWERS, "P3": "undetermined"}, None),
    "an unreadable ISH": (b"patient,IHC,FISH\nP1,2+,FISH-\nP2,3+,see report\nP3,1+,?\nP4,2+,see report\n", {**ANSWERS, "P3": "low", "P4": "not read"}, None),
    "totals": (b"patient,IHC,HER2 signals,CEP17 signals,nuclei\nP1,2+,52,40,20\nP2,2+,410,41,20\nP3,2+,52,40,\n", {**ANSWERS, "P3": "not read"}, None),
    "workbook": (book(("data", [HEADER, *TWO])), ANSWERS, None),
    "hidden sheet": (book(("lists", [HEADER, ["X", "3+", ""]]), ("data", [HEADER, *TWO]), change=lambda b, s: (s["data"].activate(), s["data"].set_first_sheet(), s["lists"].hide())), ANSWERS, "sheet lists is hidden"),
    "very hidden sheet": (book(("data", [HEADER, *TWO]), ("x", [HEADER, ["X", "3+", ""]]), change=hide("x", "very_hidden")), ANSWERS, "sheet x is hidden"),
    "a sheet that is no cohort": (book(("Codebook", [["code", "meaning"], ["1", "biopsy"]]), ("data", [HEADER, *TWO])), ANSWERS, "sheet Codebook has no column for IHC"),
    "a sheet a year": (book(("2023", [HEADER, TWO[0]]), ("2024", [HEADER, TWO[1]])), ANSWERS, "sheets 2023, 2024 read together"),
    "sheets whose columns are in another order": (book(("A", [HEADER, TWO[0]]), ("B", [["HER2 IHC", "FISH", "patient"], ["3+", "", "P2"]])), ANSWERS, "read together"),
    "a title in a workbook": (book(("data", [*TITLES, HEADER, *TWO])), ANSWERS, "found in line 4"),
    "two lines of names in a workbook": (book(("data", [["patient", "HER2", "", "FISH"], ["", "IHC", "block", "result"], ["P1", "2+", "A", "FISH-"], ["P2", "3+", "B", ""]]), change=merge((0, 1, 0, 2, "HER2"))), ANSWERS, "two lines of names"),
    "merged cells": (book(("data", [["patient", "block", "HER2 IHC", "FISH"], ["", "A1", "", "FISH-"], ["", "A2", "", "FISH-"], ["P2", "A1", "3+", ""]]), change=merge((1, 0, 2, 0, "P1"), (1, 2, 2, 2, "2+"))), ANSWERS, "merged cells"),
    "scores as numbers": (book(("data", [["patient", "HER2 IHC", "FISH"], ["P1", 2, "-"], ["P2", 3.0, ""]])), ANSWERS, None),
    "a formula without a value": (book(("data", [HEADER, ["P1", "", ""], ["P2", "3+", ""]]), change=write_formula(0)), {"P1": "not read", "P2": "high"}, "1 formulas have no calculated value"),
    "a formula with an empty value": (book(("data", [HEADER, ["P1", "", ""], ["P2", "3+", ""]]), change=write_formula("")), {"P1": "not read", "P2": "high"}, "1 formulas have no calculated value"),
    "a formula with its value": (book(("data", [HEADER, ["P1", "", ""], ["P2", "3+", ""]]), change=write_formula("3+")), {"P1": "high", "P2": "high"}, None),
}  # fmt: skip
REFUSED = {
    "sheets of different forms": (book(("A", [HEADER, *TWO]), ("B", [["id", "IHC"], ["X", "1+"]])), "of different forms"),
    "only hidden sheets": (book(("A", []), ("B", [HEADER, *TWO]), change=hide("B")), "hidden: B"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "a cell beyond the names": (b"patient,IHC\nP1,2+\nP2,3+,x\n", "Line 3 has 3 cells"),
    "a missing cell between commas": (b"patient,IHC,FISH\nP1,2+\n", "Line 2 has 2 cells"),
}  # fmt: skip
