"""Columns are known by whole names, in English and Chinese; what could be two things is asked for."""

import pytest

from her2core.cohort.columns import Role, ambiguous, recognise


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("IHC", Role.IHC), ("HER2免疫组化", Role.IHC), ("HER-2 (IHC)", Role.IHC), ("ihc_score", Role.IHC), ("免疫组化", Role.IHC),
        ("FISH", Role.ISH), ("ISH", Role.ISH), ("ＦＩＳＨ结果", Role.ISH), ("荧光原位杂交", Role.ISH), ("HER2 扩增", Role.ISH),
        ("比值", Role.RATIO), ("HER2/CEP17 ratio", Role.RATIO), ("HER2/CEP17比值", Role.RATIO),
        ("HER2拷贝数", Role.HER2_COPIES), ("CEP17 copies", Role.CEP17_COPIES), ("计数细胞数", Role.NUCLEI),
        ("病案号", Role.PATIENT), ("Patient ID", Role.PATIENT), ("标本类型", Role.SPECIMEN), ("检测日期", Role.YEAR), ("医院", Role.SITE),
    ],
)  # fmt: skip
def test_a_column_is_recognised_by_its_name(name: str, role: Role) -> None:
    assert recognise(["x", name]) == {role: name}


@pytest.mark.parametrize(
    "name", ["HER2", "IHC comment", "result", "CK7 IHC", "MMR免疫组化", "", "patient's IHC history"]
)
def test_a_name_that_could_mean_something_else_is_not_guessed(name: str) -> None:
    assert recognise([name]) == {}


def test_two_columns_for_one_thing_are_asked_for() -> None:
    names = ["IHC", "免疫组化", "FISH"]
    assert recognise(names) == {Role.ISH: "FISH"}
    assert ambiguous(names) == {Role.IHC: ("IHC", "免疫组化")}
