"""What a forest says: groups of trials, blocks of lines, and in each line one figure with its mark."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from her2core.charts.mark import Mark
from her2core.charts.text import WARNING
from her2core.language import Message


@dataclass(frozen=True, eq=False)
class Line:
    """One figure.

    Attributes
    ----------
    name : what tells it from the other lines of its trial: the arm, or of whom it is
    n : patients, or responders of patients; "" where it is not held
    value, limits : the figure and its interval as printed, with their signs
    beside : the contrast with the control arm; "" without one
    mark : None where it may not stand on this axis
    patients : how many, for the size of its mark
    is_directed, is_control : whether its arm had a HER2-directed drug, and whether it is a randomised control
    hover : all that qualifies it, in lines
    remarks : cautions, in words
    signs : ids of what the key explains
    text : the figure in words, with its endpoint and its unit
    about : its arm and its population in full, for readers who cannot point at it
    source : ids of the trial and of its source; None of what is worked out here
    cited : the number of its source, where sources are numbered
    """

    name: str
    n: str
    value: str
    limits: str
    beside: str
    mark: Mark | None
    patients: float | None
    is_directed: bool
    is_control: bool
    hover: str
    remarks: tuple[str, ...]
    signs: frozenset[str]
    text: str = ""
    about: str = ""
    source: tuple[str, str] | None = None
    cited: str = ""

    @property
    def is_sentence(self) -> bool:
        """Whether it has no figure, and its name says why."""
        return not self.value and self.mark is None


@dataclass(frozen=True, eq=False)
class Block:
    """Lines under what they have in common.

    Attributes
    ----------
    title : "" where the lines say it all
    are_opposed : whether the lines are arms that are set against one another
    """

    title: str
    lines: tuple[Line, ...]
    are_opposed: bool

    @property
    def pieces(self) -> "tuple[Block, ...]":
        """What it may be divided into: nothing where its lines are set against one another, else its lines."""
        if self.are_opposed:
            return (self,)
        return tuple(replace(self, lines=(line,)) for line in self.lines)


@dataclass(frozen=True, eq=False)
class TrialBlocks:
    """The figures of one trial.

    Attributes
    ----------
    setting : what several trials of a group share, as the line of treatment, and under it in lines of its own what is known of
        it; "" where the forest holds one
    opens_setting : whether it is the first of its group that shares it
    year : of its newest report, marked where that is no paper
    remarks : where its sources disagree, in words
    about : its design, region, report and cut-off, for readers who cannot point at it
    """

    id: str
    name: str
    year: str
    setting: str
    opens_setting: bool
    is_randomised: bool
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...]
    about: str = ""

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]

    def take(self, pieces: Sequence[Block]) -> "TrialBlocks":
        """Return the trial with these pieces of its blocks; those of one block stand under its title again."""
        blocks: list[Block] = []
        for piece in pieces:
            if blocks and blocks[-1].title == piece.title and not piece.are_opposed:
                blocks[-1] = replace(piece, lines=(*blocks[-1].lines, *piece.lines))
            else:
                blocks.append(piece)
        is_first = bool(pieces) and pieces[0].lines[0] is self.lines[0]
        if not is_first:  # what stands behind it was said where it began
            return replace(self, blocks=tuple(blocks), opens_setting=False, remarks=(), about="")
        return replace(self, blocks=tuple(blocks))


@dataclass(frozen=True, eq=False)
class ForestGroup:
    """The trials of one kind, the newest report first.

    Attributes
    ----------
    id, name : of the kind of study
    title : its name, with what its figures are
    sides : what either side of no effect means; None without
    note : what is to be known before its figures are read
    """

    id: str
    name: str
    title: str
    sides: tuple[str, str] | None
    trials: tuple[TrialBlocks, ...]
    note: str = ""


@dataclass(frozen=True, eq=False)
class Scale:
    """The axis of a forest.

    Attributes
    ----------
    title : with its unit
    span : lowest and highest value
    ticks : values that it names
    line_at : the value of no effect; None without one
    """

    title: str
    span: tuple[float, float]
    ticks: tuple[float, ...]
    log: bool = False
    line_at: float | None = None


@dataclass(frozen=True, eq=False)
class Forest:
    """A forest as a whole.

    Attributes
    ----------
    beside : the title of the contrasts; "" where no line has one
    notes : what is to be known before anything is read, beside the cross-trial warning
    gaps : what nothing is held for, in sentences
    warning : what stands above everything
    """

    scale: Scale
    beside: str
    groups: Sequence[ForestGroup]
    notes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    warning: Message = WARNING

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for trial in group.trials for line in trial.lines]

    def cite(self, number: Callable[[tuple[str, str]], int]) -> "Forest":
        """Add to every figure the number of its source."""

        def cite_line(line: Line) -> Line:
            if line.source is None:
                return line
            cited = f"[{number(line.source)}]"
            return replace(line, cited=cited) if line.about else replace(line, cited=cited, name=f"{line.name} {cited}")

        def cite_trial(trial: TrialBlocks) -> TrialBlocks:
            blocks = (replace(block, lines=tuple(map(cite_line, block.lines))) for block in trial.blocks)
            return replace(trial, blocks=tuple(blocks))

        groups = [replace(group, trials=tuple(map(cite_trial, group.trials))) for group in self.groups]
        return replace(self, groups=groups)
