"""A forest on a page, laid out for the room that it has, with what of it is folded and its downloads."""

import pandas as pd

from her2core.charts.forest import MOST, PHONE, Forest, draw_pages
from her2core.charts.theme import LIGHT
from her2core.query.cached_charts import draw_shown, lay_out_shown
from pages.parts.shared.chart import draw_downloads, draw_plot
from pages.parts.shared.folds import draw_folds, list_opened
from pages.parts.shared.viewport import is_wide, read_size

BOX = 33
"""Pixels that a box or a drawer takes of the width of what stands in it."""


def draw_forest(
    name: str, title: str, figures: pd.DataFrame, forest: Forest, alt: str, boxes: int = 0, whole: bool = False
) -> None:
    """Draw a forest, what of it is folded, and its downloads, which hold all of it.

    Parameters
    ----------
    name : language-neutral, for keys and file names
    title : what the chart shows, for the page that is downloaded
    figures : the rows that it draws
    alt : for those who do not see it
    boxes : how many boxes and drawers it stands in
    whole : whether nothing is folded
    """
    width = (read_size()[0] or PHONE) - BOX * boxes
    shown = lay_out_shown(forest, width, None if whole else MOST, list_opened(name))
    draw_plot(name, lambda mode, _wide: draw_shown(shown, mode), alt)
    if not whole:
        draw_folds(name, shown.folds, lambda trial: len(trial.lines))
    wide = is_wide()
    draw_downloads(name, title, figures, lambda: draw_pages(forest, LIGHT, wide))
