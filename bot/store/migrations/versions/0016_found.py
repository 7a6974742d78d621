"""What is under way, and what waits, is found by its platform; of what has no moment, none is kept in an index."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    for state, column in (("sending", "lease_until"), ("waiting", "due_at")):
        _make_again(f"ix_deliveries_{state}", "deliveries", f"state = '{state}'", "platform", column)
    for table, column in (("deliveries", "done_at"), ("schedules", "removed_at")):
        _make_again(f"ix_{table}_{column}", table, f"{column} IS NOT NULL", column)


def _make_again(name: str, table: str, where: str, *columns: str) -> None:
    op.drop_index(name, table)
    of_some = sa.text(where)
    op.create_index(name, table, list(columns), sqlite_where=of_some, postgresql_where=of_some)
