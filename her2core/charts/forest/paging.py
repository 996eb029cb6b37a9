"""A forest as one chart on a page, and as several, each on a sheet of its own with its title and its axis."""

from collections.abc import Iterator

import plotly.graph_objects as go

from her2core.charts.folding import Fold
from her2core.charts.forest.drawing import Drawing
from her2core.charts.forest.layout import PHONE, ForestShown, lay_out_forest
from her2core.charts.forest.model import Forest, ForestGroup, TrialBlocks
from her2core.charts.grid import Grid
from her2core.charts.plotly_grid import draw_grid
from her2core.charts.theme import Palette

PAPER = (1000, 1300)
"""How wide and how tall a chart is that fits a printed page, in pixels."""

TALL = 0.4
"""The part of a page from which on a trial may be divided between two."""


def draw_forest(shown: ForestShown, palette: Palette) -> go.Figure:
    """Draw what is open of a forest."""
    return draw_grid(Drawing(shown.layout, palette).lay_out(shown.folds))


def draw_pages(forest: Forest, palette: Palette, wide: bool = True) -> list[go.Figure]:
    """Draw a forest whole, with all that stands behind its figures in words, as charts that each fit a printed page."""
    size = (PAPER[0] if wide else PHONE, PAPER[1])
    pages = [draw_grid(page) for page in lay_out_pages(forest, palette, size)]
    for page in pages:
        page.update_layout(width=size[0])
    return pages


def lay_out_pages(forest: Forest, palette: Palette, size: tuple[float, float]) -> list[Grid]:
    """Draw a forest whole, with all that stands behind its figures in words, on pages of this width and height."""
    shown = lay_out_forest(forest, size[0], spoken=True)
    return [Drawing(shown.layout, palette).lay_out(page) for page in _split(shown, size[1])]


def _split(shown: ForestShown, height: float) -> Iterator[list[Fold[TrialBlocks]]]:
    """The groups page by page; a group goes on under its heading on the next page, and so does a trial that leaves much empty."""
    layout = shown.layout
    page: list[Fold[TrialBlocks]] = []
    left = room = height - layout.measure_frame(shown.trials)
    for part in shown.folds:
        assert isinstance(part.group, ForestGroup)
        heading = layout.measure_heading(part.group)
        taken: list[TrialBlocks] = []
        waiting = list(part.open)
        while waiting:
            trial, above, is_begun = waiting[0], 0 if taken else heading, bool(page or taken)
            rest = None
            if above + layout.measure_trial(trial) > left:
                is_tall = layout.measure_trial(trial) > room * TALL
                first, rest = layout.split_trial(trial, left - above) if is_tall or not is_begun else (None, None)
                if first is None and is_begun:
                    yield [*page, *([Fold(part.group, tuple(taken), ())] if taken else [])]
                    page, taken, left = [], [], room
                    continue
                trial, rest = (first, rest) if first is not None else (trial, None)
            taken.append(trial)
            left -= above + layout.measure_trial(trial)
            waiting[:1] = [rest] if rest and rest.lines else []
        if taken:
            page.append(Fold(part.group, tuple(taken), ()))
    if page or not shown.folds:
        yield page
