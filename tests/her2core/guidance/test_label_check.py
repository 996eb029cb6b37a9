"""A label is answered in parts, and no tick stands where one of them fails or is not known: the truth table."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import InputError
from her2core.guidance import Approval, LabelCheck, check_label, eligibility, load_guidance
from her2core.guidance.label_texts import find_earlier_therapy
from her2core.guidance.wording import answer_for, format_check
from her2core.language import LANGUAGES, using
from her2core.status.assessment import assess
from her2core.status.definitions import INPUTS
from her2core.terms import Agency, Eligibility, IhcScore, IshResult, LabelPart, Setting, Verdict, YesNo

HER2, CPS, LINE, EARLIER = LabelPart
MET, NOT_MET, CANNOT_TELL, NO_LABEL = Verdict


def label(**changes: object) -> Approval:
    """A label of trastuzumab deruxtecan in second line after trastuzumab, for CPS 1 or more."""
    content: dict[str, object] = {
        "agents": ["trastuzumab-deruxtecan"], "region": Agency.CHINA_NMPA, "setting": [Setting.SECOND_LINE],
        "prior_therapy": "a trastuzumab-based regimen", "her2_definition": "cap-ascp-asco-2016", "her2_text": "IHC 3+ or IHC 2+/ISH+",
        "pdl1": "CPS >= 1", "date": "2026-01-22", "kind": "full", "status": "approved", "source": "a notice", "verified": "once", "note": "a note",
    }  # fmt: skip
    return Approval.model_validate({**content, **changes})


WHOLE = {"ihc": "3+", "ish": "not done", "cps": "5", "setting": "second-line", "prior_trastuzumab": "yes"}


def words(check: LabelCheck) -> str:
    return format_check(check)


def failing(check: LabelCheck) -> set[LabelPart]:
    return {each.part for each in check.parts if each.met is False}


def unknown(check: LabelCheck) -> set[LabelPart]:
    return {each.part for each in check.parts if each.met is None}


def test_a_label_is_met_when_her2_pd_l1_line_and_earlier_therapy_are_met() -> None:
    check = check_label(label(), **WHOLE)
    assert check.verdict is MET
    assert [each.part for each in check.parts] == [HER2, CPS, LINE, EARLIER]
    assert all(each.met for each in check.parts)


# One entry changed: the verdict, and the part that fails or is not known.
ONE_CHANGED = [
    ({"ihc": "1+"}, NOT_MET, HER2), ({"ihc": "2+", "ish": "not amplified"}, NOT_MET, HER2),
    ({"cps": "0.9"}, NOT_MET, CPS), ({"setting": "first-line"}, NOT_MET, LINE), ({"setting": "third-line-plus"}, NOT_MET, LINE),
    ({"prior_trastuzumab": "no"}, NOT_MET, EARLIER),
    ({"ihc": "2+"}, CANNOT_TELL, HER2), ({"ihc": "2+", "ish": "equivocal"}, CANNOT_TELL, HER2), ({"ihc": None}, CANNOT_TELL, HER2),
    ({"cps": None}, CANNOT_TELL, CPS), ({"setting": None}, CANNOT_TELL, LINE), ({"prior_trastuzumab": None}, CANNOT_TELL, EARLIER),
]  # fmt: skip


@pytest.mark.parametrize(("change", "verdict", "part"), ONE_CHANGED)
def test_a_part_that_fails_or_is_not_known_is_the_verdict_and_is_named(
    change: dict[str, str | None], verdict: Verdict, part: LabelPart
) -> None:
    check = check_label(label(), **{**WHOLE, **change})
    assert check.verdict is verdict
    assert (failing(check) if verdict is NOT_MET else unknown(check)) == {part}


@given(
    st.sampled_from(load_guidance().approvals),
    st.sampled_from(INPUTS),
    st.sampled_from([None, "0", "1", "50"]),
    st.sampled_from([None, *Setting]),
    st.sampled_from([None, *YesNo]),
)
def test_no_tick_stands_where_a_part_fails_or_is_not_known_or_where_there_is_no_label(
    approval: Approval, pair: tuple[IhcScore, IshResult], cps: str | None, setting: Setting | None, prior: YesNo | None
) -> None:
    ihc, ish = pair
    check = check_label(approval, ihc=ihc, ish=ish, cps=cps, setting=setting, prior_trastuzumab=prior)
    if check.verdict is MET:
        assert all(each.met for each in check.parts)
        assert approval.status == "approved" and setting in approval.setting
        assert eligibility(approval, ihc, ish, cps) is Eligibility.MEETS
    if failing(check) and approval.status == "approved":
        assert check.verdict is NOT_MET
    assert (check.verdict is NO_LABEL) == (approval.status == "under review")
    for code in LANGUAGES:
        with using(code):
            assert ("✓" in words(check)) == (check.verdict is MET)


def test_the_line_is_said_in_words() -> None:
    text = words(check_label(label(), **{**WHOLE, "setting": "first-line", "cps": None}))
    assert text == (
        "✗ not met: line · HER2: meets · PD-L1: needs CPS · line: for second line; the case is first line · earlier therapy: meets"
    )


def test_what_is_not_entered_is_named() -> None:
    text = words(check_label(label(), **{**WHOLE, "cps": None, "prior_trastuzumab": None}))
    assert text.startswith("? cannot tell: CPS is not entered; prior trastuzumab is not entered · HER2: meets · ")


def test_a_failing_part_stands_beside_what_is_met() -> None:
    text = words(check_label(label(pdl1="CPS >= 10"), **WHOLE))
    assert text.startswith("✗ not met: PD-L1 · HER2: meets · PD-L1: does not meet")


# Needs ISH only where none was done.
ISH = [
    ("not done", Eligibility.NEEDS_ISH, "HER2: needs ISH"), ("equivocal", Eligibility.REPEAT_ISH, "HER2: repeat ISH"),
    ("not evaluable", Eligibility.REPEAT_ISH, "HER2: repeat ISH"), ("amplified", Eligibility.MEETS, "HER2: meets"),
    ("not amplified", Eligibility.DOES_NOT_MEET, "HER2: does not meet"),
]  # fmt: skip


@pytest.mark.parametrize(("ish", "answer", "text"), ISH)
def test_ish_is_needed_where_none_was_done_and_repeated_where_it_gave_no_result(
    ish: str, answer: Eligibility, text: str
) -> None:
    approval = label(pdl1="none")
    assert eligibility(approval, "2+", ish) is answer
    assert text in words(check_label(approval, **{**WHOLE, "ihc": "2+", "ish": ish}))


def test_counts_that_need_correction_are_no_missing_ish() -> None:
    case = assess({"ihc": "2+", "ratio": "two", "setting": "second-line", "prior_trastuzumab": "yes", "cps": "5"})
    text = answer_for(label(), case)
    assert "correct the ISH counts" in text and "needs ISH" not in text


def test_ihc_3_with_ish_not_amplified_meets_with_the_discordance_beside_it() -> None:
    check = check_label(label(), **{**WHOLE, "ish": "not amplified"})
    assert check.verdict is MET
    assert "HER2: meets (discordant)" in words(check)


# US trastuzumab: overexpression or amplification.
US = {"agents": ["trastuzumab"], "her2_definition": "toga-eligibility", "pdl1": "none", "setting": ["first-line"], "prior_therapy": "none for metastatic disease"}  # fmt: skip


@pytest.mark.parametrize("ihc", ["0", "1+", "2+", "not done"])
def test_overexpression_or_amplification_is_met_by_amplification_alone(ihc: str) -> None:
    assert eligibility(label(**US), ihc, "amplified") is Eligibility.MEETS
    assert eligibility(label(**US), "3+", "not done") is Eligibility.MEETS
    assert eligibility(label(**US), "1+", "not amplified") is Eligibility.DOES_NOT_MEET


# A label that says "HER2-overexpressing" does not say how ISH counts.
SILENT = {"her2_definition": "not-restated", "her2_text": "HER2-overexpressing", "pdl1": "none"}


@pytest.mark.parametrize(("ihc", "ish"), INPUTS)
def test_a_label_that_is_silent_on_ish_is_not_said_to_be_met_or_not_where_ish_decides(
    ihc: IhcScore, ish: IshResult
) -> None:
    expected = {
        IhcScore.THREE: Eligibility.MEETS, IhcScore.TWO: Eligibility.NOT_SAID, IhcScore.ONE: Eligibility.DOES_NOT_MEET,
        IhcScore.ZERO: Eligibility.DOES_NOT_MEET, IhcScore.NOT_DONE: Eligibility.NEEDS_IHC,
    }  # fmt: skip
    assert eligibility(label(**SILENT), ihc, ish) is expected[ihc]


def test_a_silent_label_gives_no_verdict_where_ish_decides() -> None:
    check = check_label(label(**SILENT), **{**WHOLE, "ihc": "2+", "ish": "amplified"})
    assert check.verdict is CANNOT_TELL
    assert words(check).startswith("? cannot tell: the label does not say how ISH counts")


APPLIED = {"status": "under review", "kind": None, "her2_text": "no label yet", "pdl1": "none"}


@pytest.mark.parametrize(("ihc", "answer"), [("3+", "met"), ("1+", "not met")])
def test_an_application_never_meets_and_says_whether_the_trials_criterion_is_met(ihc: str, answer: str) -> None:
    check = check_label(label(**APPLIED), **{**WHOLE, "ihc": ihc})
    assert check.verdict is NO_LABEL
    text = words(check)
    assert text.startswith("applied for, not approved · ")
    assert f"no label; the trial's criterion is {answer}" in text
    assert "✓" not in text and "2026" not in text
    assert eligibility(label(**APPLIED), "3+") is Eligibility.CRITERION_MET


def test_a_conditional_approval_says_so_in_its_answer() -> None:
    assert words(check_label(label(kind="conditional"), **WHOLE)).startswith("✓ met (conditional approval) · ")
    assert "conditional" in words(check_label(label(kind="conditional"), **{**WHOLE, "ihc": "1+"}))
    assert "conditional" not in words(check_label(label(), **WHOLE))


# What a label asks for besides its line, by whether the case had trastuzumab: yes, no, not entered.
EARLIER_THERAPY = [
    ("a trastuzumab-based regimen", (True, False, None)), ("at least two systemic chemotherapies", (True, True, True)),
    ("none (first line)", (None, True, True)), ("not stated", (True, True, True)), ("a regimen of next year", (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answers"), EARLIER_THERAPY)
def test_earlier_therapy_is_answered_by_what_the_label_asks_and_left_to_the_reader_where_that_is_not_known(
    text: str, answers: tuple[bool | None, ...]
) -> None:
    for prior, expected in zip(("yes", "no", None), answers, strict=True):
        check = check_label(label(prior_therapy=text), **{**WHOLE, "prior_trastuzumab": prior})
        assert next(each.met for each in check.parts if each.part is EARLIER) is expected


def test_earlier_regimens_are_read_from_the_line_only_where_the_line_is_met() -> None:
    for setting in (None, "first-line"):
        check = check_label(label(prior_therapy="two or more regimens"), **{**WHOLE, "setting": setting})
        assert next(each.met for each in check.parts if each.part is EARLIER) is None
        assert "read from the line" not in words(check)


def test_a_label_for_any_her2_says_so_and_is_discordant_for_nobody() -> None:
    check = check_label(label(her2_definition="none", her2_text="any HER2"), **{**WHOLE, "ish": "not amplified"})
    assert check.verdict is MET and "HER2: any · " in words(check) and "discordant" not in words(check)


def test_the_words_of_every_label_on_earlier_therapy_are_known() -> None:
    assert [
        each.prior_therapy for each in load_guidance().approvals if not find_earlier_therapy(each.prior_therapy)
    ] == []


def test_every_label_of_every_case_is_said_in_both_languages() -> None:
    for approval, prior, setting in product(load_guidance().approvals, (None, *YesNo), (None, *Setting)):
        check = check_label(approval, ihc="2+", ish="equivocal", setting=setting, prior_trastuzumab=prior)
        for code in LANGUAGES:
            with using(code):
                assert words(check)


@pytest.mark.parametrize(
    ("entry", "field"),
    [({"ihc": "阴性"}, "ihc"), ({"cps": "many"}, "cps"), ({"setting": "fourth line"}, "setting"), ({"prior_trastuzumab": "maybe"}, "prior_trastuzumab")],
)  # fmt: skip
def test_an_entry_that_cannot_be_used_is_named(entry: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as fault:
        check_label(label(), **{**WHOLE, **entry})
    assert fault.value.field == field
