"""A figure as one page that needs no network, with what must travel with it."""

from html import escape

import plotly.graph_objects as go

from her2core.evidence import version
from her2core.language import _, current
from her2core.report.intended_use import INTENDED_USE


def figure_page(figure: go.Figure, title: str) -> str:
    """Self-contained HTML in the language in use: the figure, the data version and the intended use."""
    drawn = figure.to_html(full_html=False, include_plotlyjs=True, config={"displayModeBar": False, "responsive": True})
    held = _("Data version {version} of {date}.", version=version().version, date=version().changed)
    language = {"zh": "zh-CN"}.get(current(), current())
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body style="font-family:sans-serif;margin:1rem"><h1 style="font-size:1.3rem">{escape(title)}</h1>{drawn}'
        f"<p>{escape(_('HER2 Gastric Board'))}. {escape(held)} {escape(_(INTENDED_USE))}</p></body></html>"
    )
