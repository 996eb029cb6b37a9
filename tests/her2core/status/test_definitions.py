"""The tier that a board reads off the screen is the tier of the guideline, for every input there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import Binary, IhcScore, InputError, IshResult, State, Tier, classify, definitions
from her2core.data_files import DATA, read
from her2core.status.definitions import INPUTS, differs, find
from her2core.terms import Basis, Flag
from tests.rows import each_row

ANY = tuple(IshResult)
AMP, NOT_AMP, EQUIVOCAL, NOT_EVALUABLE, NOT_DONE = ANY

# CSCO 2025, pages 30-31, with our reading where it is silent: IHC, ISH, tier, binary, state, flags, basis.
CSCO = [
    ("3+", (NOT_DONE, AMP, EQUIVOCAL, NOT_EVALUABLE), Tier.HIGH, "positive", "final", (), "stated"),
    ("3+", (NOT_AMP,), Tier.HIGH, "positive", "final", (Flag.DISCORDANT,), "reading"),
    ("2+", (AMP,), Tier.HIGH, "positive", "final", (), "stated"),
    ("2+", (NOT_AMP,), Tier.INTERMEDIATE, "negative", "final", (), "stated"),
    ("2+", (NOT_DONE,), None, "equivocal", "needs reflex ISH", (), "reading"),
    ("2+", (EQUIVOCAL, NOT_EVALUABLE), None, "equivocal", "re-test", (), "reading"),
    ("1+", (NOT_DONE, NOT_AMP, EQUIVOCAL, NOT_EVALUABLE), Tier.LOW, "negative", "final", (), "stated"),
    ("1+", (AMP,), Tier.LOW, "negative", "final", (Flag.DISCORDANT,), "reading"),
    ("0", (NOT_DONE, NOT_AMP, EQUIVOCAL, NOT_EVALUABLE), Tier.NONE, "negative", "final", (), "stated"),
    ("0", (AMP,), Tier.NONE, "negative", "final", (Flag.DISCORDANT,), "reading"),
    ("not done", ANY, None, "not assignable", "needs IHC", (), "reading"),
]
CSCO_BY_INPUT = {(IhcScore(ihc), ish): answer for ihc, results, *answer in CSCO for ish in results}


@each_row(("ihc", "ish"), INPUTS)
def test_every_input_has_the_tier_of_csco_2025(ihc: IhcScore, ish: IshResult) -> None:
    tier, binary, state, flags, basis = CSCO_BY_INPUT[ihc, ish]
    result = classify(ihc, ish)
    assert (result.tier, result.binary, result.state) == (tier, Binary(binary), State(state))
    assert (result.flags, result.basis) == (flags, Basis(basis))


def test_the_truth_table_of_this_file_is_whole() -> None:
    assert set(CSCO_BY_INPUT) == set(INPUTS)
    assert sum(len(results) for _ihc, results, *_answer in CSCO) == len(INPUTS)


# What is met when, by definition: for each IHC score the answer for (amplified, not amplified, equivocal, not evaluable, not done).
Y, N, U = "met", "not met", "undetermined"
P, G, E, X = "positive", "negative", "equivocal", "not assignable"
OTHERS = {
    "cap-ascp-asco-2016": {"0": [G] * 5, "1+": [G] * 5, "2+": [P, G, E, E, E], "3+": [P] * 5, "not done": [X] * 5},
    "toga-eligibility": {
        "0": [Y, N, U, U, U],
        "1+": [Y, N, U, U, U],
        "2+": [Y, N, U, U, U],
        "3+": [Y] * 5,
        "not done": [Y, U, U, U, U],
    },
    "ihc-3-only": {"0": [N] * 5, "1+": [N] * 5, "2+": [N] * 5, "3+": [Y] * 5, "not done": [U] * 5},
    "nmpa-disitamab": {"0": [N] * 5, "1+": [N] * 5, "2+": [Y] * 5, "3+": [Y] * 5, "not done": [U] * 5},
    "her2-low-trials": {"0": [N] * 5, "1+": [Y] * 5, "2+": [N, Y, U, U, U], "3+": [N] * 5, "not done": [U] * 5},
    "her2-zero-trials": {"0": [Y] * 5, "1+": [N] * 5, "2+": [N] * 5, "3+": [N] * 5, "not done": [U] * 5},
}


@each_row("id", OTHERS)
@each_row(("ihc", "ish"), INPUTS)
def test_every_other_definition_answers_for_every_input(id: str, ihc: IhcScore, ish: IshResult) -> None:
    result = classify(ihc, ish, definition=id)
    assert result.answer == OTHERS[id][ihc.value][ANY.index(ish)]
    assert result.tier is None
    assert result.possible == ()


@each_row("id", OTHERS)
@each_row(("ihc", "ish"), INPUTS)
def test_the_same_case_is_discordant_by_every_definition_or_by_none(id: str, ihc: IhcScore, ish: IshResult) -> None:
    assert classify(ihc, ish, definition=id).flags == CSCO_BY_INPUT[ihc, ish][3]


# CAP/ASCP/ASCO 2016: what it states, and what is our reading, for each IHC score and the five ISH results.
S, R = "stated", "reading"
CAP_BASIS = {
    "0": [R, R, R, R, S],
    "1+": [R, R, R, R, S],
    "2+": [S, S, R, R, S],
    "3+": [S, R, S, S, S],
    "not done": [R] * 5,
}


@each_row(("ihc", "ish"), INPUTS)
def test_what_cap_states_is_told_from_our_reading_of_it(ihc: IhcScore, ish: IshResult) -> None:
    basis = classify(ihc, ish, "cap-ascp-asco-2016").basis
    assert basis == CAP_BASIS[ihc.value][ANY.index(ish)]


@each_row("ihc", ["0", "1+"])
def test_ish_amplified_below_2_names_that_toga_enrolled_such_patients_and_what_it_showed_for_them(ihc: str) -> None:
    comment = classify(ihc, "amplified").comment or ""
    assert "ToGA enrolled such patients" in comment
    assert "no gain" in comment and "HR 1.33, 0.92-1.92" in comment


def test_every_definition_held_is_tested_here() -> None:
    assert {definition.id for definition in definitions()} == {"csco-2025", *OTHERS}


def test_a_case_is_classified_by_the_definition_that_gives_tiers_unless_another_is_asked_for() -> None:
    assert classify("2+", "-").definition == find().id == "csco-2025"
    assert find().kind == "tiers" and definitions()[0] is find()


@given(st.sampled_from(INPUTS), st.sampled_from(["csco-2025", *OTHERS]))
def test_a_missing_result_is_never_read_as_negative(pair: tuple[IhcScore, IshResult], id: str) -> None:
    ihc, ish = pair
    result = classify(ihc, ish, definition=id)
    if ihc is IhcScore.NOT_DONE:
        assert result.answer not in {"negative", "not met", "none", "low", "intermediate"}
    if result.state is not State.FINAL:
        assert result.answer in {"undetermined", "equivocal", "not assignable"}


@given(st.sampled_from(INPUTS))
def test_possible_tiers_are_those_that_the_missing_results_can_still_give(pair: tuple[IhcScore, IshResult]) -> None:
    result = classify(*pair)
    assert result.possible
    if result.tier:
        assert result.possible == (result.tier,)
    else:
        assert len(result.possible) > 1


def test_ihc_2_without_ish_may_still_be_high_or_intermediate() -> None:
    assert classify("2+").possible == (Tier.HIGH, Tier.INTERMEDIATE)


def test_ihc_2_not_amplified_meets_the_chinese_disitamab_label_and_that_is_marked() -> None:
    csco, nmpa = classify("2+", "FISH-"), classify("2+", "FISH-", "nmpa-disitamab")
    assert nmpa.met == "met"
    assert differs(nmpa, csco)
    assert not differs(classify("2+", "FISH-", "cap-ascp-asco-2016"), csco)
    assert not differs(classify("2+", "FISH-", "her2-low-trials"), csco)


def test_ihc_1_amplified_was_eligible_for_toga_and_that_is_marked() -> None:
    assert differs(classify("1+", "+", "toga-eligibility"), classify("1+", "+"))


def test_an_unknown_definition_is_named_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"definition: 'csco-2031' given; accepted: csco-2025, cap-ascp-asco-2016"):
        classify("2+", "+", "csco-2031")


def test_every_row_says_why_and_every_definition_says_who() -> None:
    for definition in definitions():
        assert definition.source
        for row in definition.rows:
            assert row.reason.endswith(".")
            assert row in definition.expand().values()


@each_row(
    ("file", "fault"),
    [
        ("gap.yaml", "IHC 0, ISH amplified: 0 rows apply"),
        ("overlap.yaml", "IHC 3+, ISH amplified: 2 rows apply"),
        ("unknown-key.yaml", "rows.0.colour"),
    ],
)
def test_a_definition_with_a_gap_an_overlap_or_an_unknown_key_is_refused(file: str, fault: str) -> None:
    from her2core import DataError
    from her2core.status.definitions import Definition

    with pytest.raises(DataError, match=fault.replace("+", r"\+")):
        read(Definition, DATA.parent / "tests" / "bad_input" / "rules" / file)
