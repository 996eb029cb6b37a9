"""Counts of a cohort as bars: rows by tier, and the tiers by the values of a column.

Positions on the vertical axis are pixels, as on a `Sheet`, so the figures know their own height. Text has a horizontal axis
of its own, the first; the bars have the second, in rows or percent.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from her2core.charts.canvas import GAP, canvas
from her2core.charts.flows import reclassification_chart
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, LINE, TEXT_SIZE, break_lines, escape
from her2core.charts.theme import TIER_COLOURS, Palette, mix
from her2core.cohort.answers import GROUPS, NOT_READ, NOT_STATED, OTHER, UNDETERMINED
from her2core.evidence.frames import Record, records
from her2core.labels import capital
from her2core.language import Message, _
from her2core.terms import Tier

__all__ = ["distribution_chart", "group_label", "groups_chart", "reclassification_chart"]

BAR = 20
"""The height of a bar in pixels."""
BARS_FROM, BARS_TO = 0.3, 0.84
"""Where on a wide chart bars begin, and end where a number stands behind them."""
NAME, NAME_WIDE = 38, 30
"""The longest line of a name, which may be all capitals."""
LONGEST = 80
"""The characters after which a name of the file is cut."""
LEAST, LEAST_WIDE = 8, 5
"""The percent from which a part of a bar has room for its number."""
SWATCH = 12
"""The height of a colour of the key in pixels."""
KEY_COLUMNS, KEY_COLUMNS_WIDE = 3, 5
MARGIN = {"l": 12, "r": 16, "t": 8, "b": 12}
VALUES = {OTHER: Message("other values"), NOT_STATED: Message("not stated in the file")}
_BARRED = tuple(group for group in GROUPS if group != NOT_READ)


def distribution_chart(distribution: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw how many rows each tier has, as a bar from zero with its n and percent.

    Parameters
    ----------
    distribution : of `her2core.cohort.answers.distribution`
    wide : whether word and number stand beside their bar, for a page of 800 px and more, or above it
    """
    rows = records(distribution)
    read = sum(row["n"] for row in rows if row["group"] != NOT_READ)
    most = max((row["n"] for row in rows if row["group"] != NOT_READ), default=0)
    bars = _Bars(palette, wide, (0, max(most, 1)), BARS_TO)
    bars.text(_("Rows that could be read: {n}. Percent of these; tiers of CSCO 2025.", n=f"{read:,}"))
    bars.gap()
    for row in rows:
        word, number = group_label(row["group"]), _number(row)
        if row["group"] == NOT_READ:
            if row["n"]:
                bars.row([word], number, [])
            continue
        bars.row([word], number, [_Segment(row["group"], 0, row["n"], "", f"{escape(word)}: {number}")])
    return bars.draw()


