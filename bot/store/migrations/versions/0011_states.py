"""No row for whoever has begun to add the bot to a workspace: what they are given is signed, and needs none."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.drop_index("ix_install_states_at", "install_states")
    op.drop_table("install_states")
