"""Installations: the encrypted secret of each community that lets the bot in, and consents that are under way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Column, Connection, String, Table, delete, select

from bot.community import Community, InstallBegun, Installed, Uninstalled
from bot.store.area import Area, Retention
from bot.store.changes import write
from bot.store.engine.databases import insert
from bot.store.keys import community_key, find_community
from bot.store.schema import Moment, communities, community_column, metadata

installations = Table(
    "installations",
    metadata,
    community_column(is_key=True),
    Column("secret", String, nullable=False),
    Column("at", Moment, nullable=False),
)

# Of a state only the hash is kept: who reads the database cannot finish an installation that somebody else began.
install_states = Table(
    "install_states",
    metadata,
    Column("hash", String, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

AREA = Area(retention=(Retention(install_states.c.at, timedelta(days=2)),))


class StoredInstallations:
    """Reads of the installations, within one transaction."""

    connection: Connection

    def installation(self, community: Community) -> str | None:
        """Return a community's encrypted secret, or None for one that has not let the bot in."""
        key = find_community(self.connection, community)
        query = select(installations.c.secret).where(installations.c.community_id == key)
        return self.connection.execute(query).scalar()

    def installations(self, platform: str) -> Mapping[Community, str]:
        """Return the encrypted secrets of all communities of a platform."""
        query = select(communities.c.external_id, installations.c.secret).join_from(installations, communities)
        rows = self.connection.execute(query.where(communities.c.platform == platform))
        return {Community(platform, name): secret for name, secret in rows}


def take_state(connection: Connection, state: str, since: datetime) -> bool:
    """Use up a state, and tell whether it was given out at or after a moment and had not been used."""
    found = delete(install_states).where(install_states.c.hash == _hash(state), install_states.c.at >= since)
    return connection.execute(found).rowcount == 1


def _hash(state: str) -> str:
    return sha256(state.encode()).hexdigest()


@write.register
def _(change: Installed, connection: Connection) -> None:
    row = {"secret": change.secret, "at": change.at}
    key = community_key(connection, change.community)
    statement = insert(connection, installations).values(community_id=key, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["community_id"], set_=row))


@write.register
def _(change: Uninstalled, connection: Connection) -> None:
    key = find_community(connection, change.community)
    connection.execute(delete(installations).where(installations.c.community_id == key))


@write.register
def _(change: InstallBegun, connection: Connection) -> None:
    connection.execute(insert(connection, install_states).values(hash=_hash(change.state), at=change.at))
