"""Counts of a cohort as bars: rows by tier, and the tiers by the values of a column.

Positions on the vertical axis are pixels, as on a `Sheet`, so the figures know their own height. Text has a horizontal axis
of its own, the first; the bars have the second, in rows or percent.
"""

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.flows import reclassification_chart
from her2core.charts.sheet import GAP, LINE
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, TEXT_SIZE, broken, safe
from her2core.charts.theme import Palette
from her2core.cohort.answers import GROUPS, NOT_READ, NOT_STATED, OTHER, UNDETERMINED
from her2core.evidence.frames import Row, records
from her2core.labels import capital
from her2core.language import Message, _
from her2core.terms import Tier

__all__ = ["distribution_chart", "group_label", "groups_chart", "reclassification_chart"]

BAR = 20
"""The height of a bar in pixels."""
BARS_FROM, BARS_TO = 0.3, 0.84
"""Where on a wide figure bars begin, and end where a number stands behind them."""
NAME, NAME_WIDE = 38, 30
"""The longest line of a name, which may be all capitals."""
LONGEST = 80
"""The characters after which a name of the file is cut."""
LEAST, LEAST_WIDE = 8, 5
"""The percent from which a part of a bar has room for its number."""
KEY_COLUMNS, KEY_COLUMNS_WIDE = 3, 5
MARGIN = {"l": 12, "r": 16, "t": 8, "b": 12}
VALUES = {OTHER: Message("other values"), NOT_STATED: Message("not stated in the file")}
_BARRED = tuple(group for group in GROUPS if group != NOT_READ)


def distribution_chart(distribution: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """How many rows each tier has, as a bar from zero with its n and percent.

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
        bars.row([word], number, [_Part(row["group"], 0, row["n"], "", f"{safe(word)}: {number}")])
    return bars.figure()


def groups_chart(by_frame: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """The tiers of each value of a column, as parts of a bar of 100 percent.

    Parameters
    ----------
    by_frame : of `her2core.cohort.answers.by`
    wide : whether the value stands beside its bar, for a page of 800 px and more, or above it
    """
    bars = _Bars(palette, wide, (0, 100), 1)
    if by_frame.empty:
        bars.text(_("There are no rows."))
        return bars.figure()
    bars.text(_("Percent of the n rows that could be read, in the order of this key; tiers of CSCO 2025."))
    bars.key([group for group in _BARRED if (by_frame.loc[by_frame["group"] == group, "n"] > 0).any()])
    bars.gap()
    for _value, found in by_frame.groupby("value", sort=False):
        _add_value(bars, records(found))
    return bars.figure()


def group_label(group: str) -> str:
    """What a reader sees for one of `GROUPS`."""
    if group == UNDETERMINED:
        return _("Undetermined")
    return _("Not read") if group == NOT_READ else capital(Tier(group))


def _add_value(bars: "_Bars", found: list[Row]) -> None:
    """One value of the column: its name with n, and its bar."""
    value = found[0]["value"]
    name = _(VALUES[value]) if value in VALUES else _short(value)
    read = sum(row["n"] for row in found if row["group"] != NOT_READ)
    not_read = sum(row["n"] for row in found if row["group"] == NOT_READ)
    about = f"{name} · n = {read:,}"
    if not_read:
        about += " · " + _("not read: {n}", n=f"{not_read:,}")
    least = LEAST_WIDE if bars.wide else LEAST
    start, parts = 0.0, []
    for row in found:
        if row["group"] == NOT_READ or not row["n"]:
            continue
        printed = f"{row['percent']:.0f}" if row["percent"] >= least else ""
        hover = "<br>".join(
            safe(line) for line in [*broken(name, NAME), f"{group_label(row['group'])}: {_number(row)}"]
        )
        parts.append(_Part(row["group"], start, row["percent"], printed, hover))
        start += row["percent"]
    bars.row(broken(about, NAME_WIDE if bars.wide else NAME), "", parts)


def _number(row: Row) -> str:
    """n, and its percentage where there is one."""
    return f"{row['n']:,}" if pd.isna(row["percent"]) else f"{row['n']:,} ({row['percent']:.1f} %)"


def _short(value: str) -> str:
    """A value of the file in one line, cut where it is long."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class _Part(NamedTuple):
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
    to : where on a wide figure the bars end
    """

    palette: Palette
    wide: bool
    span: tuple[float, float]
    to: float
    y: float = 0
    _texts: list[tuple[float, float, str, str]] = field(default_factory=list)
    _parts: list[tuple[float, _Part]] = field(default_factory=list)
    _keys: list[tuple[float, float, str]] = field(default_factory=list)

    def text(self, words: str) -> None:
        """A sentence across the figure."""
        for line in broken(words, 2 * CHARACTERS_WIDE if self.wide else CHARACTERS):
            self._write(0, self.y + LINE / 2, line)
            self.y += LINE

    def gap(self) -> None:
        self.y += GAP

    def key(self, groups: list[str]) -> None:
        """The colour of each group and its word."""
        columns = KEY_COLUMNS_WIDE if self.wide else KEY_COLUMNS
        self.y += GAP / 2
        for place, group in enumerate(groups):
            x, y = place % columns / columns, self.y + (place // columns + 0.5) * LINE
            self._keys.append((x, y, group))
            self._write(x + self._swatch * 1.3, y, group_label(group))
        self.y += math.ceil(len(groups) / columns) * LINE

    def row(self, name: list[str], number: str, parts: list[_Part]) -> None:
        """One bar: its name and its number beside it or, on a narrow figure, above it."""
        height = LINE * len(name)
        middle = self.y + max(height, BAR) / 2 if self.wide else self.y + height / 2
        for place, line in enumerate(name):
            self._write(0, middle + (place - (len(name) - 1) / 2) * LINE, line)
        if number:
            self._write(1, middle, number, "middle left")
        if not self.wide:
            self.y += height
            middle = self.y + BAR / 2
        self._parts += [(middle, part) for part in parts]
        if self.wide:
            self.y += max(height, BAR) + GAP / 2
        else:
            self.y += (BAR if parts else 0) + GAP * 0.75

    def figure(self) -> go.Figure:
        """The bars as a figure."""
        figure = canvas(self.palette, barmode="overlay")
        for group in _BARRED:
            self._add_bars(figure, group)
        for colour, position in dict.fromkeys((c, p) for _x, _y, _words, c, p in self._all_texts):
            lines = [(x, y, words) for x, y, words, c, p in self._all_texts if (c, p) == (colour, position)]
            figure.add_trace(
                go.Scatter(
                    x=[x for x, _y, _words in lines],
                    y=[y for _x, y, _words in lines],
                    text=[words for _x, _y, words in lines],
                    mode="text",
                    textposition=position,
                    textfont={"color": colour, "size": TEXT_SIZE},
                    hoverinfo="skip",
                    cliponaxis=False,
                    name="text",
                )
            )
        hidden = {"visible": False, "fixedrange": True}
        figure.update_layout(
            height=math.ceil(self.y + MARGIN["t"] + MARGIN["b"]),
            margin={**MARGIN, "autoexpand": False},
            xaxis={**hidden, "range": [0, 1], "domain": [0, 1]},
            xaxis2={**hidden, "range": list(self.span), "domain": [BARS_FROM if self.wide else 0, self.to if self.wide else 1], "anchor": "y"},
            yaxis={**hidden, "range": [self.y, 0]},
            plot_bgcolor="rgba(0,0,0,0)",
        )  # fmt: skip
        return figure
