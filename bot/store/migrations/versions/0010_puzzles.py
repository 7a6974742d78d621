"""The daily game: puzzles, and who played them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "puzzles",
        sa.Column("id", Key, nullable=False),
        _reference("puzzles", "community_id", "communities"),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("puzzle", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_puzzles"),
        sa.UniqueConstraint("community_id", "day", name="uq_puzzles_community_id_day"),
    )
    op.create_index("ix_puzzles_at", "puzzles", ["at"])
    op.create_table(
        "games",
        sa.Column("id", Key, nullable=False),
        _reference("games", "community_id", "communities"),
        _reference("games", "user_id", "users"),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("slots", sa.String, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("shared_at", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_games"),
        sa.UniqueConstraint("user_id", "day", name="uq_games_user_id_day"),
    )
    op.create_index("ix_games_community_id_day", "games", ["community_id", "day"])
    for column in ("user_id", "at"):
        op.create_index(f"ix_games_{column}", "games", [column])


def _reference(table: str, column: str, target: str) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{target}.id", ondelete="CASCADE", name=f"fk_{table}_{column}")
    return sa.Column(column, Key, reference, nullable=False)
