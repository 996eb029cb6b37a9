"""A calculated interval is Wilson's, of a difference Newcombe's; it is marked as calculated, and never replaces a reported one."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from her2core.statistics.proportions import add_calculated_intervals, newcombe, wilson


def rate(
    value: float, responders: float | None, n: float | None, low: float | None = None, high: float | None = None
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "value": [value], "responders": [responders], "n": [n], "unit": ["percent"], "ci_low": [low], "ci_high": [high],
            "ci_level": [95], "ci_printed": ["" if low is None else f"{low}–{high}"],
        }
    ).astype({"responders": float, "n": float, "ci_low": float, "ci_high": float})  # fmt: skip


# Newcombe RG. Stat Med 1998;17:857-872, Table I, method 3 (Wilson score without continuity correction).
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("responders", "n", "low", "high"), NEWCOMBE)
def test_wilson_intervals_equal_the_published_ones(responders: int, n: int, low: float, high: float) -> None:
    result = add_calculated_intervals(rate(100 * responders / n, responders, n)).iloc[0]
    assert result["ci_low"] == pytest.approx(100 * low, abs=0.006)
    assert result["ci_high"] == pytest.approx(100 * high, abs=0.006)
    assert result["interval"] == "calculated"


SAMPLES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SAMPLES)
def test_wilson_equals_that_of_statsmodels(of: tuple[int, int]) -> None:
    responders, n = of
    assert wilson(responders, n) == pytest.approx(proportion_confint(responders, n, method="wilson"), abs=1e-12)


@given(SAMPLES, SAMPLES)
def test_the_interval_of_a_difference_equals_that_of_statsmodels(one: tuple[int, int], other: tuple[int, int]) -> None:
    theirs = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert newcombe(*one, *other) == pytest.approx(theirs, rel=0, abs=1e-15)


def test_a_calculated_interval_is_printed_with_one_decimal() -> None:
    assert add_calculated_intervals(rate(0, 0, 20)).iloc[0]["ci_printed"] == "0.0–16.1"


def test_a_reported_interval_stands() -> None:
    result = add_calculated_intervals(rate(50, 15, 30, 31.3, 68.7)).iloc[0]
    assert (result["ci_low"], result["ci_high"], result["interval"]) == (31.3, 68.7, "reported")


def test_without_responders_no_interval_is_made_up() -> None:
    result = add_calculated_intervals(rate(43, None, None)).iloc[0]
    assert pd.isna(result["ci_low"])
    assert result["interval"] == ""
