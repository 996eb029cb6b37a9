"""A forest on a page, laid out for the room that it has, with what of it is folded and its downloads."""

from collections.abc import Iterator

import pandas as pd

from her2core.charts.forest import MOST, PHONE, Forest, draw_pages
from her2core.charts.text import capitalise
from her2core.charts.theme import LIGHT
from her2core.language import _
from her2core.query.cached_charts import draw_shown, lay_out_shown
from pages.parts.shared.chart import draw_downloads, draw_plot
from pages.parts.shared.drawer import drawer
from pages.parts.shared.folds import draw_folds, list_opened
from pages.parts.shared.markup import lines, show, table
from pages.parts.shared.viewport import is_wide, read_size

BOX = 33
"""Pixels that a box or a drawer takes of the width of what stands in it."""


def draw_forest(
    name: str,
    title: str,
    figures: pd.DataFrame,
    forest: Forest,
    alt: str,
    boxes: int = 0,
    whole: bool = False,
    first: str | None = None,
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
    first : the id of the group that is open before any other is
    """
    width = (read_size()[0] or PHONE) - BOX * boxes
    shown = lay_out_shown(forest, width, None if whole else MOST, list_opened(name), first)
    draw_plot(name, lambda mode, _wide: draw_shown(shown, mode), alt)
    if not whole:
        draw_folds(name, shown.folds, lambda trial: len(trial.lines))
    wide = is_wide()
    draw_downloads(name, title, figures, lambda: draw_pages(forest, LIGHT, wide))


def draw_forest_table(name: str, title: str, forest: Forest, whose: str) -> None:
    """Draw every line of a forest as a table, in a drawer.

    Parameters
    ----------
    whose : what the lines are grouped by, the title of the first column
    """
    with drawer(f"{name}-table", _("Table of these figures")) as is_open:
        if is_open:
            columns = [whose, _("Figure"), "n", capitalise(forest.scale.title), _("Details")]
            show(table(title, columns, list(_list_rows(forest)), captioned=False))


def _list_rows(forest: Forest) -> Iterator[list[str]]:
    for trial in [trial for group in forest.groups for trial in group.trials]:
        for block in trial.blocks:
            head = lines([trial.setting, f"{trial.name} {trial.year}".strip(), *block.title.split("\n")])
            for line in block.lines:
                value = f"{line.value} {line.limits}".strip()
                yield [head, line.name, line.n, value, lines([*line.remarks, *trial.remarks])]
