"""ISH is read from counts by the laboratory's own rules, line by line, and nothing is rounded."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from her2core import Flag, InputError, IshResult, interpret_ish
from her2core.status.assessment import assess
from tests.rows import each_row

AMP, NOT_AMP, EQUIVOCAL, NOT_EVALUABLE = (
    IshResult.AMPLIFIED, IshResult.NOT_AMPLIFIED, IshResult.EQUIVOCAL, IshResult.NOT_EVALUABLE
)  # fmt: skip

RATIO_ONLY, OR_COPIES = {"copy_rule": "ratio only"}, {"copy_rule": "ratio or copies"}
LINES = [
    # failed controls come before everything, then clusters, whatever the number of nuclei, then too few nuclei
    ({"ratio": 5, "nuclei": 40, "controls_passed": False}, NOT_EVALUABLE, "1 controls"),
    ({"clusters": True, "controls_passed": False}, NOT_EVALUABLE, "1 controls"),
    ({"clusters": True}, AMP, "2 clusters"),
    ({"nuclei": 19, "clusters": True}, AMP, "2 clusters"),
    ({"ratio": 1, "nuclei": 0, "clusters": True}, AMP, "2 clusters"),
    ({"ratio": 5, "nuclei": 19}, NOT_EVALUABLE, "3 nuclei"),
    ({"ratio": 5, "nuclei": 20}, AMP, "5"),
    # ratio 2.2 or above
    ({"ratio": "2.2", "nuclei": 20}, AMP, "5"),
    ({"ratio": "2.20"}, AMP, "5"),
    ({"ratio": "2.1999", "nuclei": 20}, EQUIVOCAL, "6"),
    ({"ratio": ">20"}, AMP, "5"),
    ({"ratio": "＞ 20", "her2_copies": "42.0", "cep17_copies": "2.0", "nuclei": 20}, AMP, "5"),
    # the zone 1.8 to below 2.2; unknown nuclei count as few
    ({"ratio": 1.8, "nuclei": 39}, EQUIVOCAL, "6"),
    ({"ratio": 2.19, "nuclei": 39}, EQUIVOCAL, "6"),
    ({"ratio": 2.0}, EQUIVOCAL, "6"),
    ({"ratio": 1.9, "nuclei": 20}, EQUIVOCAL, "6"),
    ({"ratio": 1.79, "nuclei": 39}, NOT_AMP, "10 otherwise"),
    ({"ratio": 2.0, "nuclei": 39, "recount_zone": False}, AMP, "7"),
    ({"ratio": 1.9, "nuclei": 39, "recount_zone": False}, NOT_AMP, "10 otherwise"),
    # 2.0 and above on enough nuclei
    ({"ratio": 2.0, "nuclei": 40}, AMP, "7"),
    ({"ratio": 2.19, "nuclei": 40}, AMP, "7"),
    ({"ratio": 1.99, "nuclei": 40}, NOT_AMP, "10 otherwise"),
    ({"ratio": "1.9999999999", "nuclei": 40}, NOT_AMP, "10 otherwise"),
    # six copies or more: the ratio alone decides, unless the laboratory says otherwise
    ({"ratio": 1.5, "her2_copies": 6.0, "cep17_copies": 4.0, "nuclei": 40}, NOT_AMP, "8 ratio only"),
    ({"ratio": 1.5, "her2_copies": 6.0, "cep17_copies": 4.0, "nuclei": 40, **RATIO_ONLY}, NOT_AMP, "8 ratio only"),
    ({"ratio": 1.5, "her2_copies": 6.0, "cep17_copies": 4.0, "nuclei": 40, **OR_COPIES}, AMP, "8 ratio or copies"),
    ({"ratio": 1.5, "her2_copies": 5.99, "cep17_copies": 3.99, "nuclei": 40, **OR_COPIES}, NOT_AMP, "10 otherwise"),
    # four to below six copies with polysomy on few nuclei, or on nobody knows how many
    ({"her2_copies": 4.0, "cep17_copies": 3.0, "nuclei": 39}, EQUIVOCAL, "9"),
    ({"her2_copies": 4.0, "cep17_copies": 3.0}, EQUIVOCAL, "9"),
    ({"her2_copies": 5.9, "cep17_copies": 4.0, "nuclei": 39}, EQUIVOCAL, "9"),
    ({"her2_copies": 3.99, "cep17_copies": 3.0, "nuclei": 39}, NOT_AMP, "10 otherwise"),
    ({"her2_copies": 4.0, "cep17_copies": 2.99, "nuclei": 39}, NOT_AMP, "10 otherwise"),
    ({"her2_copies": 4.0, "cep17_copies": 3.0, "nuclei": 40}, NOT_AMP, "10 otherwise"),
    # otherwise
    ({"ratio": 1.0}, NOT_AMP, "10 otherwise"),
    # single probe
    ({"probe": "single", "her2_copies": 6.0}, AMP, "S1"),
    ({"probe": "single", "her2_copies": 5.99}, EQUIVOCAL, "S2"),
    ({"probe": "single", "her2_copies": 4.0}, EQUIVOCAL, "S2"),
    ({"probe": "single", "her2_copies": 3.99}, NOT_AMP, "S3"),
    ({"probe": "single", "her2_copies": 8, "nuclei": 19}, NOT_EVALUABLE, "3 nuclei"),
    ({"probe": "single", "clusters": True, "nuclei": 19}, AMP, "2 clusters"),
]


@each_row(("counts", "result", "row"), LINES)
def test_each_line_of_the_table_fires_where_it_should(counts: dict[str, object], result: IshResult, row: str) -> None:
    reading = interpret_ish(**counts)  # type: ignore[arg-type]
    assert (reading.result, reading.row) == (result, row)
    assert reading.steps[-1].applied
    assert reading.steps[-1].row == row


@each_row(("rule", "result", "other"), [(RATIO_ONLY, NOT_AMP, AMP), (OR_COPIES, AMP, NOT_AMP), ({}, NOT_AMP, AMP)])
def test_six_copies_below_a_ratio_of_2_are_flagged_and_the_other_rule_is_shown(
    rule: dict[str, str], result: IshResult, other: IshResult
) -> None:
    reading = interpret_ish(ratio="1.9", her2_copies="6.4", cep17_copies="3.4", nuclei=40, **rule)  # type: ignore[arg-type]
    assert (reading.result, reading.alternative) == (result, other)
    assert Flag.COPY_NUMBER_RULE_DECIDES in reading.flags
    assert interpret_ish(ratio=3).alternative is IshResult.AMPLIFIED


def test_a_case_and_a_function_call_follow_the_same_rule_where_none_is_given() -> None:
    counts = {"ratio": "1.9", "her2_copies": "6.4", "cep17_copies": "3.4", "nuclei": "40"}
    reading = assess({"ihc": "2+", **counts}).ish
    assert reading is not None and reading.row == interpret_ish(**counts).row == "8 ratio only"  # type: ignore[arg-type]


def test_a_ratio_is_worked_out_exactly_from_the_copies() -> None:
    # In binary floating point 6.6 / 3.3 is 1.9999999999999998 or so; on paper it is 2.
    assert interpret_ish(her2_copies=6.6, cep17_copies=3.3, nuclei=40).row == "7"
    reading = interpret_ish(her2_copies="6.4", cep17_copies="3.4", nuclei=40)
    assert "6.4 / 3.4 = ≈ 1.882" in reading.steps[0].text


def test_high_ratio_on_few_copies_is_noted_as_possible_monosomy() -> None:
    reading = interpret_ish(ratio=2.5, her2_copies=3.5, cep17_copies=1.4, nuclei=40)
    assert (reading.result, reading.flags) == (AMP, (Flag.LOW_COPY_NUMBER,))


@each_row(
    ("counts", "flags"),
    [
        ({"ratio": 2.1, "nuclei": 40}, (Flag.BORDERLINE,)),
        ({"ratio": 1.99, "nuclei": 40}, (Flag.BORDERLINE, Flag.COPIES_NOT_REPORTED)),
        ({"ratio": 1.2}, (Flag.COPIES_NOT_REPORTED,)),
        ({"her2_copies": 3.6, "cep17_copies": 3.0, "nuclei": 40}, (Flag.POLYSOMY,)),
        ({"ratio": 2.2, "nuclei": 40}, ()),
    ],
)
def test_cautions_go_with_their_figures(counts: dict[str, object], flags: tuple[Flag, ...]) -> None:
    assert interpret_ish(**counts).flags == flags  # type: ignore[arg-type]


@each_row(
    ("counts", "field"),
    [
        ({}, "ratio"),
        ({"her2_copies": 5}, "ratio"),
        ({"probe": "single"}, "her2_copies"),
        ({"ratio": 2.5, "her2_copies": 4, "cep17_copies": 2}, "ratio"),  # 4 / 2 is not 2.5
        ({"ratio": ">2.0", "nuclei": 39}, "ratio"),  # 2.1 and 3.0 have two results
        ({"ratio": ">1.0"}, "ratio"),
        ({"ratio": ">"}, "ratio"),
        ({"ratio": "> many"}, "ratio"),
        ({"ratio": ">20", "her2_copies": "8.0", "cep17_copies": "2.0"}, "ratio"),
        ({"ratio": -1}, "ratio"),
        ({"ratio": "two"}, "ratio"),
        ({"ratio": "1,9"}, "ratio"),
        ({"ratio": float("nan")}, "ratio"),
        ({"ratio": float("inf")}, "ratio"),
        ({"ratio": "1e3"}, "ratio"),
        ({"nuclei": 20.5, "ratio": 1}, "nuclei"),
        ({"nuclei": -20, "ratio": 1}, "nuclei"),
        ({"her2_copies": 4, "cep17_copies": 0}, "cep17_copies"),
        ({"ratio": 1, "copy_rule": "copies"}, "copy_rule"),
        ({"ratio": 1, "probe": "triple"}, "probe"),
    ],
)
def test_contradictory_or_impossible_counts_are_named(counts: dict[str, object], field: str) -> None:
    with pytest.raises(InputError, match=r"accepted|correct one of the three") as fault:
        interpret_ish(**counts)  # type: ignore[arg-type]
    assert fault.value.field == field


CONSISTENT = [
    (("10.00", "20.5", "2.1"), "5"),  # 20.5 / 2.1 is 9.76; 20.54 / 2.054 is 10.00
    (("2.00", "5.9", "3.0"), "7"),  # 5.94 / 2.97 is 2.00
    (("2.1", "6", "3"), "7"),
    (("2", "5.0", "2.1"), "7"),  # a ratio printed without decimals may have been 2.4
]
CONTRADICTORY = [("2.5", "4.0", "2.0"), ("2.01", "5.8", "3.0"), ("2.0", "4.0", "2.2"), ("10.00", "20.5", "2.3")]


@each_row("form", [str, Decimal])
@each_row(("triplet", "row"), CONSISTENT)
def test_a_ratio_may_differ_from_its_copies_by_what_rounding_of_the_printed_digits_explains(
    form: type, triplet: tuple[str, str, str], row: str
) -> None:
    ratio, her2, cep17 = map(form, triplet)
    assert interpret_ish(ratio=ratio, her2_copies=her2, cep17_copies=cep17, nuclei=40).row == row


@each_row("form", [str, Decimal, float])
@each_row("triplet", CONTRADICTORY)
def test_a_ratio_that_no_rounding_explains_is_an_input_error(form: type, triplet: tuple[str, str, str]) -> None:
    ratio, her2, cep17 = map(form, triplet)
    with pytest.raises(InputError, match="does not fit"):
        interpret_ish(ratio=ratio, her2_copies=her2, cep17_copies=cep17, nuclei=40)


def test_the_digits_of_a_text_count_so_that_2_0_is_less_exact_than_2_00() -> None:
    assert interpret_ish(ratio="2.0", her2_copies="5.8", cep17_copies="3.0", nuclei=40).row == "7"
    with pytest.raises(InputError, match="does not fit"):
        interpret_ish(ratio="2.00", her2_copies="5.8", cep17_copies="3.0", nuclei=40)


def test_numbers_that_are_equal_are_read_alike() -> None:
    for numbers in ((2.0, 4, 2), (2, 4.0, 2.0)):
        assert interpret_ish(*numbers, nuclei=40).row == "7"
    for numbers in ((2.5, 4, 2), (2.5, 4.0, 2.0)):
        with pytest.raises(InputError, match="does not fit"):
            interpret_ish(*numbers, nuclei=40)


def test_the_advice_on_polysomy_names_the_other_probe() -> None:
    (comment,) = interpret_ish(her2_copies="3.6", cep17_copies="3.0", nuclei=40).comments
    assert "another chromosome 17 probe" in comment.text


decimals = st.decimals(0, 20, places=2).map(str)


@given(
    her2=decimals,
    cep17=decimals,
    nuclei=st.one_of(st.none(), st.integers(0, 200)),
    clusters=st.booleans(),
    controls=st.booleans(),
    rule=st.sampled_from(["ratio or copies", "ratio only"]),
    zone=st.booleans(),
)
def test_every_countable_tumour_has_one_result_with_its_steps(
    her2: str, cep17: str, nuclei: int | None, clusters: bool, controls: bool, rule: str, zone: bool
) -> None:
    assume(Fraction(cep17) > 0)
    reading = interpret_ish(
        her2_copies=her2,
        cep17_copies=cep17,
        nuclei=nuclei,
        clusters=clusters,
        controls_passed=controls,
        copy_rule=rule,
        recount_zone=zone,
    )
    assert reading.result is not IshResult.NOT_DONE
    assert [step.applied for step in reading.steps].count(True) in {1, 2}
    ratio = Fraction(her2) / Fraction(cep17)
    if reading.row == "10 otherwise":
        assert ratio < 2
        assert Fraction(her2) < 6
    if controls and (clusters or ((nuclei is None or nuclei >= 20) and ratio >= Fraction("2.2"))):
        assert reading.result is AMP
    if reading.alternative is not reading.result:
        assert Flag.COPY_NUMBER_RULE_DECIDES in reading.flags
