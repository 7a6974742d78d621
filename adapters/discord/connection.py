"""The connection to Discord: its client and shards, the wait between two tries, and when to give up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord

from adapters.discord import words
from adapters.discord.private import heartbeats, install, quiet
from adapters.discord.settings import ALL_SHARDS, DiscordSettings, Shards
from adapters.watch import Pulse
from bot.chat import TokenRefused, UsageError
from bot.config import Config
from bot.replies.catalog import catalog
from bot.standing import Standing

log = logging.getLogger(__name__)
# At the start, where each try costs requests that Discord counts (10,000 failed ones in 10 minutes: a ban).
LONGEST_LOGIN_WAIT = 60.0
# An operator waits at the command line; discord.py by itself would try five times, and wait for limits.
ERRAND_SECONDS = 20.0
# Close code of the gateway: authentication failed.
BAD_TOKEN = 4004
REACH = "Discord cannot be reached, trying again more and more slowly"


async def logged_in(config: Config) -> discord.Client:
    """Return a client that has logged in and not connected yet: sharded where asked for, or where Discord advises it.

    Waits until Discord can be reached; TokenRefused when it does not accept the token.
    """
    quiet()
    install()
    client = await _patiently(config)
    if not isinstance(client, discord.AutoShardedClient):
        advised, _, _ = await client.http.get_bot_gateway()
        if advised > 1:
            await client.close()
            return await _login(client_of(Shards(tuple(range(advised)), advised), config.proxy), config)
    return client


@asynccontextmanager
async def errand(config: Config, seconds: float = ERRAND_SECONDS) -> AsyncIterator[discord.Client]:
    """Yield a client that has logged in, and close it in the end.

    UsageError when Discord cannot be reached, or refuses, within `seconds`.
    """
    quiet()
    install()
    client = client_of(ALL_SHARDS, config.proxy)
    try:
        async with asyncio.timeout(seconds):
            yield await _login(client, config)
    except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
        raise UsageError(catalog("")(words.NOT_DONE, why=str(error) or type(error).__name__)) from error
    finally:
        await client.close()


async def connect(client: discord.Client) -> None:
    """Stay connected until the client is closed; TokenRefused when the token is taken back."""
    try:
        await client.connect(reconnect=True)
    except discord.ConnectionClosed as error:
        if error.code == BAD_TOKEN:
            raise _refusal() from None
        raise


def pulse(client: discord.Client | None) -> Pulse:
    """Return the pulse of the client's gateway connection that was silent for longest."""
    is_ready = client is not None and client.is_ready() and not client.is_closed()
    ages = tuple(heartbeats(client)) if client and is_ready else ()
    if not ages:
        return Pulse(is_connected=False)
    events, beats = zip(*ages, strict=True)
    return Pulse(is_connected=True, event_age=max(events), heartbeat_age=max(beats))


async def _patiently(config: Config) -> discord.Client:
    wait, standing = 1.0, Standing(log)
    while True:
        client = client_of(config.of(DiscordSettings).shards, config.proxy)
        try:
            client = await _login(client, config)
        except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
            standing.is_wrong(REACH, type(error).__name__)
            await client.close()
        else:
            standing.is_well(REACH)
            return client
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_LOGIN_WAIT)


async def _login(client: discord.Client, config: Config) -> discord.Client:
    try:
        await client.login(config.of(DiscordSettings).token)
    except discord.LoginFailure:
        await client.close()
        raise _refusal() from None
    return client


def _refusal() -> TokenRefused:
    return TokenRefused(catalog("")(words.TOKEN_REFUSED))


def client_of(shards: Shards, proxy: str, trace: aiohttp.TraceConfig | None = None) -> discord.Client:
    """Return a client that keeps in memory only what the bot uses, and is sent events about servers alone."""
    options: dict[str, Any] = {
        "intents": discord.Intents(guilds=True),
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_messages": None,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        # For the gateway and for HTTP; aiohttp looks for none by itself.
        "proxy": proxy or None,
        "http_trace": trace,
    }
    if not shards.ids:
        return discord.Client(**options)
    return discord.AutoShardedClient(shard_ids=list(shards.ids), shard_count=shards.count, **options)
