"""The case as one page that needs no network: the words, the interactive figures, and every figure as text."""

from collections.abc import Iterable
from html import escape

from plotly.offline import get_plotlyjs

from her2core.charts.theme import LIGHT
from her2core.evidence import load_evidence
from her2core.language import _, using
from her2core.report.figures import asked
from her2core.report.parts import Plot, Source, Table
from her2core.report.summary import Summary

STYLE = """
body{font:16px/1.45 'Source Sans 3','Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1a2230;background:#fff;
max-width:72rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem}h2{font-size:1.15rem;color:#0b5394;margin:1.6rem 0 .4rem}h3{font-size:1rem}
.band{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between;padding:.8rem 1.2rem;border-radius:.4rem}
.band.open{border:3px dashed #1a2230}.tier{font-size:3rem;font-weight:700;line-height:1.1}
dl{display:grid;grid-template-columns:auto auto;gap:.2rem .8rem;margin:0;align-content:center}dd{margin:0;font-weight:700}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;
border-bottom:1px solid #e3e8ef}.figure{min-width:56rem}.quiet{color:#566173}.said{white-space:pre-wrap;overflow-wrap:anywhere}a{color:#0b5394}
blockquote{margin:0;padding:.5rem .8rem;background:#f3f6fa}
"""
CONFIG = {"displayModeBar": False, "responsive": True}


def page(summary: Summary) -> str:
    """Self-contained HTML in the language of the summary."""
    with using(summary.language):
        return _document(summary)


def _document(summary: Summary) -> str:
    tag = {"zh": "zh-CN"}.get(summary.language, summary.language)
    front = [
        f"<h1>{escape(summary.title)}</h1>",
        _item(summary),
        _band(summary),
        f"<p><strong>{escape(summary.reason)}</strong> <span class=quiet>{escape(summary.basis)}</span></p>",
        f"<blockquote>{escape(summary.comment)}</blockquote>" if summary.comment else "",
        '<div class="columns">',
        _section(summary.entries),
        f"<section>{_list(_('What is missing'), summary.missing)}"
        f"{_list(_('What would change the answer'), summary.changes)}</section>",
        _section(summary.others),
        "</div>",
        _list(_("How the result was read"), summary.readings) if summary.readings else "",
        f"<h2>{escape(_('For the report'))}</h2><blockquote>{escape(summary.sentence)}</blockquote>",
        _section(summary.spans),
    ]
    body = [*front, _figures(summary), *(_section(each) for each in (*summary.options, *summary.safety)), _end(summary)]
    return (
        f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><title>{escape(summary.title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body>{''.join(body)}</body></html>"
    )


def _item(summary: Summary) -> str:
    if not summary.item:
        return ""
    said = (
        (_("Question"), summary.item.question),
        (_("Note"), summary.item.note),
        (_("Conclusion"), summary.item.conclusion),
    )
    return "".join(
        f'<p class="said"><strong>{escape(title)}:</strong> {escape(text)}</p>' for title, text in said if text
    )


def _band(summary: Summary) -> str:
    looks = (
        f'class="band" style="background:{summary.colours[0]};color:{summary.colours[1]}"'
        if summary.colours
        else 'class="band open"'
    )
    facts = ((_("Binary class"), summary.binary), (_("State"), summary.state))
    return (
        f'<div {looks}><div>{escape(_("HER2 tier, CSCO 2025"))}<div class="tier">{escape(summary.tier)}</div>{escape(summary.beneath)}</div>'
        f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in facts)}</dl></div>"
    )


def _figures(summary: Summary) -> str:
    """Each figure to point at, and under it what it draws in words."""
    if not summary.plots:
        return ""
    evidence = load_evidence()
    parts = [f"<script>{get_plotlyjs()}</script>"]
    drawn = asked(summary.assessment, evidence)
    for plot, (question, figures) in zip(summary.plots, drawn, strict=True):
        figure = question.chart(evidence, figures, LIGHT, wide=True)
        parts.append(
            f"<h2>{escape(plot.title)}</h2>"
            f'<div class="wide"><div class="figure">{figure.to_html(full_html=False, include_plotlyjs=False, config=CONFIG)}</div></div>'
            f"<details open><summary>{escape(_('Table of these figures'))}</summary>{_figures_table(plot)}</details>"
        )
    return "".join(parts)


def _figures_table(plot: Plot) -> str:
    rows = [(group.name, line.text, line.about, f"[{line.source}]") for group in plot.groups for line in group.lines]
    return _table((_("Trial"), _("Value"), _("Population"), _("Source")), rows)


def _section(table: Table) -> str:
    content = _table(table.head, table.rows) if table.rows else f"<p>{escape(table.empty)}</p>"
    note = f'<p class="quiet">{escape(table.note)}</p>' if table.note else ""
    return f"<section><h2>{escape(table.title)}</h2>{content}{note}</section>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>'


def _list(title: str, lines: Iterable[str]) -> str:
    return f"<h2>{escape(title)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _end(summary: Summary) -> str:
    lines = [f"<strong>{escape(summary.warning)}</strong>", escape(summary.intended_use)]
    lines.append(f"{escape(_('This case in the app'))}: {_link(summary.link, summary.link)}")
    lines.append(escape(summary.footer[0]))
    return f"<h2>{escape(_('Sources'))}</h2>{''.join(_source(each) for each in summary.sources)}" + "".join(
        f'<p class="quiet">{line}</p>' for line in lines
    )


def _source(source: Source) -> str:
    link = f" {_link(source.link, source.link)}" if source.link else ""
    return f"<div>[{source.number}] {escape(source.text)}{link}</div>"


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>'
