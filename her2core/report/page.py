"""The case as one page that needs no network: the words, the interactive charts, and every figure as text."""

from collections.abc import Iterable
from dataclasses import asdict

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from her2core.charts.theme import LIGHT
from her2core.evidence import load_evidence
from her2core.language import _, using
from her2core.report.charts import list_questions
from her2core.report.parts import Chart, Citation, Table
from her2core.report.summary import Summary

COLOURS = "".join(f"--{name}:{colour};" for name, colour in asdict(LIGHT).items())
STYLE = """
body{font:16px/1.45 'Source Sans 3','Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:var(--text);background:var(--page);
max-width:72rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem}h2{font-size:1.15rem;color:var(--accent);margin:1.6rem 0 .4rem}h3{font-size:1rem}
.band{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between;padding:.8rem 1.2rem;border-radius:.4rem}
.band.open{border:3px dashed var(--text)}.tier{font-size:3rem;font-weight:700;line-height:1.1}
dl{display:grid;grid-template-columns:auto auto;gap:.2rem .8rem;margin:0;align-content:center}dd{margin:0;font-weight:700}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;
border-bottom:1px solid var(--grid)}.chart{min-width:56rem}.quiet{color:var(--quiet)}.said{white-space:pre-wrap;overflow-wrap:anywhere}a{color:var(--accent)}
blockquote{margin:0;padding:.5rem .8rem;background:var(--panel)}
"""
CONFIG = {"displayModeBar": False, "responsive": True}


def page(summary: Summary) -> str:
    """Build self-contained HTML in the language of the summary."""
    with using(summary.language):
        return _document(summary)


def _document(summary: Summary) -> Markup:
    front = [
        Markup("<h1>{}</h1>").format(summary.title),
        _item(summary),
        _band(summary),
        Markup("<p><strong>{}</strong> <span class=quiet>{}</span></p>").format(summary.reason, summary.basis),
        Markup("<blockquote>{}</blockquote>").format(summary.comment) if summary.comment else "",
        Markup('<div class="columns">'),
        _section(summary.entries),
        Markup("<section>{}{}</section>").format(
            _list(_("What is missing"), summary.missing), _list(_("What would change the answer"), summary.changes)
        ),
        _section(summary.others),
        Markup("</div>"),
        _list(_("How the result was read"), summary.readings) if summary.readings else "",
        Markup("<h2>{}</h2><blockquote>{}</blockquote>").format(_("For the report"), summary.sentence),
        _section(summary.spans),
    ]
    body = [*front, _charts(summary), *(_section(each) for each in (*summary.options, *summary.safety)), _end(summary)]
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


def _item(summary: Summary) -> Markup:
    if not summary.item:
        return Markup("")
    texts = (
        (_("Question"), summary.item.question),
        (_("Note"), summary.item.note),
        (_("Conclusion"), summary.item.conclusion),
    )
    return Markup("").join(
        Markup('<p class="said"><strong>{}:</strong> {}</p>').format(title, text) for title, text in texts if text
    )


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
        summary.beneath,
        Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts),
    )


def _charts(summary: Summary) -> Markup:
    """Each chart to point at, and under it what it draws in words."""
    if not summary.charts:
        return Markup("")
    evidence = load_evidence()
    parts = [Markup("<script>{}</script>").format(Markup(get_plotlyjs()))]
    drawn = list_questions(summary.assessment, evidence)
    for chart, (question, figures) in zip(summary.charts, drawn, strict=True):
        drawing = question.chart(evidence, figures, LIGHT, wide=True)
        parts.append(
            Markup(
                '<h2>{}</h2><div class="wide"><div class="chart">{}</div></div>'
                "<details open><summary>{}</summary>{}</details>"
            ).format(
                chart.title,
                Markup(drawing.to_html(full_html=False, include_plotlyjs=False, config=CONFIG)),
                _("Table of these figures"),
                _charts_table(chart),
            )
        )
    return Markup("").join(parts)


def _charts_table(chart: Chart) -> Markup:
    rows = [(group.name, line.text, line.about, f"[{line.source}]") for group in chart.groups for line in group.lines]
    return _table((_("Trial"), _("Value"), _("Population"), _("Source")), rows)


def _section(table: Table) -> Markup:
    content = _table(table.head, table.rows) if table.rows else Markup("<p>{}</p>").format(table.empty)
    note = Markup('<p class="quiet">{}</p>').format(table.note) if table.note else ""
    return Markup("<section><h2>{}</h2>{}{}</section>").format(table.title, content, note)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    titles = Markup("").join(Markup('<th scope="col">{}</th>').format(title) for title in head)
    cells = (Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row) for row in rows)
    body = Markup("").join(Markup("<tr>{}</tr>").format(row) for row in cells)
    return Markup('<div class="wide"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>').format(
        titles, body
    )


def _list(title: str, lines: Iterable[str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<h2>{}</h2><ul>{}</ul>").format(title, items)


def _end(summary: Summary) -> Markup:
    lines = (
        Markup("<strong>{}</strong>").format(summary.warning),
        summary.intended_use,
        Markup("{}: {}").format(_("This case in the app"), _link(summary.link)),
        summary.footer[0],
    )
    return (
        Markup("<h2>{}</h2>").format(_("Sources"))
        + Markup("").join(_source(each) for each in summary.sources)
        + Markup("").join(Markup('<p class="quiet">{}</p>').format(line) for line in lines)
    )


def _source(source: Citation) -> Markup:
    link = _link(source.link) if source.link else ""
    return Markup("<div>[{}] {} {}</div>").format(source.number, source.text, link)


def _link(address: str) -> Markup:
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(address)
