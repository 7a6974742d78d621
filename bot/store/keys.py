"""The numbers under which communities, channels and users are stored.

The statements stand here ready-made: building one takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, select

from bot.chat import Channel, User
from bot.community import Community
from bot.store.engine.databases import insert
from bot.store.schema import channels, communities, users


def _within(table: Table) -> Select[int, int]:
    community = and_(
        communities.c.platform == bindparam("platform"), communities.c.external_id == bindparam("community")
    )
    query = select(table.c.community_id, table.c.id).join(communities, table.c.community_id == communities.c.id)
    return query.where(community, table.c.external_id == bindparam("id"))


_COMMUNITY = select(communities.c.id).where(
    communities.c.platform == bindparam("platform"), communities.c.external_id == bindparam("external_id")
)
_USER, _CHANNEL = _within(users), _within(channels)


def find_community(connection: Connection, community: Community) -> int | None:
    """Return a community's key, or None for one that nothing was ever stored about."""
    return connection.execute(_COMMUNITY, _row(community)).scalar()


def find_user(connection: Connection, user: User) -> int | None:
    """Return a user's key, or None for one that nothing is stored about."""
    found = connection.execute(_USER, _names(user)).first()
    return found[1] if found else None


def find_channel(connection: Connection, channel: Channel) -> int | None:
    """Return a channel's key, or None for one that nothing was ever stored about."""
    found = connection.execute(_CHANNEL, _names(channel)).first()
    return found[1] if found else None


def community_key(connection: Connection, community: Community) -> int:
    """Return a community's key, making its row if there is none."""
    found = find_community(connection, community)
    if found is None:
        _make(connection, communities, _row(community))
        found = connection.execute(_COMMUNITY, _row(community)).scalar_one()
    return found


def user_key(connection: Connection, user: User) -> int:
    """Return a user's key, making the row if there is none."""
    return user_keys(connection, user)[1]


def user_keys(connection: Connection, user: User) -> tuple[int, int]:
    """Return the keys of a user's community and of the user, making the rows if there are none."""
    return _inner_keys(connection, users, _USER, user)


def channel_key(connection: Connection, channel: Channel) -> int:
    """Return a channel's key, making the row if there is none."""
    return _inner_keys(connection, channels, _CHANNEL, channel)[1]


def community_of(place: User | Channel) -> Community:
    """Return the community that a user or channel is in."""
    return Community(place.platform, place.community)


def is_community(community: Community) -> ColumnElement[bool]:
    """Return the condition that a row of communities is this one's."""
    return and_(communities.c.platform == community.platform, communities.c.external_id == community.id)


def _inner_keys(
    connection: Connection, table: Table, wanted: Select[int, int], place: User | Channel
) -> tuple[int, int]:
    found = connection.execute(wanted, _names(place)).first()
    if found is None:
        key = community_key(connection, community_of(place))
        _make(connection, table, {"community_id": key, "external_id": place.id})
        found = connection.execute(wanted, _names(place)).one()
    return found[0], found[1]


def _make(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    # Another process may make the same row at this moment; then it is found afterwards.
    connection.execute(insert(connection, table).values(row).on_conflict_do_nothing())


def _row(community: Community) -> dict[str, str]:
    return {"platform": community.platform, "external_id": community.id}


def _names(place: User | Channel) -> dict[str, str]:
    return {"platform": place.platform, "community": place.community, "id": place.id}
