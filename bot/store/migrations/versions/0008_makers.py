"""Who made a schedule, to be told in private when nothing can be posted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    # In one statement: SQLite adds no constraint to a table that exists.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    reference = "CONSTRAINT fk_schedules_maker_id REFERENCES users (id) ON DELETE CASCADE"
    op.execute(sa.text(f"ALTER TABLE schedules ADD COLUMN maker_id {kind} {reference}"))
    op.create_index("ix_schedules_maker_id", "schedules", ["maker_id"])
