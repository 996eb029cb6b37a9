"""Beside two specimens that differ stands how often such a change is published, of this kind of pair and in this direction."""

import pytest

from her2core.errors import DataError
from her2core.guidance import specimen_changes
from her2core.guidance.specimen_changes import (
    check_specimen_rules,
    list_frequencies,
    list_heterogeneity,
    list_retesting,
)
from her2core.specimen_terms import Pair
from her2core.status.assessment import assess
from her2core.status.specimen_rules import load_specimen_rules
from her2core.status.specimen_text import format_specimen
from her2core.status.specimens import Difference
from her2core.terms import Change


def differ(older: dict[str, str], newer: dict[str, str]) -> Difference:
    (difference,) = assess({"date": "2024", **older, "s2": format_specimen({"date": "2026", **newer})}).differences
    return difference


def test_a_change_is_answered_in_its_own_direction_with_its_source() -> None:
    lost = differ({"ihc": "3+", "specimen": "biopsy"}, {"ihc": "1+", "specimen": "resection"})
    gained = differ({"ihc": "1+", "specimen": "biopsy"}, {"ihc": "3+", "specimen": "resection"})
    assert Change.POSITIVE_TO_NEGATIVE in {each.change for each in list_frequencies(lost)}
    assert Change.NEGATIVE_TO_POSITIVE not in {each.change for each in list_frequencies(lost)}
    assert Change.NEGATIVE_TO_POSITIVE in {each.change for each in list_frequencies(gained)}
    assert all(each.series.source in each.describe() for each in list_frequencies(lost))
    assert "57 of 130" in list_frequencies(lost)[0].describe() and "calculated" in list_frequencies(lost)[0].describe()


def test_loss_after_trastuzumab_is_that_of_series_that_count_it_and_of_resections_only_where_one_is() -> None:
    after = differ({"ihc": "3+"}, {"ihc": "1+", "after": "trastuzumab"})
    assert all(each.series.lost_after == "trastuzumab" for each in list_frequencies(after))
    both = differ({"ihc": "3+", "specimen": "biopsy"}, {"ihc": "1+", "specimen": "resection", "after": "trastuzumab"})
    assert {each.series.id for each in list_frequencies(both)} > {each.series.id for each in list_frequencies(after)}


def test_a_change_within_one_class_has_none_since_published_rates_are_of_positive_against_negative() -> None:
    older, newer = {"ihc": "2+", "ish": "not amplified", "site": "primary"}, {"ihc": "0", "site": "liver"}
    assert list_frequencies(differ(older, newer)) == ()


def test_a_gain_after_trastuzumab_has_no_published_frequency_here() -> None:
    assert list_frequencies(differ({"ihc": "1+"}, {"ihc": "3+", "after": "trastuzumab"})) == ()


def test_what_guidelines_say_on_testing_again_is_that_for_the_pair() -> None:
    after = list_retesting([differ({"ihc": "3+"}, {"ihc": "1+", "after": "trastuzumab"})])
    assert after and all("trastuzumab" in str(each.condition) for each in after)
    assert list_retesting([differ({"ihc": "3+"}, {"ihc": "1+"})]) == ()


def test_what_is_reported_by_heterogeneity_is_no_effect_of_treatment() -> None:
    assert all("same drug in both groups" in line for _id, lines in list_heterogeneity() for line in lines)
    assert all(lines for _id, lines in list_heterogeneity())


def test_a_figure_a_position_or_a_trial_that_is_not_there_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    check_specimen_rules()
    rules = load_specimen_rules()
    pair = next(rule for rule in rules.pairs if rule.pair is Pair.BIOPSY_RESECTION)
    wrong = pair.rates[0].model_copy(update={"series": "nobody-2030"})
    broken = rules.model_copy(
        update={
            "pairs": (pair.model_copy(update={"rates": (wrong,)}),),
            "retesting": (rules.retesting[0].model_copy(update={"condition": "never"}),),
            "heterogeneity": ("no-such-trial",),
        }
    )
    monkeypatch.setattr(specimen_changes, "load_specimen_rules", lambda: broken)
    with pytest.raises(DataError) as fault:
        check_specimen_rules()
    assert [part in str(fault.value) for part in ("nobody-2030", "'never'", "no-such-trial")] == [True] * 3
