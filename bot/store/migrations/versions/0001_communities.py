"""Communities, channels, users; settings, moderators, audit, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "communities",
        sa.Column("id", Key, nullable=False),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("external_id", sa.String, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_communities"),
        sa.UniqueConstraint("platform", "external_id", name="uq_communities_platform_external_id"),
    )
    _create_inner("channels", nullable=False)
    _create_inner("users", nullable=True)
    op.create_index("ix_users_external_id", "users", ["external_id"])
    op.create_table(
        "settings",
        _community("settings", nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("locale", sa.String, nullable=False),
        sa.Column("packs_off", sa.JSON, nullable=False),
        sa.Column("visibility", sa.String, nullable=False),
        sa.Column("starters", sa.String, nullable=False),
        sa.Column("has_leaderboards", sa.Boolean, nullable=False),
        sa.Column("moderator_role", sa.String, nullable=False),
        sa.Column("moderator_channel", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_settings"),
    )
    op.create_table(
        "moderators",
        sa.Column("id", Key, nullable=False),
        _user("moderators", "user_id", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_moderators"),
        sa.UniqueConstraint("user_id", name="uq_moderators_user_id"),
    )
    op.create_table(
        "audit",
        sa.Column("id", Key, nullable=False),
        _community("audit", nullable=False),
        _user("audit", "actor_id", nullable=False),
        _user("audit", "subject_id", nullable=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    _index("audit", "actor_id", "subject_id", "at")
    op.create_index("ix_audit_community_id_id", "audit", ["community_id", "id"])
    op.create_table(
        "reports",
        sa.Column("id", Key, nullable=False),
        _community("reports", nullable=False),
        _user("reports", "reporter_id", nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("fact", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sqlite_autoincrement=True,
    )
    _index("reports", "reporter_id", "at", "closed_at")
    op.create_index("ix_reports_community_id_id", "reports", ["community_id", "id"])


def _create_inner(table: str, *, nullable: bool) -> None:
    op.create_table(
        table,
        sa.Column("id", Key, nullable=False),
        _community(table, nullable=False),
        sa.Column("external_id", sa.String, nullable=nullable),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("community_id", "external_id", name=f"uq_{table}_community_id_external_id"),
    )


def _community(table: str, *, nullable: bool) -> sa.Column[int]:
    reference = sa.ForeignKey("communities.id", ondelete="CASCADE", name=f"fk_{table}_community_id")
    return sa.Column("community_id", Key, reference, nullable=nullable)


def _user(table: str, name: str, *, nullable: bool) -> sa.Column[int]:
    reference = sa.ForeignKey("users.id", ondelete="CASCADE", name=f"fk_{table}_{name}")
    return sa.Column(name, Key, reference, nullable=nullable)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
