"""Meetings with a date and a name, each with a list of its own. What was there before stays on the list of no meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add one table, and to cases and history the meeting to which they belong."""
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("team", sa.String(200), sa.ForeignKey("lists.team"), nullable=False, index=True),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    for table in ("entries", "history"):
        # By hand: Alembic adds a foreign key in a statement of its own, which SQLite does not know.
        op.execute(f"ALTER TABLE {table} ADD COLUMN meeting VARCHAR(32) REFERENCES meetings (id)")
        op.create_index(f"ix_{table}_meeting", table, ["meeting"])


def downgrade() -> None:
    """Refuse the way back: it would lose which case belongs to which meeting."""
    raise RuntimeError("restore a backup instead")
