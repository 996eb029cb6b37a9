"""Proportions of several studies pooled in one random-effects meta-analysis."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtri, stdtrit  # type: ignore[import-untyped]

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import LARGEST, number

Numbers = NDArray[np.float64]
_AGREE = 1e-12
"""Below this spread of the studies, in units of their own variance, they differ by rounding of the computer alone."""


@dataclass(frozen=True)
class Pooled:
    """A pooled proportion.

    Attributes
    ----------
    estimate : the mean of the studies' true proportions, as a fraction; the mean is taken on the logit scale
    ci_low, ci_high : 95 % confidence interval of that mean, as fractions
    prediction_low, prediction_high : 95 % prediction interval of the true proportion in a new study, as fractions
    i2 : share of the studies' variance that is due to heterogeneity, in percent
    tau2 : variance between the studies, on the logit scale
    k : number of studies
    method : how both intervals were calculated
    """

    method: ClassVar[Message] = Message("Hartung-Knapp")

    estimate: float
    ci_low: float
    ci_high: float
    prediction_low: float
    prediction_high: float
    i2: float
    tau2: float
    k: int


class PlainPooled(Pooled):
    """A pooled proportion whose Hartung-Knapp interval would be a point: its intervals are the plain random-effects ones."""

    method: ClassVar[Message] = Message("plain random-effects interval: the studies agree exactly")


def pool_proportions(events: Iterable[object], totals: Iterable[object]) -> Pooled:
    """Pool the proportions events / totals to their random-effects mean, as R's metafor gives it.

    Logits, tau2 by REML, Hartung-Knapp interval, prediction interval by t with k - 1 degrees of freedom. Where nobody
    or everybody in a study had the event, half a patient is added to either side of that study.

    The Hartung-Knapp interval is not widened ad hoc: studies that agree by chance make it very narrow. Where studies agree
    exactly it would be a point: then the plain random-effects intervals take its place, by the normal distribution and the
    weights alone, and the result is a `PlainPooled`.

    Parameters
    ----------
    events : patients with the event, one whole number a study
    totals : patients of each study, in the same order, 100,000 at most

    Raises
    ------
    InputError
        naming "events" or "totals": fewer than two studies, lists that differ in length, or a number that does not count

    References
    ----------
    Viechtbauer W. J Stat Softw 2010;36(3):1-48 (metafor). Hartung J, Knapp G. Stat Med 2001;20:3875-3889.
    Higgins JPT, Thompson SG. Stat Med 2002;21:1539-1558 (I2). DerSimonian R, Laird N. Control Clin Trials 1986;7:177-188 (the
    plain random-effects interval).

    >>> pooled = pool_proportions(events=[15, 30, 22], totals=[40, 60, 50])
    >>> f"{pooled.estimate:.3f} ({pooled.ci_low:.3f} to {pooled.ci_high:.3f})"
    '0.447 (0.303 to 0.601)'
    """
    x, n = _check_counts(list(events), list(totals))
    bare = (x == 0) | (x == n)
    x, n = x + bare / 2, n + bare
    y, v = np.log(x / (n - x)), 1 / x + 1 / (n - x)
    k, tau2 = len(y), estimate_tau2(y, v)

    w = 1 / (v + tau2)
    mean = w @ y / w.sum()
    spread = w @ (y - mean) ** 2 / (k - 1)
    is_collapsed = spread < _AGREE
    squared_error = (1 if is_collapsed else spread) / w.sum()
    t = ndtri(0.975) if is_collapsed else stdtrit(k - 1, 0.975)
    ci, prediction = t * np.sqrt(squared_error), t * np.sqrt(squared_error + tau2)

    w = 1 / v
    typical = (k - 1) / (w.sum() - w @ w / w.sum())
    return (PlainPooled if is_collapsed else Pooled)(
        estimate=float(expit(mean)),
        ci_low=float(expit(mean - ci)),
        ci_high=float(expit(mean + ci)),
        prediction_low=float(expit(mean - prediction)),
        prediction_high=float(expit(mean + prediction)),
        i2=float(100 * tau2 / (tau2 + typical)),
        tau2=tau2,
        k=k,
    )


def _check_counts(events: list[object], totals: list[object]) -> tuple[Numbers, Numbers]:
    """Events and totals as numbers, once they are known to count the patients of two studies or more."""
    if len(events) < 2:
        raise InputError("events", events, Message("the events of two studies or more"))
    if len(totals) != len(events):
        raise InputError("totals", totals, Message("one total for each of the {k} studies", k=len(events)))
    n = [_count("totals", total, 1, LARGEST) for total in totals]
    x = [_count("events", event, 0, total) for event, total in zip(events, n, strict=True)]
    return np.array(x, dtype=float), np.array(n, dtype=float)


def _count(field: str, given: object, least: int, most: int) -> int:
    try:
        value = number(field, given, most, whole=True)
    except InputError:
        value = None
    if value is None or value < least:
        raise InputError(field, given, Message("a whole number from {least} to {most}", least=least, most=most))
    return int(value)


def estimate_tau2(y: Numbers, v: Numbers) -> float:
    """Estimate by REML the variance between studies with the effects `y` and the variances `v`.

    Fisher scoring from Hedges' estimate, steps below 0 halved, and 0 where that is more likely. That is metafor's path:
    where studies of very different size give the restricted likelihood two peaks, it ends on the same one.
    """

    def deviance(tau2: float) -> float:
        w = 1 / (v + tau2)
        return float(np.log(w.sum()) - np.log(w).sum() + w @ (y - w @ y / w.sum()) ** 2)

    tau2 = max(0.0, float(y.var(ddof=1) - v.mean()))
    for _ in range(5000):
        w = 1 / (v + tau2)
        s1, s2, s3 = w.sum(), w @ w, w @ w**2
        score = w**2 @ (y - w @ y / s1) ** 2 - (s1 - s2 / s1)
        step = float(score / (s2 - 2 * s3 / s1 + (s2 / s1) ** 2))
        while tau2 + step < 0:
            step /= 2
        tau2 += step
        if abs(step) < 1e-10:
            break
    return tau2 if deviance(tau2) < deviance(0) else 0.0
