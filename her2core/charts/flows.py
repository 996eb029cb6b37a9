"""From the binary classes of a cohort to its four tiers, as flows whose thickness is the number of rows."""

from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from her2core.charts.canvas import GAP, canvas
from her2core.charts.text import CHARACTERS, CHARACTERS_WIDE, LINE, break_lines, escape
from her2core.charts.theme import TIER_COLOURS, Palette, mix
from her2core.cohort.answers import GROUPS, UNDETERMINED, count_below_positive, list_tiers_below_positive
from her2core.evidence.frames import records
from her2core.labels import capital, join_alternatives
from her2core.language import _
from her2core.terms import Binary, Tier

HEIGHT, HEIGHT_WIDE = 320, 380
"""Of the flows, in pixels."""
APART = 24
"""The least distance of two nodes in pixels: a line of text beside even the thinnest."""
NODE = 14
LINK = 0.45
"""How much of a tier's colour a flow has: where two cross, both are seen."""
MARGIN = {"l": 12, "r": 16, "b": 16}
_CLASSES = [each.value for each in Binary]


def reclassification_chart(reclassified: pd.DataFrame, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw which tiers the rows of each binary class are in.

    Above it stands how many are negative in a tier that trials of ADCs enrolled.

    Parameters
    ----------
    reclassified : of `her2core.cohort.answers.reclassified`
    wide : whether the chart is on a page of 800 px and more
    """
    total = int(reclassified["n"].sum())
    chart = canvas(palette)
    lines = _head(reclassified, total, 2 * CHARACTERS_WIDE if wide else CHARACTERS)
    notes = [_note("<br>".join(lines), 0, "left", GAP + (LINE if total else 0))]
    top = LINE * len(lines) + 2 * GAP
    height = (HEIGHT_WIDE if wide else HEIGHT) if total else 0
    if total:
        top += LINE
        notes += [_note(f"<b>{escape(_('Binary class'))}</b>", 0, "left", 4)]
        notes += [_note(f"<b>{escape(_('Tier, CSCO 2025'))}</b>", 1, "right", 4)]
        nodes = _nodes(reclassified, height)
        chart.add_trace(_flows(reclassified, nodes, total, palette))
        notes += [_label(node, palette) for node in nodes]
    chart.update_layout(
        height=top + height + MARGIN["b"], margin={**MARGIN, "t": top, "autoexpand": False}, annotations=notes,
        xaxis={"visible": False}, yaxis={"visible": False},
    )  # fmt: skip
    return chart


def _head(reclassified: pd.DataFrame, total: int, width: int) -> list[str]:
    """How many are HER2-negative and have a tier that trials of ADCs enrolled, in lines."""
    if not total:
        return [escape(line) for line in break_lines(_("No row could be read."), width)]
    newly = count_below_positive(reclassified)
    headline = _(
        "HER2-negative and {tiers}: {n} of {total} rows that could be read ({percent} %).",
        tiers=join_alternatives(list_tiers_below_positive()),
        n=f"{newly:,}",
        total=f"{total:,}",
        percent=f"{100 * newly / total:.1f}",
    )
    meaning = _("These are the tiers below HER2-positive that trials of ADCs enrolled.")
    return [
        *(f"<b>{escape(line)}</b>" for line in break_lines(headline, width)),
        *(escape(line) for line in break_lines(meaning, width)),
    ]


class _Node(NamedTuple):
    """A binary class at the left or a tier at the right: its name and word, its rows, its middle, 0 to 1 from the top."""

    is_left: bool
    name: str
    word: str
    n: int
    middle: float


def _nodes(reclassified: pd.DataFrame, height: int) -> list[_Node]:
    """The classes and the tiers that occur, each side from the top in its order."""
    classes, tiers = _sums(reclassified, "binary", _CLASSES), _sums(reclassified, "tier", GROUPS)
    unit = (height - APART * (max(len(classes), len(tiers)) - 1)) / sum(classes.values())
    nodes = []
    for is_left, side in ((True, classes), (False, tiers)):
        # The side with fewer nodes has more space between them.
        apart = (height - unit * sum(side.values())) / max(len(side) - 1, 1)
        top = 0.0
        for name, n in side.items():
            word = capital(Binary(name)) if is_left else _tier(name)
            nodes.append(_Node(is_left, name, word, n, (top + n * unit / 2) / height))
            top += n * unit + apart
    return nodes


def _flows(reclassified: pd.DataFrame, nodes: list[_Node], total: int, palette: Palette) -> go.Sankey:
    places = {(node.is_left, node.name): place for place, node in enumerate(nodes)}
    rows = [(places[True, row["binary"]], places[False, row["tier"]], row["n"]) for row in records(reclassified)]
    return go.Sankey(
        arrangement="fixed",
        name="flows",
        node={
            "customdata": [f"{node.word}<br>{_share(node.n, total)}" for node in nodes],
            "hovertemplate": "%{customdata}<extra></extra>",
            "color": [palette.quiet if node.is_left else _colour(node.name, palette) for node in nodes],
            "line": {"color": palette.text, "width": 1},
            "pad": APART,
            "thickness": NODE,
            # A place of exactly 0 is taken for none given.
            "x": [0.001 if node.is_left else 0.999 for node in nodes],
            "y": [node.middle for node in nodes],
        },
        link={
            "source": [source for source, _target, _n in rows],
            "target": [target for _source, target, _n in rows],
            "value": [n for _source, _target, n in rows],
            "customdata": [
                f"{nodes[source].word} → {nodes[target].word}<br>{_share(n, total)}" for source, target, n in rows
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
            "color": [link_colour(nodes[target].name, palette) for _source, target, _n in rows],
            "line": {"color": palette.line, "width": 0.5},
        },
    )


def _label(node: _Node, palette: Palette) -> dict[str, Any]:
    """A word and its n beside a node, on the colour of the page: a thin flow would strike them through."""
    side, inwards = ("left", 1) if node.is_left else ("right", -1)
    note = _note(f"{escape(node.word)}: {node.n:,}", 0 if node.is_left else 1, side, 0)
    place = {"y": 1 - node.middle, "yanchor": "middle", "xshift": inwards * (NODE / 2 + 3)}
    return {**note, **place, "bgcolor": palette.page, "borderpad": 1}


def link_colour(tier: str, palette: Palette) -> str:
    """Return the colour of a flow into a tier, which lets the page through."""
    opaque = mix(palette.page, palette.line, 0.5) if tier == UNDETERMINED else _colour(tier, palette)
    return "rgba({}, {}, {}, {})".format(*(int(opaque[at : at + 2], 16) for at in (1, 3, 5)), LINK)


def _sums(reclassified: pd.DataFrame, column: str, order: Any) -> dict[str, int]:
    """The rows of each word of a column that occurs, in their order."""
    sums = reclassified.groupby(column)["n"].sum()
    return {name: int(sums[name]) for name in order if name in sums.index}


def _colour(tier: str, palette: Palette) -> str:
    return palette.page if tier == UNDETERMINED else TIER_COLOURS[Tier(tier)][0]


def _tier(name: str) -> str:
    return _("Undetermined") if name == UNDETERMINED else capital(Tier(name))


def _share(n: int, total: int) -> str:
    return f"{n:,} ({100 * n / total:.1f} %)"


def _note(text: str, x: float, side: str, above: float) -> dict[str, Any]:
    """Text above the flows, at their left or right edge."""
    return {
        "text": text, "xref": "paper", "yref": "paper", "x": x, "y": 1, "xanchor": side, "yanchor": "bottom",
        "align": side, "showarrow": False, "yshift": above, "borderpad": 0,
    }  # fmt: skip
