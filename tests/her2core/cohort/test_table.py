"""An archive as laboratories keep it: results written in many ways, counts where no result is written, and faults."""

import gc
import weakref

import pandas as pd

from her2core import interpret_ish
from her2core.cohort.columns import Column
from her2core.cohort.table import FROM_COUNTS, classify_table, explain_rejected
from her2core.language import using

COUNTED = {Column.IHC: "ihc", Column.ISH: "ish", Column.HER2_COPIES: "h", Column.CEP17_COPIES: "c", Column.NUCLEI: "n"}


def archive(*rows: tuple[str | None, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["ihc", "ish", "h", "c", "n"], dtype="str")


def test_counts_give_the_ish_result_where_none_is_written() -> None:
    result = classify_table(archive(("2+", None, "12.0", "2.0", "40"), ("2+", "", "3.0", "2.0", "40")), COUNTED, {})
    assert list(result.frame[FROM_COUNTS]) == ["amplified", "not amplified"]
    assert list(result.frame["her2_tier"]) == ["high", "intermediate"]


def test_a_written_result_comes_before_counts() -> None:
    result = classify_table(archive(("2+", "FISH-", "12.0", "2.0", "40")), COUNTED, {})
    assert list(result.frame["her2_tier"]) == ["intermediate"] and result.frame[FROM_COUNTS].isna().all()


def test_counts_are_read_as_for_one_case_under_the_settings_of_the_laboratory() -> None:
    frame = archive(("2+", None, "6.4", "3.4", "40"))
    for rule, tier in (("ratio or copies", "high"), ("ratio only", "intermediate")):
        one = interpret_ish(her2_copies="6.4", cep17_copies="3.4", nuclei="40", copy_rule=rule)
        result = classify_table(frame, COUNTED, {"copy_rule": rule})
        assert list(result.frame[FROM_COUNTS]) == [one.result] and list(result.frame["her2_tier"]) == [tier]


def test_counts_that_contradict_each_other_are_listed_and_their_row_has_no_answer() -> None:
    columns = {Column.IHC: "ihc", Column.RATIO: "ish", Column.HER2_COPIES: "h", Column.CEP17_COPIES: "c"}
    result = classify_table(archive(("2+", "5.0", "4.0", "2.0", None), ("3+", None, None, None, None)), columns, {})
    assert result.frame["her2_state"].isna().tolist() == [True, False]
    assert result.rejected[["row", "column", "found"]].to_numpy().tolist() == [[2, "ish", "5.0"]]
    assert "contradicts the copies" in explain_rejected(result.rejected)["accepted"].iloc[0]


def test_too_few_nuclei_are_not_evaluable_and_no_count_at_all_is_not_done() -> None:
    result = classify_table(archive(("2+", None, "12.0", "2.0", "19"), ("2+", None, None, None, None)), COUNTED, {})
    assert list(result.frame["her2_state"]) == ["re-test", "needs reflex ISH"]


def test_every_fault_is_listed_with_row_column_what_was_found_and_what_is_accepted() -> None:
    result = classify_table(
        archive(("阴性", "see report", None, None, None), ("2+", "-", None, None, None)), COUNTED, {}
    )
    with using("zh"):
        listed = explain_rejected(result.rejected)
    assert listed[["row", "column", "found"]].to_numpy().tolist() == [[2, "ihc", "阴性"], [2, "ish", "see report"]]
    assert listed["accepted"].str.contains("2+", regex=False).iloc[0]


def test_without_an_ish_column_ish_is_not_done_and_not_negative() -> None:
    result = classify_table(pd.DataFrame({"score": ["2+", "3+"]}), {Column.IHC: "score"}, {})
    assert list(result.frame["her2_state"]) == ["needs reflex ISH", "final"]


def test_columns_of_an_earlier_run_are_replaced() -> None:
    once = classify_table(archive(("2+", "-", None, None, None)), COUNTED, {}).frame
    again = classify_table(once.assign(ish="+"), COUNTED, {}).frame
    assert list(again.columns) == list(once.columns) and list(again["her2_tier"]) == ["high"]


def test_what_could_not_be_read_does_not_keep_the_cohort() -> None:
    """A fault that is kept with where it was raised keeps all that was at hand there, where no collector finds it."""
    given = archive(("see report", None, None, None, None), ("2+", None, "2", "x", "40"))
    kept = weakref.ref(given)
    result = classify_table(given, COUNTED, {})
    assert len(result.rejected) == 2
    for fault in result.rejected["fault"]:
        assert fault.__traceback__ is fault.__context__ is None
    del given, result, fault
    gc.collect()
    assert kept() is None
