"""The places a visit has shown, in the order of the browser's history."""

from dataclasses import dataclass, field

Place = tuple[str, str]
"""A page and its address."""


@dataclass
class Trail:
    """What Back and Forward lead to. The browser adds a place only when the answer that shows it has arrived."""

    places: list[Place] = field(default_factory=list)
    at: int = -1

    def show(self, place: Place) -> None:
        """Add a place that is shown now; what lay ahead is gone, as in the browser."""
        if self.at < 0 or self.places[self.at] != place:
            self.places[self.at + 1 :] = [place]
            self.at += 1

    def step(self, place: Place) -> bool:
        """Go to where the browser went; return whether that is the place before or after this one.

        It is not where Back was pressed before the last answer had arrived: the browser then leaves out a place that it
        does not know of. Beyond the start of a visit anything may lie.
        """
        for at in (self.at - 1, self.at + 1):
            if 0 <= at < len(self.places) and self.places[at] == place:
                self.at = at
                return True
        first = self.at <= 0  # also the first place of all
        self.places, self.at = [place], 0
        return first
