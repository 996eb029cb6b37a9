"""One case, entered once, comes back from its link unchanged; what a link may not hold is named."""

import re
from dataclasses import FrozenInstanceError
from fractions import Fraction
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.errors import InputError
from her2core.status.case import FURTHER, NUMBERS, OF_SPECIMEN, SHOWN, VOCABULARIES, Case, Field
from her2core.status.specimen_text import format_specimen, parse_specimen
from her2core.terms import CopyRule, IhcScore, IshResult, Setting, YesNo

accepted = st.fixed_dictionaries(
    {},
    optional={
        "ihc": st.sampled_from([score.value for score in IhcScore]),
        "ish": st.sampled_from([result.value for result in IshResult]),
        **{name.value: st.sampled_from([word.value for word in words]) for name, words in VOCABULARIES.items()},
        "area_ihc": st.sampled_from([score.value for score in IhcScore]),
        "area_ish": st.sampled_from([result.value for result in IshResult]),
        "date": st.dates().map(str).map(lambda day: day[: 4 + 3 * (int(day[-1]) % 3)]),
        **{name.value: st.integers(0, most).map(str) for name, (most, _whole) in NUMBERS.items()},
    },
)
of_specimen = accepted.map(lambda case: {name: text for name, text in case.items() if name in OF_SPECIMEN})
several = st.tuples(accepted, st.lists(of_specimen, max_size=7)).map(
    lambda given: {**given[0], **dict(zip(FURTHER, map(format_specimen, given[1]), strict=False))}
)
anything = st.dictionaries(st.sampled_from([name.value for name in Field]), st.text(max_size=200))


@given(several)
def test_a_case_survives_its_link(entries: dict[str, str]) -> None:
    case, refused = Case.from_link(entries)
    assert (case.entries, refused) == (entries, [])


@given(accepted)
def test_every_accepted_entry_has_its_value_and_keeps_its_text(entries: dict[str, str]) -> None:
    case = Case.parse(entries)
    assert case.entries == entries and case.faults == ()
    assert all(getattr(case, name) is not None for name in entries)
    assert list(case.entries) == [name for name in Field if name in entries], "always in the same order"


@given(anything)
def test_whatever_was_entered_is_kept_as_it_was_typed_and_what_cannot_be_used_is_named(entries: dict[str, str]) -> None:
    case = Case.parse(entries)
    assert case.entries == {name: text for name, text in entries.items() if text.strip()}
    untouched = Case()
    for fault in case.faults:
        assert getattr(case, fault.field) == getattr(untouched, fault.field), "a fault is read as nothing entered"


def test_a_score_as_the_laboratory_wrote_it_keeps_its_text_beside_its_value() -> None:
    case = Case.parse({"ihc": "(++)", "ratio": "2.10", "setting": "second-line"})
    assert (case.ihc, case.text(Field.IHC)) == (IhcScore.TWO, "(++)")
    assert (case.ratio, case.text(Field.RATIO)) == (Fraction(21, 10), "2.10")
    assert case.setting is Setting.SECOND_LINE
    assert (case.ish, case.text(Field.ISH), case.has(Field.ISH)) == (None, "", False)


def test_a_number_that_cannot_be_used_stays_beside_what_is_wrong_with_it() -> None:
    case = Case.parse({"ratio": "1,9"})
    assert (case.ratio, case.text(Field.RATIO)) == (None, "1,9")
    assert (
        str(case.fault(Field.RATIO))
        == "ratio: '1,9' given; accepted: a number from 0 to 100, with a point for decimals"
    )


def test_an_entry_that_does_not_exist_is_named() -> None:
    case = Case.parse({"name": "Li", "ihc": "3+"})
    assert case.entries == {"ihc": "3+"} and [fault.field for fault in case.faults] == ["name"]


def test_entering_makes_another_case_and_entering_nothing_clears() -> None:
    first = Case.parse({"ihc": "2+"})
    second = first.enter(Field.SETTING, "first-line").enter(Field.CPS, "5")
    assert (first.entries, second.entries) == ({"ihc": "2+"}, {"ihc": "2+", "setting": "first-line", "cps": "5"})
    assert second.enter(Field.CPS, None).enter(Field.SETTING, "") == first
    assert second.enter(Field.CPS, "many").fault(Field.CPS) and not second.fault(Field.CPS)


def test_two_cases_with_the_same_entries_are_the_same_case() -> None:
    one, other = Case.parse({"ihc": "2+", "cps": "5,0"}), Case.parse({"cps": "5,0", "ihc": "2+"})
    assert one == other and hash(one) == hash(other)
    assert one != one.enter(Field.CPS, "5,1"), "two entries that cannot be used are two entries"


def test_blanks_are_nothing_entered() -> None:
    assert Case.parse({"cps": "  ", "nuclei": "\u3000"}) == Case()
    assert Case.from_link({"ihc": " "}) == (Case(), [])


def test_nobody_changes_a_case() -> None:
    case = Case.parse({"ihc": "2+"})
    with pytest.raises(FrozenInstanceError):
        case.ihc = IhcScore.THREE  # type: ignore[misc]
    with pytest.raises(TypeError):
        case.entries["ihc"] = "3+"  # type: ignore[index]


