"""The case on paper: A4 as PDF, by Typst. Text stays text, Chinese is embedded, the structure is tagged.

It lies on its side, since the view at a glance has no room on an upright page in ten points.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from her2core.charts.grid import Axis, Dot, Grid
from her2core.charts.theme import LIGHT
from her2core.language import _, using
from her2core.report.case_blocks import list_written
from her2core.report.forests import PAGE_WIDTH, describe_grid
from her2core.report.glance import GlanceFigure
from her2core.report.layout import Words, column_widths, fold, format_block, halve, row_heights, text_height
from her2core.report.meeting import agenda, title
from her2core.report.parts import Block, Citation, Run, Table
from her2core.report.summary import APP, Summary

HERE = Path(__file__).parent
REGIONS = {"en": "GB", "zh": "CN"}
TEXT = 10
"""Points: of all text."""
_WIDTH, _HEIGHT = 10.8, 7.25
"""What a page holds within its margins, in inches."""
_POINT = 0.625
"""Points a pixel of text in a chart: the smallest of it, 16 of them, is as tall as all text."""
_HEADING, _BAND, _TITLE = 1.3, 0.68, 0.36
_PAGE = (_HEIGHT - _TITLE) * PAGE_WIDTH / _WIDTH
"""How tall a forest on a page may be, in pixels of its layout."""
_MOST_WRITTEN = 1.2
"""Inches of what was written about a case that its first page holds."""


def pdf(summaries: Sequence[Summary]) -> bytes:
    """Build the pack of one case, or of a meeting where there are several.

    Of each case a page with its screen and the view at a glance, and one with options and safety; then, of one case, what is
    uncertain, and every figure where that was asked for; last the sources.
    """
    import typst

    with using(summaries[0].language):
        data = json.dumps(_deck(summaries), ensure_ascii=False)
    made: bytes = typst.compile(
        HERE / "document.typ",
        root=HERE,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        timestamp=summaries[0].made.replace(microsecond=0),
    )
    return made


def _deck(summaries: Sequence[Summary]) -> dict[str, Any]:
    first, last = summaries[0], summaries[-1]
    return {
        "title": title(summaries),
        "app": _(APP),
        "lang": first.language,
        "region": REGIONS[first.language],
        "colours": asdict(LIGHT),
        "footer": first.footer,
        "warning": first.warning,
        "intended_use": first.intended_use,
        "agenda": _table(agenda(summaries)),
        "cases": [_case(each, is_alone=len(summaries) == 1) for each in summaries],
        "sources": _list_sources(last.sources),
        "words": {
            "tier": _("HER2 tier, CSCO 2025"),
            "binary": _("Binary class"),
            "state": _("State"),
            "link": _("This case in the app"),
            "sources": _("Sources"),
            "use": _("Intended use"),
            "tables": _("Every table"),
        },
    }


def _case(summary: Summary, is_alone: bool) -> dict[str, Any]:
    names = "tier beneath binary state link".split()
    before = "" if is_alone else f"{summary.title}: "
    written = list_written(summary.item)
    is_long = sum(_block_height(each) for each in written) > _MOST_WRITTEN
    front = [*summary.blocks, *([] if is_long else written)]
    room = _HEIGHT - _TITLE - _BAND
    glance = _fit_glance(summary.glance, room - sum(map(_block_height, fold(front, _block_height, 0))))
    room -= _glance_height(glance) if glance else 0
    tables = fold((*summary.options, *summary.safety), _table_height, _HEIGHT - _TITLE - _text_height(summary.studied))
    options = len(summary.options)
    return {
        **{name: getattr(summary, name) for name in names},
        "entered": summary.screen.entered,
        "title": before + summary.messages.case,
        "background": summary.colours[0] if summary.colours else None,
        "foreground": summary.colours[1] if summary.colours else None,
        "blocks": [_block(each) for each in fold(front, _block_height, room)],
        "written": [_block(each) for each in written] if is_long else [],
        "glance": _glance(glance) if glance else None,
        "message": before + f"{summary.messages.options}; {summary.messages.safety}",
        "options": [_table(each) for each in tables[:options]] if summary.has_options else [],
        "safety": [_table(each) for each in tables[options:]] if summary.has_options else [],
        "studied": summary.studied,
        "open": _open(summary) if is_alone else None,
        "compared": [
            {
                "title": each.title,
                "against": _block(each.against),
                "chart": _grid(grid, describe_grid(each.title, grid)) if (grid := each.draw()) else None,
            }
            for each in summary.compared
        ],
        "forests": [
            {"title": each.title, "pages": [_grid(page, describe_grid(each.title, page)) for page in each.pages(_PAGE)]}
            for each in summary.forests
        ],
        "rest": [_table(each) for each in summary.rest if each.rows],
    }


def _open(summary: Summary) -> dict[str, Any]:
    """What is uncertain, in two columns, as far as the sources leave room for it."""
    report = Block(_("For the report"), ((Run(summary.sentence),),))
    sources = max(sum(map(_source_height, half)) for half in halve(summary.sources, _source_height))
    room = _HEIGHT - _TITLE - sources - _text_height(summary.intended_use) - 0.8
    halves = halve((*summary.uncertain, report), _open_height)
    folded = [fold(half, _open_height, max(room, _HEIGHT / 3)) for half in halves]
    return {"title": summary.messages.uncertain, "columns": [[_block(each) for each in half] for half in folded]}


def _open_height(block: Block) -> float:
    return text_height(format_block(block, TEXT), _WIDTH / 2 - 0.3) + 0.02 * len(block.lines) + 0.3


def _source_height(source: Citation) -> float:
    return text_height([[Words(f"[{source.number}] {source.text}", TEXT)]], _WIDTH / 2 - 0.1) + 0.015


def _list_sources(sources: Sequence[Citation]) -> list[list[dict[str, Any]]]:
    """The sources in two columns."""
    halves = halve(sources, _source_height)
    return [[{"text": f"[{each.number}] {each.text}", "link": each.link} for each in half] for half in halves]


def _text_height(text: str) -> float:
    return text_height([[Words(text, TEXT)]], _WIDTH) + 0.08 if text else 0


def _block_height(block: Block) -> float:
    return text_height(format_block(block, TEXT), _WIDTH - _HEADING) + 0.06


def _table_height(table: Table) -> float:
    rows = [table.head, *table.rows]
    tall = sum(row_heights(rows, column_widths(table, _WIDTH, TEXT), TEXT)) if table.rows else _text_height(table.empty)
    return 0.3 + tall + _text_height(table.below)


def _fit_glance(figure: GlanceFigure | None, room: float) -> GlanceFigure | None:
    """Fold the view until it fits, in inches, with what stands under it."""
    if figure is None:
        return None
    around = _glance_height(figure) - figure.draw().height * _WIDTH / figure.draw().width
    return figure.fit((room - around) * figure.draw().width / _WIDTH)


def _glance_height(figure: GlanceFigure) -> float:
    grid = figure.draw()
    return 0.3 + grid.height * _WIDTH / grid.width + sum(map(_text_height, figure.below))


def _block(block: Block) -> dict[str, Any]:
    return {
        "title": block.title,
        "lines": [
            [{"text": run.text, "strong": run.strong, "quiet": run.quiet} for run in line] for line in block.shown
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "head": table.head,
        "rows": table.rows,
        "note": table.below,
        "empty": table.empty,
        "columns": column_widths(table, _WIDTH, TEXT),
    }


def _glance(figure: GlanceFigure) -> dict[str, Any]:
    return {"title": figure.title, "below": figure.below, "chart": _grid(figure.draw(), figure.description)}


def _grid(grid: Grid, description: str) -> dict[str, Any]:
    """A chart as texts, lines and marks, in pixels of its layout."""
    axes = grid.axes
    return {
        "width": grid.width,
        "height": grid.height,
        "alt": description,
        "texts": [{**asdict(each), "size": each.size * _POINT} for each in grid.texts],
        "rules": [{"y": y, "strong": strong} for y, strong in grid.rules],
        "uprights": [
            {"x": axes[axis].place_within(value), "top": top, "bottom": bottom, "strong": strong}
            for axis, value, top, bottom, strong in grid.uprights
        ],
        "links": [
            [{"x": axes[axis].place_within(value), "y": y} for value, y in (one, other)]
            for axis, one, other in grid.links
        ],
        "dots": [_dot(dot, axes[dot.axis]) for dot in grid.dots],
    }


def _dot(dot: Dot, axis: Axis) -> dict[str, Any]:
    return {
        "y": dot.y,
        "start": axis.start,
        "end": axis.end,
        "value": None if dot.value is None else axis.place_within(dot.value),
        "from": axis.place_within(dot.ends[0]) if dot.ends else None,
        "to": axis.place_within(dot.ends[1]) if dot.ends else None,
        "arrow": dot.is_unlimited,
        "below": dot.is_below(axis),
        "open": dot.is_open,
        "dotted": dot.dotted,
        "shape": dot.shape,
        "colour": dot.colour,
        "size": dot.size,
    }
