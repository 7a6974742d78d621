"""Reminders of those who learn."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", Key, nullable=False),
        sa.Column(
            "user_id", Key, sa.ForeignKey("users.id", ondelete="CASCADE", name="fk_reminders_user_id"), nullable=False
        ),
        sa.Column(
            "destination_id",
            Key,
            sa.ForeignKey("destinations.channel_id", ondelete="CASCADE", name="fk_reminders_destination_id"),
            nullable=False,
        ),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("locale", sa.String, nullable=False),
        sa.Column("next_day", sa.String),
        sa.Column("next_at", sa.BigInteger),
        sa.Column("zones", sa.String, nullable=False),
        sa.Column("refused_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint("user_id", name="uq_reminders_user_id"),
    )
    op.create_index("ix_reminders_destination_id", "reminders", ["destination_id"])
    waiting = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_reminders_next_at", "reminders", ["next_at", "id"], sqlite_where=waiting, postgresql_where=waiting
    )
