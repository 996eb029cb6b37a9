"""Pooled proportions equal those of R's metafor: Viechtbauer W. J Stat Softw 2010;36(3):1-48.

The reference values are in tests/reference/metafor.json, written by tests/reference/metafor.R.
"""

import json
import math
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.errors import InputError
from her2core.statistics.pooling import PlainPooled, Pooled, pool_proportions

REFERENCE = json.loads((Path(__file__).parents[2] / "reference" / "metafor.json").read_text(encoding="utf-8"))
Study = tuple[int, int]
"""Patients with the event, and all patients."""


def studies_of(at_most: int) -> st.SearchStrategy[list[Study]]:
    study = st.integers(1, at_most).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
    return st.lists(study, min_size=2, max_size=12)


some_studies = st.one_of(studies_of(10), studies_of(300), studies_of(100_000))


def pool(studies: list[Study]) -> Pooled:
    return pool_proportions([events for events, _ in studies], [total for _, total in studies])


@pytest.mark.parametrize("reference", REFERENCE["sets"], ids=lambda reference: reference["name"])
def test_every_value_equals_metafors(reference: dict) -> None:
    """Viechtbauer W. J Stat Softw 2010;36(3):1-48. But where studies agree exactly, its interval is a point."""
    pooled = pool_proportions(reference["events"], reference["totals"])
    result, expected = asdict(pooled), dict(reference["pooled"])
    if isinstance(pooled, PlainPooled):
        assert expected["ci_low"] == pytest.approx(expected["estimate"], abs=1e-9) == expected["ci_high"]
        for limit in ("ci_low", "ci_high", "prediction_low", "prediction_high"):
            del result[limit], expected[limit]
    assert result == pytest.approx(expected, rel=0, abs=1e-4)


@pytest.mark.parametrize(
    "studies",
    [
        [(0, 10), (0, 10), (0, 10)], [(5, 10), (5, 10)], [(10, 10)] * 4, [(10, 25)] * 3, [(3, 9), (10, 30)], [(0, 1), (0, 1)],
    ],
)  # fmt: skip
def test_studies_that_agree_exactly_have_the_plain_random_effects_interval(studies: list[Study]) -> None:
    """DerSimonian R, Laird N. Control Clin Trials 1986;7:177-188."""
    pooled = pool(studies)
    assert (
        isinstance(pooled, PlainPooled) and pooled.method == "plain random-effects interval: the studies agree exactly"
    )
    shrunk = [(x + 0.5, n + 1) if x in (0, n) else (x, n) for x, n in studies]
    logit = math.log(shrunk[0][0] / (shrunk[0][1] - shrunk[0][0]))
    error = sum(1 / (1 / x + 1 / (n - x)) for x, n in shrunk) ** -0.5
    limits = [1 / (1 + math.exp(-(logit + sign * 1.959963985 * error))) for sign in (-1, 1)]
    assert [pooled.ci_low, pooled.ci_high] == pytest.approx(limits, abs=1e-6)
    assert pooled.ci_low < pooled.estimate < pooled.ci_high
    assert (pooled.prediction_low, pooled.prediction_high) == (pooled.ci_low, pooled.ci_high)


def test_studies_that_nearly_agree_keep_the_interval_of_hartung_and_knapp() -> None:
    assert pool([(50, 100), (51, 100)]).method == "Hartung-Knapp"


@given(some_studies)
def test_every_interval_has_a_width(studies: list[Study]) -> None:
    assert pool(studies).ci_low < pool(studies).ci_high


def test_the_reference_says_what_computed_it() -> None:
    assert REFERENCE["metafor"] and REFERENCE["R"]


@given(some_studies)
def test_any_counts_give_fractions_with_the_estimate_inside_its_intervals(studies: list[Study]) -> None:
    result = pool(studies)
    assert (
        0 <= result.prediction_low <= result.ci_low <= result.estimate <= result.ci_high <= result.prediction_high <= 1
    )
    assert 0 <= result.i2 <= 100
    assert 0 <= result.tau2 < math.inf
    assert result.k == len(studies)


@given(st.data())
def test_the_order_of_the_studies_does_not_matter(data: st.DataObject) -> None:
    studies = data.draw(some_studies)
    other = data.draw(st.permutations(studies))
    assert asdict(pool(other)) == pytest.approx(asdict(pool(studies)), rel=0, abs=1e-4)


@given(some_studies)
def test_patients_without_the_event_pool_to_the_mirror_image(studies: list[Study]) -> None:
    result, mirrored = pool(studies), pool([(total - events, total) for events, total in studies])
    assert mirrored.estimate == pytest.approx(1 - result.estimate, abs=1e-4)
    assert mirrored.ci_low == pytest.approx(1 - result.ci_high, abs=1e-4)
    assert mirrored.prediction_high == pytest.approx(1 - result.prediction_low, abs=1e-4)


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(2, 12))
def test_studies_that_are_all_alike_are_not_heterogeneous(study: Study, k: int) -> None:
    result = pool([study] * k)
    assert (result.i2, result.tau2) == (0, 0)
    assert isinstance(result, PlainPooled)


@pytest.mark.parametrize(
    ("events", "totals", "field", "accepted"),
    [
        ([-1, 5], [10, 10], "events", "a whole number from 0 to 10"),
        ([3, 11], [10, 10], "events", "a whole number from 0 to 10"),
        ([3, 4.5], [10, 10], "events", "a whole number from 0 to 10"),
        ([3, math.nan], [10, 10], "events", "a whole number from 0 to 10"),
        ([3, None], [10, 10], "events", "a whole number from 0 to 10"),
        ([3, True], [10, 10], "events", "a whole number from 0 to 10"),
        ([3, "some"], [10, 10], "events", "a whole number from 0 to 10"),
        ([0, 5], [0, 10], "totals", "a whole number from 1 to 100000"),
        ([0, 5], [-4, 10], "totals", "a whole number from 1 to 100000"),
        ([3, 5], [10, 10.5], "totals", "a whole number from 1 to 100000"),
        ([3, 5], [10, math.inf], "totals", "a whole number from 1 to 100000"),
        ([3, 5], [10, None], "totals", "a whole number from 1 to 100000"),
        ([3, 5], [10, 100_001], "totals", "a whole number from 1 to 100000"),
        ([3, 5, 7], [10, 10], "totals", "one total for each of the 3 studies"),
        ([3, 5], [10, 10, 10], "totals", "one total for each of the 2 studies"),
        ([3], [10], "events", "the events of two studies or more"),
        ([], [], "events", "the events of two studies or more"),
    ],
)
def test_what_cannot_be_pooled_is_named_with_what_can(
    events: list[object], totals: list[object], field: str, accepted: str
) -> None:
    with pytest.raises(InputError) as raised:
        pool_proportions(events, totals)
    assert raised.value.field == field
    assert raised.value.message.endswith(f"given; accepted: {accepted}")


def test_the_error_says_what_was_given() -> None:
    with pytest.raises(InputError, match="events: 11 given; accepted: a whole number from 0 to 10"):
        pool_proportions([3, 11], [10, 10])
