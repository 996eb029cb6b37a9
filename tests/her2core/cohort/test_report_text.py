"""A registry keeps its reports as text; each row gets what its report says of one specimen."""

import pandas as pd
import pytest

from her2core.cohort.columns import Column
from her2core.cohort.report_text import EARLIER, SEVERAL, find_text_columns, read_report_column
from her2core.cohort.table import classify_table
from her2core.language import _, using
from her2core.process.job import Cancelled

REPORTS = pd.DataFrame(
    {
        "id": ["1", "2", "3", "4", "5", "6"],
        "report": [
            "Gastric biopsy: adenocarcinoma. HER2 IHC 2+. FISH: not amplified.",
            "（胃窦活检）腺癌。免疫组化：HER2（3+）。阳性对照：HER2（1+）。",
            "A. Stomach, biopsy: HER2 3+.\nB. Liver, biopsy: HER2 0.",
            "Previous biopsy: HER2 3+.",
            None,
            "HER2 IHC will follow in an addendum to this report.",
        ],
    }
).astype("str")


def test_a_report_gives_its_row_a_tier_by_what_it_says_without_doubt() -> None:
    read = read_report_column(REPORTS, "report")
    cohort = classify_table(read.frame, read.columns, {})
    assert cohort.frame["her2_tier"].astype("str").fillna("").tolist() == ["intermediate", "high", "", "", "", ""]
    assert cohort.frame["her2_state"].astype("str").tolist()[2:] == ["needs IHC"] * 4
    assert cohort.rejected.empty


def test_a_report_on_several_specimens_or_an_earlier_one_gives_nothing_and_says_why() -> None:
    notes = read_report_column(REPORTS, "report").frame["report_notes"].fillna("").tolist()
    assert notes[2].startswith(str(SEVERAL))
    assert notes[3].startswith(str(EARLIER))
    assert notes[4] == ""


def test_notes_are_in_the_language_of_the_reader() -> None:
    with using("zh"):
        assert read_report_column(REPORTS, "report").frame["report_notes"][2].startswith(_(SEVERAL))
        assert _(SEVERAL) != str(SEVERAL)


def test_columns_of_the_file_stay_as_they_are() -> None:
    frame = REPORTS.assign(report_ihc="mine")
    read = read_report_column(frame, "report")
    pd.testing.assert_frame_equal(read.frame[frame.columns], frame)
    assert read.columns[Column.IHC] == "report__ihc"


def test_only_running_text_may_be_a_report() -> None:
    assert find_text_columns(REPORTS) == ["report"]


def test_work_that_is_no_longer_wanted_ends() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_report_column(REPORTS, "report", stop)
