"""Decision tables read from YAML: rows of conditions, the first that holds gives the outcome.

The same table is run on one case, spread over every input to prove it total, and drawn on screen.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from her2core.errors import DataError
from her2core.terms import Basis, Flag, IhcScore, IshResult

DATA = Path(__file__).parent.parent / "data"
Reading = str | Fraction | None
"""A reading is a word, an exact number, or unknown."""


class Model(BaseModel):
    """What stands in `data/`: unknown keys are faults, and nothing is changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def exact(number: float | str) -> Fraction:
    """The decimal as it is written: 1.8 is 18/10, not the nearest binary fraction."""
    return Fraction(str(number))


Limit = Annotated[Fraction | None, BeforeValidator(lambda number: None if number is None else exact(number))]


class Bounds(Model):
    """Limits on a number. An unknown reading is inside only where the table says so."""

    above: Limit = None
    at_least: Limit = None
    below: Limit = None
    at_most: Limit = None
    unknown: bool = False
    or_unknown: bool = False

    def hold(self, reading: Reading) -> bool:
        """Whether the reading lies inside the limits."""
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
    """Whether every condition holds for the readings."""
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
    """A line that turns raw readings into a score or a result."""

    says: str
    score: IhcScore | None = None
    result: IshResult | None = None
    advice: str | None = None

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
    ratio_tolerance: Limit = None
    impossible: Conditions = {}

    @model_validator(mode="after")
    def _every_row_has_its_outcome(self) -> Self:
        for row in self.rows:
            if getattr(row, self.outcome) is None:
                raise ValueError(f"row {row.id}: {self.outcome} is missing")
        return self

    def first(self, readings: Mapping[str, Reading]) -> ReadingRow | None:
        """The first row whose conditions hold, or None where a reading it would need is missing."""
        return next((row for row in self.rows if holds(row.when, readings)), None)

    def says(self, row: str) -> str:
        """What the row of that id asks, in words."""
        return next(each.says for each in self.rows if each.id == row)

    def cautions(self, row: ReadingRow, readings: Mapping[str, Reading]) -> tuple[Comment, ...]:
        """The comments that go with `row` for these readings."""
        return tuple(c for c in self.comments if holds(c.when, {**readings, "row": row.id}))


M = TypeVar("M", bound=Model)


@cache
def reading_table(name: str) -> ReadingTable:
    """The table `data/readings/{name}.yaml`."""
    return read(ReadingTable, DATA / "readings" / f"{name}.yaml")


def read(model: type[M], path: Path) -> M:
    """One validated file of `data/`.

    Raises
    ------
    DataError
        naming the file and the key of every fault
    """
    place = f"{path.parent.name}/{path.name}"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise DataError([f"{place}: {' '.join(str(fault).split())}"]) from fault
    try:
        found = model.model_validate(content)
    except ValidationError as fault:
        raise DataError([f"{place}: {line}" for line in _said(fault)]) from fault
    id = getattr(found, "id", path.stem)
    if id != path.stem:
        raise DataError([f"{place}: id: {id!r} is not the name of the file"])
    return found


def read_folder(model: type[M], folder: Path) -> tuple[list[M], list[str]]:
    """Every file of a folder that holds no fault, in the order of their names, and every fault of the others."""
    found: list[M] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.append(read(model, path))
        except DataError as fault:
            faults += fault.faults
    return found, faults


def refuse(faults: list[str]) -> None:
    """Raises a DataError where there are faults."""
    if faults:
        raise DataError(faults)


def _said(fault: ValidationError) -> list[str]:
    """Each fault in one line: its key, what is wrong, and what stands there."""
    errors = fault.errors()
    # A list whose only entry is faulty is also called too short: that says nothing.
    parents = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    lines = []
    for error in errors:
        if error["type"] == "too_short" and error["loc"] in parents:
            continue
        given = error["input"]
        shown = f"; {given!r} given" if isinstance(given, str | int | float) and error["type"] != "value_error" else ""
        lines.append(f"{_key(error['loc'])}: {error['msg'].removeprefix('Value error, ')}{shown}")
    return lines


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "file"
