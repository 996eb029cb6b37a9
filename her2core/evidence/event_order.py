"""In which order adverse events stand: `data/events.yaml`."""

from functools import cache
from typing import Literal

from pydantic import Field

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Arm, Text
from her2core.terms import AgentClass


class _Place(Model):
    reason: Text
    fatal: bool = Field(False, description="of no grade but 5: it stands among grade 3 or more as it is reported")
    column: Text | None = Field(None, description="the one column of a chart that these events share")
    events: tuple[Text, ...]


class _Watched(Model):
    classes: tuple[AgentClass, ...]
    events: tuple[Text, ...]


class EventOrder(Model):
    """The order of events, and which are always in sight.

    Attributes
    ----------
    first : the events with fixed places, each with the reason for it
    last : sums and parts of other events
    watched : the events that stand in sight for HER2-directed drugs of some classes, reported or not
    """

    basis: Literal["reading"]
    first: tuple[_Place, ...]
    last: tuple[Text, ...]
    watched: _Watched

    @property
    def fatal(self) -> frozenset[str]:
        """The events that are deaths."""
        return frozenset(event for place in self.first if place.fatal for event in place.events)

    def column(self, event: str) -> str:
        """Name the column of a chart that an event stands in: its own, or the one that it shares."""
        return next((each.column for each in self.first if each.column and event in each.events), event)

    def place(self, event: str) -> int:
        """Return the place of an event among those that have a fixed one; all others share the one before `last`."""
        fixed = [each for place in self.first for each in place.events]
        if event in fixed:
            return fixed.index(event)
        return len(fixed) + (1 + self.last.index(event) if event in self.last else 0)

    def is_watched(self, arm: Arm) -> bool:
        """Tell whether an arm has a HER2-directed drug of a class whose watched events are always in sight."""
        return bool(arm.anti_her2) and bool(set(arm.classes) & set(self.watched.classes))


@cache
def load_event_order() -> EventOrder:
    """Load the order of adverse events.

    Raises
    ------
    DataError
        with every fault in `data/events.yaml`
    """
    return read(EventOrder, DATA / "events.yaml")
