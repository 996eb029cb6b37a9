"""What is asked for depends on the line: nobody is asked for what does not matter there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from her2core.status.assessment import assess
from her2core.status.case import Case, Field
from her2core.status.missing import MissingRow, load_missing, missing
from her2core.terms import Setting, State

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
