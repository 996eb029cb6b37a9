"""Intervals of proportions."""

from math import sqrt
from statistics import NormalDist

import pandas as pd

_Z = NormalDist().inv_cdf(0.975)


def wilson(responders: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % score interval of a proportion, from 0 to 1, without correction for continuity.

    Written out here, though statsmodels holds it: that library takes longer to load than everything else that a first
    figure needs. A test holds the two together.

    References
    ----------
    Newcombe RG. Stat Med 1998;17:857-872, method 3.
    """
    p, z2 = responders / n, _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return (0.0 if responders == 0 else middle - half), (1.0 if responders == n else middle + half)


def with_calculated_intervals(rates: pd.DataFrame) -> pd.DataFrame:
    """Reported intervals kept; a Wilson 95 % interval where none is reported and responders / n is known.

    Parameters
    ----------
    rates : rows of the outcomes frame, in percent

    Returns
    -------
    the same rows with `interval` ("reported", "calculated" or "") and the limits filled in where calculated
    """
    rates = rates.copy()
    bare = rates["ci_low"].isna() & rates["ci_high"].isna()
    rates["interval"] = (~bare).map({True: "reported", False: ""})
    can = bare & rates["responders"].notna() & (rates["n"] > 0) & (rates["unit"] == "percent")
    if can.any():
        known = zip(rates.loc[can, "responders"], rates.loc[can, "n"], strict=True)
        limits = [wilson(responders, n) for responders, n in known]
        rates.loc[can, "ci_low"] = [100 * low for low, _high in limits]
        rates.loc[can, "ci_high"] = [100 * high for _low, high in limits]
        rates.loc[can, "ci_level"] = 95
        rates.loc[can, "interval"] = "calculated"
        rates.loc[can, "ci_printed"] = [f"{100 * low:.1f}\N{EN DASH}{100 * high:.1f}" for low, high in limits]
    return rates
