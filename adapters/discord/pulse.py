"""How the gateway's connections are: the age of what came last, and of the last heartbeat that was answered."""

from __future__ import annotations

import discord

from adapters.discord.private import heartbeats
from adapters.watch import Pulse


def pulse(client: discord.Client | None) -> Pulse:
    """Return how the worst of a client's connections is."""
    if client is None or client.is_closed() or not client.is_ready():
        return Pulse(is_connected=False)
    beats = tuple(heartbeats(client))
    if not beats:
        return Pulse(is_connected=False)
    return Pulse(
        is_connected=True,
        event_age=max(beat.event_age for beat in beats),
        heartbeat_age=max(beat.heartbeat_age for beat in beats),
    )
