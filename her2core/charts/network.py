"""Who was compared with whom: regimens as dots, trials as the lines between them, and what is not connected apart."""

import math
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from her2core.charts.canvas import GAP, canvas
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, LINE, TEXT_SIZE, break_lines, escape
from her2core.charts.theme import Palette
from her2core.language import _, join_words
from her2core.networks.graph import Edge, Network
from her2core.networks.tree import Branch, Cross, list_branches

INDENT, INDENT_WIDE = 0.055, 0.03
"""Parts of the width by which a regimen stands to the right of the one it was compared with."""
PLAIN = 5
"""Characters of a line that an indent takes."""
MARGIN = {"l": 12, "r": 16, "t": 8, "b": GAP}
THIN, THICK = 1.5, 7.0
"""Pixels of a line between two regimens: its area grows with the patients, the thickest has the most."""


def network_chart(network: Network, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw the regimens of a setting and an endpoint, each under the one it was compared with, and the trials between them.

    Parameters
    ----------
    wide : whether the chart is on a page of 800 px and more
    """
    branches, crosses = list_branches(network)
    picture = _Picture(palette, wide, most=max((edge.n or 0 for edge in network.edges), default=0))
    for place, branch in enumerate(branches):
        picture.add_branch(branch)
        for cross in crosses:
            if cross.other == place:
                picture.add_cross(cross, branches)
    return picture.draw()


@dataclass
class _Picture:
    """Rows collected from the top, then drawn; heights are pixels."""

    palette: Palette
    wide: bool
    most: int
    y: float = 0
    dots: list[tuple[float, float, Branch]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[float, float, str, str]] = field(default_factory=list)

    def add_branch(self, branch: Branch) -> None:
        """Add a regimen, and the trials in which it was compared with the one above it."""
        if branch.above is None and self.dots:
            self.y += 2 * GAP
        indent = INDENT_WIDE if self.wide else INDENT
        x, y = 0.012 + indent * branch.depth, self.y + LINE / 2
        self.dots.append((x, y, branch))
        if branch.above is not None and branch.edge:
            from_x, from_y, _branch = self.dots[branch.above]
            style = self._style(branch.edge)
            self.lines.append({"x0": from_x, "x1": from_x, "y0": from_y, "y1": y, **style})
            self.lines.append({"x0": from_x, "x1": x, "y0": y, "y1": y, **style})
        self._write(_(branch.node.name), x, branch.depth, bold=True)
        if branch.edge:
            self._write(name_trials(branch.edge), x, branch.depth)
        self.y += GAP

    def add_cross(self, cross: Cross, branches: tuple[Branch, ...]) -> None:
        """Add a comparison with a regimen that stands elsewhere: it closes a loop."""
        other_x, other_y, _other = self.dots[cross.one]
        x, y, branch = self.dots[cross.other]
        self.lines.append({"x0": other_x, "x1": x, "y0": other_y, "y1": y, **self._style(cross.edge), "dash": "dot"})
        says = _("also compared with {regimen}", regimen=_(branches[cross.one].node.name))
        self.y -= GAP
        self._write(f"{says}: {name_trials(cross.edge)}", x, branch.depth)
        self.y += GAP

    def _style(self, edge: Edge) -> dict[str, Any]:
        share = (edge.n or 0) / self.most if self.most else 0
        return {"width": THIN + (THICK - THIN) * math.sqrt(share), "dash": "solid" if edge.n else "dash"}

    def _write(self, words: str, x: float, depth: int, bold: bool = False) -> None:
        room = 2 * CHARACTERS_WIDE if self.wide else CHARACTERS - PLAIN * (depth + 1)
        colour = self.palette.text if bold else self.palette.quiet
        for line in break_lines(words, room):
            text = escape(line)
            self.texts.append((x, self.y + LINE / 2, f"<b>{text}</b>" if bold else text, colour))
            self.y += LINE

    def draw(self) -> go.Figure:
        """Draw the picture as a chart."""
        chart = canvas(
            self.palette,
            shapes=[
                {
                    "type": "line", "layer": "below", "x0": each["x0"], "x1": each["x1"], "y0": each["y0"], "y1": each["y1"],
                    "line": {"color": self.palette.line, "width": each["width"], "dash": each["dash"]},
                }
                for each in self.lines
            ],
            annotations=[
                {
                    "x": x, "y": y, "text": text, "showarrow": False, "xanchor": "left", "yanchor": "middle", "xshift": 12,
                    "align": "left", "font": {"color": colour, "size": TEXT_SIZE},
                    "bgcolor": self.palette.page, "borderpad": 1,
                }
                for x, y, text, colour in self.texts
            ],
        )  # fmt: skip
        chart.add_trace(
            go.Scatter(
                x=[x for x, _y, _branch in self.dots],
                y=[y for _x, y, _branch in self.dots],
                mode="markers",
                marker={"size": 13, "color": self.palette.accent, "line": {"color": self.palette.text, "width": 1}},
                text=["<br>".join(break_lines(_(branch.node.why))) for _x, _y, branch in self.dots],
                customdata=[[_first_trial(branch)] for _x, _y, branch in self.dots],
                hovertemplate="%{text}<extra></extra>",
                name="regimen",
                cliponaxis=False,
            )
        )
        chart.update_layout(
            height=math.ceil(self.y + MARGIN["t"] + MARGIN["b"]),
            margin={**MARGIN, "autoexpand": False},
            xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
            yaxis={"range": [self.y, 0], "visible": False, "fixedrange": True},
        )
        return chart


def name_trials(edge: Edge) -> str:
    """Name the trials of a comparison and their patients, who may be not reported."""
    names = join_words(_(name) for name in dict.fromkeys(each.trial_name for each in edge.contrasts))
    return f"{names} · n {edge.n}" if edge.n else f"{names} · n {_('not reported')}"


def _first_trial(branch: Branch) -> str:
    return branch.edge.contrasts[0].trial if branch.edge else ""
