"""The tables of the list. `migrations/` makes them; what stands here must be what they lead to."""

import sqlalchemy as sa

metadata = sa.MetaData()

lists = sa.Table(
    "lists",
    metadata,
    sa.Column("team", sa.String(200), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
)
meetings = sa.Table(
    "meetings",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("team", sa.ForeignKey("lists.team"), nullable=False, index=True),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
)
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("team", sa.ForeignKey("lists.team"), nullable=False, index=True),
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
    sa.Column("meeting", sa.ForeignKey("meetings.id"), nullable=True, index=True),
)
history = sa.Table(
    "history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("team", sa.ForeignKey("lists.team"), nullable=False, index=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("entry", sa.String(32), nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Column("meeting", sa.ForeignKey("meetings.id"), nullable=True, index=True),
)
