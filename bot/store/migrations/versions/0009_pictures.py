"""Whether a community wants pictures, and on which ground."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("settings", sa.Column("has_pictures", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("settings", sa.Column("look", sa.String, nullable=False, server_default="dark"))
