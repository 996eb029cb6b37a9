"""Intervals, by statsmodels."""

import pandas as pd


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
        from statsmodels.stats.proportion import proportion_confint

        low, high = proportion_confint(rates.loc[can, "responders"], rates.loc[can, "n"], method="wilson")
        rates.loc[can, "ci_low"], rates.loc[can, "ci_high"] = 100 * low, 100 * high
        rates.loc[can, "ci_level"] = 95
        rates.loc[can, "interval"] = "calculated"
        rates.loc[can, "ci_printed"] = [
            f"{100 * a:.1f}\N{EN DASH}{100 * b:.1f}" for a, b in zip(low, high, strict=True)
        ]
    return rates
