"""Runs the migrations on the connection it is handed, in the transaction that is open there."""

from alembic import context

from bot.store.areas import AREAS
from bot.store.schema import metadata

# Loading the areas has put their tables into the metadata.
if not AREAS:
    raise RuntimeError("there are no areas")

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
