"""Every forest in one compact form: a line a figure, grouped by trial, the strongest design first.

`build` makes a forest of the rows of a frame; `lay_out_forest` chooses what is open; `draw_forest` draws it for a page, `draw_pages` whole
and in words, each page with its title and its axis, as `lay_out_pages` lays it out for exports too.
"""

from her2core.charts.forest.layout import MOST, PHONE, ForestShown, lay_out_forest
from her2core.charts.forest.model import Forest
from her2core.charts.forest.paging import draw_forest, draw_pages, lay_out_pages

__all__ = ["MOST", "PHONE", "Forest", "ForestShown", "draw_forest", "draw_pages", "lay_out_forest", "lay_out_pages"]
