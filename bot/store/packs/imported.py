"""The packs that communities brought themselves: a row a pack, its questions in pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    not_,
    select,
)

from bot.community import Community
from bot.store.area import Area, Reads, Retention
from bot.store.changes import write
from bot.store.engine.databases import insert, keep
from bot.store.keys import community_key, find_community
from bot.store.schema import Moment, as_json, community_column, id_column, metadata
from bot.trivia.formats.tables.columns import Columns
from bot.trivia.own import (
    Listed,
    OwnPack,
    PackDraft,
    PackDraftDropped,
    PackDrafted,
    PackImported,
    PackRemoved,
    PackSetAside,
    PackTaken,
    Piece,
    Questions,
    bundle,
    in_pieces,
    tags_of,
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
    Column("at", Moment, nullable=False),
    Column("bundle", String, nullable=False, index=True),
    Column("tags", String, nullable=False),
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
    Column("count", Integer, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("columns", String, nullable=False),
    Column("file", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("bundle", String, nullable=False, index=True),
    Column("tags", String, nullable=False),
    Column("kept", String, nullable=False, index=True),
    UniqueConstraint("community_id", "key"),
)

pieces = Table(
    "pieces",
    metadata,
    id_column(),
    Column("bundle", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    UniqueConstraint("bundle", "number"),
)
# So many packs of a community wait for a decision; a further one takes the oldest's place.
MOST_DRAFTS = 10
_REFERENCES = (imported_packs.c.bundle, pack_drafts.c.bundle, pack_drafts.c.kept)
_UNUSED = and_(*(not_(exists().where(column == pieces.c.bundle)) for column in _REFERENCES))

# They are the community's, and go with it or when a moderator removes them; who imported them is in the audit trail.
AREA = Area(
    retention=(
        Retention(pack_drafts.c.at, timedelta(days=1), batch=MOST_DRAFTS),
        Retention(pieces.c.at, timedelta(days=1), batch=5, only=_UNUSED),
    )
)

_LISTED = (
    imported_packs.c.name,
    imported_packs.c.title,
    imported_packs.c.author,
    imported_packs.c.count,
    imported_packs.c.at,
)


class StoredPacks(Reads):
    """Reads of communities' own packs."""

    def own_packs(self, community: Community) -> Sequence[Listed]:
        """Return the packs that a community has of its own, by name."""
        key = find_community(self.connection, community)
        query = select(*_LISTED).where(imported_packs.c.community_id == key).order_by(imported_packs.c.name)
        return tuple(Listed(*row) for row in self.connection.execute(query))

    def own_pack(self, community: Community, name: str) -> OwnPack | None:
        """Return a community's own pack, None when it has none of that name."""
        return self._pack(community, imported_packs.c.name == name)

    def pack_draft(self, community: Community, key: str) -> PackDraft | None:
        """Return a pack that waits in a community, None when none does under that key."""
        row = _draft_row(self.connection, find_community(self.connection, community), key)
        if row is None:
            return None
        pack = Listed(row["name"], row["title"], row["author"], row["count"], row["imported_at"])
        columns = msgspec.json.decode(row["columns"], type=Columns | None)
        return PackDraft(row["key"], pack, row["bundle"], _tags(row["tags"]), columns, row["file"], row["kept"])

    def bundle(self, name: str) -> Sequence[bytes]:
        """Return the pieces of a bundle in their order, none when there is no such bundle."""
        query = select(pieces.c.content).where(pieces.c.bundle == name).order_by(pieces.c.number)
        return self.connection.execute(query).scalars().all()

    def own_pack_tagged(self, community: Community, tag: str) -> OwnPack | None:
        """Return the first pack of a community's own that has a question with this tag, None when none has."""
        return self._pack(community, imported_packs.c.tags.contains(f"\n{tag}\n", autoescape=True))

    def _pack(self, community: Community, where: ColumnElement[bool]) -> OwnPack | None:
        mine = imported_packs.c.community_id == find_community(self.connection, community)
        query = select(imported_packs).where(mine, where).order_by(imported_packs.c.name).limit(1)
        row = self.connection.execute(query).mappings().first()
        if row is None:
            return None
        lists = (msgspec.json.decode(piece, type=Questions) for piece in self.bundle(row["bundle"]))
        return OwnPack(row["name"], row["title"], row["author"], tuple(chain.from_iterable(lists)), row["at"])


