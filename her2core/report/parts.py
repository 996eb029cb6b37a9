"""What a summary is made of: text that is already in a reader's language."""

from dataclasses import dataclass, field, replace

from her2core.charts import tables
from her2core.language import _


@dataclass(frozen=True)
class Run:
    """A stretch of text in one form."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Block:
    """Lines under a heading, the strongest first; the last may be folded, down to `least`, and are counted.

    Attributes
    ----------
    head : what stands above the lines
    folded : how many more lines there are
    """

    title: str
    lines: tuple[tuple[Run, ...], ...]
    head: str = ""
    folded: int = 0
    least: int = 1

    @property
    def spare(self) -> int:
        """How many lines may be folded."""
        return len(self.lines) - self.least

    def shorten(self) -> "Block":
        """Remove the last line, and count it."""
        return replace(self, lines=self.lines[:-1], folded=self.folded + 1)

    @property
    def shown(self) -> tuple[tuple[Run, ...], ...]:
        """What is said: the head, the lines, and how many are folded."""
        lines = [*([(Run(self.head),)] if self.head else []), *self.lines]
        if self.folded:
            more = Run(f" · {_('{count} more', count=self.folded)}", quiet=True)
            lines[-1:] = [(*lines[-1], more)] if lines else [(more,)]
        return tuple(lines)


@dataclass(frozen=True)
class Table:
    """Rows of cells under a heading, the strongest first; the last may be folded, down to `least`, and are counted.

    `note` says how to read them, and `empty` stands where there is no row.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    empty: str = ""
    folded: int = 0
    least: int = 1

    @property
    def spare(self) -> int:
        """How many rows may be folded."""
        return len(self.rows) - self.least

    def shorten(self) -> "Table":
        """Remove the last row, and count it."""
        return replace(self, rows=self.rows[:-1], folded=self.folded + 1)

    @property
    def below(self) -> str:
        """What stands under the rows: how many are folded, and how to read them."""
        more = _("{count} more in the pack with all figures.", count=self.folded) if self.folded else ""
        return " ".join(each for each in (more, self.note) if each)


@dataclass(frozen=True)
class Citation:
    """A source with its number, and the address under which it is found where one is held."""

    number: int
    text: str
    link: str | None = None


@dataclass
class Bibliography:
    """Sources numbered in the order in which they are first cited."""

    _links: dict[str, str | None] = field(default_factory=dict)

    def cite(self, text: str, link: str | None = None) -> int:
        """Cite a source and return its number."""
        self._links.setdefault(text, link)
        return list(self._links).index(text) + 1

    def list(self) -> tuple[Citation, ...]:
        """List every source cited so far."""
        return tuple(Citation(place, text, link) for place, (text, link) in enumerate(self._links.items(), 1))


def print_table(model: tables.Table, cited: Bibliography, note: str = "", empty: str = "", least: int = 1) -> Table:
    """Return a table for print: the lines of a cell beside one another, the source by its number."""
    return Table(
        title=model.title,
        head=(*model.head, _("Source")),
        rows=tuple(
            (
                *(" · ".join(filter(None, cell)) for cell in row.cells),
                f"[{cited.cite(row.reference.text, row.reference.link)}]",
            )
            for row in model.rows
        ),
        note=note,
        empty=empty,
        least=least,
    )
