"""A centre reads off its archive who has a tier now, who needs a test, and whose specimens disagree."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.cohort.answers import (
    GROUPS,
    count_newly_tiered,
    distribution,
    distribution_by,
    find_disagreeing,
    list_tiers_below_positive,
    lists,
    reclassify,
    work_list,
    years,
)
from her2core.cohort.frame import classify_frame

WRITTEN = ["0", "1+", "2+", "(++)", "3+", "阳性(3+)", "阴性", "see report", "", None]
RESULTS = ["FISH+", "FISH-", "临界", "失败", "未做", "?", "", None]
ARCHIVE = classify_frame(
    pd.DataFrame(
        [
            ("p1", "A", "2024-01-02", "2+", "FISH-"),
            ("p1", "A", "2024-03-02", "阳性(3+)", None),
            ("p2", "B", "2023-05-01", "++", None),
            ("p3", "B", "2023-06-01", "(1+)", None),
            ("p4", "B", "2022-06-01", "阴性", None),
            ("p5", "A", "2022-06-01", None, "FISH+"),
            ("p6", "A", "2022-07-01", "2+", "临界"),
            ("p7", "A", "2022-07-01", "0", "FISH+"),
            ("p8", "C", "2021-07-01", "0", None),
        ],
        columns=["patient", "site", "date", "ihc", "ish"],
    )
)


def cohort(**columns: list[object]) -> pd.DataFrame:
    """A classified cohort of these columns; IHC 0 where none is given."""
    length = len(next(iter(columns.values())))
    return classify_frame(pd.DataFrame({"ihc": ["0"] * length, "ish": [None] * length, **columns}))


@given(st.lists(st.tuples(st.sampled_from(WRITTEN), st.sampled_from(RESULTS))))
def test_every_row_is_counted_once_whatever_stands_in_it(rows: list[tuple[str | None, str | None]]) -> None:
    result = classify_frame(pd.DataFrame(rows, columns=["ihc", "ish"], dtype="str"))
    counts = distribution(result)
    assert list(counts["group"]) == list(GROUPS)
    assert counts["n"].sum() == len(rows)
    not_read = int(counts["n"].iloc[-1])
    assert reclassify(result)["n"].sum() == len(rows) - not_read
    assert distribution_by(result, "ihc")["n"].sum() == len(rows)
    if len(rows) > not_read:
        assert counts["percent"].sum() == pytest.approx(100)


def test_the_percentages_are_of_the_rows_that_could_be_read() -> None:
    counts = distribution(ARCHIVE).set_index("group")
    assert counts["n"].to_dict() == {
        "high": 1, "intermediate": 1, "low": 1, "none": 2, "undetermined": 3, "not read": 1
    }  # fmt: skip
    assert counts.loc["none", "percent"] == 100 * 2 / 8
    assert pd.isna(counts.loc["not read", "percent"])


def test_the_binary_classes_become_tiers_in_the_order_of_both() -> None:
    assert reclassify(ARCHIVE).to_dict("split")["data"] == [
        ["positive", "high", 1],
        ["negative", "intermediate", 1],
        ["negative", "low", 1],
        ["negative", "none", 2],
        ["equivocal", "undetermined", 2],
        ["not assignable", "undetermined", 1],
    ]


def test_a_negative_patient_who_is_low_or_intermediate_is_one_whom_trials_of_adcs_enrolled() -> None:
    assert count_newly_tiered(ARCHIVE) == 2
    assert list(list_tiers_below_positive()) == ["intermediate", "low"]
    assert count_newly_tiered(cohort(ihc=["3+", "0", "2+"])) == 0


def test_the_work_list_begins_with_reflex_ish_and_ends_with_what_is_only_discordant() -> None:
    result = work_list(ARCHIVE)
    assert result[["row", "needs"]].values.tolist() == [
        [4, "needs reflex ISH"], [8, "re-test"], [7, "needs IHC"], [9, "discordant"]
    ]  # fmt: skip
    assert list(result["patient"]) == ["p2", "p6", "p5", "p7"]
    assert list(result.columns[:2]) == ["row", "needs"]


def test_a_row_that_could_not_be_read_and_one_that_is_final_are_not_on_the_work_list() -> None:
    assert not set(work_list(ARCHIVE)["patient"]) & {"p1", "p3", "p4", "p8"}


def test_a_row_that_needs_a_test_and_is_flagged_says_both() -> None:
    result = ARCHIVE.assign(her2_flags=["discordant"] * len(ARCHIVE))
    assert work_list(result)["needs"].iloc[0] == "needs reflex ISH; discordant"


def test_the_row_number_counts_the_blank_rows_that_were_left_out() -> None:
    result = ARCHIVE.set_axis([3 * n for n in range(len(ARCHIVE))])
    assert list(work_list(result)["row"]) == [3 * (n - 2) + 2 for n in (4, 8, 7, 9)]
    assert list(find_disagreeing(result, "patient")["row"]) == [2, 5]


def test_a_file_with_columns_called_row_and_needs_keeps_them() -> None:
    result = work_list(ARCHIVE.assign(row="its own", needs="its own"))
    assert list(result.columns[:2]) == ["row_", "needs_"]
    assert set(result["row"]) == set(result["needs"]) == {"its own"}
    same = find_disagreeing(ARCHIVE.rename(columns={"patient": "row"}), "row")
    assert list(same["row"]) == ["p1", "p1"] and list(same["row_"]) == [2, 3]


def test_tiers_by_site_come_with_the_largest_site_first_and_percent_within_the_site() -> None:
    result = distribution_by(ARCHIVE, "site")
    assert list(dict.fromkeys(result["value"])) == ["A", "B", "C"]
    of_b = result[result["value"] == "B"].set_index("group")
    assert list(of_b.index) == list(GROUPS)
    assert of_b["n"].to_dict() == {
        "high": 0, "intermediate": 0, "low": 1, "none": 0, "undetermined": 1, "not read": 1
    }  # fmt: skip
    assert of_b.loc["low", "percent"] == 50


def values(column: list[object], most: int = 20) -> list[str]:
    return list(dict.fromkeys(distribution_by(cohort(column=column), "column", most)["value"]))


def test_years_dates_and_numbers_come_in_their_own_order() -> None:
    assert values([2024, 2022, 2022, None, 2024, 2024, 2023]) == ["2022", "2023", "2024", "not stated"]
    assert values(["10", "9", "10", "-1"]) == ["-1", "9", "10"]
    assert values(["2024/10/1", "2024/10/1", "2024/9/30", "2023年12月"]) == ["2023年12月", "2024/9/30", "2024/10/1"]
    assert values(["10", "9", "10", "x"]) == ["10", "9", "x"]


def test_values_beyond_the_most_frequent_stand_together_and_those_without_one_last() -> None:
    column = ["a"] * 4 + ["b"] * 3 + ["c"] * 2 + ["d", "", None, " "]
    assert values(column, most=2) == ["a", "b", "other", "not stated"]
    result = distribution_by(cohort(column=column), "column", most=2).groupby("value")["n"].sum()
    assert result.to_dict() == {"a": 4, "b": 3, "other": 3, "not stated": 3}


def test_a_value_that_the_file_calls_other_or_not_stated_is_counted_with_ours() -> None:
    result = distribution_by(cohort(column=["other", "other", "a", "b", "b", "not stated", None]), "column", most=1)
    assert result.groupby("value", sort=False)["n"].sum().to_dict() == {"b": 2, "other": 3, "not stated": 2}


def test_blanks_around_a_value_do_not_make_another_value() -> None:
    assert values(["A", "A ", " A"]) == ["A"]


def test_dates_are_read_as_years_as_laboratories_write_them() -> None:
    written = [
        "2024",
        "2024-03-05",
        "2024/3/5",
        "2024年3月",
        "2024年3月5日",
        "20240305",
        "2024-03-05 10:22",
        "2024.3.5",
    ]
    assert set(years(pd.Series(written))) == {2024}
    assert years(pd.Series(["2024-03-05", None, "2023"])).tolist() == [2024, pd.NA, 2023]
    assert set(years(pd.Series(pd.to_datetime(["2024-03-05", "2024-01-01"])))) == {2024}


@pytest.mark.parametrize(
    "column",
    [
        ["1989-01-01"],
        ["2101"],
        ["20241399"],
        ["2024-13-01"],
        ["S0001", "S0002"],
        ["65", "71"],
        ["2024", "A", "B"],
        [None],
        [],
    ],
)
def test_a_column_of_something_else_has_no_years(column: list[str | None]) -> None:
    result = years(pd.Series(column, dtype="str"))
    assert len(result) == len(column) and result.isna().all()


def test_one_entry_in_ten_may_be_no_date_and_is_missing() -> None:
    days = [f"2024-03-{day:02}" for day in range(1, 10)]
    assert years(pd.Series([*days, "unknown"])).isna().sum() == 1
    assert years(pd.Series([*days, "unknown", "?"])).isna().all()


def test_specimens_of_one_patient_that_disagree_are_shown_side_by_side_and_never_averaged() -> None:
    result = find_disagreeing(ARCHIVE, "patient", "date", beside=["ihc", "ish"])
    assert list(result.columns) == ["row", "patient", "date", "ihc", "ish", "her2_tier", "her2_binary"]
    assert result[["row", "ihc", "her2_tier"]].values.tolist() == [[2, "2+", "intermediate"], [3, "阳性(3+)", "high"]]


def test_all_the_columns_of_the_file_stand_beside_where_none_are_asked_for() -> None:
    result = find_disagreeing(ARCHIVE, "patient", "date")
    assert list(result.columns) == ["row", "patient", "date", "site", "ihc", "ish", "her2_tier", "her2_binary"]


def test_undetermined_differs_from_a_tier_but_not_from_undetermined() -> None:
    rows = cohort(patient=["a", "a", "b", "b", "c", "c"], ihc=["2+", "3+", "2+", None, "1+", "1+"])
    assert list(find_disagreeing(rows, "patient")["patient"]) == ["a", "a"]
    assert lists(rows, "patient").compared == 3


def test_a_specimen_that_could_not_be_read_is_not_compared() -> None:
    rows = cohort(patient=["a", "a", "b", "b", "b"], ihc=["阴性", "3+", "x", "0", "3+"])
    assert find_disagreeing(rows, "patient")["row"].tolist() == [5, 6]
    assert lists(rows, "patient").compared == 1


@pytest.mark.parametrize("nobody", [None, "", "  ", "-", "/", "N/A", "unknown", "不详", "未知"])
def test_rows_without_a_patient_are_never_one_patient(nobody: str | None) -> None:
    rows = cohort(patient=[nobody, nobody, "a"], ihc=["0", "3+", "3+"])
    assert find_disagreeing(rows, "patient").empty
    assert lists(rows, "patient").compared == 0


def test_a_patient_written_with_a_blank_is_the_same_patient() -> None:
    result = find_disagreeing(cohort(patient=["a", "a "], ihc=["0", "3+"]), "patient")
    assert result["patient"].nunique() == 1 and len(result) == 2


def test_patients_stand_in_order_and_their_specimens_in_that_of_the_file() -> None:
    rows = cohort(patient=["b", "a", "b", "a"], ihc=["0", "1+", "3+", "2+"])
    assert find_disagreeing(rows, "patient")["row"].tolist() == [3, 5, 2, 4]


def test_an_empty_cohort_has_answers_too() -> None:
    empty = ARCHIVE.iloc[:0]
    assert distribution(empty)["n"].sum() == 0 and distribution(empty)["percent"].isna().all()
    assert count_newly_tiered(empty) == lists(empty, "patient").compared == 0
    for frame in (
        reclassify(empty),
        work_list(empty),
        distribution_by(empty, "site"),
        find_disagreeing(empty, "patient"),
    ):
        assert frame.empty


def test_no_answer_changes_the_cohort() -> None:
    before = ARCHIVE.copy(deep=True)
    work_list(ARCHIVE), distribution_by(ARCHIVE, "site"), find_disagreeing(ARCHIVE, "patient"), reclassify(ARCHIVE)
    pd.testing.assert_frame_equal(ARCHIVE, before)
