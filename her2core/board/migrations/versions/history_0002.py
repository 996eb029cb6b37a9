"""A history to which lines are only ever added: the database itself refuses to change or delete one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = """
CREATE TRIGGER history_keeps_{what} BEFORE {what} ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
"""
# REPLACE deletes without telling the trigger that watches deletions.
_SQLITE_REPLACE = """
CREATE TRIGGER history_keeps_replace BEFORE INSERT ON history WHEN EXISTS (SELECT 1 FROM history WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
"""
_POSTGRESQL = (
    """
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$
""",
    """
CREATE TRIGGER history_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()
""",
)


def upgrade() -> None:
    """Add one table, and what protects it."""
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("team", sa.String(200), sa.ForeignKey("lists.team"), nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("entry", sa.String(32), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(what=what))
        op.execute(_SQLITE_REPLACE)
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    """Refuse the way back: it would lose the history."""
    raise RuntimeError("restore a backup instead")
