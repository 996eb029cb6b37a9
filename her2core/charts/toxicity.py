"""Adverse events as a table of cells: one row an arm, one column an event, the percentage in each cell.

Positions on the vertical axis are pixels, as on a `Sheet`, so the chart knows its own height. Cells and text share one pair
of axes: text starts at 0 of the horizontal axis, the cells take the whole of it on a phone, its right part on a wide page.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from her2core.charts import rows
from her2core.charts.canvas import canvas
from her2core.charts.sheet import GAP, LINE, TALL, WARNING
from her2core.charts.text import CHARACTERS, TEXT_SIZE, break_lines, escape
from her2core.charts.theme import Palette, ink, mix, shares
from her2core.evidence.adverse_events import (
    CAUSES,
    GRADES,
    PERCENT,
    Grade,
    cause,
    choose_figures,
    common_events,
    format_percentage,
    report,
)
from her2core.evidence.frames import Record, records
from her2core.labels import label_of
from her2core.language import Message, _, join_words
from her2core.terms import Allocation, Role, Setting

CELL = 26
"""The least height of a row of cells, in pixels."""
CELLS_FROM = 0.42
"""Where on a wide chart the cells begin."""
EVENTS, EVENTS_WIDE = 7, 14
"""How many events fit a phone, and a page of 900 px."""
MARGIN = {"l": 12, "r": 16, "t": 8, "b": 8}
GRADE_3_4, MARKS = "*", {True: "<sup>t</sup>", False: "", None: "<sup>?</sup>"}
BLANK = Message("Blank: not reported, never 0.")
LONGEST_WORD = 20
"""Of the names of events, in characters: no word is cut."""
_CHARACTER = 7  # the width of a character in pixels


def toxicity_chart(
    frame: pd.DataFrame, grade: Grade, palette: Palette, wide: bool = False, most: int = EVENTS_WIDE
) -> go.Figure:
    """Draw how often the commonest events were reported, arm by arm, the newest trial first.

    Parameters
    ----------
    frame : of `her2core.evidence.adverse_events.arms_frame`
    wide : whether the name of an arm stands beside its cells, for a page of 900 px and more, or above them
    most : how many events at most; never more than 14, or 7 where the chart is not wide
    """
    events = common_events(frame, grade, min(most, EVENTS_WIDE if wide else EVENTS))
    cells = choose_figures(frame[frame["event"].isin(events)], grade)
    grid = _Grid(events, palette, wide)
    grid.text(_(WARNING), bold=True)
    grid.text(_(BLANK), bold=True)
    grid.text(_("{grade}: percent of patients. The deeper the colour, the more.", grade=GRADES[grade]))
    for mark, meaning in _key(cells, grade):
        grid.text(meaning, quiet=True, mark=mark)
    others = len(frame.drop_duplicates(["trial", "arm"])) - len(cells.drop_duplicates(["trial", "arm"]))
    if others:
        grid.text(_("Arms with other figures only: {n}. They are not drawn.", n=others), quiet=True)
    if cells.empty:
        grid.text(_("No adverse event is held for this choice."))
    beside = frame[frame[PERCENT[grade]].notna() & ~frame.index.isin(cells.index)]
    for _trial, of_trial in rows.group_by_trial(cells):
        _draw(grid, of_trial, records(beside), grade)
    return grid.draw()


def _draw(grid: "_Grid", figures: list[Record], beside: list[Record], grade: Grade) -> None:
    """One trial: its name, and its arms under one another."""
    head, column = figures[0], PERCENT[grade]
    grid.begin_trial()
    grid.text(_(head["trial_name"]), bold=True)
    setting, allocation = label_of(Setting, head["setting"]), label_of(Allocation, head["allocation"])
    reports = join_words(dict.fromkeys(report(row) for row in figures))
    grid.text(f"{setting} · {allocation} · {reports}", quiet=True)
    for arm in dict.fromkeys(row["arm"] for row in figures):
        of_arm = [row for row in figures if row["arm"] == arm]
        cells = {row["event"]: _Cell(row[column], _mark(row, grade), _hover(row, beside, grade)) for row in of_arm}
        grid.row(_(of_arm[0]["arm_label"]), _describe_arm(of_arm), cells)


def _key(cells: pd.DataFrame, grade: Grade) -> list[tuple[str, str]]:
    """The marks behind the figures that are drawn, and what they mean."""
    causes = {cause(row) for row in records(cells)}
    lines = []
    if grade is Grade.SEVERE and cells["severe_is_3_4"].any():
        lines.append((GRADE_3_4, _("grade 3-4; grade 3 or more is not reported.")))
    if True in causes:
        lines.append((MARKS[True], _("treatment-related; without this mark, any cause.")))
    if None in causes:
        lines.append((MARKS[None], _("cause not stated.")))
    return lines


def _mark(row: Record, grade: Grade) -> str:
    """A figure with its marks."""
    is_3_4 = GRADE_3_4 if grade is Grade.SEVERE and row["severe_is_3_4"] else ""
    return f"{format_percentage(row, grade)}{is_3_4}{MARKS[cause(row)]}"


def _hover(row: Record, beside: list[Record], grade: Grade) -> str:
    """What a cell says when it is pointed at; other figures that are held for it follow."""
    lines = [_(row["trial_name"]), *break_lines(_(row["arm_label"]))]
    lines += [f"{_(row['event'])}: {format_percentage(row, grade)} %", *break_lines(_describe_figure(row, grade))]
    for other in beside:
        if all(other[key] == row[key] for key in ("trial", "arm", "event")):
            also = _("also reported: {percent} %", percent=format_percentage(other, grade))
            lines += break_lines(f"{also} · {_describe_figure(other, grade)}")
    return "<br>".join(escape(line) for line in lines)


def _describe_figure(row: Record, grade: Grade) -> str:
    """Grade, n, population, cause and report of one figure."""
    is_3_4 = grade is Grade.SEVERE and row["severe_is_3_4"]
    parts = [_("Grade 3-4") if is_3_4 else _(GRADES[grade]), _number([row])]
    if pd.notna(row["population"]):
        parts.append(_(row["population"]))
    return " · ".join([*parts, _(CAUSES[cause(row)]), report(row)])


def _describe_arm(figures: list[Record]) -> str:
    """The n of an arm, whether it is a control, and where its figures are of a part of it."""
    parts = [_number(figures)]
    if figures[0]["role"] == Role.CONTROL:
        parts.append(_("control arm"))
    populations = dict.fromkeys(_(row["population"]) for row in figures if pd.notna(row["population"]))
    if populations:
        parts.append(join_words(populations))
    return " · ".join(parts)


def _number(figures: list[Record]) -> str:
    known = sorted({int(row["n"]) for row in figures if pd.notna(row["n"])})
    if not known:
        return _("n not stated")
    return f"n = {known[0]}" if len(known) == 1 else f"n = {known[0]}\N{EN DASH}{known[-1]}"


class _Cell(NamedTuple):
    percent: float
    printed: str
    hover: str


@dataclass
class _Grid:
    """Text and rows of cells collected from the top, then drawn."""

    events: Sequence[str]
    palette: Palette
    wide: bool
    y: float = 0
    _texts: list[tuple[float, float, str, str]] = field(default_factory=list)
    _heads: list[float] = field(default_factory=list)
    _rows: list[tuple[float, float, dict[str, _Cell]]] = field(default_factory=list)
    _rules: list[float] = field(default_factory=list)

    def text(self, words: str, bold: bool = False, quiet: bool = False, beside: bool = False, mark: str = "") -> None:
        """Add text, broken into lines: across the chart, or beside the cells of a wide one; `mark` stands before it."""
        width = CHARACTERS if beside or not self.wide else 2 * CHARACTERS
        colour = self.palette.quiet if quiet else self.palette.text
        for line in break_lines(words, width):
            shown = f"<b>{escape(line)}</b>" if bold else escape(line)
            self._texts.append((0, self.y + LINE / 2, f"{mark} {shown}" if mark else shown, colour))
            self.y, mark = self.y + LINE, ""

    def begin_trial(self) -> None:
        """Leave space, and repeat the names of the events where they are out of sight."""
        if not self._heads or self.y - self._heads[-1] > TALL:
            self._leave_heads()
        else:
            self.y += GAP
        self._rules.append(self.y)
        self.y += GAP / 2

    def row(self, arm: str, about: str, cells: dict[str, _Cell]) -> None:
        """Add one arm: its name and `about` beside its cells, or above them."""
        top = self.y
        self.text(arm, beside=True)
        self.text(about, quiet=True, beside=True)
        if self.wide:
            self.y = max(self.y, top + CELL)
        else:
            top, self.y = self.y, self.y + CELL
        self._rows.append((top, self.y, cells))
        self.y += GAP / 3 if self.wide else GAP / 2

    def draw(self) -> go.Figure:
        """Draw the grid as a chart."""
        chart = canvas(self.palette)
        if self._rows:
            self._add_cells(chart)
            self._add_lines(chart)
            self._add_heads(chart)
        _write(chart, self._texts, "middle right", "text")
        chart.update_layout(
            height=math.ceil(self.y + MARGIN["t"] + MARGIN["b"]),
            margin={**MARGIN, "autoexpand": False},
            xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
            yaxis={"range": [self.y, 0], "visible": False, "fixedrange": True},
        )
        return chart

    @property
    def _edges(self) -> list[float]:
        """Where the columns begin and end; a few events do not make wide columns."""
        start, columns = (CELLS_FROM, EVENTS) if self.wide else (0.0, EVENTS - 2)
        width = (1 - start) / max(columns, len(self.events))
        return [start + width * column for column in range(len(self.events) + 1)]

    @property
    def _middles(self) -> list[float]:
        return [(left + right) / 2 for left, right in zip(self._edges, self._edges[1:], strict=False)]

    def _leave_heads(self) -> None:
        """Space for the names of the events."""
        self.y += GAP + _CHARACTER * max(width for width, _lines in self._names)
        self._heads.append(self.y)
        self.y += GAP / 3

    @cached_property
    def _names(self) -> list[tuple[int, list[str]]]:
        return [_fit(_(event)) for event in self.events]

    def _add_heads(self, chart: go.Figure) -> None:
        """The names of the events, written upwards above their columns: the labels of an axis, which are drawn fast."""
        names = ["<br>".join(escape(line) for line in lines) for _width, lines in self._names]
        for number, at in enumerate(self._heads, start=2):
            chart.add_trace(go.Scatter(x=[None], y=[None], xaxis=f"x{number}", name="heads", hoverinfo="skip"))
            chart.layout[f"xaxis{number}"] = {
                "overlaying": "x", "range": [0, 1], "fixedrange": True, "showgrid": False, "zeroline": False,
                "side": "top", "anchor": "free", "position": 1 - at / self.y,
                "tickvals": self._middles, "ticktext": names, "tickangle": -90, "ticklen": 0,
            }  # fmt: skip

    def _add_lines(self, chart: go.Figure) -> None:
        """A line above each trial, and a frame around each cell, so that a blank one is seen to be one."""
        lines = [(0.0, 1.0, at, at) for at in self._rules]
        for top, bottom, _cells in self._rows:
            lines += [(self._edges[0], self._edges[-1], at, at) for at in (top, bottom)]
            lines += [(x, x, top, bottom) for x in self._edges]
        path = "".join(f"M{start:.4f},{top:.1f}L{end:.4f},{bottom:.1f}" for start, end, top, bottom in lines)
        chart.add_shape(type="path", path=path, line={"color": self.palette.grid, "width": 1}, name="frames")

    def _add_cells(self, chart: go.Figure) -> None:
        """The cells and what is printed in them. Between two rows is nothing, as where nothing is reported."""
        edges: list[float] = [0.0]
        shown: list[dict[str, _Cell]] = []
        for top, bottom, cells in self._rows:
            if top > edges[-1]:
                edges.append(top)
                shown.append({})
            edges.append(bottom)
            shown.append(cells)
        low, high = shares(self.palette)
        chart.add_trace(
            go.Heatmap(
                x=self._edges,
                y=edges,
                z=[[cells[e].percent if e in cells else None for e in self.events] for cells in shown],
                hovertext=[[cells[e].hover if e in cells else "" for e in self.events] for cells in shown],
                hovertemplate="%{hovertext}<extra></extra>",
                hoverongaps=False,
                colorscale=[[0, low], [1, high]],
                zmin=0,
                zmax=100,
                xgap=2,
                ygap=2,
                showscale=False,
                name="percent",
            )
        )
        printed = [
            (x, (top + bottom) / 2, cells[event].printed, ink(mix(low, high, cells[event].percent / 100)))
            for top, bottom, cells in self._rows
            for x, event in zip(self._middles, self.events, strict=True)
            if event in cells
        ]
        _write(chart, printed, "middle center", "figures")


def _write(chart: go.Figure, texts: Sequence[tuple[float, float, str, str]], position: str, name: str) -> None:
    """Text at x and y, a trace for each colour."""
    for colour in dict.fromkeys(colour for *_place, colour in texts):
        xs, ys, words, _colours = zip(*(text for text in texts if text[3] == colour), strict=True)
        chart.add_trace(
            go.Scatter(
                x=xs,
                y=ys,
                text=words,
                mode="text",
                textposition=position,
                textfont={"color": colour, "size": TEXT_SIZE},
                hoverinfo="skip",
                cliponaxis=False,
                name=name,
            )
        )


def _fit(name: str) -> tuple[int, list[str]]:
    """How many characters wide a name stands in two lines, which a column of 36 px holds, and those lines."""
    width = LONGEST_WORD
    while len(lines := break_lines(name, width)) > 2:
        width += 1
    return width, lines
