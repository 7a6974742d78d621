"""The channels into which schedules post, for a check of whether the bot may post there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, text

from bot.chat import Channel

MOST = 500
_CHANNELS = text(
    "SELECT DISTINCT communities.platform, communities.external_id, channels.external_id FROM schedules s"
    " JOIN channels ON channels.id = s.destination_id JOIN communities ON communities.id = s.community_id"
    f" WHERE s.standing = 'active' ORDER BY 1, 2, 3 LIMIT {MOST}"
)


def scheduled_channels(connection: Connection) -> Mapping[str, Sequence[Channel]]:
    """Return the channels of active schedules, at most MOST of them, by platform."""
    channels = [Channel(*row) for row in connection.execute(_CHANNELS)]
    return {platform: tuple(group) for platform, group in groupby(channels, lambda channel: channel.platform)}
