"""A whole frame is classified by the table that classifies one case, in whatever library it was made."""

import datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from her2core import InputError, classify
from her2core.cohort.frame import classify_frame
from her2core.cohort.joined import FIRST
from her2core.cohort.spellings import COLUMNS
from her2core.status.definitions import INPUTS, definitions


@pytest.mark.parametrize("definition", [each.id for each in definitions()])
def test_every_input_gets_the_answer_of_one_case_under_every_definition(definition: str) -> None:
    frame = pd.DataFrame([(ihc.value, ish.value) for ihc, ish in INPUTS], columns=["ihc", "ish"])
    result = classify_frame(frame, definition=definition)
    for row in result.itertuples():
        one = classify(row.ihc, row.ish, definition)
        assert (None if pd.isna(row.her2_tier) else row.her2_tier) == one.tier
        assert row.her2_binary == (one.binary or one.met)
        assert (row.her2_state, row.her2_row) == (one.state, one.row)
        assert row.her2_flags == "; ".join(one.flags)


def test_a_row_that_cannot_be_read_has_no_answer_and_the_others_have_theirs() -> None:
    result = classify_frame(pd.DataFrame({"ihc": ["阴性", "2+", "3+"], "ish": ["-", "see report", "+"]}))
    assert result.loc[:1, list(COLUMNS)].isna().all(axis=None)
    assert result.loc[2, "her2_tier"] == "high"


def test_a_missing_result_is_not_done_and_never_negative() -> None:
    result = classify_frame(pd.DataFrame({"ihc": ["2+", None, "3+"], "ish": [None, "+", np.nan]}))
    assert list(result["her2_state"]) == ["needs reflex ISH", "needs IHC", "final"]


def test_scores_may_stand_as_numbers_with_gaps() -> None:
    result = classify_frame(pd.DataFrame({"ihc": [3, 1.0, np.nan], "ish": [None] * 3}))
    assert list(result["her2_row"]) == ["3+", "1+", "IHC not done"]
    mixed = pd.DataFrame({"ihc": pd.Series(["3+", 1.0, 2, None], dtype=object), "ish": ["", "", "FISH-", ""]})
    assert list(classify_frame(mixed)["her2_row"]) == ["3+", "1+", "2+ not amplified", "IHC not done"]


def test_true_is_not_the_score_one() -> None:
    mixed = pd.DataFrame({"ihc": pd.Series([1, True, 0, False, "2+"], dtype=object), "ish": ["-"] * 5})
    assert classify_frame(mixed)["her2_row"].astype(object).where(lambda row: row.notna(), None).tolist() == [
        "1+", None, "0", None, "2+ not amplified",
    ]  # fmt: skip


def test_rows_keep_their_order_their_labels_and_their_other_columns() -> None:
    frame = pd.DataFrame({"patient": ["b", "a"], "免疫组化": ["1+", "3+"], "FISH": ["-", ""]}, index=[7, 3])
    result = classify_frame(frame, ihc="免疫组化", ish="FISH")
    assert list(result.index) == [7, 3] and list(result["patient"]) == ["b", "a"]
    assert list(result.columns) == [*frame.columns, *COLUMNS]
    assert list(frame.columns) == ["patient", "免疫组化", "FISH"]


def test_a_frame_that_was_classified_before_is_classified_anew() -> None:
    once = classify_frame(pd.DataFrame({"ihc": ["2+"], "ish": ["-"]}))
    again = classify_frame(once.assign(ish="+"))
    assert list(again.columns) == list(once.columns) and again["her2_tier"].tolist() == ["high"]
    table = classify_frame(classify_frame(pa.table({"ihc": ["2+"], "ish": ["-"]})))
    assert table.column_names == list(once.columns)


def test_categories_and_no_rows_at_all_are_frames_too() -> None:
    frame = pd.DataFrame({"ihc": ["2+", None], "ish": ["-", "-"]}).astype("category")
    assert list(classify_frame(frame)["her2_row"]) == ["2+ not amplified", "IHC not done"]
    empty = classify_frame(pd.DataFrame({"ihc": pd.Series(dtype="str"), "ish": pd.Series(dtype="str")}))
    assert list(empty.columns) == ["ihc", "ish", *COLUMNS] and empty.empty


def test_a_spelling_that_comes_late_in_a_long_polars_frame_is_read_too() -> None:
    late = pl.DataFrame({"ihc": ["2+"] * (FIRST + 10) + ["IHC 3+", "阴性"], "ish": ["-"] * (FIRST + 10) + [None, "-"]})
    assert classify_frame(late)["her2_tier"].tail(3).to_list() == ["intermediate", "high", None]


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"ihc: 'IHC' given; there is no such column; accepted: score, ish"):
        classify_frame(pd.DataFrame({"score": ["2+"], "ish": ["-"]}), ihc="IHC")


def test_a_column_of_something_else_is_refused() -> None:
    names = pd.DataFrame({"ihc": [f"patient {n}" for n in range(20_000)], "ish": ""})
    with pytest.raises(InputError, match="more than 10000 different values"):
        classify_frame(names)
    with pytest.raises(InputError, match="accepted: text or numbers"):
        classify_frame(pa.table({"ihc": [["2+"]], "ish": ["-"]}))
    with pytest.raises(InputError, match="a column of objects given"):
        classify_frame(pd.DataFrame({"ihc": [["2+"]], "ish": ["-"]}))
    with pytest.raises(InputError, match="accepted: text or numbers"):
        classify_frame(pl.DataFrame({"ihc": [["2+"]], "ish": ["-"]}))
    days = classify_frame(pa.table({"ihc": [datetime.date(2025, 1, 1)], "ish": ["-"]}))
    assert days["her2_row"].to_pylist() == [None]


def test_a_definition_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="definition: 'csco-2026' given; accepted: csco-2025"):
        classify_frame(pd.DataFrame({"ihc": ["2+"], "ish": ["-"]}), definition="csco-2026")
