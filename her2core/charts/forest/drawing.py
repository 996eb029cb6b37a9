"""A forest as a chart. The heading of each group repeats the title and the axis, so that no mark is far from them."""

from collections.abc import Iterable, Iterator
from math import sqrt

from her2core.charts.folding import Fold
from her2core.charts.forest.layout import GAP, HEADING, INSET, LINE, NUMBER, TEXT, Layout
from her2core.charts.forest.model import Block, ForestGroup, Line, TrialBlocks
from her2core.charts.grid import Dot, Grid
from her2core.charts.text import measure, shorten
from her2core.charts.theme import Palette

SMALLEST, LARGEST, AREA = 7, 16, 0.62
"""The size of a mark, in pixels: its area follows the number of patients."""
SPOT = 52
"""From one place that opens a trial to the next, in pixels."""


class Drawing:
    """Draws what is open of a forest, from the top down."""

    def __init__(self, layout: Layout, palette: Palette) -> None:
        self.layout, self.palette, self.y = layout, palette, 0.0
        self.stretches: list[tuple[float, float]] = []
        self.grid = Grid(layout.width, palette, [layout.axis])

    def lay_out(self, folds: Iterable[Fold[TrialBlocks]]) -> Grid:
        """Draw all that stands in these groups, as far as they are open."""
        folds = list(folds)
        self._write(self.layout.warning_lines())
        for part in folds:
            if part.open:
                self.y += INSET
                assert isinstance(part.group, ForestGroup)
                self._draw_group(part.group, part.open)
        self.grid.rule(self.y, strong=True)
        self.y += INSET
        trials = [trial for part in folds for trial in part.open]
        for line in self.layout.key_lines(trials):
            self._text(0, line, quiet=True)
            self.y += LINE
        self.grid.height = self.y
        return self.grid

    def _write(self, lines: Iterable[tuple[str, bool]], quiet: bool = False) -> None:
        for words, bold in lines:
            self._text(0, words, bold=bold, quiet=quiet)
            self.y += LINE

    def _text(
        self, x: float, words: str, bold: bool = False, quiet: bool = False, right: bool = False, down: float = LINE / 2
    ) -> None:
        colour = self.palette.quiet if quiet else None
        self.grid.text(x, self.y + down, words, TEXT, colour, bold=bold, anchor="right" if right else "left")

    def _draw_group(self, group: ForestGroup, trials: Iterable[TrialBlocks]) -> None:
        self._draw_heading(group)
        top = self.y
        for trial in trials:
            self.grid.rule(self.y, strong=self.y == top)
            self.y += INSET / 2
            if trial.setting and (trial.opens_setting or self.y == top + INSET / 2):
                self._write(self.layout.setting_lines(trial), quiet=True)
            self._draw_trial(trial)
        self._rule_axis()

    def _rule_axis(self) -> None:
        """Draw the ticks of the axis down the rows of a group, and the line of no effect; not through the words between them."""
        scale = self.layout.forest.scale
        for top, bottom in self.stretches:
            for tick in scale.ticks:
                self.grid.upright(0, tick, top, bottom)
            if scale.line_at is not None:
                self.grid.upright(0, scale.line_at, top, bottom, strong=True)
        self.stretches = []

    def _stretch(self, top: float, bottom: float) -> None:
        """Add a row to those that ticks run down, joined to the one above where no words stand between."""
        if self.stretches and top - self.stretches[-1][1] <= INSET:
            top = self.stretches.pop()[0]
        self.stretches.append((top, bottom))

    def _draw_heading(self, group: ForestGroup) -> None:
        """The group, and under it the titles of the columns and the axis."""
        columns, forest = self.layout.columns, self.layout.forest
        self._write((words, True) for words in self.layout.note_lines(group))
        for place, words in enumerate(self.layout.heading_lines(group)):
            self.y += LINE if place else 0
            self.grid.text(0, self.y + LINE / 2, words, TEXT, self.palette.accent, bold=True)
        self.y += 0 if self.layout.has_axis_beside(group) else LINE
        self._text(columns.start if columns else 0, forest.scale.title, bold=True)
        if group.sides:
            self._name_sides(group)
        down = 1.5 * LINE
        if columns:
            if any(line.n for line in forest.lines):
                self._text(columns.n, "n", bold=True, right=True, down=down)
            if columns.beside is not None:
                self._text(columns.beside, forest.beside, bold=True, down=down)
        for x, words in self._place_ticks():
            self._text(x, words, quiet=True, down=down)
        self.y += HEADING

    def _place_ticks(self) -> Iterator[tuple[float, str]]:
        """The names of ticks, centred; one that would stand on another is left out, and never that of no effect."""
        scale, axis = self.layout.forest.scale, self.layout.axis
        taken: list[tuple[float, float]] = []
        for tick in sorted(scale.ticks, key=lambda each: each != scale.line_at):
            half = measure(f"{tick:g}", TEXT) / 2
            start, end = axis.place(tick) - half, axis.place(tick) + half
            if all(start > its_end + INSET or end < its_start - INSET for its_start, its_end in taken):
                taken.append((start, end))
                yield start, f"{tick:g}"

    def _name_sides(self, group: ForestGroup) -> None:
        """What either side of no effect means, beside its line, or in lines of its own where it has no room there."""
        assert group.sides and self.layout.forest.scale.line_at is not None
        lines = self.layout.side_lines(group)
        for words in lines:
            self.y += LINE
            self._text(0, words, bold=True)
        if not lines:
            self.y += LINE
            x = self.layout.axis.place(self.layout.forest.scale.line_at)
            self._text(x - INSET, f"← {group.sides[0]}", bold=True, right=True)
            self._text(x + INSET, f"{group.sides[1]} →", bold=True)

    def _draw_trial(self, trial: TrialBlocks) -> None:
        columns = self.layout.columns
        room = columns.name - GAP if columns else self.layout.width
        room -= measure(f" {trial.year}", TEXT)
        name = shorten(trial.name, TEXT, room, bold=True)
        self._text(0, name, bold=True)
        self._text(measure(name, TEXT, bold=True) + INSET / 2, trial.year, quiet=True)
        hover = trial.lines[0].hover.partition("<br>")[0]
        if not columns and trial.name:
            self._add_spots(trial, hover, self.layout.width)
            self.y += LINE + INSET
        self._speak(trial)
        for block in trial.blocks:
            self._draw_block(trial, block)

    def _speak(self, of: Line | TrialBlocks) -> None:
        """Write what stands behind a figure, or a trial, where it cannot be pointed at."""
        for words in self.layout.spoken_lines(of):
            self._text(self.layout.columns.name if self.layout.columns else 0, words, quiet=True)
            self.y += LINE

    def _draw_block(self, trial: TrialBlocks, block: Block) -> None:
        at = self.layout.columns.name if self.layout.columns else 0
        for words in self.layout.title_lines(block):
            self._text(at, words, quiet=True)
            self.y += LINE
        placed = [(line, self._draw_line(trial, line)) for line in block.lines]
        if trial.is_randomised and self.layout.columns:  # on a narrow page a line would run through the names
            self._join(placed)

    def _join(self, placed: list[tuple[Line, float]]) -> None:
        """The randomised contrast: the mark of each experimental arm joined to that of its control."""
        controls = [(line.mark.value, y) for line, y in placed if line.is_control and line.mark]
        for line, y in placed:
            for value, its in controls:
                mark = line.mark
                if not line.is_control and mark and mark.value is not None and value is not None:
                    self.grid.link(0, (mark.value, y), (value, its))

    def _draw_line(self, trial: TrialBlocks, line: Line) -> float:
        """Draw a figure; return the height of its mark."""
        columns, names = self.layout.columns, self.layout.name_lines(line)
        at = columns.name if columns else 0
        for place, words in enumerate(names):
            self._text(at, words, down=LINE / 2 + place * LINE)
        self._add_spots(trial, line.hover, columns.n if columns else self.layout.width)
        if columns:
            middle = self.y + LINE / 2
            self._text(columns.n, line.n, quiet=True, right=True)
            self.grid.text(columns.value, middle, line.value, NUMBER, bold=True, anchor="right")
            self._text(columns.limits, line.limits)
            if columns.beside is not None:
                self._text(columns.beside, line.beside, quiet=not trial.is_randomised)
        else:
            count = line.n if "/" in line.n or not line.n else f"n {line.n}"
            self._text(self.layout.width, count, quiet=True, right=True)
            middle = self.y + LINE * (len(names) + 0.5)
            x = self.layout.axis.end + GAP
            self.grid.text(x, middle, line.value, NUMBER, bold=True)
            x += measure(line.value, NUMBER, bold=True) + INSET / 2
            self.grid.text(x, middle, line.limits, TEXT)
        if line.mark:
            self.grid.dot(self._make_dot(line, middle))
            no_effect = self.layout.forest.scale.line_at
            if not columns and no_effect is not None:  # on a narrow page it stands behind each mark, not behind text
                self.grid.upright(0, no_effect, middle - LINE / 2, middle + LINE / 2, strong=True)
        if columns:
            self._stretch(self.y, self.y + self.layout.measure_line(line))
        self.y += self.layout.measure_line(line)
        self._speak(line)
        return middle

    def _make_dot(self, line: Line, y: float) -> Dot:
        mark = line.mark
        assert mark
        return Dot(
            axis=0,
            y=y,
            value=mark.value,
            ends=mark.ends(self.layout.axis.high),
            size=min(LARGEST, max(SMALLEST, AREA * sqrt(line.patients))) if line.patients else SMALLEST,
            shape=mark.shape,
            colour=self.palette.accent if line.is_directed else self.palette.line,
            is_open=line.is_control or mark.is_open,
            dotted=mark.dotted,
            is_unlimited=mark.is_unlimited,
            hover=line.hover,
            trial=mark.trial,
            lacks_upper=mark.lacks_upper,
        )

    def _add_spots(self, trial: TrialBlocks, hover: str, end: float) -> None:
        """Add places along a line that say what it is and open its trial."""
        for step in range(int(end // SPOT)):
            self.grid.spot(SPOT / 2 + step * SPOT, self.y + LINE / 2, hover, trial.id)
