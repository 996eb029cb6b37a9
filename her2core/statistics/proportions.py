"""Intervals of proportions and of their differences."""

from math import hypot, sqrt
from statistics import NormalDist

import pandas as pd

_Z = NormalDist().inv_cdf(0.975)


def wilson(responders: float, n: float) -> tuple[float, float]:
    """Calculate Wilson's 95 % score interval of a proportion, from 0 to 1, without correction for continuity.

    Written out here: statsmodels, to which a test holds it, takes longer to load than everything else that a first figure
    needs.

    References
    ----------
    Newcombe RG. Stat Med 1998;17:857-872, method 3.
    """
    p, z2 = responders / n, _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return (0.0 if responders == 0 else middle - half), (1.0 if responders == n else middle + half)


def newcombe(responders1: int, n1: int, responders2: int, n2: int) -> tuple[float, float]:
    """Calculate Newcombe's 95 % hybrid score interval of the first proportion less the second, from -1 to 1.

    References
    ----------
    Newcombe RG. Stat Med 1998;17:873-890, method 10.
    """
    p1, (low1, high1) = responders1 / n1, wilson(responders1, n1)
    p2, (low2, high2) = responders2 / n2, wilson(responders2, n2)
    return p1 - p2 - hypot(p1 - low1, high2 - p2), p1 - p2 + hypot(high1 - p1, p2 - low2)


def add_calculated_intervals(rates: pd.DataFrame) -> pd.DataFrame:
    """Add a Wilson 95 % interval where none is reported and responders / n is known; reported intervals stay.

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
