"""Where everything of a forest stands: columns on a page that is wide enough, two lines a figure on a narrower one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from her2core.charts.folding import Fold, fold
from her2core.charts.forest.model import Block, Forest, ForestGroup, Line, TrialBlocks
from her2core.charts.forest.words import key
from her2core.charts.grid import Axis
from her2core.charts.text import break_at, measure
from her2core.language import _

TEXT, NUMBER, LINE = 16, 18, 22
"""The size of text and of numbers, and the height of a line, in pixels."""
ROW, PAIR = 25, 50
"""The height of a figure on a wide page, and on a narrow one."""
GAP, INSET = 16, 8
SPOKEN = 0.93
"""How much of its room a line that is written out takes: the fonts of slides and paper are wider than that of the screen."""
HEADING = 46
"""The height of the heading of a group with its axis."""
NARROW_PLOT = 0.46
"""How much of a narrow page the axis takes at most."""
PHONE = 350
"""What a forest is laid out for where the page has said nothing of its width."""
MOST = 900
"""How tall what is open at first may be, in pixels."""
NAMES, PLOT, WIDEST, TRIALS = 190, 150, 420, 200
"""How wide names and axis are at least, and names and trials at most."""


@dataclass(frozen=True)
class Columns:
    """Where the columns of a wide forest stand: names from `name`, the axis from `start` to `end`, `beside` None without it."""

    name: float
    n: float
    start: float
    end: float
    value: float
    limits: float
    beside: float | None


@dataclass(frozen=True, eq=False)
class Layout:
    """How a forest is laid out for a width in pixels; with `spoken` what stands behind a figure is written under it."""

    forest: Forest
    width: float
    spoken: bool = False

    @cached_property
    def columns(self) -> Columns | None:
        """The columns; None where a figure has no room in one line. Contrasts give way first."""
        return self._try_columns(True) or self._try_columns(False)

    def _try_columns(self, beside: bool) -> Columns | None:
        lines = self.forest.lines
        trials = [trial for group in self.forest.groups for trial in group.trials]
        at_name = min(_widest((f"{trial.name} {trial.year}" for trial in trials), bold=True), TRIALS) + GAP
        n = self._n_room
        value = max((measure(line.value, NUMBER, bold=True) for line in lines), default=0) + GAP
        limits = _widest(line.limits for line in lines) + INSET
        contrasts = _widest([*(line.beside for line in lines), self.forest.beside]) + GAP if beside else 0
        contrasts = contrasts if self.forest.beside else 0
        rest = self.width - at_name - n - value - limits - contrasts
        names = min(_widest(line.name for line in lines if not line.is_sentence), WIDEST, max(NAMES, rest - 2 * PLOT))
        plot = rest - names - GAP
        if plot < PLOT or names > rest:
            return None
        at_n = at_name + names + n
        start = at_n + GAP
        end = start + plot - INSET
        return Columns(
            at_name,
            at_n,
            start,
            end,
            end + value,
            end + value + INSET,
            end + value + limits + GAP if contrasts else None,
        )

    def name_lines(self, line: Line) -> list[str]:
        """Break the name of a line into as many as its room asks for."""
        if line.is_sentence:
            room = self.width - (self.columns.name if self.columns else 0)
        else:
            room = self.columns.n - self.columns.name - self._n_room if self.columns else self.width - self._n_room
        return break_at(line.name, TEXT, room)

    @cached_property
    def _n_room(self) -> float:
        """How much the numbers of patients take, with the space before them; nothing where none is held."""
        numbers = [line.n for line in self.forest.lines if line.n]
        return _widest([*numbers, "n 0"]) + GAP if numbers else 0

    def title_lines(self, block: Block) -> list[str]:
        """Break the title of a block."""
        at = self.columns.name if self.columns else 0
        return break_at(block.title, TEXT, self.width - at) if block.title else []

    def spoken_lines(self, of: Line | TrialBlocks) -> list[str]:
        """Break what stands behind a figure, or a trial, and what speaks against it; nothing where it is not written out."""
        at = self.columns.name if self.columns else 0
        cited = f" {of.cited}" if isinstance(of, Line) and of.cited else ""
        said = [*([of.about + cited] if of.about else []), *of.remarks]
        return (
            [part for words in said for part in break_at(words, TEXT, (self.width - at) * SPOKEN)]
            if self.spoken
            else []
        )

    def measure_heading(self, group: ForestGroup) -> float:
        """Measure the heading of a group, with its axis and what either side means."""
        title = LINE * (len(self.heading_lines(group)) - (1 if self.has_axis_beside(group) else 0))
        title += LINE * len(self.note_lines(group))
        return INSET + HEADING + title + (LINE * max(1, len(self.side_lines(group))) if group.sides else 0)

    def heading_lines(self, group: ForestGroup) -> list[str]:
        """Break the title of a group."""
        return break_at(group.title, TEXT, self.width, bold=True)

    def note_lines(self, group: ForestGroup) -> list[str]:
        """Break what is to be known before a group is read."""
        return break_at(group.note, TEXT, self.width, bold=True) if group.note else []

    def setting_lines(self, trial: TrialBlocks) -> list[tuple[str, bool]]:
        """Break what trials share, each line with whether it is bold: its name is, what is known of it is not."""
        name, _end, about = trial.setting.partition("\n")
        parts = [(name, True), (about, False)]
        return [(line, bold) for part, bold in parts if part for line in break_at(part, TEXT, self.width, bold)]

    def has_axis_beside(self, group: ForestGroup) -> bool:
        """Return whether the title of the axis has room beside that of the group."""
        return bool(self.columns and self.columns.start > measure(group.title, TEXT, bold=True) + GAP)

    @cached_property
    def axis(self) -> Axis:
        """The axis, between the columns or on the left of a narrow page."""
        scale, columns = self.forest.scale, self.columns
        start, end = (columns.start, columns.end) if columns else (INSET, self._narrow_end)
        return Axis(*scale.span, start, end, scale.log)

    @cached_property
    def _narrow_end(self) -> float:
        """Where the axis of a narrow page ends: what is printed beside it has room first."""
        value = max((measure(line.value, NUMBER, bold=True) for line in self.forest.lines), default=0)
        printed = value + INSET / 2 + _widest(line.limits for line in self.forest.lines) + GAP
        return max(PLOT / 2, min(self.width * NARROW_PLOT, self.width - printed))

    def side_lines(self, group: ForestGroup) -> list[str]:
        """Break what either side of no effect means; nothing where both stand beside their line."""
        if not group.sides or self.forest.scale.line_at is None:
            return []
        left, right = (measure(f"{side} →", TEXT, bold=True) + INSET for side in group.sides)
        at = self.axis.place(self.forest.scale.line_at)
        if self.columns and left < at and right < self.width - at:
            return []
        return break_at(f"← {group.sides[0]} | {group.sides[1]} →", TEXT, self.width, bold=True)

    def measure_line(self, line: Line) -> float:
        """Measure a figure, without what is written under it."""
        first = ROW if self.columns or line.is_sentence else PAIR
        return first + LINE * (len(self.name_lines(line)) - 1)

    def measure_trial(self, trial: TrialBlocks) -> float:
        """Measure a trial; on a narrow page its name, where it has one, has a line of its own."""
        head = (LINE + INSET if trial.name and not self.columns else 0) + INSET / 2
        titles = sum(LINE * len(self.title_lines(block)) for block in trial.blocks)
        said = LINE * (len(self.spoken_lines(trial)) + sum(len(self.spoken_lines(line)) for line in trial.lines))
        setting = LINE * len(self.setting_lines(trial)) if trial.opens_setting else 0
        return head + setting + titles + said + sum(map(self.measure_line, trial.lines))

    def split_trial(self, trial: TrialBlocks, room: float) -> tuple[TrialBlocks | None, TrialBlocks]:
        """Break a trial into what of it fits and the rest; arms that are set against one another stay together."""
        pieces = [piece for block in trial.blocks for piece in block.pieces]
        fits = 0
        while fits < len(pieces) and self.measure_trial(trial.take(pieces[: fits + 1])) <= room:
            fits += 1
        return (trial.take(pieces[:fits]) if fits else None), trial.take(pieces[fits:])

    def warning_lines(self) -> list[tuple[str, bool]]:
        """Return what stands above everything, each with whether it is bold: the cross-trial warning, and the notes."""
        warned = [(line, True) for line in break_at(_(self.forest.warning), TEXT, self.width, bold=True)]
        return warned + [(part, False) for note in self.forest.notes for part in break_at(note, TEXT, self.width)]

    def key_lines(self, trials: Iterable[TrialBlocks]) -> list[str]:
        """Return what the marks and the signs of these trials mean, and what nothing is held for."""
        signs = {sign for trial in trials for line in trial.lines for sign in line.signs}
        if self.spoken and "caution" in signs:
            signs = signs - {"caution"} | {"caution said"}
        explained = break_at(key(signs), TEXT, self.width) if signs else []
        return explained + [part for gap in self.forest.gaps for part in break_at(f"∅ {gap}", TEXT, self.width)]

    def measure_frame(self, trials: Iterable[TrialBlocks]) -> float:
        """Measure all that stands around the groups."""
        return LINE * (len(self.warning_lines()) + len(self.key_lines(trials))) + INSET


@dataclass(frozen=True, eq=False)
class ForestShown:
    """A forest with what of it is open."""

    layout: Layout
    folds: Sequence[Fold[TrialBlocks]]

    @property
    def trials(self) -> list[TrialBlocks]:
        return [trial for part in self.folds for trial in part.open]


def lay_out_forest(
    forest: Forest,
    width: float | None = None,
    most: float | None = None,
    opened: Iterable[str] = (),
    spoken: bool = False,
    first: str | None = None,
) -> ForestShown:
    """Choose what is open and what is folded.

    Parameters
    ----------
    width : of the page, in pixels; None is that of a phone
    most : how tall the chart may be at first, in pixels; None is no end of it
    opened : ids of the groups that the reader opened
    first : the id of the group that is open as far as there is room before any other is; None is the order of the forest
    """
    layout = Layout(forest, width or PHONE, spoken)
    heading = max(map(layout.measure_heading, forest.groups), default=0)
    groups = sorted(forest.groups, key=lambda group: group.id != first)
    everything = [trial for group in groups for trial in group.trials]
    room = None if most is None else most - layout.measure_frame(everything)
    if room is not None and everything:  # a view that shows nothing answers nothing
        least = everything[0].take([everything[0].blocks[0].pieces[0]])
        room = max(room, heading + layout.measure_trial(least))
    folds = fold(groups, heading, layout.measure_trial, room, opened, layout.split_trial)
    order = [group.id for group in forest.groups]
    return ForestShown(layout, sorted(folds, key=lambda part: order.index(part.group.id)))


def _widest(texts: Iterable[str], bold: bool = False) -> float:
    return max((measure(text, TEXT, bold) for text in texts), default=0)
