"""Communities: their settings and those they named as moderators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    RowMapping,
    Select,
    String,
    Table,
    delete,
    literal,
    select,
    true,
    update,
)

from bot.community import (
    Community,
    CommunityJoined,
    CommunityLeft,
    Habit,
    ModeratorDismissed,
    ModeratorNamed,
    PersonForgotten,
    Settings,
    SettingsChanged,
    Starter,
)
from bot.frozen import replace
from bot.pictures.recipes import Look
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.engine.databases import insert, keep
from bot.store.keys import community_key, community_of, find_user, is_community, user_key
from bot.store.schema import communities, community_column, id_column, metadata, user_column, users

settings = Table(
    "settings",
    metadata,
    community_column(is_key=True),
    Column("zone", String, nullable=False),
    Column("locale", String, nullable=False),
    Column("packs_off", JSON, nullable=False),
    Column("visibility", String, nullable=False),
    Column("starters", String, nullable=False),
    Column("has_leaderboards", Boolean, nullable=False),
    Column("moderator_role", String, nullable=False),
    Column("moderator_channel", String, nullable=False),
    Column("has_pictures", Boolean, nullable=False, server_default=true()),
    Column("look", String, nullable=False, server_default=Look.DARK.value),
)

moderators = Table(
    "moderators",
    metadata,
    id_column(),
    user_column("user_id", unique=True),
)

AREA = Area(
    personal=(Personal("moderator", moderators.c.user_id, (literal(True).label("named"),), is_erased=True),),
    retention=(Retention(communities.c.left_at, timedelta(days=30), batch=1),),
)


class StoredCommunities(Reads):
    """Reads of communities."""

    def communities(self, platform: str) -> Mapping[str, bool]:
        """Return the ids of a platform's communities about which anything is stored, and whether each has the bot."""
        query = select(communities.c.external_id, communities.c.left_at).where(communities.c.platform == platform)
        return {name: left_at is None for name, left_at in self.connection.execute(query)}

    def settings(self, community: Community) -> Settings:
        """Return a community's settings, the defaults if none were stored."""
        return load_settings(self.connection, community).get(community, Settings())

    def has_left(self, community: Community) -> bool:
        """Whether a community has removed the bot."""
        gone = select(communities.c.id).where(is_community(community), communities.c.left_at.is_not(None))
        return self.connection.execute(gone).first() is not None


def load_settings(connection: Connection, only: Community | None = None) -> Mapping[Community, Settings]:
    """Return the settings that were ever changed, of all communities or of one."""
    rows = connection.execute(_of(select(settings).join_from(settings, communities), only)).mappings()
    stored = {Community(row["platform"], row["name"]): _settings(row) for row in rows}
    for community, named in _named(connection, only).items():
        stored[community] = replace(stored.get(community, Settings()), moderators=tuple(named))
    return stored


def touched(change: object) -> tuple[Community | None, ...]:
    """Return whose settings a change touches; None among them stands for any communities."""
    if isinstance(change, SettingsChanged):
        return (change.community,)
    if isinstance(change, ModeratorNamed | ModeratorDismissed):
        return (community_of(change.user),)
    return (None,) if isinstance(change, PersonForgotten) else ()


def _named(connection: Connection, only: Community | None) -> Mapping[Community, list[str]]:
    """Return the ids of those whom communities named as moderators."""
    query = select(users.c.external_id).join_from(moderators, users).join(communities).order_by(moderators.c.id)
    named: dict[Community, list[str]] = {}
    for row in connection.execute(_of(query, only)).mappings():
        named.setdefault(Community(row["platform"], row["name"]), []).append(row["external_id"])
    return named


def _of(query: Select[*tuple[object, ...]], only: Community | None) -> Select[*tuple[object, ...]]:
    """Return a query with the community that each row is about, of all communities or of one."""
    named = query.add_columns(communities.c.platform, communities.c.external_id.label("name"))
    return named.where(is_community(only)) if only else named


def _settings(row: RowMapping) -> Settings:
    return Settings(
        zone=row["zone"],
        locale=row["locale"],
        packs_off=tuple(row["packs_off"]),
        visibility=Habit(row["visibility"]),
        starters=Starter(row["starters"]),
        has_leaderboards=row["has_leaderboards"],
        moderator_role=row["moderator_role"],
        moderator_channel=row["moderator_channel"],
        has_pictures=row["has_pictures"],
        look=Look(row["look"]),
    )


def _row(settings: Settings) -> dict[str, object]:
    return {
        "zone": settings.zone,
        "locale": settings.locale,
        "packs_off": settings.packs_off,
        "visibility": settings.visibility.value,
        "starters": settings.starters.value,
        "has_leaderboards": settings.has_leaderboards,
        "moderator_role": settings.moderator_role,
        "moderator_channel": settings.moderator_channel,
        "has_pictures": settings.has_pictures,
        "look": settings.look.value,
    }


@write.register
def _(change: SettingsChanged, connection: Connection) -> None:
    key = {"community_id": community_key(connection, change.community)}
    keep(connection, settings, key, _row(change.settings))


@write.register
def _(change: ModeratorNamed, connection: Connection) -> None:
    row = {"user_id": user_key(connection, change.user)}
    connection.execute(insert(connection, moderators).values(row).on_conflict_do_nothing())


@write.register
def _(change: ModeratorDismissed, connection: Connection) -> None:
    key = find_user(connection, change.user)
    connection.execute(delete(moderators).where(moderators.c.user_id == key))


@write.register
def _(change: CommunityLeft, connection: Connection) -> None:
    _set_left(connection, community_key(connection, change.community), change)


@write.register
def _(change: CommunityJoined, connection: Connection) -> None:
    _set_left(connection, community_key(connection, change.community), None)


def _set_left(connection: Connection, key: int, left: CommunityLeft | None) -> None:
    at = left.at if left else None
    connection.execute(update(communities).where(communities.c.id == key).values(left_at=at))
