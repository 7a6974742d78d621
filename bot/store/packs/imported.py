"""The packs that communities brought themselves: a row a pack, its questions as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Column, Connection, Integer, RowMapping, String, Table, UniqueConstraint, delete, select

from bot.community import Community
from bot.store.area import Area
from bot.store.changes import write
from bot.store.engine.databases import insert
from bot.store.keys import community_key, find_community
from bot.store.schema import Moment, community_column, id_column, metadata
from bot.trivia.own import Listed, OwnPack, PackImported, PackRemoved, Questions

imported_packs = Table(
    "imported_packs",
    metadata,
    id_column(),
    community_column(),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("author", String, nullable=False),
    Column("count", Integer, nullable=False),
    Column("questions", String, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("community_id", "name"),
)

# They are the community's, and go with it or when a moderator removes them; who imported them is in the audit trail.
AREA = Area()

_LISTED = (
    imported_packs.c.name,
    imported_packs.c.title,
    imported_packs.c.author,
    imported_packs.c.count,
    imported_packs.c.at,
)


class StoredPacks:
    """Reads of communities' own packs, within one transaction."""

    connection: Connection

    def own_packs(self, community: Community) -> Sequence[Listed]:
        """Return what packs a community has of its own, by name."""
        key = find_community(self.connection, community)
        query = select(*_LISTED).where(imported_packs.c.community_id == key).order_by(imported_packs.c.name)
        return tuple(Listed(*row) for row in self.connection.execute(query))

    def own_pack(self, community: Community, name: str) -> OwnPack | None:
        """Return a community's own pack, None when it has none of that name."""
        key = find_community(self.connection, community)
        query = select(imported_packs).where(imported_packs.c.community_id == key, imported_packs.c.name == name)
        row = self.connection.execute(query).mappings().first()
        return _pack(row) if row else None

    def own_pack_tagged(self, community: Community, tag: str) -> OwnPack | None:
        """Return the first pack of a community's own that has a question with this tag, None when none has."""
        key = find_community(self.connection, community)
        # Only what holds the word at all is read; a tag is of letters, digits and hyphens.
        likely = imported_packs.c.questions.contains(f'"{tag}"', autoescape=True)
        query = select(imported_packs).where(imported_packs.c.community_id == key, likely)
        found = (_pack(row) for row in self.connection.execute(query.order_by(imported_packs.c.name)).mappings())
        return next((pack for pack in found if any(tag in one.tags for one in pack.questions)), None)


def _pack(row: RowMapping) -> OwnPack:
    questions = msgspec.json.decode(row["questions"], type=Questions)
    return OwnPack(row["name"], row["title"], row["author"], questions, row["at"])


@write.register
def _(change: PackImported, connection: Connection) -> None:
    pack = change.pack
    key = community_key(connection, Community(change.platform, change.community))
    row = {
        "title": pack.title,
        "author": pack.author,
        "count": len(pack.questions),
        "questions": msgspec.json.encode(pack.questions).decode(),
        "at": pack.at,
    }
    statement = insert(connection, imported_packs).values(community_id=key, name=pack.name, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["community_id", "name"], set_=row))


@write.register
def _(change: PackRemoved, connection: Connection) -> None:
    key = find_community(connection, Community(change.platform, change.community))
    statement = delete(imported_packs).where(imported_packs.c.community_id == key)
    connection.execute(statement.where(imported_packs.c.name == change.name))
