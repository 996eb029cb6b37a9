"""Columns are known by whole names, in English and Chinese; what could be two things is asked for."""

import pytest

from her2core.cohort.columns import Column, ambiguous, recognise


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("IHC", Column.IHC), ("HER2免疫组化", Column.IHC), ("HER-2 (IHC)", Column.IHC), ("ihc_score", Column.IHC), ("免疫组化", Column.IHC),
        ("FISH", Column.ISH), ("ISH", Column.ISH), ("ＦＩＳＨ结果", Column.ISH), ("荧光原位杂交", Column.ISH), ("HER2 扩增", Column.ISH),
        ("比值", Column.RATIO), ("HER2/CEP17 ratio", Column.RATIO), ("HER2/CEP17比值", Column.RATIO),
        ("HER2拷贝数", Column.HER2_COPIES), ("CEP17 copies", Column.CEP17_COPIES), ("计数细胞数", Column.NUCLEI),
        ("病案号", Column.PATIENT), ("Patient ID", Column.PATIENT), ("标本类型", Column.SPECIMEN), ("检测日期", Column.YEAR), ("医院", Column.SITE),
    ],
)  # fmt: skip
def test_a_column_is_recognised_by_its_name(name: str, role: Column) -> None:
    assert recognise(["x", name]) == {role: name}


@pytest.mark.parametrize(
    "name", ["HER2", "IHC comment", "result", "CK7 IHC", "MMR免疫组化", "", "patient's IHC history"]
)
def test_a_name_that_could_mean_something_else_is_not_guessed(name: str) -> None:
    assert recognise([name]) == {}


def test_two_columns_for_one_thing_are_asked_for() -> None:
    names = ["IHC", "免疫组化", "FISH"]
    assert recognise(names) == {Column.ISH: "FISH"}
    assert ambiguous(names) == {Column.IHC: ("IHC", "免疫组化")}
