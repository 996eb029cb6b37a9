"""Signals totalled over the nuclei are divided, or asked about; they never make a tumour amplified."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from her2core import InputError, IshResult, interpret_ish
from her2core.status.signals import divide_totals


@pytest.mark.parametrize(
    ("counts", "result"),
    [
        ({"her2_copies": 52, "cep17_copies": 40, "nuclei": 20}, IshResult.NOT_AMPLIFIED),
        ({"her2_copies": "52.0", "cep17_copies": "40.0", "nuclei": "20"}, IshResult.NOT_AMPLIFIED),
        ({"ratio": "1.30", "her2_copies": "52", "cep17_copies": "40", "nuclei": "20"}, IshResult.NOT_AMPLIFIED),
        ({"ratio": "1.3", "her2_copies": "52", "nuclei": "20"}, IshResult.NOT_AMPLIFIED),
        ({"her2_copies": "410", "cep17_copies": "41", "nuclei": "20"}, IshResult.AMPLIFIED),
        ({"her2_copies": "18", "cep17_copies": "16", "nuclei": "20"}, IshResult.NOT_AMPLIFIED),
    ],
)
def test_totals_are_divided_by_the_nuclei_and_that_is_said(counts: dict[str, object], result: IshResult) -> None:
    reading = interpret_ish(**counts)  # type: ignore[arg-type]
    assert reading.result is result
    assert reading.steps[0].text.startswith("Signals were totalled over the nuclei and divided: HER2")


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"her2_copies": 52, "cep17_copies": 40}, "cep17_copies"),
        ({"ratio": "1.3", "her2_copies": 52, "cep17_copies": 40}, "cep17_copies"),
        ({"her2_copies": "52.5", "cep17_copies": "40.5", "nuclei": 20}, "cep17_copies"),
        ({"her2_copies": 5200, "cep17_copies": 4000, "nuclei": 20}, "cep17_copies"),
        ({"ratio": "3.0", "her2_copies": 52, "cep17_copies": 40, "nuclei": 20}, "ratio"),
        ({"her2_copies": 52, "nuclei": 20, "probe": "single"}, "her2_copies"),
    ],
)
def test_totals_that_cannot_be_divided_are_asked_about(counts: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as fault:
        interpret_ish(**counts)  # type: ignore[arg-type]
    assert fault.value.field == field


@pytest.mark.parametrize(
    "means", [("10.00", "20.5", "2.1", 20), (None, "8.4", "2.1", 40), (">20", None, None, 20), (None, "6.2", None, 40)]
)
def test_means_stay_as_they_were_given(means: tuple[object, object, object, object]) -> None:
    assert divide_totals(*means) == (means[:3], None)


@given(nuclei=st.integers(20, 200), her2=st.floats(1, 6), cep17=st.floats(1, 6))
def test_totals_give_what_their_means_give(nuclei: int, her2: float, cep17: float) -> None:
    h, c = round(her2 * nuclei), round(cep17 * nuclei)
    assume(c > 20)
    means, said = divide_totals(None, h, c, nuclei)
    assert said and means == (None, Fraction(h, nuclei), Fraction(c, nuclei))
