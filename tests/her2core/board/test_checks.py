"""A list names nobody: what looks like an identity, telephone or record number or a date of birth is not kept."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.board.checks import check_case, check_label, check_text, clean_text, warn_of_name
from her2core.board.entry import LIMITS
from her2core.errors import InputError

TEXTS = ("note", "question", "conclusion")
ANYWHERE = (
    "11010519491231002X",
    "110105 19491231 002x",
    "110105194912310021",
    "110105491231002",
    "１１０１０５１９４９１２３１００２Ｘ",
    "13800138000",
    "138-0013-8000",
    "+86 138 0013 8000",
    "+8613800138000",
    "１３８００１３８０００",
    "138\u200b0013\u200b8000",
    "138–0013–8000",
    "٠١٣٨٠٠١٣٨٠٠٠",
    "010-62345678",
    "(0571) 87654321",
    "+44 20 7946 0958",
    "+1 (212) 555-0100",
    "MRN 123456",
    "MRN: A-00123",
    "mrn12",
    "住院号 123456",
    "住院号：ZY00123",
    "门诊号１２３４",
    "病案号:98765",
    "ID 123456",
    "No. 00123",
    "DOB 1960-03-01",
    "DOB: 01.03.1960",
    "born 1960-03-01",
    "出生 1960年3月1日",
    "1960年3月1日出生",
    "生于1960-3-1",
    "患者 2025123456789",
)
IN_A_LABEL = (
    "1960-03-01",
    "1960/3/1",
    "1960年3月1日",
    "01.03.1960",
    "3 March 1960",
    "123456",
    "A 123 456",
    "12-34-56",
    "１２３４５６",
    "19600301",
    "DOB",
    "出生",
)
FINE = ("A3", "Case 12", "3", "No. 3", "第3例", "胃癌一号", "IHC 2+", "2025 week 47", "CPS 10", "B-07", "2+/FISH-")
MEDICAL = (
    "CPS 10",
    "2025-11-20 biopsy",
    "IHC 2+ 2025-11-20",
    "IHC 2+, FISH ratio 1.99, HER2 5.2, CEP17 2.6, 40 nuclei",
    "pT3N1M0, LVEF 62 %, 8 x SOX until 20251101",
    "lymph node No. 8a and No. 12",
    "NCT03329690, PMID 36332179, doi 10.1056/NEJMoa2004413",
    "T-DXd 6.4 mg/kg q3w, 2024/12/01 to 2025/03/01",
    "2025年11月20日活检，IHC 2+",
    "ORR 51.3 % (95 % CI 41.9-60.5), n = 119",
    "CA19-9 1234567 U/L",
)


@pytest.mark.parametrize("text", ANYWHERE)
@pytest.mark.parametrize("field", ["label", *TEXTS])
def test_an_identifier_is_refused_wherever_it_is_typed(field: str, text: str) -> None:
    with pytest.raises(InputError) as fault:
        check_label(text) if field == "label" else check_text(field, f"IHC 2+, {text}, biopsy")
    assert fault.value.field == field and "looks like" in fault.value.message


@pytest.mark.parametrize("text", IN_A_LABEL)
def test_a_label_may_not_even_resemble_one(text: str) -> None:
    with pytest.raises(InputError, match="looks like"):
        check_label(text)


@pytest.mark.parametrize("text", FINE)
def test_a_label_from_the_agenda_is_kept(text: str) -> None:
    assert check_label(text) == text and warn_of_name(text) is None


@pytest.mark.parametrize("text", MEDICAL)
@pytest.mark.parametrize("field", TEXTS)
def test_dates_and_figures_of_the_case_are_kept(field: str, text: str) -> None:
    assert check_text(field, text) == text


@pytest.mark.parametrize(
    "text", ["王小明", "欧阳锋", "李雷 2+", "张先生", "女士", "John Smith", "Mary Ann Jones", "Mr Smith", "Dr. Li"]
)
def test_a_name_is_warned_against_and_may_be_added_all_the_same(text: str) -> None:
    assert warn_of_name(text) and check_label(text) == text


@pytest.mark.parametrize("text", ["", " ", "\u200b\u202e", "\n\t"])
def test_a_label_is_needed(text: str) -> None:
    with pytest.raises(InputError, match="it is empty"):
        check_label(text)


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
def test_six_digits_in_a_row_never_pass_as_a_label(text: str) -> None:
    try:
        cleaned = check_label(text)
    except InputError:
        return
    digits = max(len(run) for run in "".join(c if c.isdigit() else " " for c in cleaned).split(" "))
    assert digits < 6


@pytest.mark.parametrize(
    "text", ["1-" * 2000, "+1 " * 1300, "出生" * 2000, "no." * 1300, "1 jan " * 660, "86 1" * 1000]
)
def test_text_made_to_keep_the_check_busy_is_judged_at_once(text: str) -> None:
    began = time.perf_counter()
    with suppress(InputError):
        check_text("note", text)
    assert time.perf_counter() - began < 10, "a check that does not end holds up everybody"
