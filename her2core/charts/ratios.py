"""Hazard ratios as a forest on a log axis, with the line of no effect at 1 and both sides named."""

from collections.abc import Sequence

import pandas as pd

from her2core.charts import rows
from her2core.charts.forest.build import build_contrasts, name_axis
from her2core.charts.forest.model import Forest, Scale
from her2core.charts.mark import Mark
from her2core.charts.rows import PEER_REVIEWED, Disagreements
from her2core.evidence import wording
from her2core.evidence.frames import NOT_GIVEN, Record
from her2core.language import _

TICKS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20)


def ratio_forest(
    contrasts: pd.DataFrame, disagreements: Disagreements | None = None, gaps: Sequence[str] = ()
) -> Forest:
    """Build the forest of hazard ratios; the axis holds every interval.

    Parameters
    ----------
    contrasts : rows of the comparisons frame with measure "HR", with `match`
    disagreements : trial id -> what sources say differently
    gaps : what nothing is held for, in sentences
    """
    low, high, ticks = axis(contrasts)
    scale = Scale(name_axis(contrasts, _("hazard ratio, log scale")), (low, high), ticks, log=True, line_at=1)
    return build_contrasts(scale, contrasts, disagreements, gaps)


def axis(contrasts: pd.DataFrame) -> tuple[float, float, tuple[float, ...]]:
    """Find the ends of a logarithmic axis that holds every interval, and its ticks. A limit of 0 is drawn to the edge."""
    figures = contrasts[["value", "ci_low", "ci_high"]]
    figures = figures.where(figures > 0)
    low, high = min(0.5, figures.min().min() * 0.92), max(2.0, figures.max().max() * 1.08)
    return low, high, tuple(tick for tick in TICKS if low <= tick <= high)


def key() -> tuple[str, ...]:
    """Explain how to read a forest."""
    return (
        _("Left of 1 favours the experimental arm, right of 1 favours the control arm."),
        _("● these tiers only. ◆ includes other tiers. Dotted: abstract, release or review."),
    )


def mark(row: Record) -> Mark:
    """Make the mark of a contrast."""
    return Mark(
        value=row["value"],
        low=rows.number(row["ci_low"]),
        high=rows.number(row["ci_high"]),
        colour=rows.class_colour(row),
        shape=rows.shape(row),
        dotted=row["source_kind"] not in PEER_REVIEWED,
        trial=row["trial"],
        lacks_upper=row["ci_printed"].endswith(NOT_GIVEN),
        hover=f"{_(row['trial_name'])}<br>{wording.contrast(row)}",
    )


def population(row: Record) -> str:
    """Describe of whom a contrast holds: population, n, p, tiers."""
    parts = [_(row["population"])]
    if pd.notna(row["n"]):
        parts.append(f"n = {row['n']:.0f}")
    if wording.probability(row):
        parts.append(wording.probability(row))
    parts.append(rows.describe_match(row))
    return " · ".join(parts)
