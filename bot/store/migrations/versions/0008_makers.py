"""Who made a schedule, to be told in private when nothing can be posted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "makers",
        sa.Column("schedule_id", Key, _reference("schedule_id", "schedules.id"), nullable=False),
        sa.Column("user_id", Key, _reference("user_id", "users.id"), nullable=False),
        sa.PrimaryKeyConstraint("schedule_id", name="pk_makers"),
    )
    op.create_index("ix_makers_user_id", "makers", ["user_id"])


def _reference(column: str, target: str) -> sa.ForeignKey:
    return sa.ForeignKey(target, ondelete="CASCADE", name=f"fk_makers_{column}")