def test_the_laboratory_counts_the_ratio_only_with_a_recount_zone_unless_it_says_otherwise() -> None:
    assert Case().laboratory == {"probe": "dual", "copy_rule": "ratio only", "recount_zone": True}
    other = Case.parse({"copy_rule": "ratio or copies", "recount_zone": "off"})
    assert other.copy_rule is CopyRule.RATIO_OR_COPIES
    assert other.laboratory == {"probe": "dual", "copy_rule": "ratio or copies", "recount_zone": False}


def test_a_ratio_above_what_was_counted_is_kept_as_it_was_written() -> None:
    case, refused = Case.from_link({"ratio": ">20"})
    assert (case.text(Field.RATIO), case.faults, refused) == (">20", (), [])


def test_counts_or_staining_stand_for_the_result_once_one_of_them_is_entered() -> None:
    assert Case.parse({"nuclei": "many"}).counted and Case.parse({"clusters": "yes"}).counted
    assert not Case.parse({"clusters": "no", "controls": "passed", "probe": "single"}).counted
    assert Case.parse({"intensity": "strong"}).stained and not Case.parse({"specimen": "biopsy"}).stained
    assert Case.parse({"clusters": "yes"}).clusters is YesNo.YES


@pytest.mark.parametrize("field", [name for name in Field if name not in SHOWN])
def test_a_word_that_is_not_accepted_is_named_and_left_out(field: Field) -> None:
    case, refused = Case.from_link({field: "<script>alert(1)</script>", "cps": "5"})
    assert case.entries == {"cps": "5"} and case.faults == ()
    assert [fault.field for fault in refused] == [field]
    assert "accepted" in str(refused[0])


def test_a_number_that_is_not_accepted_stays_in_the_case_of_a_link() -> None:
    assert Case.from_link({"ratio": "1,9"})[0].entries == {"ratio": "1,9"}


def test_a_plus_that_a_mail_program_turned_into_a_blank_is_still_a_score() -> None:
    assert Case.from_link({"ihc": "2 "})[0].entries == {"ihc": "2+"}


@given(anything)
def test_no_link_breaks_the_case(query: dict[str, str]) -> None:
    case, refused = Case.from_link(query)
    named = set(case.entries) | {fault.field for fault in refused}
    assert named >= {name for name, text in query.items() if text.strip()}


@given(st.dictionaries(st.sampled_from([name.value for name in OF_SPECIMEN]), st.text(min_size=1).filter(str.strip)))
def test_every_entry_of_a_further_specimen_comes_back_as_it_was_typed_in_what_no_messenger_changes(
    entries: dict[str, str],
) -> None:
    text = format_specimen(entries)
    assert parse_specimen("s2", text) == entries
    assert re.fullmatch("[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]|0", text), "a link that ends in a mark loses it"


def test_a_link_holds_eight_specimens_with_every_entry_of_them_below_two_thousand_characters() -> None:
    longest = {name.value: max((word.value for word in words), key=len) for name, words in VOCABULARIES.items()}
    longest |= {name.value: "100.25" if not whole else "1000" for name, (_most, whole) in NUMBERS.items()}
    longest |= {
        "ratio": "10.25",
        "nuclei": "1000",
        "cps": "100",
        "ihc": "not done",
        "ish": "not evaluable",
        "date": "2026-01-31",
    }
    longest |= {"area_ihc": "not done", "area_ish": "not evaluable", "percent": "99.5", "second_percent": "99.5"}
    case = Case.parse({name: text for name, text in longest.items() if name in set(Field)})
    for _number in FURTHER:
        case = case.add_specimen(case.list_entries())
    assert (len(case.specimens), case.faults) == (8, ())
    address = f"https://her2.gastric-board.example-hospital.org/outcomes?{urlencode({**case.entries, 'lang': 'zh'})}"
    assert len(address) < 2000
    assert Case.from_link(dict(parse_qsl(urlsplit(address).query)))[0] == case


def test_what_a_link_says_of_a_further_specimen_and_is_not_accepted_is_named_with_the_specimen() -> None:
    wrong = format_specimen({"ihc": "3+", "site": "moon", "ratio": "1,9"})
    case, refused = Case.from_link({"ihc": "2+", "s2": wrong, "s3": "i9", "s4": "<script>"})
    assert [fault.field for fault in refused] == ["s2.site", "s3", "s4"]
    assert case.list_entries("s2") == {"ihc": "3+", "ratio": "1,9"}, "what was typed is shown beside its error"
    assert case.further == ("s2",) and case.fault("s2.ratio")


def test_a_specimen_is_added_entered_and_removed_and_the_others_stay_as_they_are() -> None:
    case = Case.parse({"ihc": "2+", "setting": "second-line"}).add_specimen().enter(Field.IHC, "3+", "s2")
    case = case.add_specimen({"site": "liver"}).remove_specimen("s2")
    assert case.entries == {"ihc": "2+", "setting": "second-line", "s3": "sv"}
    assert [each.entries for each in case.specimens] == [
        {"ihc": "2+", "setting": "second-line"},
        {"site": "liver", "setting": "second-line"},
    ]
    for _number in range(6):
        case = case.add_specimen()
    with pytest.raises(InputError, match="at most 8 specimens"):
        case.add_specimen()


@pytest.mark.parametrize("text", ["2026-13", "2026-02-30", "26", "31.01.2026", "soon"])
def test_a_date_of_a_specimen_is_a_year_a_month_or_a_day(text: str) -> None:
    assert "accepted: a date as 2026, 2026-01 or 2026-01-31" in str(Case.parse({"date": text}).fault("date"))
