"""A share of a series, or a word of a label, stands for the tiers of just those patients whom it means."""

import pytest
from pydantic import ValidationError

from her2core.evidence import load_evidence
from her2core.status.populations import Population, load_populations
from her2core.terms import AgentClass, Basis, Share, Tier

HIGH, INTERMEDIATE, LOW, NONE = Tier


@pytest.mark.parametrize(
    ("share", "tiers", "in_part"),
    [
        (Share.IHC_0, {NONE}, set()),
        (Share.IHC_1, {LOW}, set()),
        (Share.IHC_2_ANY_ISH, {HIGH, INTERMEDIATE}, {HIGH}),
        (Share.IHC_3, {HIGH}, {HIGH}),
        (Share.HER2_LOW, {INTERMEDIATE, LOW}, set()),
        (Share.HER2_POSITIVE, {HIGH}, set()),
    ],
)
def test_a_share_holds_its_tiers_whole_or_in_part(share: Share, tiers: set[Tier], in_part: set[Tier]) -> None:
    """IHC 2+ with ISH amplified is high too, and so is IHC 3+: neither share holds the tier whole."""
    patients = load_populations()[share]
    assert set(patients.tiers) == tiers
    assert {tier for tier in patients.tiers if patients.leaves_out(tier)} == in_part


def test_every_share_has_its_patients_and_every_tier_a_share() -> None:
    assert load_populations().keys() >= set(Share)
    assert {tier for share in Share for tier in load_populations()[share].tiers} == set(Tier)


def test_below_her2_positive_trials_of_adcs_enrolled_intermediate_and_low() -> None:
    enrolled = load_populations()["adc-below-positive"].tiers
    assert enrolled == (INTERMEDIATE, LOW)
    trials = [t for t in load_evidence().trials.values() if any(AgentClass.ADC in arm.classes for arm in t.arms)]
    assert {tier for trial in trials for tier in trial.tiers} >= set(enrolled), "and the evidence held says the same"


def test_what_a_label_means_by_her2_positive_is_known_to_be_our_reading() -> None:
    patients = load_populations()["not-restated"]
    assert (patients.definition, patients.basis) == ("cap-ascp-asco-2016", Basis.READING)


@pytest.mark.parametrize(
    "faulty",
    [{}, {"definition": "csco-2031"}, {"when": {"ihc": ["4+"]}}, {"when": {"ihc": ["0"]}, "definition": "csco-2025"}],
)
def test_a_population_of_nobody_is_refused(faulty: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Population.model_validate({"id": "nobody", "basis": "reading", **faulty})
