"""One model of a table: pages render it as markup with links, exports as native tables with numbered sources."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """Where a row comes from; `verified` is how often it was checked."""

    text: str
    link: str | None
    verified: str


@dataclass(frozen=True, eq=False)
class Row:
    """One row.

    Attributes
    ----------
    cells : each in lines, under the heads of its table
    reference : its source, the last column of every table
    note : what is said of it on demand; "" without one
    agents : ids of those that it is about, by which a page leads to their trials and their safety
    """

    cells: tuple[tuple[str, ...], ...]
    reference: Reference
    note: str = ""
    agents: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """Rows under their heads, to which `Source` is added.

    Attributes
    ----------
    strong : columns whose first line stands out
    """

    title: str
    head: tuple[str, ...]
    rows: Sequence[Row]
    strong: frozenset[int] = frozenset()
