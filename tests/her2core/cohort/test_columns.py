"""Columns are known by whole names, in English and Chinese; what could be two things is asked for."""

from pathlib import Path

import yaml

from her2core.cohort.columns import Column, ambiguous, recognise
from tests.rows import each_row


@each_row(
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


@each_row(
    "name", ["HER2", "IHC comment", "result", "CK7 IHC", "MMR免疫组化", "", "patient's IHC history", "her2_ihc_percent_positive", "her2_fish_method",
     "HER2 expression", "her2 status", "PD-L1 IHC", "gene", "score"],
)  # fmt: skip
def test_a_name_that_could_mean_something_else_is_not_guessed(name: str) -> None:
    assert recognise([name]) == {}


OTHERS = yaml.load((Path(__file__).parents[2] / "cases" / "cases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)[
    "columns"
]
# Names of TCGA and cBioPortal, of R (dots for blanks), and of Chinese registries.
OTHERS |= {
    "HER2_IHC_SCORE": "ihc", "her2_status_by_ihc": "ihc", "IHC_HER2": "ihc", "HER2.IHC": "ihc", "her2.ihc.score": "ihc",
    "lab_proc_her2_neu_immunohistochemistry_receptor_status": "ihc", "免疫组化HER2": "ihc", "HER-2（免疫组化）": "ihc",
    "HER2蛋白表达": "ihc", "HER2 IHC评分": "ihc", "HER2_SCORE": "ihc",
    "lab_procedure_her2_neu_in_situ_hybrid_outcome_type": "ish", "HER2 FISH检测": "ish", "HER2基因扩增情况": "ish", "FISH结果(HER2)": "ish",
    "her2_cent17_ratio": "ratio", "HER2_FISH_RATIO_VALUE": "ratio", "her2_neu_chromosone_17_signal_ratio_value": "ratio",
    "HER2/CEP17": "ratio", "HER2:CEP17 ratio": "ratio", "HER2 signal ratio": "ratio",
    "HER2_COPY_NUMBER": "her2_copies", "Mean HER2 copies per nucleus": "her2_copies", "HER2信号数": "her2_copies",
    "Average CEP17 signals per cell": "cep17_copies", "CEP17信号数": "cep17_copies",
    "her2_and_cent17_cells_count": "nuclei", "Number of nuclei counted": "nuclei", "患者ID": "patient", "SAMPLE_ID": "specimen",
}  # fmt: skip


@each_row(("name", "role"), OTHERS.items())
def test_a_column_is_recognised_by_the_name_that_others_give_it(name: str, role: str) -> None:
    assert recognise(["x", name]) == {Column(role): name}


def test_two_columns_for_one_thing_are_asked_for() -> None:
    names = ["IHC", "免疫组化", "FISH"]
    assert recognise(names) == {Column.ISH: "FISH"}
    assert ambiguous(names) == {Column.IHC: ("IHC", "免疫组化")}
