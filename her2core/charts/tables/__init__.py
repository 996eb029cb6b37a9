"""Every table of guidance and of figures, built once: pages and exports render the same rows."""

from her2core.charts.tables.figures import comparisons_table, outcomes_table
from her2core.charts.tables.guidance import applications_table, labels_table, positions_table
from her2core.charts.tables.model import Reference, Row, Table

__all__ = [
    "Reference",
    "Row",
    "Table",
    "applications_table",
    "comparisons_table",
    "labels_table",
    "outcomes_table",
    "positions_table",
]
