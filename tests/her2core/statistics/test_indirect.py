"""What may be said of two treatments that never met, through the control that both were compared with.

Held to reference values of R's metafor, which tests/reference/network.R wrote, and to an independent implementation below, written
from the formulas.
"""

import json
from math import exp, log, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.regression.linear_model import GLS
from statsmodels.stats.meta_analysis import combine_effects

from her2core.errors import InputError
from her2core.statistics.effects import Effect, odds_ratio, read_effect, risk_difference
from her2core.statistics.indirect import Contrast, NetworkEstimate, bucher, covariance, pool_effects
from her2core.terms import Measure

REFERENCE = Path(__file__).parents[2] / "reference" / "network.json"
effects = st.builds(Effect, st.floats(-2, 2), st.floats(0.05, 1))


def test_herizon_gea_01_triplet_v_keynote_811_for_os_is_0_90_from_0_68_to_1_20() -> None:
    """0.72 (0.57-0.90) and 0.80 (0.67-0.94), both v trastuzumab and chemotherapy."""
    triplet = read_effect(0.72, 0.57, 0.90, Measure.HR)
    pembrolizumab = read_effect(0.80, 0.67, 0.94, Measure.HR)
    assert [f"{x:.2f}" for x in bucher(triplet, pembrolizumab).print(Measure.HR)] == ["0.90", "0.68", "1.20"]


@given(effects, st.sampled_from([80, 90, 95, 99]))
def test_an_effect_is_read_back_from_what_is_printed_of_it_whatever_the_level(effect: Effect, level: int) -> None:
    for measure in (Measure.HR, Measure.DIFFERENCE):
        again = read_effect(*effect.print(measure, level), measure, level)
        assert (again.estimate, again.se) == pytest.approx((effect.estimate, effect.se), abs=1e-9)


@given(effects, effects)
def test_b_v_a_is_the_reciprocal_of_a_v_b(a: Effect, b: Effect) -> None:
    one, other = bucher(a, b).print(Measure.HR), bucher(b, a).print(Measure.HR)
    assert one == pytest.approx((1 / other[0], 1 / other[2], 1 / other[1]))


@given(effects, effects)
def test_with_one_trial_an_edge_the_network_is_exactly_buchers_comparison(a: Effect, b: Effect) -> None:
    network = NetworkEstimate([Contrast("1", "A", "control", a), Contrast("2", "B", "control", b)]).compare("A", "B")
    assert (network.estimate, network.se) == pytest.approx((bucher(a, b).estimate, bucher(a, b).se))


@given(effects, effects, effects, effects)
def test_a_trial_that_hangs_on_the_network_from_elsewhere_changes_nothing(
    a: Effect, b: Effect, other: Effect, more: Effect
) -> None:
    two = [Contrast("1", "A", "control", a), Contrast("2", "B", "control", b)]
    alone = NetworkEstimate(two).compare("A", "B")
    with_others = NetworkEstimate(
        [*two, Contrast("3", "C", "control", other), Contrast("3", "D", "control", more)]
    ).compare("A", "B")
    assert (alone.estimate, alone.se) == pytest.approx((with_others.estimate, with_others.se))


def test_treatments_that_nothing_connects_are_refused() -> None:
    with pytest.raises(InputError):
        NetworkEstimate([Contrast("1", "A", "B", Effect(0, 1)), Contrast("2", "C", "D", Effect(0, 1))])


def test_two_arms_of_one_trial_share_the_variance_of_their_control() -> None:
    """As many patients in each arm: half of each variance is the control's, so the correlation is 0.5."""
    one = Contrast("1", "A", "control", Effect(-0.3, 0.2), 100, 100)
    other = Contrast("1", "B", "control", Effect(-0.1, 0.2), 100, 100)
    assert covariance(one, other) == pytest.approx(0.02)
    assert bucher(one.effect, other.effect, covariance(one, other)).se == pytest.approx(0.2)
    turned = Contrast("1", "control", "B", Effect(0.1, 0.2), 100, 100)
    assert covariance(one, turned) == pytest.approx(-0.02)
    assert covariance(one, Contrast("2", "B", "control", Effect(-0.1, 0.2), 100, 100)) == 0


def test_the_variance_of_a_shared_control_is_smaller_where_the_control_has_more_patients() -> None:
    small = Contrast("1", "A", "control", Effect(0, 0.2), 100, 50)
    large = Contrast("1", "A", "control", Effect(0, 0.2), 100, 300)
    assert small.share("control") == pytest.approx(2 / 3) and large.share("control") == pytest.approx(1 / 4)


@given(st.lists(effects, min_size=1, max_size=2))
def test_one_or_two_trials_on_an_edge_are_pooled_by_inverse_variance_alone(some: list[Effect]) -> None:
    pooled = pool_effects(some)
    y, w = [each.estimate for each in some], [1 / each.variance for each in some]
    assert pooled.tau2 == 0
    assert pooled.effect.estimate == pytest.approx(np.average(y, weights=w))
    assert pooled.effect.se == pytest.approx(sqrt(1 / sum(w)))


def test_of_three_trials_that_disagree_random_effects_and_heterogeneity_are_given() -> None:
    pooled = pool_effects([Effect(-0.9, 0.2), Effect(0.1, 0.2), Effect(-0.4, 0.2)])
    assert pooled.tau2 > 0 and pooled.i2 > 50
    assert pooled.effect.se > 0.2 / sqrt(3)


