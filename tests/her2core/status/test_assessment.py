"""The board sees at once why, what is missing and what would change the answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import State, Tier
from her2core.language import LANGUAGES, _, using
from her2core.report.sentence import report_sentence
from her2core.status.assessment import assess
from her2core.status.case import Field


def test_ihc_2_without_ish_asks_for_reflex_ish_and_says_what_it_would_decide() -> None:
    seen = assess({"ihc": "2+"})
    assert "Reflex ISH: it decides between high and intermediate." in seen.missing
    assert seen.changes == ("ISH amplified would make it high.", "ISH not amplified would make it intermediate.")


def test_at_ihc_3_no_ish_result_changes_the_tier() -> None:
    assert assess({"ihc": "3+"}).changes == ("No ISH result would change the tier at IHC 3+.",)


def test_counts_stand_for_the_result_and_the_other_copy_rule_is_said() -> None:
    seen = assess({"ihc": "2+", "ratio": "1.9", "her2_copies": "6.4", "cep17_copies": "3.4", "nuclei": "40"})
    assert seen.csco.tier is Tier.INTERMEDIATE
    assert "A laboratory with the rule ratio or copies would report ISH amplified: high." in seen.changes


def test_a_ratio_of_1_9_on_20_nuclei_asks_for_20_more_or_a_second_reader_and_for_no_other_block() -> None:
    seen = assess({"ihc": "2+", "ratio": "1.9", "nuclei": "20"})
    assert (seen.csco.ish, seen.state) == ("equivocal", "re-test")
    assert seen.comment == "Count 20 more nuclei, or have a second reader count."
    assert seen.comment in seen.missing
    assert not [line for line in (seen.comment, *seen.missing) if "block" in line]


def test_an_equivocal_result_without_counts_asks_for_another_block_probe_or_sample() -> None:
    seen = assess({"ihc": "2+", "ish": "equivocal"})
    assert "An ISH result: another block, probe or sample." in seen.missing
    assert seen.comment and "another block" in seen.comment


@pytest.mark.parametrize(
    "counts", [{"ratio": "two"}, {"her2_copies": "6.4"}, {"ratio": "2.5", "her2_copies": "4.0", "cep17_copies": "2.0"}]
)
def test_counts_that_need_correction_are_not_called_a_missing_test(counts: dict[str, str]) -> None:
    seen = assess({"ihc": "2+", **counts})
    assert seen.csco.tier is None
    assert seen.state is State.CORRECT_COUNTS
    assert "Correct ISH counts: an entry cannot be used." in seen.missing
    said = " ".join((*seen.missing, seen.comment or "", _(report_sentence(seen))))
    assert "reflex" not in said.lower()


def test_a_score_that_needs_no_ish_stays_final_whatever_is_wrong_with_the_counts() -> None:
    assert assess({"ihc": "3+", "ratio": "two"}).state is State.FINAL


def test_two_intensities_stand_for_the_score_by_the_highest_that_reaches_the_threshold() -> None:
    two = {"intensity": "strong", "percent": "5", "second_intensity": "weak to moderate", "second_percent": "30"}
    assert assess({"specimen": "resection", **two}).csco.ihc == "2+"


def test_staining_stands_for_the_score() -> None:
    assert assess({"specimen": "biopsy", "cluster": "6", "intensity": "strong"}).csco.tier is Tier.HIGH


def test_nineteen_nuclei_are_named_beside_the_field_and_the_result_is_not_evaluable() -> None:
    seen = assess({"ihc": "2+", "ratio": "2.5", "nuclei": "19"})
    fault = seen.fault("nuclei")
    assert fault is not None
    assert str(fault) == "nuclei: '19' given; accepted: 20 or more for a result"
    assert seen.csco.ish == "not evaluable"


def test_too_few_nuclei_are_named_for_a_single_probe_too() -> None:
    seen = assess({"ihc": "2+", "probe": "single", "her2_copies": "9", "nuclei": "19"})
    assert str(seen.fault("nuclei")) == "nuclei: '19' given; accepted: 20 or more for a result"


def test_an_unusable_entry_loses_nothing_else_and_is_never_read_as_negative() -> None:
    seen = assess({"ihc": "2+", "ratio": "-1", "nuclei": "many", "setting": "second-line"})
    assert {fault.field for fault in seen.faults} == {"ratio", "nuclei"}
    assert seen.csco.tier is None
    assert "Correct ISH counts: an entry cannot be used." in seen.missing
    assert seen.setting == "second-line"


def test_a_score_and_a_result_are_read_as_laboratories_write_them() -> None:
    assert assess({"ihc": "(++)", "ish": "FISH-"}).csco.tier is Tier.INTERMEDIATE


def test_a_score_that_cannot_be_read_is_named_and_ihc_counts_as_not_done() -> None:
    seen = assess({"ihc": "negative", "ish": "amplified"})
    assert seen.fault("ihc") and seen.csco.tier is None and seen.csco.state == "needs IHC"


def test_counts_give_no_result_while_a_setting_of_the_laboratory_cannot_be_read() -> None:
    seen = assess({"ihc": "2+", "ratio": "1.9", "her2_copies": "6.4", "nuclei": "40", "copy_rule": "six copies"})
    assert [fault.field for fault in seen.faults] == ["copy_rule"] and seen.csco.tier is None
    assert "Correct ISH counts: an entry cannot be used." in seen.missing


def test_a_cps_that_cannot_be_read_is_still_missing() -> None:
    assert "PD-L1 CPS: some first-line approvals ask for it." in assess({"setting": "first-line", "cps": "5,0"}).missing


def test_a_case_asks_for_the_tiers_that_it_may_belong_to_and_for_all_where_it_may_be_any() -> None:
    assert assess({"ihc": "2+"}).tiers == (Tier.HIGH, Tier.INTERMEDIATE)
    assert assess({}).tiers == ()


def test_the_report_sentence_is_written_in_both_languages() -> None:
    sentence = report_sentence(assess({"ihc": "2+", "ish": "not amplified"}))
    assert "IHC 2+, ISH not amplified. CSCO 2025 tier: intermediate; negative by the binary class" in sentence
    with using("zh"):
        text = _(sentence)
    assert "IHC 2+" in text
    assert "未扩增" in text
    assert "中表达" in text


@given(st.dictionaries(st.sampled_from(list(Field)), st.text(max_size=30) | st.integers(-5, 300).map(str)))
def test_whatever_was_entered_there_is_an_assessment_in_both_languages(entered: dict[str, str]) -> None:
    seen = assess(entered)
    for code in LANGUAGES:
        with using(code):
            assert all(_(line) for line in (*seen.missing, *seen.changes, report_sentence(seen)))
            assert all(_(fault.message) for fault in seen.faults)
