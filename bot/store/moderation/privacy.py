"""What is kept about a person, read and forgotten across all areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, RowMapping, delete, exists, or_, select, update

from bot.chat import User, private_channel
from bot.community import Community, Kept, PersonForgotten
from bot.frozen import replace
from bot.store.area import Reads
from bot.store.areas import PERSONAL
from bot.store.changes import write
from bot.store.keys import find_channel
from bot.store.schema import channels, communities, metadata, users

UNLINKED_BATCH = 500


class StoredPrivacy(Reads):
    """Reads of what is kept about a person."""

    def kept(self, user: User, is_everywhere: bool = False) -> Sequence[Kept]:
        """Return all that is kept about a person, by community and kind; nothing for somebody unknown.

        With `is_everywhere` also in the other communities of the platform, where their id names the same person.
        """
        accounts = _accounts(self.connection, user, is_everywhere)
        return tuple(kept for account in accounts.items() for kept in _kept(self.connection, *account))


def _kept(connection: Connection, key: int, community: Community) -> Iterator[Kept]:
    for personal in PERSONAL:
        query = select(*personal.columns).select_from(personal.table).where(personal.user == key)
        rows = connection.execute(query.order_by(*personal.table.primary_key)).mappings().all()
        if rows:
            yield Kept(community, personal.name, tuple(_entry(row) for row in rows))


def _entry(row: RowMapping) -> Mapping[str, str | int | bool | None]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


@write.register
def _(change: PersonForgotten, connection: Connection) -> None:
    for key, community in _accounts(connection, change.user, change.is_everywhere).items():
        for personal in PERSONAL:
            if personal.is_erased:
                connection.execute(delete(personal.table).where(personal.user == key))
        _forget_private_channel(connection, replace(change.user, community=community.id))
        connection.execute(update(users).where(users.c.id == key).values(external_id=None))
    delete_unlinked(connection)


def _forget_private_channel(connection: Connection, user: User) -> None:
    """Delete the channel of their private messages, and with it the messages themselves."""
    key = find_channel(connection, private_channel(user))
    connection.execute(delete(channels).where(channels.c.id == key))


def delete_unlinked(connection: Connection) -> bool:
    """Delete a batch of forgotten users to whom no row refers any more; return whether there may be more of them."""
    is_referred_to = or_(*(exists().where(column == users.c.id) for column in user_columns()))
    gone = select(users.c.id).where(users.c.external_id.is_(None), ~is_referred_to).limit(UNLINKED_BATCH)
    return connection.execute(delete(users).where(users.c.id.in_(gone))).rowcount == UNLINKED_BATCH


def user_columns() -> tuple[Column[int], ...]:
    """Return all columns that refer to users."""
    tables = metadata.sorted_tables
    return tuple(key.parent for table in tables for key in table.foreign_keys if key.column is users.c.id)


def _accounts(connection: Connection, user: User, is_everywhere: bool) -> dict[int, Community]:
    query = (
        select(users.c.id, communities.c.external_id)
        .join_from(users, communities)
        .where(users.c.external_id == user.id, communities.c.platform == user.platform)
        .order_by(users.c.id)
    )
    if not is_everywhere:
        query = query.where(communities.c.external_id == user.community)
    return {key: Community(user.platform, community) for key, community in connection.execute(query)}
