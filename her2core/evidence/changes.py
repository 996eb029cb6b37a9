"""What changed in the data: the versions, and how the figures of one differ from those of an earlier one."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Count, Id, Trial


class FigureChanges(Model):
    """How many figures of one trial changed: came, were read in a second source, were corrected, were withdrawn."""

    new: Count = 0
    twice: Count = 0
    corrected: Count = 0
    withdrawn: Count = 0


class TrialChanges(Model):
    """Which trials came and went, and how the figures of the others changed."""

    new: tuple[Id, ...] = ()
    withdrawn: tuple[Id, ...] = ()
    figures: dict[Id, FigureChanges] = Field(default_factory=dict)


class Version(Model):
    """Which data this is, since when earlier results may no longer match, and what changed with it."""

    version: str
    changed: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    changes: tuple[str, ...]
    trials: TrialChanges = TrialChanges()


class Versions(Model):
    """Every version of the data, newest last."""

    versions: Annotated[tuple[Version, ...], Field(min_length=1)]


@cache
def versions() -> tuple[Version, ...]:
    """List every version of the data, newest last."""
    return read(Versions, DATA / "changes.yaml").versions


def version() -> Version:
    """Return the data version of this installation."""
    return versions()[-1]


def find_last_change(trial: str) -> Version:
    """Find the version with which a trial came, or in which a figure of it changed last; else the first of all."""
    for each in reversed(versions()):
        if trial in each.trials.new or trial in each.trials.figures:
            return each
    return versions()[0]


def compare(before: Mapping[str, Trial], now: Mapping[str, Trial]) -> TrialChanges:
    """Compare the trials of two versions, figure by figure.

    A figure is the same where its endpoint, arm and numbers are, whatever its words; it is corrected where its endpoint,
    arm, population and source are the same and a number is not.
    """
    figures = {id: _compare_figures(before[id], trial) for id, trial in now.items() if id in before}
    return TrialChanges(
        new=tuple(id for id in now if id not in before),
        withdrawn=tuple(id for id in before if id not in now),
        figures={id: changes for id, changes in figures.items() if changes != FigureChanges()},
    )


def _compare_figures(before: Trial, now: Trial) -> FigureChanges:
    counts = dict.fromkeys(FigureChanges.model_fields, 0)
    for kind in ("outcomes", "comparisons", "safety"):
        old, new = list(getattr(before, kind)), list(getattr(now, kind))
        for one, other in [*_pair(old, new, _all_of), *_pair(old, new, _numbers_of)]:
            counts["twice"] += (one.verified, other.verified) == ("once", "twice")
        counts["corrected"] += len(_pair(old, new, _question_of))
        counts["withdrawn"] += len(old)
        counts["new"] += len(new)
    return FigureChanges(**counts)


def _pair(old: list[Any], new: list[Any], key: Callable[[Any], Hashable]) -> list[tuple[Any, Any]]:
    """Take the figures that are alike by `key` out of both lists, and return them in pairs."""
    pairs = []
    for figure in list(old):
        alike = next((each for each in new if key(each) == key(figure)), None)
        if alike is not None:
            old.remove(figure)
            new.remove(alike)
            pairs.append((figure, alike))
    return pairs


_ARMS = ("arm", "experimental", "control", "endpoint", "event", "at_months", "measure")
_NUMBERS = ("value", "ci", "n", "responders", "any_grade", "grade_3_plus", "grade_3_4", "p")


def _all_of(figure: Any) -> Hashable:
    return _values(figure, (*_ARMS, *_NUMBERS, "population", "source"))


def _numbers_of(figure: Any) -> Hashable:
    return _values(figure, (*_ARMS, *_NUMBERS[:2], *_NUMBERS[4:7]))


def _question_of(figure: Any) -> Hashable:
    return _values(figure, (*_ARMS, "population", "source"))


def _values(figure: Any, names: Sequence[str]) -> tuple[Hashable, ...]:
    return tuple(getattr(figure, name, None) for name in names)


def write_changes(changes: TrialChanges) -> Iterable[str]:
    """Write changes as the lines of `trials:` of a version in `data/changes.yaml`."""
    yield "    trials:"
    for name in ("new", "withdrawn"):
        ids = getattr(changes, name)
        if ids:
            yield f"      {name}:"
            yield from (f"        - {id}" for id in ids)
    if changes.figures:
        yield "      figures:"
    for id, figures in changes.figures.items():
        counts = ", ".join(f"{name}: {count}" for name, count in figures.model_dump().items() if count)
        yield f"        {id}: {{{counts}}}"
