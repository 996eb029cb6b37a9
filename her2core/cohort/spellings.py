"""What the columns of a cohort spell their results as. Each spelling is read once, however many rows hold it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

from her2core.errors import InputError
from her2core.language import Message
from her2core.status.definitions import Definition
from her2core.status.notation import read_ihc, read_ish
from her2core.terms import IhcScore, IshResult

COLUMNS = ("her2_tier", "her2_binary", "her2_state", "her2_row", "her2_flags")
"""What a classified frame has besides its own columns."""
MOST = 10_000
"""No laboratory writes its results in more ways than this: such a column holds something else."""
Answer = tuple[str | None, ...]
"""The values of `COLUMNS` for one row."""
NOT_READ: Answer = (None,) * len(COLUMNS)
R = TypeVar("R", IhcScore, IshResult)


@dataclass(frozen=True)
class Spellings:
    """The distinct values of the IHC and the ISH column, read.

    Attributes
    ----------
    ihc, ish : the value and what it means, None where it is not accepted; missing values are in it too
    """

    rules: Definition
    ihc: tuple[tuple[object, IhcScore | InputError], ...]
    ish: tuple[tuple[object, IshResult | InputError], ...]

    def of_pairs(self, pairs: Iterable[tuple[object, object]]) -> list[Answer]:
        """Return the answer for each pair of values."""
        scores, results = dict(self.ihc), dict(self.ish)
        return [self._answer(scores[score], results[result]) for score, result in pairs]

    @cached_property
    def places(self) -> tuple[list[int], list[int]]:
        """For each value of a column the place of what it means among the words; the number of words where it is unread."""
        return _places(self.ihc, list(IhcScore)), _places(self.ish, list(IshResult))

    @cached_property
    def answers(self) -> list[Answer]:
        """The answer for each place of IHC with each of ISH, ISH running faster; the last place of both is unread."""
        unread = InputError("", "", "")
        return [self._answer(score, result) for score in (*IhcScore, unread) for result in (*IshResult, unread)]

    def _answer(self, score: IhcScore | InputError, result: IshResult | InputError) -> Answer:
        if isinstance(score, InputError):
            return NOT_READ
        return settle(self.rules, score) if isinstance(result, InputError) else answer(self.rules, score, result)


def spellings(
    rules: Definition, ihc: Iterable[object], ish: Iterable[object], settings: Mapping[str, Any] | None = None
) -> Spellings:
    """Read the distinct values of two columns; `settings` are those of the laboratory, for a ratio in the place of a result.

    Raises
    ------
    InputError
        if a column holds more different values than results can be written in
    """
    return Spellings(rules, _read("ihc", ihc, read_ihc), _read("ish", ish, partial(read_ish, settings=settings)))


def settle(rules: Definition, ihc: IhcScore) -> Answer:
    """Return what a definition says of an IHC score whose ISH entry could not be read.

    Where no ISH result changes the tier and the class, that is the answer without ISH; else there is none.
    """
    decided = {answer(rules, ihc, result)[:2] for result in IshResult if result is not IshResult.NOT_DONE}
    alone = answer(rules, ihc, IshResult.NOT_DONE)
    return alone if decided == {alone[:2]} else NOT_READ


def answer(rules: Definition, ihc: IhcScore, ish: IshResult) -> Answer:
    """Return what a definition says of one pair, as the values of `COLUMNS`.

    Under a criterion, which has no binary class, `her2_binary` holds "met", "not met" or "undetermined".
    """
    row = rules.row(ihc, ish)
    words = (row.tier, row.binary or row.met, row.state, row.id, "; ".join(row.flags))
    return tuple(None if word is None else str(word) for word in words)


def _places(spelt: Iterable[tuple[object, object]], words: list[Any]) -> list[int]:
    return [len(words) if isinstance(meaning, InputError) else words.index(meaning) for _value, meaning in spelt]


def _read(
    field: str, values: Iterable[object], read: Callable[[object], R]
) -> tuple[tuple[object, R | InputError], ...]:
    spellings: list[tuple[object, R | InputError]] = []
    for value in values:
        if len(spellings) == MOST:
            raise InputError(field, Message("a column of more than {n} different values", n=MOST), Message("results"))
        try:
            spellings.append((value, read(value)))
        except InputError as fault:
            spellings.append((value, fault.without_trace()))
    return tuple(spellings)
