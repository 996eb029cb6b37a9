"""What the mouse opens on a chart is opened by keyboard too, in the order in which it stands."""

from her2core.charts.grid import Axis, Grid
from her2core.charts.plotly_grid import draw_grid
from her2core.charts.theme import LIGHT
from her2core.charts.trial_rows import HALF, TrialRow, list_trial_rows


def test_each_trial_is_listed_once_from_the_top_with_the_rows_that_stand_together() -> None:
    grid = Grid(400, LIGHT, [Axis(0, 100, 200, 400)], height=300)
    for y, trial in ((40, "toga"), (64, "toga"), (112, "jacob"), (200, "toga")):
        for x in (20, 60):
            grid.spot(x, y, trial, trial)
    assert list_trial_rows(draw_grid(grid)) == [
        TrialRow("toga", 40 - HALF, 64 + HALF),
        TrialRow("jacob", 112 - HALF, 112 + HALF),
    ]
