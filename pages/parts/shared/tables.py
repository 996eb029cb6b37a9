"""The tables of the core as markup: cells in lines, the source with how often it was checked, and the note on demand."""

from collections.abc import Callable

from markupsafe import Markup

from her2core.charts.tables import Row, Table
from her2core.evidence import wording
from her2core.language import _
from pages.parts.shared.markup import details, lines, stack, table


def render_table(model: Table, beneath: Callable[[Row], list[Markup]] | None = None) -> Markup:
    """Return a table; `beneath` makes what stands under the first cell of a row."""
    return table(
        model.title,
        [*model.head, _("Source")],
        [
            [
                lines([*row.cells[0], *(beneath(row) if beneath else [])]),
                *(_render_cell(cell, place in model.strong) for place, cell in enumerate(row.cells[1:], 1)),
                _cite(row),
            ]
            for row in model.rows
        ],
        captioned=False,
    )


def _render_cell(cell: tuple[str, ...], strong: bool) -> Markup:
    first = Markup("<strong>{}</strong>").format(cell[0]) if strong else cell[0]
    return lines([first, *cell[1:]])


def _cite(row: Row) -> Markup:
    """The source, how often it was checked, and the note on demand."""
    parts = lines([row.reference.text, _("checked in {often}", often=wording.verified(row.reference.verified))])
    return stack([parts, details(_("Note"), [row.note])]) if row.note else parts
