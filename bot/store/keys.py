"""The numbers under which communities, channels and users are stored."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, select, text

from bot.chat import Channel, User
from bot.community import Community
from bot.store.engine.ready import Ready
from bot.store.schema import channels, communities, users


def _within(table: Table) -> Ready:
    community = and_(
        communities.c.platform == bindparam("platform"), communities.c.external_id == bindparam("community")
    )
    query = select(table.c.community_id, table.c.id).join(communities, table.c.community_id == communities.c.id)
    return Ready(query.where(community, table.c.external_id == bindparam("id")))


def _make(table: Table, *names: str) -> Ready:
    """Return a statement that makes a row, unless another process has made the same one meanwhile."""
    values = ", ".join(f":{name}" for name in names)
    return Ready(text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values}) ON CONFLICT DO NOTHING"))


_COMMUNITY = Ready(
    select(communities.c.id).where(
        communities.c.platform == bindparam("platform"), communities.c.external_id == bindparam("external_id")
    )
)
_USER, _CHANNEL = _within(users), _within(channels)
_MAKE_COMMUNITY = _make(communities, "platform", "external_id")
_MAKE_USER, _MAKE_CHANNEL = (_make(table, "community_id", "external_id") for table in (users, channels))


def find_community(connection: Connection, community: Community) -> int | None:
    """Return a community's key, or None for one that nothing was ever stored about."""
    row = _COMMUNITY.first(connection, _row(community))
    return row[0] if row else None


def find_user(connection: Connection, user: User) -> int | None:
    """Return a user's key, or None for one that nothing is stored about."""
    row = _USER.first(connection, _names(user))
    return row[1] if row else None


def find_channel(connection: Connection, channel: Channel) -> int | None:
    """Return a channel's key, or None for one that nothing was ever stored about."""
    row = _CHANNEL.first(connection, _names(channel))
    return row[1] if row else None


def community_key(connection: Connection, community: Community) -> int:
    """Return a community's key, making its row if there is none."""
    key = find_community(connection, community)
    if key is None:
        _MAKE_COMMUNITY.change(connection, _row(community))
        ((key,),) = _COMMUNITY.all(connection, _row(community))
    return key


def user_key(connection: Connection, user: User) -> int:
    """Return a user's key, making the row if there is none."""
    return user_keys(connection, user)[1]


def user_keys(connection: Connection, user: User) -> tuple[int, int]:
    """Return the keys of a user's community and of the user, making the rows if there are none."""
    return _inner_keys(connection, _USER, _MAKE_USER, user)


def channel_key(connection: Connection, channel: Channel) -> int:
    """Return a channel's key, making the row if there is none."""
    return _inner_keys(connection, _CHANNEL, _MAKE_CHANNEL, channel)[1]


def community_of(place: User | Channel) -> Community:
    """Return the community that a user or channel is in."""
    return Community(place.platform, place.community)


def is_community(community: Community) -> ColumnElement[bool]:
    """Return the condition that a row of communities is this one's."""
    return and_(communities.c.platform == community.platform, communities.c.external_id == community.id)


def _inner_keys(connection: Connection, query: Ready, make: Ready, place: User | Channel) -> tuple[int, int]:
    rows = query.all(connection, _names(place))
    if not rows:
        key = community_key(connection, community_of(place))
        make.change(connection, {"community_id": key, "external_id": place.id})
        rows = query.all(connection, _names(place))
    ((community, id),) = rows
    return community, id


def _row(community: Community) -> dict[str, str]:
    return {"platform": community.platform, "external_id": community.id}


def _names(place: User | Channel) -> dict[str, str]:
    return {"platform": place.platform, "community": place.community, "id": place.id}
