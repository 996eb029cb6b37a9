"""The specimens of one patient in time: when and where each was taken, its tier in colour and word, and which leads.

Evenly spaced in the order of time, since months are all that is asked for; the dates stand as entered.
"""

from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from her2core.charts.canvas import canvas
from her2core.charts.text import break_at, escape, measure
from her2core.charts.theme import TIER_COLOURS, Palette
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.status.assessment import Assessment
from her2core.status.specimens import describe_treatment, explain_evaluable, is_heterogeneous, is_later_line

WIDTH, WIDTH_NARROW = 860, 352
"""The plot widths in pixels for which text is broken."""
SIZE, TIER_SIZE = 16, 18
LINE = 21
BOX = 46
SIDE = 128
"""The width of a tier on a phone."""
BROADEST = 190
"""The width of a tier side by side, where there is room: between them stands the treatment."""
GAP = 10


@dataclass(frozen=True)
class _Column:
    """What is drawn of a specimen: its tier with colours, None while undetermined, and the lines of text beside it."""

    tier: str
    colours: tuple[str, str] | None
    date: str
    leads: bool
    treatment: str
    texts: tuple[str, ...]


def specimens_chart(assessment: Assessment, palette: Palette, wide: bool = False) -> go.Figure:
    """Draw the specimens of a case in time: side by side, the newest at the right; on a phone the newest at the top."""
    columns = [_describe(assessment, each) for each in assessment.specimens]
    return _draw_wide(columns[::-1], palette) if wide else _draw_narrow(columns, palette)


def _describe(assessment: Assessment, specimen: Assessment) -> _Column:
    case, csco = specimen.case, specimen.csco
    where = [label(word) for word in (case.site, case.specimen) if word is not None]
    result = join_words([f"IHC {label(csco.ihc)}", f"ISH {label(csco.ish)}"])
    taken = _(describe_treatment(case) or "")
    marks = [each for each in list_marks(assessment, specimen) if each != _("leading")]
    evaluable, _says = explain_evaluable(specimen)
    possible = " / ".join(label(tier) for tier in csco.possible) if csco.tier is None and evaluable else ""
    return _Column(
        tier=capital(csco.tier) if csco.tier else _("Undetermined"),
        colours=TIER_COLOURS[csco.tier] if csco.tier else None,
        date=case.date or _("no date"),
        leads=specimen is assessment.leading,
        treatment=label(case.after) if is_later_line(case) and case.after else "",
        texts=tuple(text for text in (join_words(where), result, taken, possible, "; ".join(marks)) if text),
    )


def _draw_wide(columns: list[_Column], palette: Palette) -> go.Figure:
    share = WIDTH / len(columns)
    texts = [[line for text in each.texts for line in break_at(text, SIZE, share - GAP)] for each in columns]
    lead = LINE if any(each.leads for each in columns) else 0
    top = LINE + 6
    height = top + BOX + 6 + lead + max(map(len, texts)) * LINE + GAP
    sheet = canvas(
        palette,
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"range": [0, len(columns)], "visible": False, "fixedrange": True},
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
    )
    middle = top + BOX / 2
    sheet.add_shape(
        type="line", x0=0.5, x1=len(columns) - 0.5, y0=middle, y1=middle, line=_line(palette), layer="below"
    )
    for place, (column, lines) in enumerate(zip(columns, texts, strict=True)):
        centre, half = place + 0.5, min(share - GAP - 4, BROADEST) / share / 2
        _write(sheet, centre, 2, [f"<b>{escape(column.date)}</b>"], palette.text)
        _box(sheet, column, palette, (centre - half, centre + half), (top, top + BOX), 2 * half * share - GAP)
        below = top + BOX + 6
        if column.leads:
            _write(sheet, centre, below, [f"<b>▲ {_('leading')}</b>"], palette.accent)
        _write(sheet, centre, below + lead, list(map(escape, lines)), palette.text)
        if place and column.treatment:
            between = share - 2 * half * share
            fits = measure(column.treatment, SIZE) < between - GAP
            _mark_treatment(sheet, place, middle, column.treatment if fits else "", palette)
    return sheet


