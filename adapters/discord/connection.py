"""The connection to Discord: which client, which shards, how long between two tries, and when to give up."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import discord
import discord.client
import discord.shard
from discord.backoff import ExponentialBackoff

from adapters.discord import words
from adapters.discord.calls import install
from bot.chat import TokenRefused
from bot.config import Config
from bot.replies.catalog import catalog
from bot.settings import Shards

log = logging.getLogger(__name__)
# A gateway that refused for a few seconds is back within as many; discord.py would double up to a quarter of an hour.
LONGEST_WAIT = 3.0
# At the start, where each try costs requests that Discord counts (10,000 failed ones in 10 minutes: a ban).
LONGEST_LOGIN_WAIT = 60.0
# Close code of the gateway: authentication failed.
BAD_TOKEN = 4004


class ShortBackoff(ExponentialBackoff[bool]):
    """discord.py's growing, random delay between two tries, never over LONGEST_WAIT seconds."""

    def delay(self) -> float:
        """Return the seconds to wait before the next try."""
        return min(super().delay(), LONGEST_WAIT)


def quiet() -> None:
    """Keep discord.py from what it should not do: write requests (tokens, texts) to a log, and speak of voice."""
    library = logging.getLogger("discord")
    library.setLevel(max(library.getEffectiveLevel(), logging.INFO))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for module in (discord.client, discord.shard):
        # It has no other place to set the delays.
        module.ExponentialBackoff = ShortBackoff  # type: ignore[attr-defined]  # imported there, not exported


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
            return await _login(_client(Shards(tuple(range(advised)), advised)), config)
    return client


async def connect(client: discord.Client) -> None:
    """Stay connected until the client is closed; TokenRefused when the token is taken back."""
    try:
        await client.connect(reconnect=True)
    except discord.ConnectionClosed as error:
        if error.code == BAD_TOKEN:
            raise _refusal() from None
        raise


async def _patiently(config: Config) -> discord.Client:
    wait = 1.0
    while True:
        client = _client(config.shards)
        try:
            return await _login(client, config)
        except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
            log.warning("Discord cannot be reached (%s), trying again in %.0f s", type(error).__name__, wait)
            await client.close()
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_LOGIN_WAIT)


async def _login(client: discord.Client, config: Config) -> discord.Client:
    try:
        await client.login(config.discord_token)
    except discord.LoginFailure:
        await client.close()
        raise _refusal() from None
    return client


def _refusal() -> TokenRefused:
    return TokenRefused(words.token_refused(catalog("")))


def _client(shards: Shards) -> discord.Client:
    """Return a client that keeps nothing that the bot does not use, and is told of nothing but servers."""
    options: dict[str, Any] = {
        "intents": discord.Intents(guilds=True),
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_messages": None,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
    }
    if not shards.ids:
        return discord.Client(**options)
    return discord.AutoShardedClient(shard_ids=list(shards.ids), shard_count=shards.count, **options)
