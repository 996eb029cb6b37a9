"""Comparison through a common control: Bucher's method, pooling on one edge, and least squares over a network.

References
----------
Bucher HC, Guyatt GH, Griffith LE, Walter SD. J Clin Epidemiol 1997;50:683-691.
Dias S, Welton NJ, Sutton AJ, Ades AE. NICE DSU Technical Support Document 2 (multi-arm trials: chapter 3).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from her2core.errors import InputError
from her2core.language import Message
from her2core.statistics.effects import Effect
from her2core.statistics.pooling import estimate_tau2

Numbers = NDArray[np.float64]
FEWEST_FOR_RANDOM_EFFECTS = 3
"""Of fewer trials the variance between them cannot be estimated: they are pooled as if it were 0, and said so."""


@dataclass(frozen=True)
class Contrast:
    """One effect, `a` v `b`, of a trial.

    Attributes
    ----------
    n_a, n_b : patients of the arms, where known: by them the variance of the effect is divided between its arms, so that
        two contrasts of one trial that share an arm are correlated; half each where they are not known
    """

    trial: Hashable
    a: str
    b: str
    effect: Effect
    n_a: int | None = None
    n_b: int | None = None

    def share(self, arm: str) -> float:
        """Return the part of the variance that is due to this arm: information is taken to grow with patients."""
        if not self.n_a or not self.n_b:
            return 0.5
        other = self.n_a if arm == self.b else self.n_b
        return other / (self.n_a + self.n_b)


@dataclass(frozen=True)
class PooledEffect:
    """Several trials of the same two treatments.

    Attributes
    ----------
    effect : their mean: of fixed effects by inverse variance below three trials, else of random effects
    tau2 : variance between the trials (REML), 0 below three trials
    q, i2 : Cochran's Q, and the share of the variance that is due to heterogeneity, in percent (Higgins 2002)
    k : number of trials
    """

    effect: Effect
    tau2: float
    q: float
    i2: float
    k: int


def bucher(a: Effect, b: Effect, covariance: float = 0.0) -> Effect:
    """Compare A with B through the control that both were compared with.

    Parameters
    ----------
    a, b : A v control and B v control
    covariance : of the two, where the control is one arm of one trial

    Raises
    ------
    InputError
        where the covariance leaves no variance

    References
    ----------
    Bucher HC et al. J Clin Epidemiol 1997;50:683-691.
    """
    variance = a.variance + b.variance - 2 * covariance
    if variance <= 0:
        raise InputError("covariance", covariance, Message("a covariance below half the sum of the variances"))
    return Effect(a.estimate - b.estimate, sqrt(variance))


def pool_effects(effects: Sequence[Effect]) -> PooledEffect:
    """Pool the effects of several trials of the same two treatments, as R's metafor does (`rma`, FE or REML).

    Raises
    ------
    InputError
        where there is none
    """
    if not effects:
        raise InputError("effects", "", Message("the effect of one trial or more"))
    y = np.array([effect.estimate for effect in effects])
    v = np.array([effect.variance for effect in effects])
    k = len(y)
    fixed = 1 / v
    mean = fixed @ y / fixed.sum()
    q = float(fixed @ (y - mean) ** 2)
    tau2 = estimate_tau2(y, v) if k >= FEWEST_FOR_RANDOM_EFFECTS else 0.0
    w = 1 / (v + tau2)
    i2 = max(0.0, 100 * (q - (k - 1)) / q) if q > 0 else 0.0
    return PooledEffect(Effect(float(w @ y / w.sum()), float(1 / sqrt(w.sum()))), tau2, q, i2, k)


def covariance(one: Contrast, other: Contrast) -> float:
    """Calculate the covariance of two effects: that of the arm they share, where they are of one trial.

    No trial prints it. The variance of each effect is divided between its two arms by their patients, and that of the
    shared arm is the geometric mean of what the two effects make it.
    """
    shared = {one.a, one.b} & {other.a, other.b}
    if one.trial != other.trial or len(shared) != 1:
        return 0.0
    (arm,) = shared
    sign = 1 if (one.b == arm) == (other.b == arm) else -1
    return sign * sqrt(one.share(arm) * one.effect.variance * other.share(arm) * other.effect.variance)


class NetworkEstimate:
    """The treatments of a connected network, each compared with the first by generalised least squares.

    Parameters
    ----------
    contrasts : at most one less than its arms of each trial, so that none follows from the others
    tau2 : variance between trials on an edge (a set of two treatments); 0 where it is not given

    Raises
    ------
    InputError
        where the contrasts do not connect their treatments
    """

    def __init__(self, contrasts: Sequence[Contrast], tau2: Mapping[frozenset[str], float] | None = None) -> None:
        self.treatments = tuple(dict.fromkeys(name for each in contrasts for name in (each.a, each.b)))
        y = np.array([each.effect.estimate for each in contrasts])
        x = np.array([self._row(each.a, each.b) for each in contrasts])
        if not contrasts or np.linalg.matrix_rank(x) < len(self.treatments) - 1:
            raise InputError("contrasts", len(contrasts), Message("contrasts that connect all their treatments"))
        weights = np.linalg.inv(_variances(contrasts, tau2 or {}))
        self._covariance = np.linalg.inv(x.T @ weights @ x)
        self._mean = self._covariance @ x.T @ weights @ y

    def compare(self, a: str, b: str) -> Effect:
        """Compare A with B by everything that the network holds on them."""
        row = self._row(a, b)
        return Effect(float(row @ self._mean), float(sqrt(row @ self._covariance @ row)))

    def _row(self, a: str, b: str) -> Numbers:
        row = np.zeros(len(self.treatments))
        row[self.treatments.index(a)] += 1
        row[self.treatments.index(b)] -= 1
        return row[1:]


def _variances(contrasts: Sequence[Contrast], tau2: Mapping[frozenset[str], float]) -> Numbers:
    """Two contrasts of one trial share half the variance between trials, as in every network of random effects."""
    k = len(contrasts)
    between = [tau2.get(frozenset((each.a, each.b)), 0.0) for each in contrasts]
    v = np.zeros((k, k))
    for i, one in enumerate(contrasts):
        v[i, i] = one.effect.variance + between[i]
        for j in range(i):
            other = contrasts[j]
            shared = covariance(one, other)
            if shared:
                shared += np.sign(shared) * sqrt(between[i] * between[j]) / 2
            v[i, j] = v[j, i] = shared
    return v
