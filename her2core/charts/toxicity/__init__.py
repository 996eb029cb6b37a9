"""Adverse events as a table of cells: one row an arm, one column an event, the percentage in each cell.

Positions are pixels on both axes, so that the chart knows its own size. On a phone the name of an arm stands above its
cells, on a wider page beside them.
"""

from collections.abc import Iterable
from itertools import groupby

import plotly.graph_objects as go

from her2core.charts.text import WARNING, break_at
from her2core.charts.theme import LIGHT, Palette
from her2core.charts.toxicity.model import Toxicity
from her2core.charts.toxicity.table import (
    COLUMN,
    HEADING,
    INSET,
    LINE,
    MOST,
    NAMES,
    NARROW,
    TEXT,
    WIDE,
    Table,
    measure_names,
)
from her2core.charts.toxicity.words import key
from her2core.labels import capital
from her2core.language import _


def count_events(width: float | None) -> int:
    """Count the events that fit a chart of this width in pixels; None is a phone."""
    width = width or NARROW
    return min(MOST, int(width * (1 - (NAMES[0] if width >= WIDE else 0)) / COLUMN))


def fold_toxicity(
    toxicity: Toxicity, width: float | None, height: float | None, with_folded: bool = False, with_single: bool = False
) -> Toxicity:
    """Leave open what fits a chart of this size in pixels, but for arms with one event; all where the reader opened it."""
    width, most = width or NARROW, count_events(width)
    shown = toxicity.limit_columns(most)
    for its_room in (None,) if with_folded or height is None else (None, height, height):
        # How tall names and key are depends on what is open.
        room = its_room if its_room is None else its_room - sum(_measure_frame(shown, width))
        shown = toxicity.fold(room, HEADING, Table(shown, LIGHT, width).measure, with_single).limit_columns(most)
    return shown


def toxicity_chart(toxicity: Toxicity, palette: Palette, width: float | None = None) -> go.Figure:
    """Draw how often each event was reported in the arms that are open, for a width in pixels; None is that of a phone."""
    chart = Table(toxicity, palette, width or NARROW)
    chart.write(_(WARNING), bold=True)
    if not toxicity.columns or not toxicity.rows:
        chart.write(_("No adverse event is collected here for this choice."))
        return chart.draw()
    chart.add_heads()
    for group in toxicity.groups:
        chart.add_heading(f"{capital(group.setting)} · {_(group.rank.name)}")
        for _trial, rows in groupby(group.rows, key=lambda row: row.trial.id):
            chart.add_trial(list(rows))
    chart.y += INSET
    for line in key(toxicity):
        chart.write(line, quiet=True)
    return chart.draw()


def _measure_frame(toxicity: Toxicity, width: float) -> Iterable[float]:
    """How tall each part is that stands around the rows."""
    yield LINE * len(break_at(_(WARNING), TEXT, width, bold=True))
    yield measure_names(toxicity.columns)
    yield LINE * sum(len(break_at(line, TEXT, width)) for line in key(toxicity)) + 4 * INSET
