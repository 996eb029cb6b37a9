"""Whether a case meets a label's own HER2 definition, for every approval held: the truth table, then the code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import InputError
from her2core.guidance import covers, eligibility, load_guidance
from her2core.guidance.eligibility import find_definition
from her2core.guidance.models import Approval
from her2core.status.definitions import INPUTS
from her2core.terms import Agency, Eligibility, IhcScore, IshResult, Tier

Y, N, ISH, IHC, CPS = "meets", "does not meet", "needs ISH", "needs IHC", "needs CPS"
AGAIN, SILENT, CRITERION = "repeat ISH", "label does not say", "no label; the trial's criterion is met"
CASES = [
    ("3+", "not done"), ("3+", "not amplified"), ("2+", "amplified"), ("2+", "not amplified"), ("2+", "not done"), ("2+", "equivocal"),
    ("1+", "amplified"), ("1+", "not done"), ("0", "not done"), ("not done", "amplified"), ("not done", "not done"),
]  # fmt: skip
HER2_POSITIVE = [Y, Y, Y, N, ISH, AGAIN, N, N, N, IHC, IHC]
HER2_OVEREXPRESSING = [Y, Y, SILENT, SILENT, SILENT, SILENT, N, N, N, IHC, IHC]
NO_LABEL = [CRITERION if answer == Y else answer for answer in HER2_POSITIVE]
IHC_2_OR_3 = [Y, Y, Y, Y, Y, Y, N, N, N, IHC, IHC]
IHC_3 = [Y, Y, N, N, N, N, N, N, N, IHC, IHC]
ANY_HER2 = [Y] * 11

# Every approval held: agency, agents, what the case gives without a CPS restriction, and the CPS that the label asks for.
LABELS = [
    ("US FDA", {"trastuzumab"}, HER2_POSITIVE, None),
    ("EU EMA", {"trastuzumab"}, HER2_POSITIVE, None),
    ("China NMPA", {"trastuzumab"}, HER2_POSITIVE, None),
    ("Japan PMDA", {"trastuzumab"}, HER2_OVEREXPRESSING, None),
    ("US FDA", {"trastuzumab", "pembrolizumab", "pd-1-inhibitors"}, HER2_POSITIVE, 1),
    ("EU EMA", {"trastuzumab", "pembrolizumab", "pd-1-inhibitors"}, HER2_POSITIVE, 1),
    ("China NMPA", {"trastuzumab", "pembrolizumab", "pd-1-inhibitors"}, HER2_POSITIVE, 1),
    ("Japan PMDA", {"trastuzumab", "pembrolizumab", "pd-1-inhibitors"}, HER2_POSITIVE, 1),
    ("US FDA", {"trastuzumab-deruxtecan"}, HER2_POSITIVE, None),
    ("EU EMA", {"trastuzumab-deruxtecan"}, HER2_POSITIVE, None),
    ("China NMPA", {"trastuzumab-deruxtecan"}, HER2_POSITIVE, None),
    ("Japan PMDA", {"trastuzumab-deruxtecan"}, HER2_POSITIVE, None),
    ("China NMPA", {"disitamab-vedotin"}, IHC_2_OR_3, None),
    ("China NMPA", {"anbenitamab"}, NO_LABEL, None),
    ("US FDA", {"zanidatamab", "tislelizumab", "pd-1-inhibitors"}, HER2_POSITIVE, None),
    ("US FDA", {"zanidatamab"}, IHC_3, None),
    ("US FDA", {"ramucirumab"}, ANY_HER2, None),
]


def list_approvals(agency: str, agents: set[str]) -> list[Approval]:
    return [each for each in load_guidance().approvals if each.region == agency and set(each.agents) == agents]


@pytest.mark.parametrize(("agency", "agents", "expected", "least"), LABELS)
def test_each_label_is_met_by_the_cases_of_its_own_definition(
    agency: str, agents: set[str], expected: list[str], least: int | None
) -> None:
    labels = list_approvals(agency, agents)
    assert labels
    for label in labels:
        assert label.least_cps == least
        enough = [eligibility(label, ihc=ihc, ish=ish, cps=100).value for ihc, ish in CASES]
        assert enough == expected
        unknown = [eligibility(label, ihc=ihc, ish=ish).value for ihc, ish in CASES]
        assert unknown == [CPS if least and answer == Y else answer for answer in expected]
        below = [eligibility(label, ihc=ihc, ish=ish, cps=0).value for ihc, ish in CASES]
        assert below == ([N] * 11 if least else expected)


def test_every_approval_held_stands_in_the_truth_table() -> None:
    tested = {(agency, frozenset(agents)) for agency, agents, *_rest in LABELS}
    assert {(each.region.value, frozenset(each.agents)) for each in load_guidance().approvals} == tested


def test_ihc_2_not_amplified_meets_the_chinese_disitamab_label_and_not_the_european_trastuzumab_label() -> None:
    disitamab, trastuzumab = (
        list_approvals("China NMPA", {"disitamab-vedotin"})[0],
        list_approvals("EU EMA", {"trastuzumab"})[0],
    )
    assert eligibility(disitamab, ihc="2+", ish="FISH-").value == "meets"
    assert eligibility(trastuzumab, ihc="2+", ish="FISH-").value == "does not meet"


def test_a_cps_of_exactly_the_limit_is_enough_and_is_never_rounded() -> None:
    label = list_approvals("US FDA", {"trastuzumab", "pembrolizumab", "pd-1-inhibitors"})[0]
    assert eligibility(label, ihc="3+", cps=1) is Eligibility.MEETS
    assert eligibility(label, ihc="3+", cps="0.99") is Eligibility.DOES_NOT_MEET


def test_a_label_that_only_says_her2_positive_is_read_by_cap_and_that_is_known_to_be_our_reading() -> None:
    silent = [each for each in load_guidance().approvals if each.her2_definition == "not-restated"]
    assert silent
    assert {find_definition(each) for each in silent} == {"cap-ascp-asco-2016"}


@given(
    st.sampled_from(load_guidance().approvals),
    st.sampled_from(INPUTS),
    st.none() | st.decimals(0, 100, places=1).map(str),
)
def test_every_case_has_an_answer_and_a_missing_result_is_never_read_as_negative(
    approval: Approval, pair: tuple[IhcScore, IshResult], cps: str | None
) -> None:
    ihc, ish = pair
    answer = eligibility(approval, ihc=ihc, ish=ish, cps=cps)
    assert answer in Eligibility
    if ihc is IhcScore.NOT_DONE and approval.least_cps is None:
        assert answer in {Eligibility.MEETS, Eligibility.CRITERION_MET, Eligibility.NEEDS_IHC}
    if cps is None:
        assert eligibility(approval, ihc=ihc, ish=ish, cps=0) in {answer, Eligibility.DOES_NOT_MEET}


@pytest.mark.parametrize(
    ("given_", "field"),
    [({"ihc": "阴性"}, "ihc"), ({"ish": "maybe"}, "ish"), ({"cps": "many"}, "cps"), ({"cps": 101}, "cps")],
)
def test_bad_input_is_named(given_: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as fault:
        eligibility(load_guidance().approvals[0], **given_)  # type: ignore[arg-type]
    assert fault.value.field == field


@pytest.mark.parametrize(
    ("definition", "coverage"),
    [
        ("cap-ascp-asco-2016", ["all", "none", "none", "none"]), ("not-restated", ["all", "none", "none", "none"]),
        ("nmpa-disitamab", ["all", "all", "none", "none"]), ("ihc-3-only", ["part", "none", "none", "none"]), ("none", ["all"] * 4),
        ("toga-eligibility", ["all", "none", "part", "part"]),
    ],
)  # fmt: skip
def test_a_definition_takes_in_all_part_or_none_of_a_tier(definition: str, coverage: list[str]) -> None:
    assert [covers(definition, tier) for tier in Tier] == coverage


def test_every_agency_of_the_field_is_held() -> None:
    assert {each.region for each in load_guidance().approvals} == set(Agency)
