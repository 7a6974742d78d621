"""Rounds in a browser: rooms, what lets a browser in, since when somebody plays, and removal that lasts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("players", sa.Column("since", sa.Integer, nullable=False, server_default="0"))
    op.add_column("players", sa.Column("removed_at", sa.BigInteger))
    op.create_table(
        "rooms",
        _round("rooms"),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("naming", sa.String, nullable=False),
        sa.Column("names", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("round_id", name="pk_rooms"),
        sa.UniqueConstraint("code", name="uq_rooms_code"),
    )
    op.create_table(
        "passes",
        sa.Column("id", Key, nullable=False),
        _round("passes"),
        sa.Column("user_id", Key, sa.ForeignKey("users.id", ondelete="CASCADE", name="fk_passes_user_id")),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("door", sa.String, nullable=False),
        sa.Column("wish", sa.String, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passes"),
        sa.UniqueConstraint("hash", name="uq_passes_hash"),
    )
    for column in ("user_id", "round_id", "expires_at"):
        op.create_index(f"ix_passes_{column}", "passes", [column])


def _round(table: str) -> sa.Column[int]:
    reference = sa.ForeignKey("rounds.id", ondelete="CASCADE", name=f"fk_{table}_round_id")
    return sa.Column("round_id", Key, reference, nullable=False)
