"""At a glance: one row an arm, one column with an axis of its own an endpoint, on one screen.

A page that is wide enough has an arm in one line; a narrower one in two. Numbers are 18 pixels tall, other text 16.
"""

from collections.abc import Iterable
from dataclasses import replace

import plotly.graph_objects as go

from her2core.charts.glance import narrow, wide
from her2core.charts.glance.model import Glance, fold
from her2core.charts.glance.shown import INSET, LINE, TEXT, Shown
from her2core.charts.glance.words import key
from her2core.charts.grid import Grid
from her2core.charts.plotly_grid import draw_grid
from her2core.charts.text import WARNING, break_at
from her2core.charts.theme import Palette
from her2core.guidance.label_answers import LabelAnswer
from her2core.language import _
from her2core.terms import Agency

NARROW = 350
"""What a chart is laid out for where the page has said nothing of its width, and on a phone."""
WIDE = 1232
"""What it is laid out for where it goes beyond a page."""


def lay_out(
    glance: Glance,
    answers: tuple[LabelAnswer, ...],
    agency: Agency,
    width: float | None = None,
    height: float | None = None,
    opened: Iterable[str] = (),
) -> Shown:
    """Choose what is open and what is folded.

    Parameters
    ----------
    width : of the page, in pixels; None is that of a phone
    height : what the chart may take at first, in pixels; None is no end of it
    opened : ids of the kinds of study that the reader opened
    """
    width = width or NARROW
    for has_lines, heights in ((True, wide.HEIGHTS), (False, narrow.HEIGHTS)):
        shown = Shown(glance, fold(glance, heights, None), answers, agency, has_lines)
        for _again in range(2):  # how many lines explain the signs depends on what is open
            room = None if height is None else height - _measure_frame(shown, width)
            shown = replace(shown, folds=fold(glance, heights, room, opened))
        if wide.find_places(shown, width):
            break
    return shown


def glance_chart(shown: Shown, palette: Palette, width: float | None = None) -> go.Figure:
    """Draw what is open, for a width in pixels; None is that of a phone."""
    return draw_grid(glance_grid(shown, palette, width or NARROW))


def glance_grid(shown: Shown, palette: Palette, width: float) -> Grid:
    """Put what is open in its places, for a width in pixels, for whichever form draws it."""
    places = wide.find_places(shown, width) if shown.has_lines else None
    return wide.draw_wide(shown, palette, width, places) if places else narrow.draw_narrow(shown, palette, width)


def _measure_frame(shown: Shown, width: float) -> float:
    """How tall all is that stands around the rows."""
    lines = len(break_at(_(WARNING), TEXT, width, bold=True)) + len(break_at(key(shown.rows), TEXT, width))
    return (wide.HEAD if shown.has_lines else 0) + LINE * lines + 2 * INSET
