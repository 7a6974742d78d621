"""A delivery's community is its channel's, and it may outlive its schedule: to check both was a sixth of planning."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_NUMBER = "(SELECT seq FROM sqlite_sequence WHERE name = 'deliveries')"


def upgrade() -> None:
    op.drop_index("ix_deliveries_community_id", "deliveries")
    connection = op.get_bind()
    is_made_anew = connection.dialect.name == "sqlite"
    last = connection.execute(sa.text(f"SELECT {_NUMBER}")).scalar() if is_made_anew else None
    with op.batch_alter_table("deliveries", table_kwargs={"sqlite_autoincrement": True}) as table:
        for name in ("community_id", "schedule_id"):
            table.drop_constraint(f"fk_deliveries_{name}", type_="foreignkey")
        table.drop_column("community_id")
    if last:
        _count_on_from(last)


def _count_on_from(last: int) -> None:
    """Give no number again that was ever given: it stands in its message."""
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'deliveries'")
    op.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('deliveries', :last)").bindparams(last=last))
