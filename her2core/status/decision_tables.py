"""Decision tables read from YAML: rows of conditions, the first that holds gives the outcome.

The same table is run on one case, spread over every input to prove it total, and drawn on screen.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Literal, Self

from pydantic import model_validator

from her2core.data_files import DATA, Limit, Model, read, read_folder, refuse
from her2core.terms import Basis, Flag, IhcScore, IshResult

Reading = str | Fraction | None
"""A reading is a word, an exact number, or unknown."""


class Bounds(Model):
    """Limits on a number. An unknown reading is inside only where the table says so."""

    above: Limit = None
    at_least: Limit = None
    below: Limit = None
    at_most: Limit = None
    unknown: bool = False
    or_unknown: bool = False

    @property
    def has_upper(self) -> bool:
        """Whether greater numbers fall outside."""
        return self.below is not None or self.at_most is not None

    def hold(self, reading: Reading) -> bool:
        """Tell whether the reading lies inside the limits."""
        if not isinstance(reading, Fraction):
            return self.unknown or self.or_unknown
        return not self.unknown and (
            (self.above is None or reading > self.above)
            and (self.at_least is None or reading >= self.at_least)
            and (self.below is None or reading < self.below)
            and (self.at_most is None or reading <= self.at_most)
        )


Conditions = dict[str, Bounds | tuple[str, ...]]


def holds(conditions: Conditions, readings: Mapping[str, Reading]) -> bool:
    """Tell whether every condition holds for the readings."""
    return all(
        condition.hold(readings.get(name)) if isinstance(condition, Bounds) else readings.get(name) in condition
        for name, condition in conditions.items()
    )


class Row(Model):
    """One line of a decision table."""

    id: str
    when: Conditions
    basis: Basis


class ReadingRow(Row):
    """A line that turns raw readings into a score or a result; `asks` names the reading that is too low for one."""

    says: str
    score: IhcScore | None = None
    result: IshResult | None = None
    advice: str | None = None
    asks: str | None = None

    @model_validator(mode="after")
    def _what_it_asks_for_has_a_limit(self) -> Self:
        if self.asks and self.least is None:
            raise ValueError(f"row {self.id}: asks: no number of {self.asks} is below which this row holds")
        return self

    @property
    def least(self) -> Fraction | None:
        """How much of what the row asks for is needed: what it holds below."""
        limit = self.when.get(self.asks or "")
        return limit.below if isinstance(limit, Bounds) else None

    @property
    def outcome(self) -> IhcScore | IshResult:
        """The score or the result, whichever this table gives."""
        outcome = self.score or self.result
        assert outcome, "every row is checked to have one"
        return outcome


class Comment(Model):
    """A caution that goes with some lines of a table; it changes no outcome."""

    flag: Flag
    when: Conditions
    text: str


class ReadingTable(Model):
    """How raw readings become an IHC score or an ISH result."""

    id: str
    name: str
    source: str
    outcome: Literal["score", "result"]
    rows: tuple[ReadingRow, ...]
    comments: tuple[Comment, ...] = ()
    notes: tuple[str, ...] = ()
    threshold: str | None = None
    ignored: str | None = None

    @model_validator(mode="after")
    def _every_row_has_its_outcome(self) -> Self:
        for row in self.rows:
            if getattr(row, self.outcome) is None:
                raise ValueError(f"row {row.id}: {self.outcome} is missing")
        return self

    def first(self, readings: Mapping[str, Reading]) -> ReadingRow | None:
        """Find the first row whose conditions hold, or None where a reading it would need is missing."""
        return next((row for row in self.rows if holds(row.when, readings)), None)

    def says_for(self, setting: str, word: str) -> str:
        """Show what the row says that holds for this word of a laboratory setting alone."""
        return next(row.says for row in self.rows if row.when.get(setting) == (word,))

    def cautions(self, row: ReadingRow, readings: Mapping[str, Reading]) -> tuple[Comment, ...]:
        """List the comments that go with `row` for these readings."""
        return tuple(c for c in self.comments if holds(c.when, {**readings, "row": row.id}))


@cache
def reading_tables() -> tuple[ReadingTable, ...]:
    """Load every table in `data/readings/`, in the order of their names."""
    tables, faults = read_folder(ReadingTable, DATA / "readings")
    refuse(faults)
    return tuple(tables)


@cache
def reading_table(name: str) -> ReadingTable:
    """Load the table `data/readings/{name}.yaml`."""
    return read(ReadingTable, DATA / "readings" / f"{name}.yaml")
