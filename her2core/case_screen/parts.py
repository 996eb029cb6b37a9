"""What a screen of a case is made of: lines in a reader's language, each with the place to which it leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from her2core.query.filters import Filter


@dataclass(frozen=True)
class Target:
    """Where a line leads: a page by its name in the address, and the filters to set there; None lets one follow the case."""

    page: str
    filters: Mapping[Filter, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A name and what is said of it; `met` answers for the case, None where that is not known or not asked.

    `source` is where it was read, "" where it sums up several.
    """

    name: str
    says: str
    met: bool | None
    target: Target
    source: str = ""
