"""Installations: the secret of each community that lets the bot in, sealed by whoever keeps the keys."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Connection, String, Table, delete, select

from bot.community import Community, Installed, Uninstalled
from bot.store.area import Reads
from bot.store.changes import write
from bot.store.engine.databases import keep
from bot.store.keys import community_key, find_community
from bot.store.schema import Moment, communities, community_column, metadata

installations = Table(
    "installations",
    metadata,
    community_column(is_key=True),
    Column("secret", String, nullable=False),
    Column("at", Moment, nullable=False),
)


class StoredInstallations(Reads):
    """Reads of the installations."""

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


@write.register
def _(change: Installed, connection: Connection) -> None:
    key = {"community_id": community_key(connection, change.community)}
    keep(connection, installations, key, {"secret": change.secret, "at": change.at})


@write.register
def _(change: Uninstalled, connection: Connection) -> None:
    key = find_community(connection, change.community)
    connection.execute(delete(installations).where(installations.c.community_id == key))
