"""A chart as one page that needs no network, with what must travel with it."""

import plotly.graph_objects as go
from markupsafe import Markup

from her2core.evidence import version
from her2core.language import _, current_language
from her2core.report.intended_use import INTENDED_USE


def chart_page(chart: go.Figure, title: str) -> str:
    """Build self-contained HTML in the language in use: the chart, the data version and the intended use."""
    drawn = chart.to_html(full_html=False, include_plotlyjs=True, config={"displayModeBar": False, "responsive": True})
    data = _("Data version {version} of {date}.", version=version().version, date=version().changed)
    language = {"zh": "zh-CN"}.get(current_language(), current_language())
    return Markup(
        '<!doctype html><html lang="{0}"><head><meta charset="utf-8"><title>{1}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        '<body style="font-family:sans-serif;margin:1rem"><h1 style="font-size:1.3rem">{1}</h1>{2}'
        "<p>{3}. {4} {5}</p></body></html>"
    ).format(language, title, Markup(drawn), _("HER2 Gastric Board"), data, _(INTENDED_USE))
