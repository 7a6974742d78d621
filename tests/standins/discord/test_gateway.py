"""The stand-in of Discord: sessions that end, and come back."""

import asyncio

import discord
import pytest

from tests.standins.discord import DiscordStandin
from tests.standins.discord.gateway import FORBIDDEN_INTENTS
from tests.standins.discord.pointing import connected
from tests.standins.discord.smallest import Shards, SmallestBot


async def test_a_cut_session_is_resumed_with_what_it_missed(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.gateway.cut()
    await standin.bell.until(lambda: not standin.gateway.live())
    standin.add_guild("Missed")

    await standin.ready()

    await standin.bell.until(lambda: len(bot.guilds) == 2)
    assert (standin.gateway.identifies, standin.gateway.resumes) == (1, 1)


async def test_a_client_asked_to_reconnect_resumes(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.gateway.ask_to_reconnect()

    await standin.bell.until(lambda: standin.gateway.resumes)


async def test_an_invalid_session_makes_the_client_identify(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.gateway.invalidate()

    await standin.bell.until(lambda: standin.gateway.identifies == 2)


async def test_refused_reconnects_are_tried_again(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.gateway.refuse(attempts=1)
    standin.gateway.cut()

    await standin.bell.until(lambda: standin.gateway.resumes)

    assert standin.gateway.handshakes == 3


async def test_a_privileged_intent_is_refused(standin: DiscordStandin) -> None:
    bot = SmallestBot(discord.Intents(guilds=True, message_content=True))

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(standin.token)

    await bot.close()
    assert standin.gateway.closed_with == [FORBIDDEN_INTENTS]


async def test_a_revoked_token_ends_the_client(standin: DiscordStandin) -> None:
    bot = SmallestBot()
    task = asyncio.create_task(bot.start(standin.token))
    await standin.ready()

    standin.revoke_token()

    with pytest.raises(discord.ConnectionClosed) as closed:
        await asyncio.wait_for(task, 5)
    assert closed.value.code == 4004
    await bot.close()


async def test_each_shard_gets_its_own_guilds(standin: DiscordStandin) -> None:
    standin.add_guild("On the other shard")
    bot = Shards(intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0.01)

    async with connected(bot, standin, sessions=2):
        await standin.bell.until(lambda: len(bot.guilds) == 2)
        shards = sorted(guild.shard_id for guild in bot.guilds)

    assert shards == [0, 1]
