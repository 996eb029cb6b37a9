"""The trials of a chart for those who use no mouse, and what is said of a mark beside its row, not over it."""

from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go

from her2core.charts.trial_rows import list_trial_rows
from her2core.evidence import load_evidence
from her2core.language import _
from pages.parts.shared.component import register_component
from pages.parts.shared.session import session
from pages.parts.shared.widgets import register_events

_rows = register_component(
    "chart_rows",
    Path(__file__).with_name("chart_rows.js"),
    html='<div class="chart-rows"><div role="toolbar" aria-orientation="vertical"></div><p aria-hidden="true"></p></div>',
)


def draw_trial_rows(name: str, chart: go.Figure, on_open: Callable[[str], None]) -> None:
    """Draw a button over the rows of each trial of a chart, seen where it has the focus. The chart follows with no gap.

    Parameters
    ----------
    name : of the chart, for keys
    on_open : what is done with the id of the trial whose button was pressed
    """
    trials = load_evidence().trials
    _rows(
        key=register_events(f"rows-{name}", {"open": on_open}),
        data={
            "label": _("Trials of the chart"),
            "keys": _("Enter; another: ↑ ↓"),
            "rows": [
                {
                    "trial": row.trial,
                    "name": _("Open {trial}", trial=_(trials[row.trial].name)),
                    "top": row.top,
                    "bottom": row.bottom,
                }
                for row in list_trial_rows(chart)
            ],
        },
        on_open_change=session().receive,
    )
