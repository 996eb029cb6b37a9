"""The charts that pages draw, each built once for a question, a language, a theme and a width, and then kept."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec

import plotly.graph_objects as go

from her2core.charts import forest
from her2core.charts.differences import difference_chart
from her2core.charts.glance import glance_chart, lay_out
from her2core.charts.glance.shown import Shown
from her2core.charts.sequence import sequence_chart
from her2core.charts.theme import Palette
from her2core.charts.toxicity import fold_toxicity, toxicity_chart
from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import Grade, risk_differences
from her2core.evidence.series import after_trastuzumab, load_dynamics
from her2core.guidance import Guidance
from her2core.guidance.label_answers import LabelAnswer
from her2core.guidance.sequence import sequence
from her2core.language import _, current_language
from her2core.query.glance import build_glance
from her2core.query.question import Question
from her2core.query.toxicity import Toxicity, build_toxicity
from her2core.query.views import VIEWS
from her2core.terms import Agency, Guideline, Tier

P = ParamSpec("P")


def _cached(build: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """Keep the latest charts: evidence never changes once read, and nobody writes into a chart."""

    @lru_cache(maxsize=64)
    def keep(_language: str, *args: Hashable) -> go.Figure:
        return build(*args)  # type: ignore[call-arg, arg-type]

    @wraps(build)
    def cached(*args: P.args, **_none: P.kwargs) -> go.Figure:
        return keep(current_language(), *args)

    return cached


@_cached
def outcomes_chart(
    question: Question, evidence: Evidence, width: int | None, opened: tuple[str, ...], palette: Palette, wide: bool
) -> go.Figure:
    """Draw the chart of a question; of a forest what is open, for a page of this width."""
    shown = lay_out_question(question, evidence, width, opened) if VIEWS[question.view].is_forest else None
    return question.chart(evidence, question.figures(evidence), palette, wide, shown)


def lay_out_question(
    question: Question, evidence: Evidence, width: int | None, opened: tuple[str, ...]
) -> forest.ForestShown:
    """Choose what of the forest of a question is open, once for each language."""
    return _lay_out_question(current_language(), question, evidence, width, opened)


@lru_cache(maxsize=64)
def _lay_out_question(
    _language: str, question: Question, evidence: Evidence, width: int | None, opened: tuple[str, ...]
) -> forest.ForestShown:
    return forest.lay_out_forest(question.forest(evidence, question.figures(evidence)), width, forest.MOST, opened)


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


def laid_out(
    evidence: Evidence,
    selection: Selection,
    answers: tuple[LabelAnswer, ...],
    agency: Agency,
    opened: tuple[str, ...],
    size: tuple[int | None, int | None],
) -> Shown:
    """Choose what is open at a glance on a page of this size, once for each language."""
    return _lay_out(current_language(), evidence, selection, answers, agency, opened, size)


@lru_cache(maxsize=64)
def _lay_out(
    _language: str,
    evidence: Evidence,
    selection: Selection,
    answers: tuple[LabelAnswer, ...],
    agency: Agency,
    opened: tuple[str, ...],
    size: tuple[int | None, int | None],
) -> Shown:
    return lay_out(build_glance(evidence, selection), answers, agency, *size, opened)


@_cached
def toxicity_by_regimen(toxicity: Toxicity, palette: Palette, width: int | None) -> go.Figure:
    """Draw the arms of a table of toxicity that are open, for a page of this width."""
    return toxicity_chart(toxicity, palette, width)


def folded_toxicity(
    evidence: Evidence,
    selection: Selection,
    grade: Grade,
    size: tuple[int | None, int | None],
    with_folded: bool,
    with_single: bool,
) -> Toxicity:
    """Choose which arms are open on a page of this size, once for each language."""
    return _fold_toxicity(current_language(), evidence, selection, grade, size, with_folded, with_single)


@lru_cache(maxsize=64)
def _fold_toxicity(
    _language: str,
    evidence: Evidence,
    selection: Selection,
    grade: Grade,
    size: tuple[int | None, int | None],
    with_folded: bool,
    with_single: bool,
) -> Toxicity:
    return fold_toxicity(build_toxicity(evidence, selection, grade), *size, with_folded, with_single)


@_cached
def risk_difference_chart(
    evidence: Evidence, selection: Selection, grade: Grade, palette: Palette, wide: bool
) -> go.Figure:
    """Draw risk differences between randomised arms."""
    return difference_chart(risk_differences(evidence, selection, grade), palette, wide)


@_cached
def path_chart(
    evidence: Evidence,
    guidance: Guidance,
    tier: Tier,
    agency: Agency,
    guideline: Guideline,
    investigated: bool,
    palette: Palette,
    wide: bool,
) -> go.Figure:
    """Draw the path through the lines for one tier."""
    steps = sequence(tier, agency, guideline, guidance, evidence, investigated)
    return sequence_chart(steps, palette, _(after_trastuzumab(load_dynamics())), wide)
