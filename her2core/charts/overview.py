"""Reported response against reported PFS, one mark an arm, its size the number of patients."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.names import Point, draw_names, place_names, shorten_name
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, WARNING, break_lines
from her2core.charts.theme import CLASS_COLOURS, CLASS_SHAPES, GLYPHS, Palette
from her2core.evidence.frames import Record, records
from her2core.evidence.regimens import leading_class
from her2core.labels import capital
from her2core.language import _
from her2core.terms import AgentClass, Analysis, Role

HEIGHT, NARROW, WIDE = 460, 358, 800
"""Of the plot with its lower margin, and the least width of the chart on a phone and on a wide page, in pixels."""
MARGIN = {"l": 56, "r": 16, "b": 52}


def overview_frame(figures: pd.DataFrame) -> pd.DataFrame:
    """List the arms with both an ORR and a median PFS among `figures`: one row an arm and match.

    The two may rest on different populations of the arm (response-evaluable, all randomised); both are kept.
    """
    headline_first = figures.sort_values("analysis", key=lambda a: a != Analysis.HEADLINE, kind="stable")
    halves = []
    for endpoint in ("ORR", "PFS"):
        half = headline_first[(headline_first["endpoint"] == endpoint) & headline_first["at_months"].isna()]
        halves.append(half.dropna(subset=["value"]).drop_duplicates(["trial", "arm"]))
    keep = ["trial", "arm", "value", "value_printed", "population", "n", "source"]
    shared = ["trial_name", "arm_label", "role", "classes", "setting", "match"]
    return halves[0][keep + shared].merge(halves[1][keep], on=["trial", "arm"], suffixes=("_orr", "_pfs"))


def overview_chart(arms: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw ORR (percent) against median PFS (months) of `overview_frame`; colour and shape are the class of agent.

    `wide` allows longer lines of text above the plot.
    """
    width = 2 * CHARACTERS_WIDE if wide else CHARACTERS
    chart = canvas(palette)
    arms = arms.assign(leading=arms["classes"].map(leading_class))
    for agent_class in AgentClass:
        shown = arms[arms["leading"] == agent_class]
        if not shown.empty:
            chart.add_trace(_marks(shown, agent_class, palette))
    key = [f"{GLYPHS[CLASS_SHAPES[c]]} {capital(c)}" for c in AgentClass if (arms["leading"] == c).any()]
    lines = [
        *(f"<b>{line}</b>" for line in break_lines(_(WARNING), width)),
        *break_lines(" · ".join(key), width),
        *break_lines(_("Size: number of patients. Open: control arm."), width),
    ]
    top = 20 * len(lines) + 16
    reach = 1.1 * max(arms["value_pfs"].max(), 6)
    if names := _names(arms, reach, palette, wide):
        chart.add_trace(names)
    chart.update_layout(
        height=HEIGHT + top,
        margin={**MARGIN, "t": top, "autoexpand": False},
        xaxis=_axis(_("ORR, percent"), [0, 100], palette),
        yaxis=_axis(_("median PFS, months"), [0, reach], palette),
        annotations=[
            {
                "text": "<br>".join(lines), "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left",
                "yanchor": "bottom", "align": "left", "showarrow": False, "xshift": -44, "yshift": 6,
            }
        ],
    )  # fmt: skip
    return chart


def _marks(arms: pd.DataFrame, agent_class: AgentClass, palette: Palette) -> go.Scatter:
    control = arms["role"] == Role.CONTROL
    return go.Scatter(
        x=arms["value_orr"],
        y=arms["value_pfs"],
        mode="markers",
        name=capital(agent_class),
        marker={
            "symbol": CLASS_SHAPES[agent_class],
            "size": _sizes(arms),
            "color": [palette.page if is_open else CLASS_COLOURS[agent_class] for is_open in control],
            "line": {"color": palette.text, "width": [2 if is_open else 1 for is_open in control]},
        },
        customdata=arms[["trial"]],
        text=[_hover(row) for row in records(arms)],
        hovertemplate="%{text}<extra></extra>",
    )


def _sizes(arms: pd.DataFrame) -> list[float]:
    return [8 + 1.4 * math.sqrt(n) if n == n else 9 for n in arms["n_orr"].fillna(arms["n_pfs"])]


def _names(arms: pd.DataFrame, reach: float, palette: Palette, wide: bool) -> go.Scatter | None:
    """The names of the trials where there is room, those of most patients first."""
    width, height = (WIDE if wide else NARROW) - MARGIN["l"] - MARGIN["r"], HEIGHT - MARGIN["b"]
    by_size = arms.assign(size=_sizes(arms)).sort_values("size", ascending=False, kind="stable")
    points = [
        Point(
            row["value_orr"] / 100 * width,
            (1 - row["value_pfs"] / reach) * height,
            row["size"] / 2,
            shorten_name(_(row["trial_name"])),
        )
        for row in records(by_size)
    ]
    return draw_names(points, place_names(points, width, height), by_size["value_orr"], by_size["value_pfs"], palette)


def _hover(row: Record) -> str:
    return "<br>".join(
        [
            _(row["trial_name"]),
            *break_lines(_(row["arm_label"])),
            f"ORR {row['value_printed_orr']} % ({_(row['population_orr'])})",
            f"PFS {_('{months} months', months=row['value_printed_pfs'])} ({_(row['population_pfs'])})",
        ]
    )


def _axis(title: str, span: list[float], palette: Palette) -> dict[str, Any]:
    return {
        "title": {"text": title}, "range": span, "gridcolor": palette.grid, "linecolor": palette.line, "showline": True,
        "ticks": "outside", "zeroline": False, "fixedrange": True,
    }  # fmt: skip
