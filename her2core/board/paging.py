"""A long list, page by page."""

from dataclasses import dataclass

PAGE = 50
"""How many lines one page holds."""


@dataclass(frozen=True)
class Page:
    """One page of a list of `count` lines; `number` begins with 0, and one that is too high is the last page."""

    number: int
    count: int

    def __post_init__(self) -> None:
        last = max(0, self.count - 1) // PAGE
        object.__setattr__(self, "number", max(0, min(self.number, last)))

    @property
    def first(self) -> int:
        """Return the place of its first line in the list."""
        return self.number * PAGE

    @property
    def end(self) -> int:
        """Return the place after its last line."""
        return min(self.first + PAGE, self.count)

    @property
    def has_next(self) -> bool:
        """Tell whether there is a page after it."""
        return self.end < self.count

    @property
    def is_whole(self) -> bool:
        """Tell whether it holds the whole list."""
        return self.end - self.first == self.count


def page_of(place: int) -> int:
    """Return the number of the page on which a line stands.

    >>> page_of(49), page_of(50)
    (0, 1)
    """
    return place // PAGE
