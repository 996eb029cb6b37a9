"""The list of each team, and the cases on it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Add two tables: lists and entries."""
    op.create_table(
        "lists", sa.Column("team", sa.String(200), primary_key=True), sa.Column("revision", sa.Integer, nullable=False)
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("team", sa.String(200), sa.ForeignKey("lists.team"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("case", sa.JSON, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("discussed", sa.Boolean, nullable=False),
        sa.Column("conclusion", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Refuse the way back: it would lose what was written."""
    raise RuntimeError("restore a backup instead")
