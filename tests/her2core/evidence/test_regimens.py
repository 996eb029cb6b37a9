"""A trial is matched with an approval of just its agents: a partner, named or not, makes another regimen."""

import pytest

from her2core import load_evidence
from her2core.evidence.models import Arm
from her2core.evidence.regimens import agents_of, is_certain, is_named
from her2core.guidance import load_guidance
from her2core.guidance.options import options
from her2core.guidance.sequence import sequence
from her2core.terms import Agency, Guideline, Role, Setting, Tier

EVIDENCE = load_evidence()


def arm(trial: str, id: str) -> Arm:
    return EVIDENCE.trials[trial].arm(id)


def made(*drugs: str) -> Arm:
    return Arm.model_validate(
        {"id": "arm", "label": "Arm", "role": "single", "drugs": drugs, "classes": ["ADC"], "anti_her2": []}
    )


@pytest.mark.parametrize(
    ("trial", "id", "agents"),
    [
        ("toga", "trastuzumab-chemo", {"trastuzumab"}),
        ("toga", "chemo", set()),
        ("her-ram", "tras-ram-ptx", {"trastuzumab", "ramucirumab"}),
        ("destiny-gastric04", "t-dxd", {"trastuzumab-deruxtecan"}),
        ("pd1-tras-chemo-nanjing", "pd1-tras-chemo", {"trastuzumab", "pd-1-inhibitors"}),
        ("kn026-kn046-first-line", "kn026-kn046", {"anbenitamab", "kn046"}),
    ],
)
def test_chemotherapy_is_no_agent_and_an_unnamed_partner_is_one(trial: str, id: str, agents: set[str]) -> None:
    assert agents_of(arm(trial, id)) == agents


def test_what_part_of_the_patients_had_or_what_was_chosen_between_makes_no_regimen() -> None:
    assert agents_of(made("trastuzumab", "pembrolizumab (optional)")) == {"trastuzumab"}
    assert agents_of(made("trastuzumab", "with or without PD-1 inhibitor", "capecitabine")) == {"trastuzumab"}
    assert agents_of(made("nivolumab, irinotecan or trifluridine/tipiracil")) == set()
    assert agents_of(made("placebo", "radiotherapy", "chemotherapy (various)")) == set()


def test_an_arm_is_certain_where_no_agent_but_the_backbone_is_optional_or_chosen() -> None:
    assert is_certain(made("trastuzumab", "fluorouracil or capecitabine"))
    assert not is_certain(made("trastuzumab", "pembrolizumab (optional)"))


def test_a_regimen_with_an_unnamed_partner_is_not_known_agent_by_agent() -> None:
    assert is_named(frozenset({"trastuzumab"}))
    assert not is_named(agents_of(made("trastuzumab", "anti-PD-1 antibody")))
    assert not is_named(agents_of(made("chemotherapy of choice")))


@pytest.mark.parametrize("tier", Tier)
def test_no_regimen_of_the_path_holds_an_agent_without_a_name(tier: Tier) -> None:
    for step in sequence(tier, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE, True):
        unnamed = [each for each in step.regimens if each.agents and not is_named(each.agents)]
        assert not [each for each in unnamed if not each.approvals and not each.positions]


def test_a_combination_with_an_unnamed_pd1_inhibitor_is_not_shown_as_trastuzumab_alone() -> None:
    steps = sequence(Tier.HIGH, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE)
    alone = next(
        each for step in steps for each in step.regimens if each.agents == {"trastuzumab"} and len(each.figures)
    )
    assert not {trial for trial in alone.figures["trial"] if trial.startswith("pd1-tras-chemo")}


@pytest.mark.parametrize("agency", Agency)
def test_a_cohort_on_trastuzumab_alone_is_not_called_not_approved_where_trastuzumab_is(agency: Agency) -> None:
    guidance = load_guidance()
    approved = any(
        each.region is agency and each.agents == ("trastuzumab",) and each.status == "approved"
        for each in guidance.approvals
    )
    cell = options(Tier.HIGH, Setting.FIRST_LINE, agency, Guideline.CSCO, guidance, EVIDENCE)
    plain = [
        trial.id
        for trial in cell.investigated
        if {agents_of(arm) for arm in trial.arms if arm.role is not Role.CONTROL} == {frozenset({"trastuzumab"})}
    ]
    assert not (approved and plain)


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("setting", Setting)
def test_what_is_studied_and_not_approved_has_a_her2_directed_drug(tier: Tier, setting: Setting) -> None:
    """Approvals of other drugs are not collected, so that nothing is known of theirs."""
    cell = options(tier, setting, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE)
    assert all(any(arm.anti_her2 for arm in trial.arms) for trial in cell.investigated)


def test_what_is_only_investigated_is_drawn_on_demand() -> None:
    standing = sequence(Tier.LOW, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE)
    whole = sequence(Tier.LOW, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE, True)
    assert sum(len(step.regimens) for step in whole) > sum(len(step.regimens) for step in standing)
