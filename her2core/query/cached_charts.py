"""The charts that pages draw, each built once for a question, a language, a theme and a width, and then kept."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

import plotly.graph_objects as go

from her2core.charts.differences import difference_forest
from her2core.charts.forest import MOST, Forest, ForestShown, draw_forest, lay_out_forest
from her2core.charts.glance import glance_chart, lay_out
from her2core.charts.glance.model import build_glance
from her2core.charts.glance.shown import Shown
from her2core.charts.sequence import sequence_forest
from her2core.charts.theme import Palette
from her2core.charts.toxicity import fold_toxicity, toxicity_chart
from her2core.charts.toxicity.model import Toxicity, build_toxicity
from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import Grade, risk_differences
from her2core.evidence.series import after_trastuzumab, load_dynamics
from her2core.guidance import Guidance
from her2core.guidance.label_answers import LabelAnswer
from her2core.guidance.sequence import sequence
from her2core.language import _, current_language
from her2core.query.question import Question
from her2core.query.views import VIEWS
from her2core.terms import Agency, Guideline, Tier

P = ParamSpec("P")
R = TypeVar("R")


def _cached(build: Callable[P, R]) -> Callable[P, R]:
    """Keep the latest of them in each language: evidence never changes once read, and nobody writes into a chart."""

    @lru_cache(maxsize=64)
    def keep(_language: str, *args: Hashable) -> R:
        return build(*args)  # type: ignore[call-arg, arg-type]

    @wraps(build)
    def cached(*args: P.args, **_none: P.kwargs) -> R:
        return keep(current_language(), *args)

    return cached


@_cached
def outcomes_chart(
    question: Question, evidence: Evidence, width: int | None, opened: tuple[str, ...], palette: Palette, wide: bool
) -> go.Figure:
    """Draw the chart of a question; of a forest what is open, for a page of this width."""
    shown = lay_out_question(question, evidence, width, opened) if VIEWS[question.view].is_forest else None
    return question.chart(evidence, question.figures(evidence), palette, wide, shown)


@_cached
def lay_out_question(question: Question, evidence: Evidence, width: int | None, opened: tuple[str, ...]) -> ForestShown:
    """Choose what of the forest of a question is open."""
    return lay_out_forest(question.forest(evidence, question.figures(evidence)), width, MOST, opened)


@_cached
def glance_view(
    evidence: Evidence,
    selection: Selection,
    answers: tuple[LabelAnswer, ...],
    agency: Agency,
    opened: tuple[str, ...],
    size: tuple[int | None, int | None],
    palette: Palette,
) -> go.Figure:
    """Draw what is open at a glance, for a page of this width and height."""
    return glance_chart(laid_out(evidence, selection, answers, agency, opened, size), palette, size[0])


@_cached
def laid_out(
    evidence: Evidence,
    selection: Selection,
    answers: tuple[LabelAnswer, ...],
    agency: Agency,
    opened: tuple[str, ...],
    size: tuple[int | None, int | None],
) -> Shown:
    """Choose what is open at a glance on a page of this size."""
    return lay_out(build_glance(evidence, selection), answers, agency, *size, opened)


@_cached
def toxicity_by_regimen(toxicity: Toxicity, palette: Palette, width: int | None) -> go.Figure:
    """Draw the arms of a table of toxicity that are open, for a page of this width."""
    return toxicity_chart(toxicity, palette, width)


@_cached
def folded_toxicity(
    evidence: Evidence,
    selection: Selection,
    grade: Grade,
    size: tuple[int | None, int | None],
    with_folded: bool,
    with_single: bool,
) -> Toxicity:
    """Choose which arms are open on a page of this size."""
    return fold_toxicity(build_toxicity(evidence, selection, grade), *size, with_folded, with_single)


@_cached
def lay_out_shown(
    forest: Forest, width: float, most: float | None, opened: tuple[str, ...], first: str | None
) -> ForestShown:
    """Choose what of a forest is open, for the room that it has."""
    return lay_out_forest(forest, width, most, opened, first=first)


@_cached
def draw_shown(shown: ForestShown, palette: Palette) -> go.Figure:
    """Draw what is open of a forest."""
    return draw_forest(shown, palette)


@_cached
def risk_difference_forest(evidence: Evidence, selection: Selection, grade: Grade) -> Forest:
    """Build the forest of risk differences between randomised arms."""
    return difference_forest(risk_differences(evidence, selection, grade))


@_cached
def path_forest(
    evidence: Evidence, guidance: Guidance, tier: Tier, agency: Agency, guideline: Guideline, investigated: bool
) -> Forest:
    """Build the forest of the path through the lines for one tier."""
    steps = sequence(tier, agency, guideline, guidance, evidence, investigated)
    disagreements = {id: trial.disagreements for id, trial in evidence.trials.items()}
    return sequence_forest(steps, _(after_trastuzumab(load_dynamics())), disagreements)