def groups_chart(by_frame: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw the tiers of each value of a column, as parts of a bar of 100 percent.

    Parameters
    ----------
    by_frame : of `her2core.cohort.answers.by`
    wide : whether the value stands beside its bar, for a page of 800 px and more, or above it
    """
    # The parts of a bar may add up to a hair over 100, and plotly hides a number that is not wholly on the axis.
    bars = _Bars(palette, wide, (0, 100 + 1e-6), 1)
    if by_frame.empty:
        bars.text(_("There are no rows."))
        return bars.draw()
    bars.text(_("Percent of the n rows that could be read, in the order of this key; tiers of CSCO 2025."))
    bars.key(_BARRED)
    bars.gap()
    for _value, counts in by_frame.groupby("value", sort=False):
        _add_value(bars, records(counts))
    return bars.draw()


def group_label(group: str) -> str:
    """Return what a reader sees for one of `GROUPS`."""
    if group == UNDETERMINED:
        return _("Undetermined")
    return _("Not read") if group == NOT_READ else capital(Tier(group))


def group_colours(group: str, palette: Palette) -> tuple[str, str]:
    """Return the colour of one of `GROUPS`, and that of a number on it."""
    return (palette.page, palette.text) if group in (UNDETERMINED, NOT_READ) else TIER_COLOURS[Tier(group)]


def _add_value(bars: "_Bars", counts: list[Record]) -> None:
    """One value of the column: its name with n, and its bar."""
    value = counts[0]["value"]
    name = _(VALUES[value]) if value in VALUES else _short(value)
    read = sum(row["n"] for row in counts if row["group"] != NOT_READ)
    not_read = sum(row["n"] for row in counts if row["group"] == NOT_READ)
    numbers = [f"n = {read:,}", *([_("not read: {n}", n=f"{not_read:,}")] if not_read else [])]
    width = NAME_WIDE if bars.wide else NAME
    least = LEAST_WIDE if bars.wide else LEAST
    start, parts = 0.0, []
    for row in counts:
        if row["group"] == NOT_READ or not row["n"]:
            continue
        printed = f"{row['percent']:.0f}" if row["percent"] >= least else ""
        hover = "<br>".join(
            escape(line) for line in [*break_lines(name, NAME), f"{group_label(row['group'])}: {_number(row)}"]
        )
        parts.append(_Segment(row["group"], start, row["percent"], printed, hover))
        start += row["percent"]
    bars.row(_add_numbers(break_lines(name, width), numbers, width), "", parts)


def _add_numbers(lines: list[str], numbers: list[str], width: int) -> list[str]:
    """The lines of a name with its numbers behind it; a number that does not fit has a line of its own."""
    for number in numbers:
        longer = f"{lines[-1]} · {number}"
        lines = [*lines[:-1], longer] if len(break_lines(longer, width)) == 1 else [*lines, number]
    return lines


def _number(row: Record) -> str:
    """n, and its percentage where there is one."""
    return f"{row['n']:,}" if pd.isna(row["percent"]) else f"{row['n']:,} ({row['percent']:.1f} %)"


def _short(value: str) -> str:
    """A value of the file in one line, cut where it is long."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class _Segment(NamedTuple):
    """A part of a bar: from where, how long, what is printed in it and what it says when it is pointed at."""

    group: str
    start: float
    length: float
    printed: str
    hover: str


@dataclass
class _Bars:
    """Text and bars collected from the top, then drawn.

    Attributes
    ----------
    span : of the axis of the bars
    to : where on a wide chart the bars end
    """

    palette: Palette
    wide: bool
    span: tuple[float, float]
    to: float
    y: float = 0
    _texts: list[tuple[float, float, str, str]] = field(default_factory=list)
    _keys: list[tuple[float, _Segment]] = field(default_factory=list)
    _parts: list[tuple[float, _Segment]] = field(default_factory=list)

    def text(self, words: str) -> None:
        """Add a sentence across the chart."""
        for line in break_lines(words, 2 * CHARACTERS_WIDE if self.wide else CHARACTERS):
            self._write(0, self.y + LINE / 2, line)
            self.y += LINE

    def gap(self) -> None:
        """Leave empty space."""
        self.y += GAP

    def key(self, groups: Sequence[str]) -> None:
        """Add the colour of each group and its word."""
        columns, swatch = (KEY_COLUMNS_WIDE, 0.02) if self.wide else (KEY_COLUMNS, 0.045)
        self.y += GAP / 2
        for place, group in enumerate(groups):
            x, y = place % columns / columns, self.y + (place // columns + 0.5) * LINE
            self._keys.append((y, _Segment(group, x, swatch, "", "")))
            self._write(x + 1.3 * swatch, y, group_label(group))
        self.y += math.ceil(len(groups) / columns) * LINE

    def row(self, name: list[str], number: str, parts: list[_Segment]) -> None:
        """Add one bar: its name and its number beside it or, on a narrow chart, above it."""
        height = LINE * len(name)
        full = max(height, BAR) if self.wide else height
        for place, line in enumerate(name):
            self._write(0, self.y + full / 2 + (place - (len(name) - 1) / 2) * LINE, line)
        if number:
            self._write(1, self.y + full / 2, number, "middle left")
        middle = self.y + (full / 2 if self.wide else height + BAR / 2)
        self._parts += [(middle, part) for part in parts]
        self.y += full + (0 if self.wide or not parts else BAR) + GAP / 2

    def draw(self) -> go.Figure:
        """Draw the bars as a chart."""
        chart = canvas(self.palette, barmode="overlay")
        self._add_texts(chart)
        for group in _BARRED:
            self._add_bars(chart, group, self._keys, "x", SWATCH, "key")
            self._add_bars(chart, group, self._parts, "x2", BAR, group)
        hidden = {"visible": False, "fixedrange": True}
        domain = [BARS_FROM, self.to] if self.wide else [0, 1]
        chart.update_layout(
            height=math.ceil(self.y + MARGIN["t"] + MARGIN["b"]),
            margin={**MARGIN, "autoexpand": False},
            xaxis={**hidden, "range": [0, 1], "domain": [0, 1]},
            xaxis2={**hidden, "range": list(self.span), "domain": domain, "anchor": "y"},
            yaxis={**hidden, "range": [self.y, 0]},
            plot_bgcolor="rgba(0,0,0,0)",  # the text has a plot of its own, which must not cover the bars
        )
        return chart

    def _write(self, x: float, y: float, words: str, position: str = "middle right") -> None:
        self._texts.append((x, y, escape(words), position))

    def _add_texts(self, chart: go.Figure) -> None:
        for position in dict.fromkeys(position for *_text, position in self._texts):
            lines = [text for text in self._texts if text[3] == position]
            chart.add_trace(
                go.Scatter(
                    x=[x for x, _y, _words, _position in lines],
                    y=[y for _x, y, _words, _position in lines],
                    text=[words for _x, _y, words, _position in lines],
                    mode="text",
                    textposition=position,
                    textfont={"color": self.palette.text, "size": TEXT_SIZE},
                    hoverinfo="skip",
                    cliponaxis=False,
                    name="text",
                )
            )

    def _add_bars(
        self, chart: go.Figure, group: str, parts: list[tuple[float, _Segment]], axis: str, height: float, name: str
    ) -> None:
        shown = [(y, part) for y, part in parts if part.group == group]
        if not shown:
            return
        colour, ink = group_colours(group, self.palette)
        chart.add_trace(
            go.Bar(
                orientation="h",
                base=[part.start for _y, part in shown],
                x=[part.length for _y, part in shown],
                y=[y for y, _part in shown],
                width=height,
                xaxis=axis,
                name=name,
                marker={
                    "color": colour,
                    "line": {"color": self.palette.line, "width": 1},
                    "pattern": self._hatch if group == UNDETERMINED else None,
                },
                text=[part.printed for _y, part in shown],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                textfont={"color": ink, "size": TEXT_SIZE},
                hovertext=[part.hover for _y, part in shown],
                hovertemplate="%{hovertext}<extra></extra>" if name != "key" else None,
                hoverinfo="skip" if name == "key" else None,
                cliponaxis=False,
            )
        )

    @property
    def _hatch(self) -> dict[str, object]:
        """Undetermined is no tier: hatched, softly enough for a number to be read on it."""
        colour = mix(self.palette.page, self.palette.line, 0.5)
        return {"shape": "/", "fgcolor": colour, "bgcolor": self.palette.page, "size": 7, "solidity": 0.25}
