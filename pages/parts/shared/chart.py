"""A chart on a page, with its downloads: the figures as CSV, the chart as one page that needs no network."""

import io
from collections.abc import Callable, Hashable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from her2core.charts.theme import LIGHT, Palette, palette
from her2core.language import _, current_language
from her2core.query.filters import Filter
from her2core.report.chart_page import chart_page
from pages.parts.shared.address import GLOSSARY, address
from pages.parts.shared.chart_rows import draw_trial_rows
from pages.parts.shared.download import draw_download
from pages.parts.shared.markup import link, show
from pages.parts.shared.session import session
from pages.parts.shared.viewport import is_wide
from pages.parts.shared.widgets import register_chart


def draw_chart(
    name: str,
    title: str,
    figures: pd.DataFrame,
    chart: Callable[[Palette, bool], go.Figure],
    alt: str,
    opens: Hashable = None,
) -> None:
    """Draw a chart for this theme and width.

    Parameters
    ----------
    name : language-neutral, for keys and file names
    title : what the chart shows, for the page that is downloaded
    figures : the rows that it draws
    chart : palette and width -> chart
    alt : for those who do not see it
    opens : what is drawn, where a mark that is chosen opens its trial; a choice belongs to what it was made in
    """
    draw_plot(name, chart, alt, opens)
    wide = is_wide()
    draw_downloads(name, title, figures, lambda: [chart(LIGHT, wide)])


def draw_plot(name: str, chart: Callable[[Palette, bool], go.Figure], alt: str, opens: Hashable = None) -> None:
    """Draw a chart without its downloads; see `draw_chart`."""
    mode, wide = palette(st.context.theme.type), is_wide()
    drawn_of = f"{hash((opens, mode, wide, current_language())):x}"

    def open_trial(trial: str) -> None:
        session().set_filter(Filter.TRIAL, trial)

    drawn = chart(mode, wide)
    with st.container(gap=None):
        if opens:
            draw_trial_rows(name, drawn, open_trial)
        st.plotly_chart(
            drawn,
            theme=None,
            key=register_chart(f"chart-{name}", drawn_of, lambda carried: open_trial(carried[0]))
            if opens
            else f"chart-{name}",
            on_select="rerun" if opens else "ignore",
            selection_mode="points",
            config={"displayModeBar": False},
            alt=alt,
        )


def draw_downloads(name: str, title: str, figures: pd.DataFrame, charts: Callable[[], Sequence[go.Figure]]) -> None:
    """Draw the buttons of the figures as CSV and of the chart, in one part or in several, as a page of its own."""
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_download(
            f"csv-{name}", _("Table (CSV)"), lambda: _to_csv(figures), file_name=f"her2-{name}.csv", media="text/csv"
        )
        draw_download(
            f"html-{name}",
            _("Chart (HTML)"),
            lambda: chart_page(charts(), title),
            file_name=f"her2-{name}.html",
            media="text/html",
        )
        show(link(address("methods", GLOSSARY), _("Glossary")))


def _flatten(value: object) -> object:
    return "; ".join(str(part) for part in value) if isinstance(value, tuple | frozenset) else value


def _to_csv(figures: pd.DataFrame) -> bytes:
    flat = figures.copy()
    for column in flat.select_dtypes(["object", "str"]):
        flat[column] = flat[column].map(_flatten)
    text = io.StringIO()
    flat.to_csv(text, index=False)
    # The mark at the start tells spreadsheets that this is UTF-8.
    return text.getvalue().encode("utf-8-sig")
