"""The evidence is whole, each figure is the one that was reported, and a file that contradicts itself is refused."""

from pathlib import Path

import pandas as pd
import pytest

from her2core import DataError, load_evidence
from her2core.data_files import DATA
from her2core.evidence.frames import COMPARISONS, OUTCOMES, SAFETY
from her2core.evidence.loading import read_trials

BAD = DATA.parent / "tests" / "bad_input" / "trials"


def figure(trial: str, **wanted: object) -> pd.DataFrame:
    result = load_evidence().outcomes
    result = result[result["trial"] == trial]
    for column, value in wanted.items():
        result = result[result[column] == value]
    return result


def test_nothing_of_the_collection_is_lost() -> None:
    evidence = load_evidence()
    assert set(evidence.trials) == {path.stem for path in (DATA / "trials").glob("*.yaml")}
    for kind in ("outcomes", "comparisons", "safety"):
        assert len(getattr(evidence, kind)) == sum(len(getattr(trial, kind)) for trial in evidence.trials.values())
    assert {trial for trial, trial_read in evidence.trials.items() if not trial_read.sources} == set()


def test_the_frames_have_the_columns_that_scripts_rely_on() -> None:
    assert (
        OUTCOMES[:19]
        == (
            "trial endpoint at_months population tiers analysis pan_tumour arm value unit ci_low ci_high ci_level n "
            "responders confirmed assessor source verified"
        ).split()
    )
    assert (
        COMPARISONS[:17]
        == (
            "trial endpoint at_months population tiers analysis pan_tumour experimental control measure value ci_low "
            "ci_high ci_level p source verified"
        ).split()
    )
    assert (
        SAFETY[:10] == ("trial arm event any_grade grade_3_plus grade_3_4 n treatment_related source verified").split()
    )


@pytest.mark.parametrize(
    ("trial", "endpoint", "arm", "value"),
    [
        ("toga", "OS", "trastuzumab-chemo", 13.8),
        ("toga", "OS", "chemo", 11.1),
        ("her-ram", "PFS", "tras-ram-ptx", 7.1),
        ("her-ram", "OS", "tras-ram-ptx", 13.6),
    ],
)
def test_the_figures_that_boards_know_by_heart_are_there(trial: str, endpoint: str, arm: str, value: float) -> None:
    result = figure(trial, endpoint=endpoint, arm=arm, analysis="headline")
    assert list(result["value"]) == [value]


def test_toripalimab_with_disitamab_is_43_percent_with_the_disagreement_beside_it() -> None:
    result = figure("rc48-toripalimab-phase1", endpoint="ORR", source_review=True)
    assert list(result["value"]) == [43]
    assert list(result["tiers"]) == [("intermediate", "low")]
    text = [line for each in load_evidence().trials["rc48-toripalimab-phase1"].disagreements for line in each.says]
    assert any("46 %" in line and "56 %" in line for line in text)


def test_figures_are_printed_in_the_decimals_of_their_source() -> None:
    toga = figure("toga", endpoint="OS", analysis="headline", arm="trastuzumab-chemo").iloc[0]
    assert (toga["value_printed"], toga["ci_printed"]) == ("13.8", "12–16")
    ratios = load_evidence().comparisons
    assert "0.74" in set(ratios[ratios["trial"] == "toga"]["value_printed"])


def test_evidence_is_read_once() -> None:
    assert load_evidence() is load_evidence()
    assert load_evidence().outcomes is load_evidence().outcomes


FAULTS = {
    "another-name": "id: 'some-trial' is not the name of the file",
    "arm-twice": "arms: an id stands twice",
    "bad-doi": "sources.0.doi: String should match pattern",
    "bad-pmid": "sources.0.pmid: String should match pattern",
    "bad-registry": "registry: String should match pattern",
    "compared-with-itself": "comparisons.0: control: 'treated' is compared with itself",
    "more-responders-than-patients": "outcomes.0: responders: 31 of 30",
    "negative-ratio": "comparisons.0: value: a ratio of -0.7 is impossible",
    "no-source": "sources: Tuple should have at least 1 item",
    "no-such-arm": "outcomes.0.arm: no arm 'treatment'",
    "no-such-endpoint": "outcomes.0.endpoint: Input should be 'ORR', 'DCR'",
    "no-such-setting": "setting: Input should be 'perioperative', 'first-line', 'second-line' or 'third-line-plus'; 'fourth-line' given",
    "no-such-source": "outcomes.0.source: no source 'letter'",
    "no-such-tier": "tiers.0: Input should be 'high', 'intermediate', 'low' or 'none'; 'medium' given",
    "not-a-mapping": "file: Input should be a valid dictionary",
    "not-yaml": "while parsing a flow sequence",
    "percent-above-100": "outcomes.0: value: 101.0 is no percentage",
    "rate-not-reached": "outcomes.0: value: a rate cannot be 'not reached'",
    "rate-not-responders-of-n": "outcomes.0: responders: 12/30 is 40.00 %, the value is 50.0",
    "severe-above-any-grade": "safety.0: grade_3_plus: 41 is above any_grade, 40",
    "tier-outside-trial": "outcomes.0.tiers: not among the trial's tiers",
    "unknown-key": "colour: Extra inputs are not permitted",
    "unknown-region": "regions: 'Atlantis' is not in regions.yaml",
    "unverified": "safety.0.verified: Field required",
    "upper-limit-of-a-median-not-reached": "ci: the upper limit of a median that was not reached cannot be known",
    "value-as-text": "outcomes.0.value.int: Input should be a valid integer; '50.0' given",
    "value-outside-interval": "outcomes.0: value: 70.0 is outside its interval, 31.3 to 68.7",
}


@pytest.fixture(scope="module")
def faults() -> list[str]:
    with pytest.raises(DataError) as refused:
        read_trials(BAD)
    return refused.value.faults


@pytest.mark.parametrize(("file", "fault"), FAULTS.items())
def test_a_file_that_contradicts_itself_is_refused_with_its_key(faults: list[str], file: str, fault: str) -> None:
    mine = [line for line in faults if line.startswith(f"trials/{file}.yaml: ")]
    assert len([line for line in mine if fault in line]) == 1, mine


def test_every_bad_file_is_tested_here_and_the_good_one_is_not_refused(faults: list[str]) -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} == {*FAULTS, "good"}
    assert not [line for line in faults if line.startswith("trials/good.yaml")]


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("id: latin\nname: Rüschoff\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"latin\.yaml: .*utf-8"):
        read_trials(tmp_path)


ARM_ROOM, TRIAL_ROOM = 32, 22


def test_every_arm_and_trial_with_a_figure_has_a_name_that_fits_its_column() -> None:
    """A name that is cut off in the middle may lose the drug."""
    for trial in load_evidence().trials.values():
        drawn = [arm for arm in trial.arms if any(figure.arm == arm.id for figure in trial.outcomes)]
        assert not drawn or len(trial.short or trial.name) <= TRIAL_ROOM, trial.id
        assert [arm.id for arm in drawn if len(arm.short or arm.label) > ARM_ROOM] == [], trial.id


def test_the_short_names_of_one_trial_tell_its_arms_apart() -> None:
    for trial in load_evidence().trials.values():
        names = [arm.short or arm.label for arm in trial.arms]
        assert len(set(names)) == len(names), trial.id
