"""The packs that communities brought themselves: a row a pack, its questions as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    delete,
    select,
)

from bot.community import Community
from bot.store.area import Area, Retention
from bot.store.changes import write
from bot.store.engine.databases import insert
from bot.store.keys import community_key, find_community
from bot.store.schema import Moment, community_column, id_column, metadata
from bot.trivia.formats.columns import Columns
from bot.trivia.own import (
    Listed,
    OwnPack,
    PackDraft,
    PackDraftDropped,
    PackDrafted,
    PackImported,
    PackRemoved,
    Questions,
)

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

pack_drafts = Table(
    "pack_drafts",
    metadata,
    id_column(),
    community_column(),
    Column("key", String, nullable=False),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("author", String, nullable=False),
    Column("questions", String, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("columns", String, nullable=False),
    Column("file", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    UniqueConstraint("community_id", "key"),
)
# So many packs wait in a community; a further one takes the oldest's place.
MOST_DRAFTS = 10

# They are the community's, and go with it or when a moderator removes them; who imported them is in the audit trail.
AREA = Area(retention=(Retention(pack_drafts.c.at, timedelta(days=1), batch=MOST_DRAFTS),))

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

    def pack_draft(self, community: Community, key: str) -> PackDraft | None:
        """Return a pack that waits in a community, None when none does under that key."""
        where = pack_drafts.c.community_id == find_community(self.connection, community), pack_drafts.c.key == key
        row = self.connection.execute(select(pack_drafts).where(*where)).mappings().first()
        if row is None:
            return None
        questions = msgspec.json.decode(row["questions"], type=Questions)
        pack = OwnPack(row["name"], row["title"], row["author"], questions, row["imported_at"])
        columns = msgspec.json.decode(row["columns"], type=Columns | None)
        return PackDraft(row["key"], pack, columns, row["file"], row["content"])

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


@write.register
def _(change: PackDrafted, connection: Connection) -> None:
    draft, pack = change.draft, change.draft.pack
    key = community_key(connection, Community(change.platform, change.community))
    row = {
        "community_id": key,
        "key": draft.key,
        "name": pack.name,
        "title": pack.title,
        "author": pack.author,
        "questions": msgspec.json.encode(pack.questions).decode(),
        "imported_at": pack.at,
        "columns": msgspec.json.encode(draft.columns).decode(),
        "file": draft.file,
        "content": draft.content,
        "at": change.at,
    }
    connection.execute(pack_drafts.insert().values(**row))
    mine = pack_drafts.c.community_id == key
    newest = select(pack_drafts.c.id).where(mine).order_by(pack_drafts.c.id.desc()).limit(MOST_DRAFTS)
    connection.execute(delete(pack_drafts).where(mine, pack_drafts.c.id.not_in(newest)))


@write.register
def _(change: PackDraftDropped, connection: Connection) -> None:
    key = find_community(connection, Community(change.platform, change.community))
    connection.execute(delete(pack_drafts).where(pack_drafts.c.community_id == key, pack_drafts.c.key == change.key))
