"""How the gateway's connections are: the age of what came last, and of the last heartbeat that was answered."""

from __future__ import annotations

import time

import discord

from adapters.watch import Pulse


def pulse(client: discord.Client | None) -> Pulse:
    """Return how the worst of a client's connections is."""
    if client is None or client.is_closed() or not client.is_ready():
        return Pulse(is_connected=False)
    beats = [keeper for keeper in map(_keeper, _sockets(client)) if keeper]
    if not beats:
        return Pulse(is_connected=False)
    # The library's thread that keeps a connection alive notes both by this clock, and offers neither.
    now = time.perf_counter()
    return Pulse(
        is_connected=True,
        event_age=max(now - keeper._last_recv for keeper in beats),
        heartbeat_age=max(now - keeper._last_ack for keeper in beats),
    )


def _sockets(client: discord.Client) -> list[object]:
    if isinstance(client, discord.AutoShardedClient):
        return [shard._parent.ws for shard in client.shards.values()]
    return [client.ws]


def _keeper(socket: object) -> discord.gateway.KeepAliveHandler | None:
    keeper = getattr(socket, "_keep_alive", None)
    return keeper if isinstance(keeper, discord.gateway.KeepAliveHandler) else None
