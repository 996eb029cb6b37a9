"""Trials over the years: a lane for each setting, a mark for each trial, those without a result at the right edge.

Heights are pixels, so the chart knows its own height: each lane is as high as its tallest stack of marks.
"""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.names import Point, draw_names, place_names, shorten_name
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, LINE, TEXT_SIZE, WARNING, break_lines, escape
from her2core.charts.theme import CLASS_COLOURS, CLASS_SHAPES, GLYPHS, Palette
from her2core.evidence.frames import Record, records
from her2core.labels import capital, label_of
from her2core.language import Message, _
from her2core.terms import AgentClass, Setting, SourceKind, TrialStatus

NARROWEST, NARROWEST_WIDE = 358, 900
"""The plot widths in pixels for which marks are sized."""
MARGIN = {"l": 12, "r": 16, "t": 8, "b": 52}
SIZE, SIZE_WIDE = 11, 15
BETWEEN = 0.7
"""Half the distance, in years, between a year and a column beside the years; a line stands in the middle."""
ABREAST = 3
"""How many trials without a result stand side by side."""
LABEL = 34
"""The pixels that a year on the axis needs."""
HOVER = 36
"""The longest line of what a mark says, which stays inside a phone beside its mark."""
GAP = 8
NAME = LINE + 4
"""The height of a lane's name."""
NO_RESULT = Message("no result collected yet")
NO_YEAR = Message("year not stated")
# How far the symbols of plotly reach beyond their size.
_REACH = {"diamond": 1.3, "triangle-up": 1.16, "triangle-down": 1.16, "star": 1.4}


@dataclass(frozen=True)
class Scale:
    """Where on the horizontal axis years and the columns beside them stand, and how large marks may be."""

    first: int
    last: int
    has_undated: bool
    has_pending: bool
    wide: bool

    @property
    def span(self) -> tuple[float, float]:
        left = self.first - BETWEEN - (2 * BETWEEN if self.has_undated else 0)
        return left, self.last + BETWEEN + (2 * BETWEEN + ABREAST - 1 if self.has_pending else 0)

    @property
    def pitch(self) -> float:
        """The least pixels of a year."""
        left, right = self.span
        return ((NARROWEST_WIDE if self.wide else NARROWEST) - MARGIN["l"] - MARGIN["r"]) / (right - left)

    @property
    def size(self) -> float:
        return min(SIZE_WIDE if self.wide else SIZE, 0.8 * self.pitch - 1)

    @property
    def step(self) -> float:
        """The height of a mark in its stack."""
        return 1.25 * self.size + 2

    def place(self, row: Record, before: int) -> tuple[float, int]:
        """Find the horizontal place and the storey of a trial that has `before` others in its stack."""
        if not row["has_result"]:
            return self.last + 2 * BETWEEN + before % ABREAST, before // ABREAST
        return (self.first - 2 * BETWEEN if pd.isna(row["year"]) else row["year"]), before

    def ticks(self) -> dict[int, str]:
        """List every year, with the words of those for which there is room; none where no trial has a year."""
        if not self.first:
            return {}
        every = next((step for step in (1, 2, 5, 10) if step * self.pitch >= LABEL), 20)
        return {year: str(year) if year % every == 0 else "" for year in range(self.first, self.last + 1)}


@dataclass(frozen=True)
class Lane:
    """The trials of one setting, with `x` and `y`, between two heights."""

    setting: Setting
    trials: pd.DataFrame
    top: float
    bottom: float

    @property
    def name(self) -> str:
        if self.trials.empty:
            return f"{capital(self.setting)}: ∅ {_('no trial of this selection')}"
        return f"{capital(self.setting)} ({len(self.trials)})"


