"""The specimens of one patient in a cohort are shown as those of a case, and what sets them apart is said."""

import pandas as pd
import pytest

from her2core.cohort.columns import Column
from her2core.cohort.patients import PAIR, Reading, build_case, name_pairs, read_cell
from her2core.status.assessment import assess
from her2core.status.case import FURTHER

ROWS = pd.DataFrame(
    {
        "patient": ["P1", "P1", "P2", "P2", "P3", "P3"],
        "specimen": ["gastric biopsy", "liver biopsy after trastuzumab", "活检", "手术标本", "B12-1", "B12-2"],
        "date": ["05.03.2024", "2026年1月", "2024", "2025", "2024", "2025"],
        "ihc": ["3+", "1+", "2+", "0", "3+", "0"],
        "ratio": ["", "", "1.9", "", "", ""],
        "copies": ["", "", "6.4", "", "", ""],
    }
)
COLUMNS = {
    Column.PATIENT: "patient",
    Column.SPECIMEN: "specimen",
    Column.YEAR: "date",
    Column.IHC: "ihc",
    Column.RATIO: "ratio",
    Column.HER2_COPIES: "copies",
}


def of(patient: str) -> pd.DataFrame:
    return ROWS[ROWS["patient"] == patient]


def test_the_rows_of_a_patient_are_the_specimens_of_a_case_and_the_newest_leads() -> None:
    assessment = assess(build_case(of("P1"), Reading(COLUMNS)))
    assert [each.case.date for each in assessment.specimens] == ["2026-01", "2024-03-05"]
    assert assessment.csco.tier == "low" and assessment.differ


def test_each_disagreement_says_what_sets_the_specimens_apart_where_the_cells_say_it() -> None:
    named = name_pairs(ROWS, Reading(COLUMNS)).groupby("patient")[PAIR].first()
    assert named.to_dict() == {
        "P1": "primary and metastasis; before and after trastuzumab",
        "P2": "biopsy and resection",
        "P3": "",
    }
    assert set(name_pairs(ROWS, Reading(COLUMNS), ["P2"])["patient"]) == {"P2"}


def test_counts_are_read_by_the_rules_that_the_cohort_was_read_by() -> None:
    rows = of("P2").assign(copies=["6.4", ""], ratio=["1.9", ""]).assign(nuclei=["40", ""])
    columns = {**COLUMNS, Column.NUCLEI: "nuclei"}
    tiers = [
        {each.csco.tier for each in assess(build_case(rows, Reading(columns, rule))).specimens}
        for rule in ({"recount_zone": "off"}, {"recount_zone": "off", "copy_rule": "ratio or copies"})
    ]
    assert tiers[0] != tiers[1]


def test_what_the_reader_said_of_a_spelling_counts_and_of_many_rows_the_newest_are_shown() -> None:
    rows = pd.DataFrame({"patient": ["P"] * 12, "date": [str(2010 + year) for year in range(12)], "ihc": ["hot"] * 12})
    case = build_case(rows, Reading(COLUMNS, mapped={(Column.IHC, "hot"): "3+"}))
    assert len(case.specimens) == len(FURTHER) + 1
    assert {each.text("ihc") for each in case.specimens} == {"3+"}
    assert min(str(each.date) for each in case.specimens) == "2014"


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("肝转移灶活检", {"specimen": "biopsy", "site": "liver"}),
        ("resection (primary)", {"specimen": "resection", "site": "primary"}),
        ("PRIMARY_TUMOR", {"site": "primary"}),
        ("metastasis", {"site": "other"}),
        ("cytology, ascites", {"specimen": "cell block", "site": "peritoneum"}),
        ("primary and liver", {}),  # of two sites nobody knows which
        ("delivered", {}),
        ("B12-345", {}),
    ],
)
def test_a_cell_is_read_where_its_words_are_known_and_never_guessed(cell: str, read: dict[str, str]) -> None:
    assert read_cell(cell) == read
