"""The connection: gateway, shards, tokens, servers and channels that go, and the registration of commands."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import discord
import pytest

from adapters.discord.app import DiscordApp, invitation, sync
from adapters.discord.connection import errand
from adapters.discord.settings import DiscordSettings, Shards
from bot.chat import TokenRefused, UsageError
from bot.commands.table import COMMANDS
from bot.community import Community, Trouble
from bot.store.engine.errors import StoreUnavailableError
from tests.adapters.discord.conftest import House
from tests.saltmarsh import MAY_DAY
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.refusals import server_error
from tests.standins.faults import lost, says


async def test_a_dropped_gateway_is_resumed_and_loses_no_command(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.gateway.cut()

    asked = await standin.slash("timeline", {"when": "1950"})

    await asked.message()
    assert (standin.gateway.identifies, standin.gateway.resumes) == (1, 1)


async def test_a_gateway_that_refuses_for_five_seconds_is_resumed_soon_after(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    loop = asyncio.get_running_loop()
    standin.gateway.refuse(seconds=5.0)
    standin.gateway.cut()
    begin = loop.time()

    await standin.bell.until(lambda: standin.gateway.resumes, timeout=20)

    assert loop.time() - begin < 5.0 + 4.0
    assert standin.gateway.identifies == 1


async def test_a_session_that_is_over_is_begun_anew(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.gateway.forget_sessions()
    standin.gateway.cut()
    await standin.bell.until(lambda: standin.gateway.identifies == 2)

    assert "The sea wall" in (await (await standin.slash("timeline", {"when": "1950"})).message()).text


async def test_a_wrong_token_is_refused_at_once(standin: DiscordStandin, house: House) -> None:
    app = DiscordApp(house.bot, replace(house.config, own=(DiscordSettings("an.old.one"),)), lambda: MAY_DAY)

    with pytest.raises(TokenRefused, match="DISCORD_TOKEN"):
        await app.run()


async def test_a_revoked_token_ends_the_run(standin: DiscordStandin, house: House) -> None:
    running = asyncio.create_task(DiscordApp(house.bot, house.config, lambda: MAY_DAY).run())
    await standin.ready()

    standin.revoke_token()

    with pytest.raises(TokenRefused, match="Developer Portal"):
        await asyncio.wait_for(running, 10)


async def test_an_unwell_discord_is_waited_for_at_the_start(
    standin: DiscordStandin, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    standin.faults.order(r"GET .*/users/@me", says(server_error(503)))

    async with house.open():
        await (await standin.slash("timeline", {"when": "1950"})).message()

    assert "trying again" in caplog.text


async def test_each_shard_answers_its_servers(standin: DiscordStandin, house: House) -> None:
    house.config = replace(house.config, own=(DiscordSettings(TOKEN, Shards((0, 1), 2)),))
    other = standin.add_guild("On the other shard")

    async with house.open():
        here = await (await standin.slash("timeline", {"when": "1950"})).message()
        there = await (await standin.slash("timeline", {"when": "1950"}, guild=other)).message()

        assert here.text == there.text
        assert sorted(session.shard for session in standin.gateway.sessions) == [(0, 2), (1, 2)]


async def test_a_process_runs_the_shards_that_are_its_own(standin: DiscordStandin, house: House) -> None:
    house.config = replace(house.config, own=(DiscordSettings(TOKEN, Shards((0,), 2)),))

    async with house.open():
        assert [session.shard for session in standin.gateway.sessions] == [(0, 2)]


async def test_as_many_shards_are_run_as_discord_advises(standin: DiscordStandin, house: House) -> None:
    standin.application.recommended_shards = 2

    async with house.open():
        await standin.ready(2)

        assert sorted(session.shard for session in standin.gateway.sessions) == [(0, 2), (1, 2)]


async def test_a_revoked_token_ends_the_shards_too(standin: DiscordStandin, house: House) -> None:
    config = replace(house.config, own=(DiscordSettings(TOKEN, Shards((0, 1), 2)),))
    running = asyncio.create_task(DiscordApp(house.bot, config, lambda: MAY_DAY).run())
    await standin.ready(2)

    standin.revoke_token()

    with pytest.raises(TokenRefused):
        await asyncio.wait_for(running, 10)


async def test_a_server_that_removes_the_bot_is_noted(standin: DiscordStandin, house: House, app: DiscordApp) -> None:
    standin.remove_guild(standin.guild)

    await standin.bell.until(lambda: house.bot.gone == {standin.guild.id})


async def test_a_server_that_adds_the_bot_is_noted(standin: DiscordStandin, house: House, app: DiscordApp) -> None:
    # In the first two seconds after READY discord.py takes every server for one that was there before.
    await app.on_guild_join(discord.Object(7))  # type: ignore[arg-type]  # nothing of it is read but its id

    assert house.bot.here == {"7"}


async def test_what_cannot_be_noted_for_want_of_a_store_is_one_line_in_the_log(
    app: DiscordApp, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        raise StoreUnavailableError(Trouble.FULL)
    except StoreUnavailableError:
        await app.on_error("on_guild_remove")

    assert caplog.text.count("\n") == 1
    assert "on_guild_remove is not noted, the store is out of reach" in caplog.text


async def test_an_outage_is_no_removal(standin: DiscordStandin, house: House, app: DiscordApp) -> None:
    other = standin.add_guild("Soon gone")
    standin.remove_guild(standin.guild, outage=True)
    standin.remove_guild(other)

    await standin.bell.until(lambda: house.bot.gone)

    assert house.bot.gone == {other.id}


def has_bot(house: House) -> dict[str, bool]:
    """Return of which servers anything is stored, and whether the bot is thought to be there."""
    return dict(house.bot.store.read(lambda records: records.communities("discord")))


async def test_servers_that_came_and_went_while_the_bot_was_away_are_noted(
    standin: DiscordStandin, house: House
) -> None:
    back, gone = standin.guild.id, str(5 << 22)
    house.bot.left(Community("discord", back), MAY_DAY)
    for other in (gone, "dm-7", "visit-8"):
        house.bot.joined(Community("discord", other), MAY_DAY)

    async with house.open():
        await standin.bell.until(lambda: house.bot.times_ready)

    assert has_bot(house) == {back: True, gone: False, "dm-7": True, "visit-8": True}


async def test_servers_of_shards_that_others_run_are_left_alone(standin: DiscordStandin, house: House) -> None:
    house.config = replace(house.config, own=(DiscordSettings(TOKEN, Shards((0,), 2)),))
    ours, theirs = str(6 << 22), str(7 << 22)
    for one in (ours, theirs):
        house.bot.joined(Community("discord", one), MAY_DAY)

    async with house.open():
        await standin.bell.until(lambda: house.bot.times_ready, timeout=20)

    assert has_bot(house) == {ours: False, theirs: True}


async def test_a_server_in_an_outage_has_the_bot_still(standin: DiscordStandin, house: House) -> None:
    house.bot.joined(Community("discord", standin.guild.id), MAY_DAY)
    standin.gateway.in_outage.add(standin.guild.id)

    async with house.open():
        await standin.bell.until(lambda: house.bot.times_ready)

    assert has_bot(house) == {standin.guild.id: True}


async def test_a_deleted_channel_is_told(standin: DiscordStandin, house: House, app: DiscordApp) -> None:
    channel = standin.add_channel("doomed")
    standin.delete_channel(channel)

    await standin.bell.until(lambda: house.channels_gone)

    assert [gone.id for gone in house.channels_gone] == [channel.id]


async def test_commands_are_registered_once(standin: DiscordStandin, house: House) -> None:
    for _ in range(3):
        async with house.open():
            await (await standin.slash("about")).message()

    assert standin.application.overwrites == 1


async def test_changed_commands_are_registered_again(standin: DiscordStandin, house: House) -> None:
    async with house.open():
        pass
    house.bot.commands = COMMANDS

    async with house.open():
        await standin.bell.until(lambda: standin.application.overwrites == 2)

        assert "everything" not in standin.application.commands[None]


async def test_a_registration_that_fails_is_made_up_for_at_the_next_start(
    standin: DiscordStandin, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    standin.faults.order(r"PUT .*/commands", says(server_error(503)))
    running = asyncio.create_task(DiscordApp(house.bot, house.config, lambda: MAY_DAY).run())
    await standin.bell.until(lambda: "could not be registered" in caplog.text)
    running.cancel()
    await asyncio.wait([running])

    async with house.open():
        assert standin.application.overwrites == 1


async def test_commands_are_registered_when_an_operator_says_so(standin: DiscordStandin, house: House) -> None:
    async with house.open():
        pass

    number = await sync(house.config)

    assert standin.application.overwrites == 2
    assert number == len(standin.application.commands[None])


async def test_the_invitation_names_the_application(standin: DiscordStandin, house: House) -> None:
    link = await invitation(house.config)

    assert f"client_id={standin.world.bot.id}&" in link


async def test_an_operator_is_told_when_discord_cannot_be_reached(standin: DiscordStandin, house: House) -> None:
    await standin.stop()

    for work in (invitation, sync):
        with pytest.raises(UsageError, match="Discord cannot be reached"):
            await work(house.config)


async def test_an_operator_does_not_wait_for_ever(standin: DiscordStandin, house: House) -> None:
    standin.faults.order("GET .*/users/@me", lost())

    with pytest.raises(UsageError, match="TimeoutError"):
        async with errand(house.config, seconds=0.1):
            pass
