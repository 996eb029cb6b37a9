"""What was published of whole cohorts comes out again when their patients are classified one by one."""

import pandas as pd
import pytest
import yaml

from her2core.cohort.answers import count_newly_tiered, distribution, find_disagreeing, lists, reclassify
from her2core.cohort.frame import classify_frame
from her2core.cohort.published import CrossTable, expand_rows, load_published
from her2core.data_files import DATA, read
from her2core.errors import DataError

TABLES = {table.id: table for table in load_published()}
# Tables that say nothing of one patient, and why.
WITHOUT_ROWS = {
    "toga-screening": "positive and negative alone; no IHC score is set against a FISH result",
    "her-eagle-china-2013": "positive and negative alone; no IHC score is set against an ISH result",
    "phan-2017": "the totals of IHC and of ISH; the cells that fit them contradict the printed kappa",
}
WITH_ROWS = {"ahn-2015", "toga-randomised-by-ihc-fish"}


def classified(id: str) -> pd.DataFrame:
    rows = expand_rows(TABLES[id])
    assert rows is not None
    return classify_frame(rows)


def test_every_published_table_has_rows_or_a_reason_why_not() -> None:
    assert set(TABLES) == WITH_ROWS | set(WITHOUT_ROWS)
    assert {id for id, table in TABLES.items() if expand_rows(table) is None} == set(WITHOUT_ROWS)


@pytest.mark.parametrize("id", WITHOUT_ROWS, ids=[f"{id}: {reason}" for id, reason in WITHOUT_ROWS.items()])
def test_a_table_without_rows_sets_no_result_against_another(id: str) -> None:
    assert len(TABLES[id].axes) == 1 or not TABLES[id].cells


@pytest.mark.parametrize("id", sorted(WITH_ROWS))
def test_every_patient_of_a_published_table_is_a_row_and_every_row_can_be_read(id: str) -> None:
    cohort, table = classified(id), TABLES[id]
    specimens = 2 if "patient" in cohort else 1
    assert len(cohort) == specimens * table.n
    assert cohort["her2_state"].notna().all()


def test_toga_by_csco_2025_is_446_high_70_low_61_none_and_7_undetermined() -> None:
    counts = distribution(classified("toga-randomised-by-ihc-fish")).set_index("group")["n"]
    assert counts.to_dict() == {
        "high": 446, "intermediate": 0, "low": 70, "none": 61, "undetermined": 7, "not read": 0
    }  # fmt: skip


@pytest.mark.parametrize("id", [id for id, table in TABLES.items() if table.expected])
def test_the_totals_that_a_table_expects_come_out(id: str) -> None:
    cohort, expected = classified(id), TABLES[id].expected
    assert expected
    tiers = distribution(cohort).set_index("group")["n"]
    assert tiers[tiers > 0].to_dict() == expected.tiers_2025
    binary = reclassify(cohort).groupby("binary")["n"].sum()
    assert binary.rename({"not assignable": "undetermined"}).to_dict() == expected.binary_ihc3_or_ihc2_ish_pos


def test_toga_patients_with_ihc_0_or_1_and_fish_positive_stay_none_or_low_and_are_all_flagged() -> None:
    cohort = classified("toga-randomised-by-ihc-fish")
    result = cohort[cohort["ihc"].isin(["0", "1+"]) & (cohort["ish"] == "amplified")]
    assert len(result) == TABLES["toga-randomised-by-ihc-fish"].extra["ihc_0_1plus_fish_pos"] == 131
    assert set(result["her2_tier"]) == {"none", "low"}
    assert set(result["her2_flags"]) == {"discordant"}


def test_toga_patients_with_ihc_3_and_fish_negative_stay_high_and_are_flagged() -> None:
    cohort = classified("toga-randomised-by-ihc-fish")
    result = cohort[(cohort["ihc"] == "3+") & (cohort["ish"] == "not amplified")]
    assert len(result) == 15
    assert set(result["her2_tier"]) == {"high"} and set(result["her2_flags"]) == {"discordant"}


def test_no_other_toga_patient_is_flagged() -> None:
    assert (classified("toga-randomised-by-ihc-fish")["her2_flags"] == "discordant").sum() == 131 + 15


def test_of_toga_70_were_negative_by_the_strict_definition_and_are_low() -> None:
    assert count_newly_tiered(classified("toga-randomised-by-ihc-fish")) == 70


def test_biopsy_and_resection_disagree_in_86_of_702_patients() -> None:
    cohort = classified("ahn-2015")
    result = find_disagreeing(cohort, "patient", "specimen")
    assert result["patient"].nunique() == TABLES["ahn-2015"].extra["discordant"] == 86
    assert lists(cohort, "patient").compared == 702
    positive = cohort[cohort["her2_binary"] == "positive"]["specimen"].value_counts()
    assert positive.to_dict() == {"biopsy": 130, "resection": 102}


@pytest.mark.parametrize("id", [id for id, table in TABLES.items() if "positive_percent" in table.extra])
def test_a_printed_percentage_is_that_of_its_counts(id: str) -> None:
    positive = TABLES[id].cells["positive"]
    assert isinstance(positive, int)
    assert round(100 * positive / TABLES[id].n, 1) == TABLES[id].extra["positive_percent"]


def test_every_table_says_where_it_was_published_and_what_it_is_checked_for() -> None:
    for table in TABLES.values():
        assert table.source and table.check and table.verified == "once"


FAULTS = {
    "source: Field required": {"source": None},
    "the cells add up to 3665, n is 3666": {"n": 3666},
    "patients: Extra inputs are not permitted": {"patients": 7},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_table_that_does_not_add_up_or_has_no_source_is_refused(fault: str, tmp_path: object) -> None:
    given = {**TABLES["toga-screening"].model_dump(mode="json", exclude_defaults=True), **FAULTS[fault]}
    path = tmp_path / "toga-screening.yaml"  # type: ignore[operator]
    path.write_text(yaml.safe_dump({key: value for key, value in given.items() if value is not None}), encoding="utf-8")
    with pytest.raises(DataError, match=fault):
        read(CrossTable, path)


def test_margins_count_every_patient_once_an_axis() -> None:
    phan = yaml.load((DATA / "cohorts.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["cohorts"][-1]
    assert phan["id"] == "phan-2017"
    with pytest.raises(ValueError, match="the margins do not add up to n = 208 for each of 2 axes"):
        CrossTable.model_validate({**phan, "margins": {**phan["margins"], "ish_pos": 34}})
