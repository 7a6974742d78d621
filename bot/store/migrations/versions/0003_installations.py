"""Installations, and consents that are under way."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column(
            "community_id",
            Key,
            sa.ForeignKey("communities.id", ondelete="CASCADE", name="fk_installations_community_id"),
            nullable=False,
        ),
        sa.Column("secret", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_installations"),
    )
    op.create_table(
        "install_states",
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_install_states"),
    )
    op.create_index("ix_install_states_at", "install_states", ["at"])