@given(st.lists(effects, min_size=2, max_size=6))
def test_cochrans_q_and_the_fixed_mean_equal_those_of_statsmodels(some: list[Effect]) -> None:
    theirs = combine_effects(np.array([e.estimate for e in some]), np.array([e.variance for e in some]))
    pooled = pool_effects(some)
    assert pooled.q == pytest.approx(theirs.q, abs=1e-9)
    if pooled.tau2 == 0:
        assert pooled.effect.estimate == pytest.approx(theirs.mean_effect_fe)


def restricted_likelihood(tau2: float, y: np.ndarray, v: np.ndarray) -> float:
    """Written from Viechtbauer W. J Educ Behav Stat 2005;30:261-293, equation of the restricted log likelihood."""
    w = 1 / (v + tau2)
    mean = (w * y).sum() / w.sum()
    return -0.5 * (np.log(v + tau2).sum() + np.log(w.sum()) + (w * (y - mean) ** 2).sum())


@pytest.mark.parametrize("ratios", [(0.6, 0.9, 1.3, 0.7), (0.5, 0.52, 0.9), (0.7, 0.72, 0.74, 0.71, 1.6)])
def test_the_variance_between_trials_is_where_a_search_finds_the_likelihood_highest(ratios: tuple[float, ...]) -> None:
    y, v = np.log(ratios), np.linspace(0.01, 0.05, len(ratios))
    tau2 = pool_effects([Effect(one, sqrt(two)) for one, two in zip(y, v, strict=True)]).tau2
    grid = np.linspace(0, 1, 200_001)
    best = grid[np.argmax([restricted_likelihood(each, y, v) for each in grid[::20]]) * 20]
    assert tau2 == pytest.approx(best, abs=1e-4)


def gls(rows: list[list[float]], y: list[float], v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Generalised least squares by statsmodels, its scale put back to 1: the variances are known."""
    fitted = GLS(np.array(y), np.array(rows), sigma=v).fit(cov_type="fixed scale")
    return fitted.params, fitted.cov_params()


MULTI_ARM = [  # a three-arm trial, two trials on one edge, and a loop: A B D v control C
    Contrast("1", "A", "C", Effect(log(0.72), 0.12), 302, 308),
    Contrast("1", "B", "C", Effect(log(0.80), 0.11), 304, 308),
    Contrast("2", "D", "C", Effect(log(0.80), 0.09), 350, 348),
    Contrast("3", "D", "C", Effect(log(0.95), 0.15), 120, 118),
    Contrast("4", "A", "D", Effect(log(0.85), 0.20), 100, 100),
]


@pytest.mark.parametrize("tau2", [0.0, 0.01])
def test_a_multi_arm_network_equals_least_squares_of_statsmodels(tau2: float) -> None:
    """Columns: A, B, D v C. The covariance of the two contrasts of trial 1 is written out from its patients."""
    rows = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, -1]]
    variances = np.array([each.effect.variance for each in MULTI_ARM])
    v = np.diag(variances + tau2)
    shared = sqrt(variances[0] * 302 / 610 * variances[1] * 304 / 612)
    v[0, 1] = v[1, 0] = shared + tau2 / 2
    mean, spread = gls(rows, [each.effect.estimate for each in MULTI_ARM], v)
    edges = {frozenset((each.a, each.b)): tau2 for each in MULTI_ARM}
    network = NetworkEstimate(MULTI_ARM, edges)
    for (a, b), row in {("A", "C"): (1, 0, 0), ("B", "D"): (0, 1, -1), ("A", "B"): (1, -1, 0)}.items():
        ours, wanted = network.compare(a, b), np.array(row)
        assert ours.estimate == pytest.approx(wanted @ mean, abs=1e-9)
        assert ours.se == pytest.approx(sqrt(wanted @ spread @ wanted), abs=1e-9)


def test_pooling_and_networks_equal_metafors() -> None:
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    for each in reference["edges"]:
        pooled = pool_effects([Effect(y, sqrt(v)) for y, v in zip(each["yi"], each["vi"], strict=True)])
        ours = (pooled.effect.estimate, pooled.effect.se, pooled.tau2, pooled.q)
        assert ours == pytest.approx((each["estimate"], each["se"], each["tau2"], each["q"]), abs=1e-4)
    for each in reference["networks"]:
        edges = {frozenset((one.a, one.b)): each["tau2"] for one in MULTI_ARM}
        for pair in each["pairs"]:
            ours = NetworkEstimate(MULTI_ARM, edges).compare(pair["a"], pair["b"])
            assert (ours.estimate, ours.se) == pytest.approx((pair["estimate"], pair["se"]), abs=1e-4)


def test_an_odds_ratio_and_a_risk_difference_of_counts_have_the_known_standard_errors() -> None:
    """30 of 100 v 20 of 100: odds ratio 1.71, difference 10 points (written out by hand)."""
    ratio, difference = odds_ratio(30, 100, 20, 100), risk_difference(30, 100, 20, 100)
    assert exp(ratio.estimate) == pytest.approx(30 * 80 / (70 * 20))
    assert ratio.se == pytest.approx(sqrt(1 / 30 + 1 / 70 + 1 / 20 + 1 / 80))
    assert (difference.estimate, difference.se) == pytest.approx((10, 100 * sqrt(0.21 / 100 + 0.16 / 100)))


def test_what_has_no_standard_error_is_refused() -> None:
    for bad in ((0, 20, 5, 20), (20, 20, 5, 20)):
        with pytest.raises(InputError):
            odds_ratio(*bad)
    with pytest.raises(InputError):
        read_effect(0.8, 0.8, 0.8, Measure.HR)
    with pytest.raises(InputError):
        read_effect(0.5, 0.6, 0.9, Measure.HR)
    with pytest.raises(InputError):
        pool_effects([])
