"""A delivery's community is that of its channel: a reference of its own cost a tenth of planning."""

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
        table.drop_constraint("fk_deliveries_community_id", type_="foreignkey")
        table.drop_column("community_id")
    if last:
        _count_on_from(last)


def _count_on_from(last: int) -> None:
    """Give no number again that was ever given: it stands in its message."""
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'deliveries'")
    op.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('deliveries', :last)").bindparams(last=last))
