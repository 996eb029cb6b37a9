"""The case as one page that needs no network: the words, the interactive charts, and every figure as text."""

from collections.abc import Iterable
from dataclasses import asdict

import plotly.graph_objects as go
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from her2core.charts.forest import draw_forest, lay_out_forest
from her2core.charts.glance import glance_chart
from her2core.charts.theme import LIGHT
from her2core.language import _, using
from her2core.report.case_blocks import list_written
from her2core.report.forests import PAGE_WIDTH
from her2core.report.parts import Block, Citation, Run, Table
from her2core.report.summary import Summary

COLOURS = "".join(f"--{name}:{colour};" for name, colour in asdict(LIGHT).items())
STYLE = """
body{font:16px/1.45 'Source Sans 3','Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:var(--text);background:var(--page);
max-width:76rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem}h2{font-size:1.15rem;color:var(--accent);margin:1.6rem 0 .4rem}h3{font-size:1rem}
.band{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between;padding:.8rem 1.2rem;border-radius:.4rem}
.band.open{border:3px dashed var(--text)}.tier{font-size:3rem;font-weight:700;line-height:1.1}
dl{display:grid;grid-template-columns:auto auto;gap:.2rem .8rem;margin:0;align-content:center}dd{margin:0;font-weight:700}
.rows{grid-template-columns:minmax(6rem,10rem) 1fr;margin:.8rem 0}.rows dt{color:var(--accent);font-weight:700}.rows dd{font-weight:400}
.rows p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}nav ol{columns:18rem;margin:0}.glance,.chart{min-width:74rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;
border-bottom:1px solid var(--grid)}.quiet{color:var(--quiet)}a{color:var(--accent)}
blockquote{margin:0;padding:.5rem .8rem;background:var(--panel)}
"""
CONFIG = {"displayModeBar": False, "responsive": True}


def page(summary: Summary) -> str:
    """Build self-contained HTML in the language of the summary."""
    with using(summary.language):
        return _document(summary)


def _document(summary: Summary) -> Markup:
    sections = _list_sections(summary)
    contents = Markup("").join(
        Markup('<li><a href="#part-{}">{}</a></li>').format(place, title)
        for place, (title, _content) in enumerate(sections)
    )
    body = [
        Markup("<h1>{}</h1>").format(summary.item.label if summary.item else summary.messages.case),
        _band(summary),
        _rows((*list_written(summary.item), *summary.blocks)),
        Markup('<nav aria-label="{0}"><h2>{0}</h2><ol>{1}</ol></nav>').format(_("Contents"), contents),
        *(
            Markup('<section id="part-{}"><h2>{}</h2>{}</section>').format(place, title, content)
            for place, (title, content) in enumerate(sections)
        ),
    ]
    return Markup(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>:root{{{}}}{}</style></head><body>{}</body></html>"
    ).format(
        {"zh": "zh-CN"}.get(summary.language, summary.language),
        summary.title,
        COLOURS,
        Markup(STYLE),
        Markup("").join(body),
    )


def _list_sections(summary: Summary) -> list[tuple[str, Markup]]:
    """Every part under the screen of the case, by its title."""
    drawn = [*_glance(summary), *_list_forests(summary)]
    if drawn:  # the drawing library once, and only where something is drawn
        title, content = drawn[0]
        drawn[0] = title, Markup("<script>{}</script>").format(Markup(get_plotlyjs())) + content
    glance, charts = (drawn[:1], drawn[1:]) if summary.glance else ([], drawn)
    tables = [*summary.options, *summary.safety] if summary.has_options else []
    return [
        *glance,
        *((table.title, _table_with_note(table)) for table in tables),
        (summary.messages.uncertain, _rows(summary.uncertain)),
        *charts,
        *((table.title, _table_with_note(table)) for table in summary.rest if table not in tables),
        (_("For the report"), Markup("<blockquote>{}</blockquote>").format(summary.sentence)),
        (_("Sources"), Markup("").join(_source(each) for each in summary.sources)),
        (_("Intended use"), _end(summary)),
    ]


def _rows(blocks: Iterable[Block]) -> Markup:
    return Markup('<dl class="rows">{}</dl>').format(
        Markup("").join(
            Markup("<dt>{}</dt><dd>{}</dd>").format(
                block.title,
                Markup("").join(Markup("<p>{}</p>").format(Markup("").join(map(_run, line))) for line in block.shown),
            )
            for block in blocks
        )
    )


def _run(run: Run) -> Markup:
    if run.strong:
        return Markup("<strong>{}</strong>").format(run.text)
    return Markup('<span class="quiet">{}</span>' if run.quiet else "<span>{}</span>").format(run.text)


def _band(summary: Summary) -> Markup:
    looks = (
        Markup('class="band" style="background:{};color:{}"').format(*summary.colours)
        if summary.colours
        else Markup('class="band open"')
    )
    facts = ((_("Binary class"), summary.binary), (_("State"), summary.state))
    return Markup('<div {}><div>{}<div class="tier">{}</div>{}</div><dl>{}</dl></div>').format(
        looks,
        _("HER2 tier, CSCO 2025"),
        summary.tier,
        " · ".join(each for each in (summary.beneath, summary.screen.entered) if each),
        Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts),
    )


def _glance(summary: Summary) -> list[tuple[str, Markup]]:
    """The view at a glance, and under it what is folded and its sources."""
    if summary.glance is None:
        return []
    drawing = glance_chart(summary.glance.shown, LIGHT, summary.glance.width)
    below = Markup("").join(Markup('<p class="quiet">{}</p>').format(line) for line in summary.glance.below)
    return [(summary.glance.title, _draw(drawing, "glance") + below)]


def _list_forests(summary: Summary) -> list[tuple[str, Markup]]:
    """Each forest to point at, and under it what it draws in words."""
    parts = []
    for each in summary.forests:
        content = Markup("{}<details open><summary>{}</summary>{}</details>").format(
            _draw(draw_forest(lay_out_forest(each.forest, PAGE_WIDTH), LIGHT), "chart"),
            _("Table of these figures"),
            _table(each.table.head, each.table.rows),
        )
        parts.append((each.title, content))
    return parts


def _draw(drawing: go.Figure, kind: str) -> Markup:
    content = Markup(drawing.to_html(full_html=False, include_plotlyjs=False, config=CONFIG))
    return Markup('<div class="wide"><div class="{}">{}</div></div>').format(kind, content)


def _table_with_note(table: Table) -> Markup:
    content = _table(table.head, table.rows) if table.rows else Markup("<p>{}</p>").format(table.empty)
    return content + (Markup('<p class="quiet">{}</p>').format(table.below) if table.below else "")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    titles = Markup("").join(Markup('<th scope="col">{}</th>').format(title) for title in head)
    cells = (Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row) for row in rows)
    body = Markup("").join(Markup("<tr>{}</tr>").format(row) for row in cells)
    return Markup('<div class="wide"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>').format(
        titles, body
    )


def _end(summary: Summary) -> Markup:
    lines = [Markup("<strong>{}</strong>").format(summary.warning), summary.intended_use]
    if summary.link:
        lines.append(Markup("{}: {}").format(_("This case in the app"), _link(summary.link)))
    lines.append(summary.footer[0])
    return Markup("").join(Markup('<p class="quiet">{}</p>').format(line) for line in lines)


def _source(source: Citation) -> Markup:
    link = _link(source.link) if source.link else ""
    return Markup("<div>[{}] {} {}</div>").format(source.number, source.text, link)


def _link(address: str) -> Markup:
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(address)
