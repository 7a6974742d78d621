"""Notebooks of browsers: which secret opens whose cards and games, and until when."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Column, Connection, String, Table, select

from bot.chat import User
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.engine.databases import keep
from bot.store.keys import user_key
from bot.store.schema import Moment, communities, id_column, metadata, user_column, users
from bot.trivia.notebooks import Notebook, NotebookKept

notebooks = Table(
    "notebooks",
    metadata,
    id_column(),
    user_column("user_id", unique=True),
    Column("hash", String, nullable=False, unique=True),
    Column("expires_at", Moment, nullable=False, index=True),
)

AREA = Area(
    personal=(Personal("notebook", notebooks.c.user_id, (notebooks.c.expires_at,), is_erased=True),),
    # Nobody can open it any more: what is in it goes with it.
    retention=(Retention(notebooks.c.expires_at, timedelta(0), batch=50, owner=notebooks.c.user_id),),
)


class StoredNotebooks(Reads):
    """Reads of notebooks."""

    def notebook(self, hash: str) -> Notebook | None:
        """Return the notebook that the secret with this hash opens, None for an unknown one. It may have run out."""
        query = (
            select(communities.c.platform, communities.c.external_id, users.c.external_id, notebooks.c.expires_at)
            .join_from(notebooks, users)
            .join(communities, users.c.community_id == communities.c.id)
            .where(notebooks.c.hash == hash)
        )
        row = self.connection.execute(query).first()
        return Notebook(User(row[0], row[1], row[2] or ""), row[3]) if row else None


@write.register
def _(change: NotebookKept, connection: Connection) -> None:
    key = {"user_id": user_key(connection, change.notebook.user)}
    keep(connection, notebooks, key, {"hash": change.hash, "expires_at": change.notebook.expires_at})
