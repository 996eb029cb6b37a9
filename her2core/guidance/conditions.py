"""The condition of a guideline position against a case: met, not met or not known, as `data/conditions.yaml` reads it."""

from functools import cache

from pydantic import Field as ModelField

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Text
from her2core.guidance.models import Position
from her2core.status.assessment import Assessment
from her2core.status.case import Field
from her2core.status.decision_tables import Bounds, Conditions, Reading, holds
from her2core.terms import Basis


class ConditionReading(Model):
    """What conditions with these words ask of a case, and what they ask for `beyond_case`."""

    texts: tuple[Text, ...]
    when: Conditions = ModelField(default_factory=dict)
    beyond_case: Text | None = None
    basis: Basis


class _ConditionsFile(Model):
    rows: tuple[ConditionReading, ...]


@cache
def load_conditions() -> tuple[ConditionReading, ...]:
    """Load how the conditions of positions are read."""
    return read(_ConditionsFile, DATA / "conditions.yaml").rows


@cache
def find_condition(text: str) -> ConditionReading | None:
    """Find how the words of a condition are read, or None where that is not known."""
    return next((each for each in load_conditions() if text in each.texts), None)


def is_met(position: Position, assessment: Assessment) -> bool | None:
    """Tell whether a case meets the condition of a position; None where that is not known.

    What is not entered is not known, never read as "no".
    """
    if position.condition is None:
        return True
    asked = find_condition(position.condition)
    if asked is None:
        return None
    entered: dict[str, Reading] = {name.value: getattr(assessment.case, name) for name in Field}
    entered[Field.IHC], entered[Field.ISH] = assessment.csco.ihc.value, assessment.csco.ish.value
    answers = [
        None if entered[name] is None and not _takes_unknown(limit) else holds({name: limit}, entered)
        for name, limit in asked.when.items()
    ]
    if False in answers:
        return False
    return None if None in answers or asked.beyond_case else True


def asks_beyond_case(position: Position) -> bool:
    """Tell whether all that a position asks for is what a case does not hold, so that no entry bears on it."""
    asked = find_condition(position.condition) if position.condition else None
    return position.condition is not None and (asked is None or (asked.beyond_case is not None and not asked.when))


def sort_key(position: Position, assessment: Assessment) -> tuple[bool, bool, bool]:
    """Return what positions are sorted by for a case: those not met last, before them what a case cannot answer."""
    return is_met(position, assessment) is False, position.grade is None, asks_beyond_case(position)


def _takes_unknown(limit: Bounds | tuple[str, ...]) -> bool:
    return isinstance(limit, Bounds) and (limit.unknown or limit.or_unknown)
