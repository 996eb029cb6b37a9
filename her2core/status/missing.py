"""What would help and is not entered: which entry matters for which case stands in `data/missing.yaml`."""

from functools import cache
from typing import Self

from pydantic import model_validator

from her2core.data_files import DATA, Model, read
from her2core.errors import InputError
from her2core.status.case import Case, Field, read_entry
from her2core.status.decision_tables import Bounds, Reading, Row, holds
from her2core.terms import State, YesNo

STATE, COUNTED = "state", "counted"


class MissingRow(Row):
    """A line that says what would help, and `short` in a few words; `asks` is the entry that answers it, if there is one."""

    says: str
    short: str
    asks: Field | None = None

    @model_validator(mode="after")
    def _every_condition_can_hold(self) -> Self:
        for name, condition in self.when.items():
            for word in () if isinstance(condition, Bounds) else condition:
                try:
                    words = {STATE: State, COUNTED: YesNo}.get(name)
                    _known = words(word) if words else read_entry(name, word)
                except (InputError, ValueError) as fault:
                    raise ValueError(f"row {self.id}: {fault}") from None
        return self


class _MissingFile(Model):
    rows: tuple[MissingRow, ...]


@cache
def load_missing() -> tuple[MissingRow, ...]:
    """Load what may be missing, in the order in which it is said."""
    return read(_MissingFile, DATA / "missing.yaml").rows


def list_missing(case: Case, state: State) -> tuple[MissingRow, ...]:
    """List the rows of what would help and is not entered, for a case in this state."""
    entered: dict[str, Reading] = {name.value: getattr(case, name) for name in Field}
    entered[COUNTED] = YesNo.YES if case.counted else YesNo.NO
    return tuple(
        row
        for row in load_missing()
        if holds(row.when, {**entered, STATE: state}) and (row.asks is None or entered[row.asks] is None)
    )


def missing(case: Case, state: State) -> tuple[str, ...]:
    """List what would help and is not entered, for a case in this state."""
    return tuple(row.says for row in list_missing(case, state))
