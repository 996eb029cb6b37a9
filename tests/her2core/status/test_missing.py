"""What is asked for depends on the line: nobody is asked for what does not matter there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from her2core.guidance import load_guidance
from her2core.guidance.wording import check_for
from her2core.status.assessment import assess
from her2core.status.case import Case, Field
from her2core.status.missing import MissingRow, load_missing, missing
from her2core.status.specimen_text import format_specimen
from her2core.terms import Setting, State, YesNo

PRIOR = "Prior trastuzumab: HER2 can be lost after it, so the date of the sample matters."
CPS = "PD-L1 CPS: some first-line approvals ask for it."
WHEN = "Whether this sample was taken after trastuzumab: HER2 can be lost after it."


@pytest.mark.parametrize(
    ("setting", "fields"),
    [("perioperative", set()), ("first-line", {CPS}), ("second-line", {PRIOR}), ("third-line-plus", {PRIOR})],
)
def test_cps_matters_in_first_line_and_prior_trastuzumab_after_it(setting: str, fields: set[str]) -> None:
    lines = assess({"ihc": "3+", "setting": setting, "specimen": "biopsy"}).missing
    assert set(lines) == fields


def test_what_is_entered_is_not_asked_for() -> None:
    whole = {"ihc": "3+", "setting": "first-line", "specimen": "biopsy", "cps": "5"}
    assert assess(whole).missing == ()
    assert assess({**whole, "setting": "second-line", "prior_trastuzumab": "no"}).missing == ()


def test_after_trastuzumab_the_board_is_asked_when_the_sample_was_taken() -> None:
    assert WHEN in assess({"ihc": "3+", "prior_trastuzumab": "yes"}).missing


@pytest.mark.parametrize(
    ("after", "prior", "other", "asked"),
    [
        (None, None, None, True), ("none", None, None, True), ("other anti-HER2 drug", None, None, True),
        ("trastuzumab", None, None, False), ("none", "no", None, False),
        (None, None, "trastuzumab", False), ("none", None, "trastuzumab", False), (None, None, "none", True),
    ],
)  # fmt: skip
def test_whoever_has_a_specimen_taken_after_trastuzumab_is_not_asked_whether_there_was_any(
    after: str | None, prior: str | None, other: str | None, asked: bool
) -> None:
    entries = {"ihc": "3+", "setting": "second-line", "specimen": "biopsy", "date": "2026-01"}
    entries |= {name: text for name, text in (("after", after), ("prior_trastuzumab", prior)) if text}
    if other:
        entries["s2"] = format_specimen({"ihc": "3+", "date": "2024-01", "after": other})
    assert (PRIOR in assess(entries).missing) is asked


def test_a_label_that_asks_for_earlier_trastuzumab_knows_it_from_the_specimen() -> None:
    case = {"ihc": "3+", "setting": "second-line", "specimen": "biopsy"}
    entered, told = (assess({**case, **more}) for more in ({"prior_trastuzumab": "yes"}, {"after": "trastuzumab"}))
    assert told.case.prior_trastuzumab is YesNo.YES
    approvals = load_guidance().approvals
    assert [check_for(each, told) for each in approvals] == [check_for(each, entered) for each in approvals]
    assert Field.PRIOR_TRASTUZUMAB not in told.case.entries, "what was entered stays what was entered"


def test_without_an_ihc_score_it_is_asked_for_first() -> None:
    assert assess({}).missing[0] == "The IHC score: without it there is no tier."


@pytest.mark.parametrize("row", load_missing(), ids=lambda row: row.id)
def test_every_row_holds_for_some_case(row: MissingRow) -> None:
    entries = {name: condition[0] for name, condition in row.when.items() if name in set(Field)}  # type: ignore[index]
    state = State(row.when["state"][0]) if "state" in row.when else State.FINAL  # type: ignore[index]
    assert row.says in missing(Case.parse(entries), state)


@given(st.sampled_from(list(Setting)), st.sampled_from(list(State)))
def test_nothing_is_asked_for_twice(setting: Setting, state: State) -> None:
    lines = missing(Case().enter(Field.SETTING, setting), state)
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("when", [{"setting": ["fourth-line"]}, {"state": ["done"]}, {"stage": ["IV"]}])
def test_a_condition_that_could_never_hold_is_refused(when: dict[str, list[str]]) -> None:
    with pytest.raises(ValidationError):
        MissingRow.model_validate({"id": "a row", "when": when, "says": "Something.", "basis": "reading"})
