"""Posts that nobody asked for, and what is known of each afterwards."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from discord.http import Route

from adapters.discord.app import DiscordApp
from adapters.ticker import Platform, Readable
from bot.chat import Channel, File, NotNow, OutcomeUnknown, Refused, Reply
from bot.replies.catalog import catalog
from tests.adapters.discord.conftest import House
from tests.saltmarsh import MAY_DAY
from tests.standins.discord import DiscordStandin
from tests.standins.discord.refusals import server_error, too_many_requests
from tests.standins.faults import cut_after, cut_before, says

POSTS = r"POST .*/messages$"
REPLY = Reply(title="On this day", text="The sea wall is begun.")
SAY = catalog("en")


def place(standin: DiscordStandin) -> Channel:
    return Channel("discord", standin.guild.id, standin.channel.id)


async def post(app: DiscordApp, standin: DiscordStandin, reply: Reply = REPLY) -> str:
    return await app.post(place(standin), reply, SAY, nonce="d1", marker="delivery-1")


async def test_a_post_stands_in_its_channel(standin: DiscordStandin, app: DiscordApp) -> None:
    id = await post(app, standin)

    assert "The sea wall" in standin.messages.public[id].text


async def test_a_post_brings_its_files(standin: DiscordStandin, app: DiscordApp) -> None:
    id = await post(app, standin, Reply(title="Results", files=(File("results.csv", b"a,b"),)))

    assert [one["filename"] for one in standin.messages.public[id].attachments] == ["results.csv"]


async def test_a_post_whose_answer_was_lost_is_not_doubled(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(POSTS, cut_after())
    with pytest.raises(OutcomeUnknown):
        await post(app, standin)

    id = await post(app, standin)

    assert [one.repeated for one in standin.acceptances] == [False, True]
    assert {one.id for one in standin.acceptances} == {id}


async def test_a_post_that_was_lost_is_unknown_too(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(POSTS, cut_before())

    with pytest.raises(OutcomeUnknown):
        await post(app, standin)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_what_became_of_a_post_to_an_unwell_discord_is_unknown(
    standin: DiscordStandin, app: DiscordApp, status: int
) -> None:
    standin.faults.order(POSTS, says(server_error(status)))

    with pytest.raises(OutcomeUnknown, match=str(status)):
        await post(app, standin)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_post_over_the_limit_is_told_when_to_come_again(
    standin: DiscordStandin, app: DiscordApp, everywhere: bool
) -> None:
    standin.faults.order(POSTS, says(too_many_requests(12.5, everywhere=everywhere)))

    with pytest.raises(NotNow) as told:
        await post(app, standin)

    assert told.value.retry_after == 12.5


async def test_a_ban_of_the_address_is_no_refusal_of_the_post(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(POSTS, says(too_many_requests(1.0, via=False)))

    with pytest.raises(NotNow):
        await post(app, standin)


async def test_a_post_that_finds_nobody_never_left(
    standin: DiscordStandin, app: DiscordApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{port}")

    with pytest.raises(NotNow):
        await post(app, standin)


async def test_a_forbidden_channel_refuses(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.forbid(standin.channel)

    with pytest.raises(Refused, match="missing_permissions"):
        await post(app, standin)


async def test_a_deleted_channel_refuses(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.delete_channel(standin.channel)

    with pytest.raises(Refused, match="unknown_channel"):
        await post(app, standin)


async def test_a_server_that_removed_the_bot_refuses(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.remove_guild(standin.guild)

    with pytest.raises(Refused, match="missing_access"):
        await post(app, standin)


async def test_a_marked_post_is_found_again(standin: DiscordStandin, app: DiscordApp) -> None:
    id = await post(app, standin)
    standin.say("what a student says")

    assert await app.find(place(standin), "delivery-1", MAY_DAY) == id


async def test_what_was_not_posted_is_not_found(standin: DiscordStandin, app: DiscordApp) -> None:
    await post(app, standin)

    assert await app.find(place(standin), "delivery-2", MAY_DAY) == ""
    assert await app.find(place(standin), "delivery-1", MAY_DAY + timedelta(minutes=1)) == ""


async def test_a_history_that_may_not_be_read_is_told(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.delete_channel(standin.channel)

    with pytest.raises(Refused):
        await app.find(place(standin), "delivery-1", MAY_DAY)


async def test_the_ticker_can_post_and_look_here(house: House) -> None:
    platform: Platform = DiscordApp(house.bot, house.config, lambda: MAY_DAY)

    assert platform.name == "discord"
    assert isinstance(platform, Readable)


async def test_nothing_is_posted_before_the_connection_is_there(standin: DiscordStandin, house: House) -> None:
    app = DiscordApp(house.bot, house.config, lambda: MAY_DAY)

    with pytest.raises(NotNow):
        await post(app, standin)
