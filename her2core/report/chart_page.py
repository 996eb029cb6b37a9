"""Charts as one page that needs no network, with what must travel with them."""

from collections.abc import Sequence

import plotly.graph_objects as go
from markupsafe import Markup

from her2core.evidence import version
from her2core.language import _, current_language
from her2core.report.intended_use import INTENDED_USE

STYLE = Markup(
    "body{font-family:sans-serif;margin:1rem}h1{font-size:1.3rem}.chart{overflow-x:auto;break-inside:avoid}"
    "@page{size:A4;margin:10mm}@media print{body{margin:0}.chart{zoom:.7;overflow:visible}}"
)
"""Each chart is whole on a sheet of paper, and at 1000 pixels as wide as it."""


def chart_page(charts: Sequence[go.Figure], title: str) -> str:
    """Build self-contained HTML in the language in use: the charts, the data version and the intended use."""
    drawn = [
        Markup('<div class="chart">{}</div>').format(
            Markup(
                chart.to_html(
                    full_html=False,
                    include_plotlyjs=place == 0,
                    config={"displayModeBar": False, "responsive": chart.layout.width is None},
                )
            )
        )
        for place, chart in enumerate(charts)
    ]
    data = _("Data version {version} of {date}.", version=version().version, date=version().changed)
    language = {"zh": "zh-CN"}.get(current_language(), current_language())
    return Markup(
        '<!doctype html><html lang="{0}"><head><meta charset="utf-8"><title>{1}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{6}</style></head>'
        "<body><h1>{1}</h1>{2}<p>{3}. {4} {5}</p></body></html>"
    ).format(language, title, Markup("").join(drawn), _("HER2 Gastric Board"), data, _(INTENDED_USE), STYLE)
