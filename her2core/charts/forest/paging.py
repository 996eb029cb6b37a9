"""A forest as one chart on a page, and as several, each on a sheet of its own with its title and its axis."""

from collections.abc import Iterator

import plotly.graph_objects as go

from her2core.charts.folding import Fold
from her2core.charts.forest.drawing import Drawing
from her2core.charts.forest.layout import PHONE, ForestShown, Layout, lay_out_forest
from her2core.charts.forest.model import Forest, TrialBlocks
from her2core.charts.theme import Palette

PAPER = (1000, 1300)
"""How wide and how tall a chart is that fits a printed page, in pixels."""


def draw_forest(shown: ForestShown, palette: Palette) -> go.Figure:
    """Draw what is open of a forest."""
    return Drawing(shown.layout, palette).draw(shown.folds)


def draw_pages(forest: Forest, palette: Palette, wide: bool = True) -> list[go.Figure]:
    """Draw a forest whole, cautions and disagreements in words, as charts that each fit a printed page."""
    width = PAPER[0] if wide else PHONE
    shown = lay_out_forest(forest, width, spoken=True)
    pages = [Drawing(shown.layout, palette).draw(page) for page in _split(shown)]
    for page in pages:
        page.update_layout(width=width)
    return pages


def _split(shown: ForestShown) -> Iterator[list[Fold[TrialBlocks]]]:
    """The groups page by page; a trial is never divided, a group goes on under its heading on the next page."""
    page: list[Fold[TrialBlocks]] = []
    left = room = PAPER[1] - shown.layout.measure_frame(shown.trials)
    for part in shown.folds:
        taken: list[TrialBlocks] = []
        for trial in part.open:
            needed = shown.layout.measure_trial(trial) + (0 if taken else _measure_heading(shown.layout, part))
            if needed > left and (page or taken):
                yield [*page, *([Fold(part.group, tuple(taken), ())] if taken else [])]
                page, taken, left = [], [], room
                needed = shown.layout.measure_trial(trial) + _measure_heading(shown.layout, part)
            taken.append(trial)
            left -= needed
        if taken:
            page.append(Fold(part.group, tuple(taken), ()))
    if page or not shown.folds:
        yield page


def _measure_heading(layout: Layout, part: Fold[TrialBlocks]) -> float:
    return layout.measure_heading(next(group for group in layout.forest.groups if group is part.group))
