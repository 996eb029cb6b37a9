"""What of a long view is open at first: the strongest, as far as there is room; the rest is folded, and counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Ranked(Protocol[T_co]):
    """The trials of one kind, in their order."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def trials(self) -> Sequence[T_co]: ...


@dataclass(frozen=True, eq=False)
class Fold(Generic[T]):
    """What of a group is shown, and what is folded."""

    group: Ranked[T]
    open: tuple[T, ...]
    folded: tuple[T, ...]


def fold(
    groups: Iterable[Ranked[T]],
    heading: float,
    measure: Callable[[T], float],
    room: float | None,
    opened: Iterable[str] = (),
    split: Callable[[T, float], tuple[T | None, T]] | None = None,
) -> list[Fold[T]]:
    """Choose what fits: the strongest stays, and from the first trial that has no room on, all is folded.

    Parameters
    ----------
    groups : the strongest first
    heading : how tall the heading of a group is, in pixels
    measure : how tall a trial is, in pixels
    room : how much height there is, in pixels; None is no end of it
    opened : ids of the kinds of study that the reader opened; they are shown whole
    split : divides the first trial that has no room, in what of it fits (None: nothing does) and the rest
    """
    wanted = set(opened)
    folds: list[Fold[T]] = []
    left, full = room, False
    for group in groups:
        shown: list[T] = []
        folded = list(group.trials)
        while folded and not full:
            needed = measure(folded[0]) + (0 if shown else heading)
            full = left is not None and needed > left
            if not full:
                shown.append(folded.pop(0))
                left = None if left is None else left - needed
            elif split and left is not None:
                part, rest = split(folded[0], left - (0 if shown else heading))
                if part is not None:
                    shown.append(part)
                    folded[0] = rest
        if group.id in wanted:
            shown, folded = list(group.trials), []
        folds.append(Fold(group, tuple(shown), tuple(folded)))
    return folds
