"""One case, entered once, comes back from its link unchanged; what a link may not hold is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.status.case import FIELDS, NUMBERS, VOCABULARIES, from_link
from her2core.terms import IhcScore, IshResult

fields = {
    "ihc": st.sampled_from([score.value for score in IhcScore]),
    "ish": st.sampled_from([result.value for result in IshResult]),
    **{field: st.sampled_from([word.value for word in words]) for field, words in VOCABULARIES.items()},
    **{field: st.integers(0, most).map(str) for field, (most, _whole) in NUMBERS.items()},
}


@given(st.fixed_dictionaries({}, optional=fields))
def test_a_case_survives_its_link(case: dict[str, str]) -> None:
    assert from_link(case) == (case, [])


@pytest.mark.parametrize("field", [field for field in FIELDS if field not in NUMBERS])
def test_a_word_that_is_not_accepted_is_named_and_left_out(field: str) -> None:
    case, faults = from_link({field: "<script>alert(1)</script>", "cps": "5"})
    assert case == {"cps": "5"}
    assert [fault.field for fault in faults] == [field]
    assert "accepted" in str(faults[0])


def test_a_number_that_is_not_accepted_stays_beside_its_error() -> None:
    assert from_link({"ratio": "1,9"})[0] == {"ratio": "1,9"}


def test_a_plus_that_a_mail_program_turned_into_a_blank_is_still_a_score() -> None:
    assert from_link({"ihc": "2 "})[0] == {"ihc": "2+"}


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=200)))
def test_no_link_breaks_the_case(query: dict[str, str]) -> None:
    case, faults = from_link(query)
    assert set(case) | {fault.field for fault in faults} >= {field for field, value in query.items() if value.strip()}
