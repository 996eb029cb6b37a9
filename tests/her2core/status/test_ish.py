"""ISH is read from counts by the laboratory's own rules, line by line, and nothing is rounded."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from her2core import Flag, InputError, IshResult, interpret_ish

AMP, NOT_AMP, EQUIVOCAL, NOT_EVALUABLE = (
    IshResult.AMPLIFIED, IshResult.NOT_AMPLIFIED, IshResult.EQUIVOCAL, IshResult.NOT_EVALUABLE
)  # fmt: skip

LINES = [
    # fewer than 20 nuclei, or failed controls, come before everything
    ({"ratio": 5, "nuclei": 19}, NOT_EVALUABLE, "1 nuclei"),
    ({"nuclei": 19, "clusters": True}, NOT_EVALUABLE, "1 nuclei"),
    ({"ratio": 5, "nuclei": 40, "controls_passed": False}, NOT_EVALUABLE, "1 controls"),
    # clusters
    ({"clusters": True}, AMP, "2"),
    # ratio above 2.2
    ({"ratio": "2.21", "nuclei": 20}, AMP, "4"),
    ({"ratio": "2.2001"}, AMP, "4"),
    # the zone 1.8 to 2.2, both ends inside
    ({"ratio": 1.8, "nuclei": 39}, EQUIVOCAL, "5"),
    ({"ratio": 2.2, "nuclei": 39}, EQUIVOCAL, "5"),
    ({"ratio": 2.0}, EQUIVOCAL, "5"),
    ({"ratio": 1.79, "nuclei": 39}, NOT_AMP, "9"),
    ({"ratio": 2.0, "nuclei": 39, "recount_zone": False}, AMP, "6"),
    ({"ratio": 1.9, "nuclei": 39, "recount_zone": False}, NOT_AMP, "9"),
    # 2.0 and above on enough nuclei
    ({"ratio": 2.0, "nuclei": 40}, AMP, "6"),
    ({"ratio": 2.2, "nuclei": 40}, AMP, "6"),
    ({"ratio": 1.99, "nuclei": 40}, NOT_AMP, "9"),
    ({"ratio": "1.9999999999", "nuclei": 40}, NOT_AMP, "9"),
    # six copies or more
    ({"ratio": 1.5, "her2_copies": 6.0, "cep17_copies": 4.0, "nuclei": 40}, AMP, "7 ratio or copies"),
    (
        {"ratio": 1.5, "her2_copies": 6.0, "cep17_copies": 4.0, "nuclei": 40, "copy_rule": "ratio only"},
        NOT_AMP,
        "7 ratio only",
    ),
    ({"ratio": 1.5, "her2_copies": 5.99, "cep17_copies": 3.99, "nuclei": 40}, NOT_AMP, "9"),
    # four to below six copies with polysomy on few nuclei
    ({"her2_copies": 4.0, "cep17_copies": 3.0, "nuclei": 39}, EQUIVOCAL, "8"),
    ({"her2_copies": 5.9, "cep17_copies": 4.0, "nuclei": 39}, EQUIVOCAL, "8"),
    ({"her2_copies": 3.99, "cep17_copies": 3.0, "nuclei": 39}, NOT_AMP, "9"),
    ({"her2_copies": 4.0, "cep17_copies": 2.99, "nuclei": 39}, NOT_AMP, "9"),
    ({"her2_copies": 4.0, "cep17_copies": 3.0, "nuclei": 40}, NOT_AMP, "9"),
    # otherwise
    ({"ratio": 1.0}, NOT_AMP, "9"),
    # single probe
    ({"probe": "single", "her2_copies": 6.0}, AMP, "S1"),
    ({"probe": "single", "her2_copies": 5.99}, EQUIVOCAL, "S2"),
    ({"probe": "single", "her2_copies": 4.0}, EQUIVOCAL, "S2"),
    ({"probe": "single", "her2_copies": 3.99}, NOT_AMP, "S3"),
    ({"probe": "single", "her2_copies": 8, "nuclei": 19}, NOT_EVALUABLE, "1 nuclei"),
    ({"probe": "single", "clusters": True}, AMP, "2"),
]


@pytest.mark.parametrize(("counts", "result", "row"), LINES)
def test_each_line_of_the_table_fires_where_it_should(counts: dict[str, object], result: IshResult, row: str) -> None:
    reading = interpret_ish(**counts)  # type: ignore[arg-type]
    assert (reading.result, reading.row) == (result, row)
    assert reading.steps[-1].applied
    assert reading.steps[-1].row == row


def test_the_other_copy_number_rule_is_always_shown() -> None:
    reading = interpret_ish(ratio=1.9, her2_copies=6.4, cep17_copies=3.4, nuclei=40, copy_rule="ratio or copies")
    assert (reading.result.value, reading.alternative.value) == ("amplified", "not amplified")
    assert Flag.COPY_NUMBER_RULE_DECIDES in reading.flags
    assert interpret_ish(ratio=3).alternative is IshResult.AMPLIFIED


def test_a_ratio_is_worked_out_exactly_from_the_copies() -> None:
    # In binary floating point 6.6 / 3.3 is 1.9999999999999998 or so; on paper it is 2.
    assert interpret_ish(her2_copies=6.6, cep17_copies=3.3, nuclei=40).row == "6"
    reading = interpret_ish(her2_copies="6.4", cep17_copies="3.4", nuclei=40)
    assert "6.4 / 3.4 = ≈ 1.882" in reading.steps[0].text


def test_high_ratio_on_few_copies_is_noted_as_possible_monosomy() -> None:
    reading = interpret_ish(ratio=2.5, her2_copies=3.5, cep17_copies=1.4, nuclei=40)
    assert (reading.result, reading.flags) == (AMP, (Flag.LOW_COPY_NUMBER,))


@pytest.mark.parametrize(
    ("counts", "flags"),
    [
        ({"ratio": 2.1, "nuclei": 40}, (Flag.BORDERLINE,)),
        ({"ratio": 1.99, "nuclei": 40}, (Flag.BORDERLINE, Flag.COPIES_NOT_REPORTED)),
        ({"ratio": 1.2}, (Flag.COPIES_NOT_REPORTED,)),
        ({"her2_copies": 3.6, "cep17_copies": 3.0, "nuclei": 40}, (Flag.POLYSOMY,)),
    ],
)
def test_cautions_go_with_their_figures(counts: dict[str, object], flags: tuple[Flag, ...]) -> None:
    assert interpret_ish(**counts).flags == flags  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({}, "ratio"),
        ({"her2_copies": 5}, "ratio"),
        ({"probe": "single"}, "her2_copies"),
        ({"ratio": 2.5, "her2_copies": 4, "cep17_copies": 2}, "ratio"),  # 4 / 2 is not 2.5
        ({"ratio": 2.0, "her2_copies": 5.8, "cep17_copies": 3}, "ratio"),  # impossible triplet
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
    with pytest.raises(InputError, match="accepted") as fault:
        interpret_ish(**counts)  # type: ignore[arg-type]
    assert fault.value.field == field


def test_copies_may_differ_from_the_ratio_by_rounding_but_not_by_more_than_a_tenth() -> None:
    assert interpret_ish(ratio=2.1, her2_copies=6, cep17_copies=3, nuclei=40).row == "6"
    with pytest.raises(InputError, match="contradicts the copies"):
        interpret_ish(ratio=2.11, her2_copies=6, cep17_copies=3, nuclei=40)


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
    if reading.row == "9":
        assert ratio < 2
        assert Fraction(her2) < 6
    if controls and (nuclei is None or nuclei >= 20) and ratio > Fraction("2.2"):
        assert reading.result is AMP