def timeline_chart(frame: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw trials by setting and year of the newest report held; colour and shape are the class of agent.

    Parameters
    ----------
    frame : rows of `her2core.evidence.freshness.timeline_frame`
    wide : whether the chart is at least 900 px wide; else marks are small enough for 358 px
    """
    scale = _scale(frame, wide)
    head = _head(frame, wide)
    top = LINE * len(head) + GAP
    lanes = _lanes(frame, scale, top + LINE + GAP)
    chart = canvas(palette)
    marks = pd.concat([lane.trials for lane in lanes])
    for agent_class in AgentClass:
        shown = marks[marks["leading"] == agent_class]
        if not shown.empty:
            chart.add_trace(_marks(shown, agent_class, scale, palette))
    left, right = scale.span
    if wide:
        _name(chart, marks, scale, lanes[-1].bottom, palette)
    _write(chart, [(left, LINE * (at + 0.5), line) for at, line in enumerate(head)], palette.text)
    _write(chart, [(left, lane.top + NAME / 2 + 1, f"<b>{escape(lane.name)}</b>") for lane in lanes], palette.accent)
    beside = top + LINE / 2
    if scale.has_undated:
        _write(chart, [(left, beside, escape(_(NO_YEAR)))], palette.quiet)
    if scale.has_pending:
        _write(chart, [(right, beside, escape(_(NO_RESULT)))], palette.quiet, "middle left")
    _lay_out(chart, scale, lanes, palette)
    return chart


def reach(symbol: str) -> float:
    """Tell how many times its size a symbol is wide or high at most."""
    return _REACH.get(symbol, 1)


def _scale(frame: pd.DataFrame, wide: bool) -> Scale:
    reported = frame[frame["has_result"]]
    years = reported["year"].dropna()
    last = int(years.max()) if len(years) else 0
    first = int(years.min()) if len(years) else 0
    return Scale(first, last, bool(reported["year"].isna().any()), bool((~frame["has_result"]).any()), wide)


def _lanes(frame: pd.DataFrame, scale: Scale, top: float) -> list[Lane]:
    """The lanes from `top` down, with their marks piled up from the bottom, those of one class together."""
    order = {str(agent_class): place for place, agent_class in enumerate(AgentClass)}
    in_order = frame.assign(order=frame["leading"].map(order)).sort_values(["order", "trial_name", "trial"])
    lanes = []
    for setting in Setting:
        trials = in_order[in_order["setting"] == setting]
        stack = trials["year"].fillna(0).where(trials["has_result"], -1)
        places = [
            scale.place(row, before)
            for row, before in zip(records(trials), stack.groupby(stack).cumcount(), strict=True)
        ]
        storeys = max((storey + 1 for _x, storey in places), default=0)
        bottom = top + NAME + storeys * scale.step + GAP
        trials = trials.assign(
            x=[float(x) for x, _storey in places],
            y=[bottom - GAP / 2 - (storey + 0.5) * scale.step for _x, storey in places],
        )
        lanes.append(Lane(setting, trials, top, bottom))
        top = bottom
    return lanes


def _head(frame: pd.DataFrame, wide: bool) -> list[str]:
    """The warning and the key, in lines."""
    width = 2 * CHARACTERS_WIDE if wide else CHARACTERS
    drawn = [agent_class for agent_class in AgentClass if (frame["leading"] == agent_class).any()]
    key = [f"{GLYPHS[CLASS_SHAPES[agent_class]]} {capital(agent_class)}" for agent_class in drawn]
    return [
        *(f"<b>{escape(line)}</b>" for line in break_lines(_(WARNING), width)),
        *(escape(line) for line in _break_lines(key, width)),
        *(escape(line) for line in break_lines(_("One mark a trial. In brackets: number of trials."), width)),
    ]


def _break_lines(words: list[str], width: int) -> list[str]:
    """Words with dots between them, a line broken between words alone, so that no glyph loses its word."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} · {word}" if lines else word
        if lines and len(break_lines(longer, width)) == 1:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _marks(trials: pd.DataFrame, agent_class: AgentClass, scale: Scale, palette: Palette) -> go.Scatter:
    symbol = CLASS_SHAPES[agent_class]
    return go.Scatter(
        x=trials["x"],
        y=trials["y"],
        mode="markers",
        name=capital(agent_class),
        marker={
            "symbol": symbol,
            "size": scale.size * min(1, 1.2 / reach(symbol)),
            "color": [
                CLASS_COLOURS[agent_class] if has_result else palette.page for has_result in trials["has_result"]
            ],
            "line": {"color": palette.text, "width": [1 if has_result else 2 for has_result in trials["has_result"]]},
        },
        customdata=trials[["trial"]],
        text=[_hover(row) for row in records(trials)],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _name(chart: go.Figure, marks: pd.DataFrame, scale: Scale, height: float, palette: Palette) -> None:
    """Name the trials for whose names there is room, the lowest of a stack first."""
    left, right = scale.span
    marks = marks.sort_values("y", ascending=False, kind="stable")
    points = [
        Point((row["x"] - left) * scale.pitch, row["y"], scale.step / 2, shorten_name(_(row["trial_name"])))
        for row in records(marks)
    ]
    edges = [scale.first - BETWEEN] * scale.has_undated + [scale.last + BETWEEN] * scale.has_pending
    uprights = [(edge - left) * scale.pitch for edge in edges]
    sides = place_names(points, (right - left) * scale.pitch, height, uprights)
    if names := draw_names(points, sides, marks["x"], marks["y"], palette):
        chart.add_trace(names)


def _hover(row: Record) -> str:
    if row["has_result"]:
        year: str = _(NO_YEAR) if pd.isna(row["year"]) else f"{row['year']:.0f}"
        report = f"{year} · {label_of(SourceKind, row['kind'])}"
    else:
        report = _(NO_RESULT)
    return "<br>".join(
        [
            *(escape(line) for line in break_lines(_(row["trial_name"]), HOVER)),
            report,
            label_of(TrialStatus, row["status"]),
            _("n not stated") if pd.isna(row["n"]) else f"n = {row['n']:.0f}",
        ]
    )


def _write(
    chart: go.Figure, lines: list[tuple[float, float, str]], colour: str, position: str = "middle right"
) -> None:
    chart.add_trace(
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


def _lines(scale: Scale, lanes: list[Lane], palette: Palette) -> list[dict[str, Any]]:
    """Thin lines: between lanes and, beside their names, behind the years and before the columns beside the years."""
    uprights = {float(year): palette.grid for year, words in scale.ticks().items() if words}
    if scale.has_undated:
        uprights[scale.first - BETWEEN] = palette.line
    if scale.has_pending:
        uprights[scale.last + BETWEEN] = palette.line
    thin: dict[str, Any] = {"type": "line", "layer": "below"}
    lines = []
    for lane in lanes:
        across = {"xref": "paper", "x0": 0, "x1": 1, "y0": lane.top, "y1": lane.top}
        lines.append({**thin, **across, "line": {"color": palette.line, "width": 1}})
        for x, colour in uprights.items() if len(lane.trials) else ():
            upright = {"x0": x, "x1": x, "y0": lane.top + NAME, "y1": lane.bottom}
            lines.append({**thin, **upright, "line": {"color": colour, "width": 1}})
    return lines


def _lay_out(chart: go.Figure, scale: Scale, lanes: list[Lane], palette: Palette) -> None:
    bottom = lanes[-1].bottom
    ticks = scale.ticks()
    chart.update_layout(
        height=math.ceil(bottom + MARGIN["t"] + MARGIN["b"]),
        margin={**MARGIN, "autoexpand": False},
        xaxis={
            "title": {"text": _("year of the newest report collected here")},
            "range": list(scale.span),
            "tickvals": list(ticks),
            "ticktext": list(ticks.values()),
            "tickangle": 0,
            "ticks": "outside",
            "tickcolor": palette.line,
            "linecolor": palette.line,
            "showline": True,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={"range": [bottom, 0], "visible": False, "fixedrange": True},
        shapes=_lines(scale, lanes, palette),
    )
