"""What has been reported for a question, in one line an endpoint."""

from dataclasses import dataclass
from functools import lru_cache

from her2core.evidence.frames import records
from her2core.evidence.loading import Evidence
from her2core.evidence.selection import Selection
from her2core.terms import Endpoint, Role


@dataclass(frozen=True)
class Span:
    """The span of the figures held: a description, not an estimate.

    Attributes
    ----------
    low, high : lowest and highest reported figure, as printed
    unit : "percent" or "months"
    figures, trials : how many figures of how many trials
    """

    endpoint: Endpoint
    low: str
    high: str
    unit: str
    figures: int
    trials: int


@lru_cache(maxsize=512)
def find_span(evidence: Evidence, selection: Selection, endpoint: Endpoint) -> Span | None:
    """Find the span of an endpoint over the arms treated with a HER2-directed drug that answer, or None where nothing is held.

    Control arms, arms without a HER2-directed drug and rates at a landmark are left out.
    """
    frame = evidence.outcomes
    frame = frame[(frame["endpoint"] == endpoint) & frame["at_months"].isna() & (frame["role"] != Role.CONTROL)]
    frame = frame[frame["her2_directed"].astype(bool)]
    figures = selection.figures(evidence, frame).dropna(subset=["value"])
    if figures.empty:
        return None
    in_order = records(figures.sort_values("value", kind="stable"))
    lowest, highest = in_order[0], in_order[-1]
    return Span(
        endpoint,
        lowest["value_printed"],
        highest["value_printed"],
        lowest["unit"],
        len(figures),
        int(figures["trial"].nunique()),
    )
