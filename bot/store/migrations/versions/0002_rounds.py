"""Trivia: rounds, players, answers, results, tallies, seasons."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
LIVE = sa.text("ended_at IS NULL AND mode <> 'own'")


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", Key, nullable=False),
        _reference("rounds", "community_id", "communities"),
        _reference("rounds", "channel_id", "channels"),
        _reference("rounds", "host_id", "users"),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("plan", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("due", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("code", name="uq_rounds_code"),
    )
    _index("rounds", "host_id", "due", "at", "ended_at")
    op.create_index("ix_rounds_channel_id_id", "rounds", ["channel_id", "id"])
    op.create_index("uq_rounds_live", "rounds", ["channel_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    _create_played(
        "players",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("extra", sa.Integer, nullable=False),
        sa.UniqueConstraint("round_id", "user_id", name="uq_players_round_id_user_id"),
    )
    _create_played(
        "answers",
        sa.Column("question", sa.Integer, nullable=False),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("is_right", sa.Boolean),
        sa.UniqueConstraint("round_id", "question", "user_id", name="uq_answers_round_id_question_user_id"),
    )
    _create_played(
        "results",
        _reference("results", "community_id", "communities"),
        _reference("results", "channel_id", "channels"),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("right", sa.Integer, nullable=False),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.UniqueConstraint("round_id", "user_id", name="uq_results_round_id_user_id"),
    )
    op.create_index("ix_results_community_id_at", "results", ["community_id", "at"])
    op.create_table(
        "tallies",
        sa.Column("question", sa.String, nullable=False),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("right", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("question", name="pk_tallies"),
    )
    op.create_table(
        "seasons",
        _reference("seasons", "community_id", "communities"),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_seasons"),
    )


def _create_played(table: str, *more: sa.schema.SchemaItem) -> None:
    """Create a table of what somebody did in a round at a moment."""
    op.create_table(
        table,
        sa.Column("id", Key, nullable=False),
        _reference(table, "round_id", "rounds"),
        _reference(table, "user_id", "users"),
        sa.Column("at", sa.BigInteger, nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    _index(table, "user_id", "at")


def _reference(table: str, name: str, other: str) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{other}.id", ondelete="CASCADE", name=f"fk_{table}_{name}")
    return sa.Column(name, Key, reference, nullable=False)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
