"""A downloaded cohort opens in a spreadsheet as it is, and runs nothing there."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.cohort.files import read_table
from her2core.cohort.writing import to_csv, to_xlsx

DANGEROUS = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", " =1", "\r=1", "＝1+1", "\x7f=1", "\u200b=1"]
HARMLESS = ["2+", "++", "-", "+", "-1.5", "+3", "IHC 2+", "a=b", ""]


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_could_run_is_marked_as_text(text: str) -> None:
    assert cells(to_csv(pd.DataFrame({text: [text]}))) == [["'" + text], ["'" + text]]


@pytest.mark.parametrize("text", HARMLESS)
def test_scores_and_numbers_stay_as_they_are(text: str) -> None:
    assert cells(to_csv(pd.DataFrame({"a": [text], "b": ["x"]})))[1][0] == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=20))
def test_no_cell_of_a_csv_begins_like_a_formula_and_nothing_is_lost(texts: list[str]) -> None:
    result = [row[0] for row in cells(to_csv(pd.DataFrame({"a": texts, "b": "x"})))[1:]]
    for written, text in zip(result, texts, strict=True):
        assert written in (text, "'" + text)
        if re.match(r"\s*[=+\-@]", written):
            assert re.fullmatch(r"[+-]+|[+-]?\d+(\.\d+)?", written)


def test_a_workbook_holds_text_alone_and_comes_back_the_same() -> None:
    frame = pd.DataFrame({"ihc": ["2+", "++", None], "=note": ["=1+1", "a\x00b\x0b", "<b>"]})
    back = read_table(to_xlsx(frame), "a.xlsx")
    assert list(back.columns) == ["ihc", "=note"]
    assert back["=note"].tolist() == ["=1+1", "ab", "<b>"] and back["ihc"].tolist()[:2] == ["2+", "++"]


def test_categories_and_numbers_are_written_too() -> None:
    frame = pd.DataFrame({"tier": pd.Categorical(["low", None]), "n": [1, 2]})
    assert cells(to_csv(frame)) == [["tier", "n"], ["low", "1"], ["", "2"]]


def test_half_a_surrogate_pair_does_not_keep_a_cohort_from_being_written() -> None:
    assert cells(to_csv(pd.DataFrame({"a": pd.Series(["x\ud800"], dtype=object)}))) == [["a"], ["x?"]]