def _draft_row(connection: Connection, community: int | None, key: str) -> RowMapping | None:
    where = pack_drafts.c.community_id == community, pack_drafts.c.key == key
    return connection.execute(select(pack_drafts).where(*where)).mappings().first()


def _line(tags: Sequence[str]) -> str:
    """Return tags as they are stored: each between two line breaks, so that one can be searched for."""
    return "\n".join(("", *tags, "")) if tags else ""


def _tags(line: str) -> tuple[str, ...]:
    return tuple(line.split("\n")[1:-1])


@write.register
def _(change: Piece, connection: Connection) -> None:
    row = {"bundle": change.bundle, "number": change.number, "content": change.content, "at": change.at}
    connection.execute(insert(connection, pieces).values(row).on_conflict_do_nothing())


@write.register
def _(change: PackImported, connection: Connection) -> None:
    pack = change.pack
    parts = bundle(tuple(in_pieces(pack.questions)), pack.at)
    for piece in parts:
        write(piece, connection)
    key = {"community_id": community_key(connection, change.community), "name": pack.name}
    row = {
        "title": pack.title,
        "author": pack.author,
        "count": len(pack.questions),
        "at": pack.at,
        "bundle": parts[0].bundle if parts else "",
        "tags": _line(tags_of(pack.questions)),
    }
    keep(connection, imported_packs, key, row)


_KEY = ("community_id", "name")
_COMMON = ("title", "author", "count", "bundle", "tags")


@write.register
def _(change: PackTaken, connection: Connection) -> None:
    row = _draft_row(connection, find_community(connection, change.community), change.key)
    if row is None:
        raise LookupError(change.key)
    key = {name: row[name] for name in _KEY}
    keep(connection, imported_packs, key, {**{name: row[name] for name in _COMMON}, "at": change.at})


@write.register
def _(change: PackSetAside, connection: Connection) -> None:
    key = find_community(connection, change.community)
    query = select(imported_packs).where(imported_packs.c.community_id == key, imported_packs.c.name == change.name)
    pack = connection.execute(query).mappings().one()
    common = {name: pack[name] for name in (*_KEY, *_COMMON)}
    _store_draft(connection, {**common, "key": change.key, "imported_at": pack["at"], "at": change.at})


@write.register
def _(change: PackDrafted, connection: Connection) -> None:
    draft, pack = change.draft, change.draft.pack
    row = {
        "community_id": community_key(connection, change.community),
        "key": draft.key,
        "name": pack.name,
        "title": pack.title,
        "author": pack.author,
        "count": pack.count,
        "imported_at": pack.at,
        "columns": as_json(draft.columns),
        "file": draft.file,
        "at": change.at,
        "bundle": draft.bundle,
        "tags": _line(draft.tags),
        "kept": draft.kept,
    }
    _store_draft(connection, row)


def _store_draft(connection: Connection, row: Mapping[str, object]) -> None:
    """Store a draft, and delete a community's oldest where it has more than MOST_DRAFTS."""
    connection.execute(pack_drafts.insert().values({"columns": "null", "file": "", "kept": "", **row}))
    mine = pack_drafts.c.community_id == row["community_id"]
    newest = select(pack_drafts.c.id).where(mine).order_by(pack_drafts.c.id.desc()).limit(MOST_DRAFTS)
    connection.execute(delete(pack_drafts).where(mine, pack_drafts.c.id.not_in(newest)))


@write.register
def _(change: PackRemoved, connection: Connection) -> None:
    key = find_community(connection, change.community)
    pack = imported_packs.c.community_id == key, imported_packs.c.name == change.name
    removed = connection.execute(select(imported_packs.c.bundle).where(*pack)).scalar()
    connection.execute(delete(imported_packs).where(*pack))
    # What waits for a moderator's word may be of the same questions.
    connection.execute(delete(pieces).where(pieces.c.bundle == removed, _UNUSED))


@write.register
def _(change: PackDraftDropped, connection: Connection) -> None:
    key = find_community(connection, change.community)
    connection.execute(delete(pack_drafts).where(pack_drafts.c.community_id == key, pack_drafts.c.key == change.key))
