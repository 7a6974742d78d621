"""Notebooks: which secret opens a browser's cards and games, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    user = sa.ForeignKey("users.id", ondelete="CASCADE", name="fk_notebooks_user_id")
    op.create_table(
        "notebooks",
        sa.Column("id", Key, nullable=False),
        sa.Column("user_id", Key, user, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notebooks"),
        sa.UniqueConstraint("user_id", name="uq_notebooks_user_id"),
        sa.UniqueConstraint("hash", name="uq_notebooks_hash"),
    )
    op.create_index("ix_notebooks_expires_at", "notebooks", ["expires_at"])
