"""The figures that pages draw, each built once for a question, a language, a theme and a width, and then kept."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec

import plotly.graph_objects as go

from her2core.charts.differences import difference_chart
from her2core.charts.sequence import sequence_chart
from her2core.charts.theme import Palette
from her2core.charts.toxicity import toxicity_chart
from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import Grade, arms_frame, risk_differences
from her2core.evidence.series import after_trastuzumab, load_dynamics
from her2core.guidance import Guidance
from her2core.guidance.sequence import sequence
from her2core.language import _, current
from her2core.query.question import Question
from her2core.terms import Agency, Guideline, Tier

P = ParamSpec("P")


def _kept(build: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """Keeps the latest figures: evidence never changes once read, and nobody writes into a figure."""

    @lru_cache(maxsize=64)
    def keep(_language: str, *args: Hashable) -> go.Figure:
        return build(*args)  # type: ignore[call-arg, arg-type]

    @wraps(build)
    def kept(*args: P.args, **_none: P.kwargs) -> go.Figure:
        return keep(current(), *args)

    return kept


@_kept
def outcomes_figure(asked: Question, evidence: Evidence, palette: Palette, wide: bool) -> go.Figure:
    """The chart of a question."""
    return asked.chart(evidence, asked.figures(evidence), palette, wide)


@_kept
def toxicity_figure(evidence: Evidence, selection: Selection, grade: Grade, palette: Palette, wide: bool) -> go.Figure:
    """Toxicity by regimen."""
    return toxicity_chart(arms_frame(evidence, selection), grade, palette, wide)


@_kept
def difference_figure(
    evidence: Evidence, selection: Selection, grade: Grade, palette: Palette, wide: bool
) -> go.Figure:
    """Risk differences between randomised arms."""
    return difference_chart(risk_differences(evidence, selection, grade), palette, wide)


@_kept
def path_figure(
    evidence: Evidence,
    guidance: Guidance,
    tier: Tier,
    agency: Agency,
    guideline: Guideline,
    investigated: bool,
    palette: Palette,
    wide: bool,
) -> go.Figure:
    """The path through the lines for one tier."""
    steps = sequence(tier, agency, guideline, guidance, evidence, investigated)
    return sequence_chart(steps, palette, _(after_trastuzumab(load_dynamics())), wide)
