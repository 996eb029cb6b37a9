"""What a clinician types, and what stands first."""

import pytest

from her2core import load_evidence
from her2core.language import using
from her2core.query.search import Hit, Kind, describe_hit, search

EVIDENCE = load_evidence()
TRIAL, AGENT, TRIALS, COMPARE = Kind.TRIAL, Kind.AGENT, Kind.TRIALS_OF_AGENT, Kind.COMPARISON


@pytest.mark.parametrize(
    ("typed", "kind", "ids"),
    [
        # Trials by name, however it is written
        ("toga", TRIAL, "toga"),
        ("ToGA trial", TRIAL, "toga"),
        ("ToGA 试验", TRIAL, "toga"),
        ("toga试验", TRIAL, "toga"),
        ("keynote811", TRIAL, "keynote-811"),
        ("KEYNOTE 811", TRIAL, "keynote-811"),
        ("kn811", TRIAL, "keynote-811"),
        ("KN-811 study", TRIAL, "keynote-811"),
        ("811", TRIAL, "keynote-811"),
        ("destiny gastric 04", TRIAL, "destiny-gastric04"),
        ("DG04", TRIAL, "destiny-gastric04"),
        ("destinygastric01", TRIAL, "destiny-gastric01"),
        ("herizon gea", TRIAL, "herizon-gea-01"),
        ("rainbow", TRIAL, "rainbow"),
        ("rc48 c008", TRIAL, "rc48-c008"),
        ("HER-RAM", TRIAL, "her-ram"),
        # with a typing error
        ("keynot 811", TRIAL, "keynote-811"),
        ("destny gastric04", TRIAL, "destiny-gastric04"),
        ("rainbwo", TRIAL, "rainbow"),
        ("trastuzmab", AGENT, "trastuzumab"),
        ("zanidatimab", AGENT, "zanidatamab"),
        ("pembrolizumb", TRIALS, "pembrolizumab"),
        # by number
        ("NCT04280341", TRIAL, "rc48-toripalimab-phase1"),
        ("nct 04280341", TRIAL, "rc48-toripalimab-phase1"),
        ("25240821", TRIAL, "rainbow"),
        ("PMID: 25240821", TRIAL, "rainbow"),
        ("10.1016/S1470-2045(14)70420-6", TRIAL, "rainbow"),
        ("https://doi.org/10.1016/S1470-2045(14)70420-6", TRIAL, "rainbow"),
        # by author
        ("Wilke 2014", TRIAL, "rainbow"),
        ("Wilke et al.", TRIAL, "rainbow"),
        ("Bang 2010", TRIAL, "toga"),
        # Agents by code, trade name and Chinese name
        ("T-DXd", AGENT, "trastuzumab-deruxtecan"),
        ("tdxd", AGENT, "trastuzumab-deruxtecan"),
        ("DS8201", AGENT, "trastuzumab-deruxtecan"),
        ("Enhertu", AGENT, "trastuzumab-deruxtecan"),
        ("优赫得", AGENT, "trastuzumab-deruxtecan"),
        ("德曲妥珠单抗", AGENT, "trastuzumab-deruxtecan"),
        ("herceptin", AGENT, "trastuzumab"),
        ("赫赛汀", AGENT, "trastuzumab"),
        ("trastuzumab", AGENT, "trastuzumab"),
        ("RC48", AGENT, "disitamab-vedotin"),
        ("维迪西妥单抗", AGENT, "disitamab-vedotin"),
        ("ZW25", AGENT, "zanidatamab"),
        ("keytruda", TRIALS, "pembrolizumab"),
        # Two things to compare
        ("toga vs logic", COMPARE, "toga logic"),
        ("KEYNOTE-811 v. herizon-gea-01", COMPARE, "keynote-811 herizon-gea-01"),
        ("ToGA 对比 LOGiC", COMPARE, "toga logic"),
    ],
)
def test_the_first_hit_is_what_a_clinician_means(typed: str, kind: Kind, ids: str) -> None:
    hits = search(typed, EVIDENCE)
    assert hits and hits[0] == Hit(kind, tuple(ids.split()))


def test_a_drug_leads_to_its_card_to_its_trials_and_to_each_trial_that_has_it() -> None:
    card, trials, *others = search("enhertu", EVIDENCE)
    assert (card.kind, trials.kind) == (AGENT, TRIALS)
    assert len(others) > 2
    assert all(hit.kind is TRIAL for hit in others)
    assert all(any("trastuzumab deruxtecan" in arm.drugs for arm in EVIDENCE.trials[hit.ids[0]].arms) for hit in others)


def test_several_words_are_found_in_any_order_and_among_equals_the_strongest_design_is_first() -> None:
    first, *_others = search("trastuzumab pembrolizumab", EVIDENCE)
    assert first == Hit(TRIAL, ("keynote-811",))
    assert search("曲妥珠单抗 帕博利珠单抗", EVIDENCE)[0] == first


def test_two_drugs_with_versus_between_them_lead_to_the_trial_that_compared_them_and_to_no_made_up_pair() -> None:
    first, *others = search("Enhertu vs ramucirumab", EVIDENCE)
    assert first == Hit(TRIAL, ("destiny-gastric04",))
    assert all(hit.kind is not COMPARE for hit in others)


def test_a_chinese_reader_finds_the_same_by_either_name_and_reads_it_in_chinese() -> None:
    with using("zh"):
        for typed in ("Enhertu", "优赫得", "德曲妥"):
            (hit, *_others) = search(typed, EVIDENCE)
            assert hit == Hit(AGENT, ("trastuzumab-deruxtecan",))
        assert "德曲妥珠单抗" in describe_hit(hit, EVIDENCE)[0]


@pytest.mark.parametrize("typed", ["", "   ", "-", "xqzxqz", "vs", "😀", "a" * 5000])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert search(typed, EVIDENCE) == ()


def test_every_trial_and_every_agent_is_found_by_its_full_name() -> None:
    for trial in EVIDENCE.trials.values():
        assert Hit(TRIAL, (trial.id,)) in search(trial.name, EVIDENCE), trial.name