def _draw_narrow(columns: list[_Column], palette: Palette) -> go.Figure:
    room = WIDTH_NARROW - SIDE - 2 * GAP
    texts = [
        [
            f"<b>{escape(each.date)}</b>" + (f" <b>▲ {_('leading')}</b>" if each.leads else ""),
            *(escape(line) for text in each.texts for line in break_at(text, SIZE, room)),
        ]
        for each in columns
    ]
    heights = [max(BOX + 4, len(lines) * LINE) + 2 * GAP for lines in texts]
    tops = [sum(heights[:place]) for place in range(len(heights))]
    sheet = canvas(
        palette,
        height=sum(heights),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"range": [0, WIDTH_NARROW], "visible": False, "fixedrange": True},
        yaxis={"range": [sum(heights), 0], "visible": False, "fixedrange": True},
    )
    for one, other in pairwise(tops):
        x = SIDE / 2
        sheet.add_shape(type="line", x0=x, x1=x, y0=one + GAP, y1=other + GAP, line=_line(palette), layer="below")
    for column, lines, top in zip(columns, texts, tops, strict=True):
        _box(sheet, column, palette, (4, SIDE), (top + GAP, top + GAP + BOX), SIDE - GAP)
        _write(sheet, SIDE + GAP, top + GAP - 2, lines, palette.text, "bottom right")
    return sheet


def _box(
    sheet: go.Figure,
    column: _Column,
    palette: Palette,
    across: tuple[float, float],
    down: tuple[float, float],
    room: float,
) -> None:
    """The tier; undetermined stands in an outline, and the leading specimen in a frame of the accent."""
    fill, ink = column.colours or (palette.page, palette.text)
    frame = {"color": palette.accent, "width": 4} if column.leads else {"color": palette.line, "width": 1}
    if column.colours is None:
        frame |= {"dash": "dash", "width": max(2, int(str(frame["width"])))}
    sheet.add_shape(
        type="rect", x0=across[0], x1=across[1], y0=down[0], y1=down[1], fillcolor=fill, line=frame, layer="below"
    )
    size = min(TIER_SIZE, int(TIER_SIZE * room / max(1, measure(column.tier, TIER_SIZE, bold=True))))
    sheet.add_scatter(
        x=[sum(across) / 2],
        y=[sum(down) / 2],
        mode="text",
        text=[f"<b>{escape(column.tier)}</b>"],
        textfont={"size": size, "color": ink},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _write(
    sheet: go.Figure, x: float, y: float, lines: list[str], colour: str, position: str = "bottom center"
) -> None:
    sheet.add_scatter(
        x=[x] * len(lines),
        y=[y + number * LINE for number in range(len(lines))],
        mode="text",
        text=lines,
        textposition=position,
        textfont={"size": SIZE, "color": colour},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _mark_treatment(sheet: go.Figure, x: float, y: float, drug: str, palette: Palette) -> None:
    """A mark on the line before a specimen that was taken after a HER2-directed drug, with its name where there is room."""
    if drug:
        _write(sheet, x, y - LINE - 6, [escape(drug)], palette.text)
    sheet.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"symbol": "diamond", "size": 11, "color": palette.text},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _line(palette: Palette) -> dict[str, object]:
    return {"color": palette.line, "width": 2}


def list_marks(assessment: Assessment, specimen: Assessment) -> list[str]:
    """List what must be known of a specimen: that it leads, or cannot; what it needs; flags; a second area."""
    evaluable, says = explain_evaluable(specimen)
    marks = [_("leading")] if specimen is assessment.leading else []
    marks += [] if evaluable else [_("cannot lead: {reason}", reason=_(says))]
    marks += [label(specimen.state)] if evaluable and specimen.csco.tier is None else []
    marks += [label(flag) for flag in specimen.csco.flags]
    if is_heterogeneous(specimen):
        marks.append(_("heterogeneous: a second area is {area}", area=_describe_area(specimen)))
    return marks


def _describe_area(specimen: Assessment) -> str:
    case = specimen.case
    parts = [f"IHC {label(case.area_ihc)}"] if case.area_ihc is not None else []
    parts += [f"ISH {label(case.area_ish)}"] if case.area_ish is not None else []
    return join_words(parts)
