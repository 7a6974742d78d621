"""Study and communities' own packs: cards, sittings, imported packs."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "cards",
        sa.Column("id", Key, nullable=False),
        _reference("cards", "user_id", "users"),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("asked", sa.String, nullable=False),
        sa.Column("memory", sa.String, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sa.UniqueConstraint("user_id", "question", name="uq_cards_user_id_question"),
    )
    op.create_index("ix_cards_user_id", "cards", ["user_id"])
    op.create_index("ix_cards_due", "cards", ["due"])
    op.create_table(
        "sittings",
        sa.Column("id", Key, nullable=False),
        _reference("sittings", "user_id", "users"),
        sa.Column("sitting", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sittings"),
        sa.UniqueConstraint("user_id", name="uq_sittings_user_id"),
    )
    op.create_index("ix_sittings_at", "sittings", ["at"])
    op.create_table(
        "imported_packs",
        sa.Column("id", Key, nullable=False),
        _reference("imported_packs", "community_id", "communities"),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("questions", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imported_packs"),
        sa.UniqueConstraint("community_id", "name", name="uq_imported_packs_community_id_name"),
    )


def _reference(table: str, name: str, other: str) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{other}.id", ondelete="CASCADE", name=f"fk_{table}_{name}")
    return sa.Column(name, Key, reference, nullable=False)
