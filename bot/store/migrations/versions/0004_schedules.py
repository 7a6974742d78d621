"""Schedules, deliveries, destinations, rate buckets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "destinations",
        sa.Column("channel_id", Key, _reference("destinations", "channel_id", "channels.id"), nullable=False),
        sa.Column("next_ok_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name="pk_destinations"),
    )
    op.create_table(
        "rate_buckets",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("tat", sa.BigInteger, nullable=False),
        sa.Column("blocked_until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_buckets"),
    )
    _create_schedules()
    _create_deliveries()
    op.create_table(
        "told",
        sa.Column("schedule_id", Key, _reference("told", "schedule_id", "schedules.id"), nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("fact", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("schedule_id", "topic", "fact", name="pk_told"),
    )


def _create_schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", Key, nullable=False),
        sa.Column("community_id", Key, _reference("schedules", "community_id", "communities.id"), nullable=False),
        sa.Column("destination_id", Key, _destination("schedules"), nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("next_day", sa.String),
        sa.Column("next_at", sa.BigInteger),
        sa.Column("wake_at", sa.BigInteger),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("zones", sa.String, nullable=False),
        sa.Column("removed_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_schedules"),
        sqlite_autoincrement=True,
    )
    for column in ("community_id", "destination_id", "removed_at"):
        op.create_index(f"ix_schedules_{column}", "schedules", [column])
    where = sa.text("wake_at IS NOT NULL")
    op.create_index("ix_schedules_wake_at", "schedules", ["wake_at", "id"], sqlite_where=where, postgresql_where=where)


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", Key, nullable=False),
        sa.Column("dedupe_key", sa.String, nullable=False),
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("community_id", Key, _reference("deliveries", "community_id", "communities.id"), nullable=False),
        sa.Column("destination_id", Key, _destination("deliveries"), nullable=False),
        sa.Column("schedule_id", Key, _reference("deliveries", "schedule_id", "schedules.id")),
        sa.Column("day", sa.String),
        *(sa.Column(name, sa.String, nullable=False) for name in ("platform", "purpose")),
        sa.Column("priority", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("locale", "payload", "facts")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("due_at", "turn_at", "not_before", "expires_at")),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.String),
        *(sa.Column(name, sa.BigInteger) for name in ("lease_until", "first_call_at")),
        sa.Column("external_id", sa.String),
        sa.Column("error", sa.String, nullable=False),
        sa.Column("done_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("dedupe_key", name="uq_deliveries_dedupe_key"),
        sqlite_autoincrement=True,
    )
    for name, columns in (
        ("community_id", ["community_id"]),
        ("destination_id", ["destination_id"]),
        ("schedule_id", ["schedule_id", "id"]),
        ("done_at", ["done_at"]),
    ):
        op.create_index(f"ix_deliveries_{name}", "deliveries", columns)
    for state, columns in (
        ("ready", ["platform", "priority", "turn_at", "id"]),
        ("sending", ["lease_until"]),
        ("waiting", ["due_at"]),
    ):
        where = sa.text(f"state = '{state}'")
        op.create_index(f"ix_deliveries_{state}", "deliveries", columns, sqlite_where=where, postgresql_where=where)


def _reference(table: str, name: str, target: str) -> sa.ForeignKey:
    return sa.ForeignKey(target, ondelete="CASCADE", name=f"fk_{table}_{name}")


def _destination(table: str) -> sa.ForeignKey:
    return _reference(table, "destination_id", "destinations.channel_id")
