"""A list names nobody: what looks like an identity, telephone or record number or a date of birth is not kept."""

import re
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.board.checks import check_case, check_label, check_text, clean_text, warn_of_name
from her2core.board.entry import LIMITS
from her2core.errors import InputError
from her2core.status.specimen_text import format_specimen

RECENT = re.compile(r"20[1-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b\u202e", "\n\t", "\u3164", "\u2800 \u115f", "\u3000", "\ufe0f", "\u0301", "\ufffe", "\udbff"],
)
def test_a_label_is_needed(text: str) -> None:
    with pytest.raises(InputError, match="it is empty"):
        check_label(text)


@pytest.mark.parametrize("mark", ["\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff", "\ud800"])
def test_what_is_no_character_is_not_kept(mark: str) -> None:
    assert check_label(f"A{mark}3") == "A3"
    assert check_text("note", f"2+{mark}\n胃癌 \ufffd") == "2+\n胃癌 \ufffd"


def test_lines_stay_in_a_note_and_nowhere_else() -> None:
    assert check_text("note", "a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert check_label("a\nb") == "a b"


@pytest.mark.parametrize("field", LIMITS)
def test_nothing_is_cut_in_silence(field: str) -> None:
    most = LIMITS[field]
    assert clean_text(field, "x" * most, most) == "x" * most
    with pytest.raises(InputError, match=f"at most {most} characters") as fault:
        clean_text(field, "x" * (most + 1), most)
    assert fault.value.field == field


def test_a_case_keeps_the_order_of_its_fields_and_drops_empty_ones() -> None:
    assert list(check_case({"ratio": "2.1", "ish": "", "ihc": "2+"}).items()) == [("ihc", "2+"), ("ratio", "2.1")]


@pytest.mark.parametrize("case", [{"name": "x"}, {"ihc": "5+"}, {"ratio": "-1"}, {"ratio": "1" * 200}])
def test_a_value_that_the_case_does_not_accept_is_named(case: dict[str, str]) -> None:
    with pytest.raises(InputError) as fault:
        check_case(case)
    assert fault.value.field == next(iter(case))


@given(st.text(st.characters(), max_size=200))
def test_any_text_gives_a_text_without_hidden_marks_or_a_named_fault(text: str) -> None:
    for field in LIMITS:
        try:
            cleaned = check_label(text) if field == "label" else check_text(field, text)
        except InputError as fault:
            assert fault.field == field
        else:
            assert cleaned == clean_text(field, cleaned, LIMITS[field]) and cleaned.encode().decode() == cleaned
            assert not set(cleaned) & set("\x00\u202a\u202e\u2066\u2069\u200b\u200e\u200f\ufeff")
    warn_of_name(text)


@given(st.text("0123456789０９+-−–_ \u200b.年月日/()X", min_size=1, max_size=60))
def test_six_digits_in_a_row_never_pass_as_a_label_but_in_the_date_of_a_meeting(text: str) -> None:
    try:
        cleaned = check_label(text)
    except InputError:
        return
    undated = RECENT.sub(" ", cleaned)
    digits = max(len(run) for run in "".join(c if c.isdigit() else " " for c in undated).split(" "))
    assert digits < 6


@pytest.mark.parametrize(
    "text", ["1-" * 2000, "+1 " * 1300, "出生" * 2000, "no." * 1300, "1 jan " * 660, "86 1" * 1000]
)
def test_text_made_to_keep_the_check_busy_is_judged_at_once(text: str) -> None:
    began = time.perf_counter()
    with suppress(InputError):
        check_text("note", text)
    assert time.perf_counter() - began < 10, "a check that does not end holds up everybody"


def test_a_case_is_kept_with_all_its_specimens() -> None:
    long = format_specimen({"ihc": "1+", "site": "liver", "date": "2026-01-31", "ratio": ">20", "percent": "1,5" * 20})
    with pytest.raises(InputError, match=r"s2\.percent"):
        check_case({"ihc": "3+", "s2": long})
    case = {"ihc": "3+", "date": "2024-03", "s2": format_specimen({"ihc": "1+", "nuclei": "1" + "0" * 4})}
    assert check_case(case) == case
