"""Packs that wait: for whoever brought them to see them first, or, replaced, to be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    community = sa.ForeignKey("communities.id", ondelete="CASCADE", name="fk_pack_drafts_community_id")
    texts = ("key", "name", "title", "author", "questions")
    op.create_table(
        "pack_drafts",
        sa.Column("id", Key, nullable=False),
        sa.Column("community_id", Key, community, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in texts),
        sa.Column("imported_at", sa.BigInteger, nullable=False),
        sa.Column("columns", sa.String, nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pack_drafts"),
        sa.UniqueConstraint("community_id", "key", name="uq_pack_drafts_community_id_key"),
    )
    op.create_index("ix_pack_drafts_at", "pack_drafts", ["at"])
