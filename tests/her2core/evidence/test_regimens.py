"""A trial is matched with an approval of just its agents: a partner, named or not, makes another regimen."""

import pytest

from her2core import load_evidence
from her2core.evidence.models import Arm
from her2core.evidence.regimens import agents_of, find_agent
from her2core.guidance import load_guidance
from her2core.guidance.sequence import sequence
from her2core.terms import Agency, Guideline, Tier

EVIDENCE = load_evidence()


def arm(trial: str, id: str) -> Arm:
    return EVIDENCE.trials[trial].arm(id)


@pytest.mark.parametrize(
    ("trial", "id", "agents"),
    [
        ("toga", "trastuzumab-chemo", {"trastuzumab"}),
        ("toga", "chemo", set()),
        ("her-ram", "tras-ram-ptx", {"trastuzumab", "ramucirumab"}),
        ("destiny-gastric04", "t-dxd", {"trastuzumab-deruxtecan"}),
        ("pd1-tras-chemo-nanjing", "pd1-tras-chemo", {"trastuzumab", "anti-PD-1 antibody"}),
        ("kn026-kn046-first-line", "kn026-kn046", {"anbenitamab", "KN046"}),
    ],
)
def test_chemotherapy_is_no_agent_and_an_unnamed_partner_is_one(trial: str, id: str, agents: set[str]) -> None:
    assert agents_of(arm(trial, id)) == agents


@pytest.mark.parametrize(
    ("name", "id"),
    [("anbenitamab (KN026)", "anbenitamab"), ("KN026 (anbenitamab)", "anbenitamab"), ("trastuzumab (HLX02)", "trastuzumab"),
     ("Enhertu", "trastuzumab-deruxtecan"), ("T-DXd", "trastuzumab-deruxtecan"), ("pembrolizumab", "pembrolizumab")],
)  # fmt: skip
def test_an_agent_is_known_under_all_its_names(name: str, id: str) -> None:
    assert find_agent(name) == id


def test_a_combination_with_an_unnamed_pd1_inhibitor_is_not_shown_as_trastuzumab_alone() -> None:
    steps = sequence(Tier.HIGH, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE)
    alone = next(
        each for step in steps for each in step.regimens if each.agents == {"trastuzumab"} and len(each.figures)
    )
    assert not {trial for trial in alone.figures["trial"] if trial.startswith("pd1-tras-chemo")}


def test_what_is_only_investigated_is_drawn_on_demand() -> None:
    standing = sequence(Tier.LOW, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE)
    whole = sequence(Tier.LOW, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), EVIDENCE, True)
    assert sum(len(step.regimens) for step in whole) > sum(len(step.regimens) for step in standing)
