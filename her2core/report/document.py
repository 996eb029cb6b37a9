"""The case on paper: A4 as PDF, by Typst. Text stays text, Chinese is embedded, the structure is tagged."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from her2core.charts.mark import Mark
from her2core.charts.theme import LIGHT
from her2core.language import _, using
from her2core.report.meeting import agenda, title
from her2core.report.parts import Chart, Table
from her2core.report.summary import APP, Summary

HERE = Path(__file__).parent
REGIONS = {"en": "GB", "zh": "CN"}
_MOST_ROWS = 9
"""More labels and positions than these do not fit on one page with the case."""
_MOST = 4.0
"""A column is at most this many times as wide as the narrowest, so that no column is squeezed to nothing."""


def pdf(summaries: Sequence[Summary]) -> bytes:
    """Build the pack of one case, or of a meeting where there are several.

    One case: its page, then every chart, the other options, warnings, sources.
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
        "favours": f"← {_('favours experimental')}   |   {_('favours control')} →",
        "agenda": _table(agenda(summaries)),
        "cases": [_case(each) for each in summaries],
        "sources": [{"number": each.number, "text": each.text, "link": each.link} for each in last.sources],
        "words": {
            "tier": _("HER2 tier, CSCO 2025"),
            "binary": _("Binary class"),
            "state": _("State"),
            "question": _("Question"),
            "note": _("Note"),
            "conclusion": _("Conclusion"),
            "missing": _("What is missing"),
            "changes": _("What would change the answer"),
            "readings": _("How the result was read"),
            "report": _("For the report"),
            "link": _("This case in the app"),
            "sources": _("Sources"),
        },
    }


def _case(summary: Summary) -> dict[str, Any]:
    names = "title tier beneath binary state reason basis comment sentence readings missing changes link".split()
    item = summary.item
    return {
        **{name: getattr(summary, name) for name in names},
        "item": {"question": item.question, "note": item.note, "conclusion": item.conclusion} if item else None,
        "background": summary.colours[0] if summary.colours else None,
        "foreground": summary.colours[1] if summary.colours else None,
        **{name: _table(getattr(summary, name)) for name in ("entries", "others", "spans")},
        **{name: [_table(each) for each in getattr(summary, name)] for name in ("options", "safety")},
        "on-front": _count_on_front(summary),
        "charts": [_chart(each) for each in summary.charts],
    }


def _count_on_front(summary: Summary) -> int:
    """The tables of options that fit on the first page: without a setting the labels and positions of every line are too many."""
    if not summary.assessment.setting:
        return 0
    labels, positions = summary.options[:2]
    return 2 if len(labels.rows) + len(positions.rows) <= _MOST_ROWS else 1


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "head": table.head,
        "rows": table.rows,
        "note": table.note,
        "empty": table.empty,
        "columns": _widths(table),
    }


def _widths(table: Table) -> list[float]:
    """Widths of columns by how much stands in them."""
    wanted = [
        max([len(head), *(min(len(row[place]), 120) for row in table.rows)]) ** 0.6
        for place, head in enumerate(table.head)
    ]
    least = max(wanted, default=1) / _MOST
    return [max(each, least) for each in wanted]


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "title": chart.title,
        "axis": chart.axis,
        "key": chart.key,
        "line-at": chart.place(1) if chart.log else None,
        "ticks": [{"at": chart.place(tick), "text": f"{tick:g}"} for tick in chart.ticks],
        "groups": [
            {
                "name": group.name,
                "about": group.about,
                "remarks": group.remarks,
                "lines": [
                    {
                        "text": line.text,
                        "about": line.about,
                        "source": f"[{line.source}]",
                        "mark": _mark(line.mark, chart),
                    }
                    for line in group.lines
                ],
            }
            for group in chart.groups
        ],
    }


def _mark(mark: Mark, chart: Chart) -> dict[str, Any]:
    ends = mark.ends(chart.span[1])
    return {
        "value": None if mark.value is None else chart.place(mark.value),
        "from": chart.place(ends[0]) if ends else None,
        "to": chart.place(ends[1]) if ends else None,
        "arrow": mark.is_unlimited,
        "open": mark.is_open,
        "dotted": mark.dotted,
        "shape": mark.shape,
        "colour": mark.colour,
    }
