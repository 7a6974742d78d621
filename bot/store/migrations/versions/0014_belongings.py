"""Belongings: what goes with a community or a channel is found without looking at all there is."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index("ix_rounds_community_id", "rounds", ["community_id"])
    op.create_index("ix_results_channel_id", "results", ["channel_id"])
