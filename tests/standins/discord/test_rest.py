"""The stand-in of Discord: posts, and what can go wrong with them."""

import asyncio
import io
import json
from pathlib import Path

import aiohttp
import discord
import pytest

from tests.standins.clock import HandClock
from tests.standins.discord import DiscordStandin
from tests.standins.discord.pointing import connected, pointed_at
from tests.standins.discord.refusals import server_error, too_many_requests
from tests.standins.discord.smallest import SmallestBot
from tests.standins.faults import cut_after, cut_before, held, lost, says

POSTS = r"POST .*/channels/\d+/messages$"


async def post(bot: discord.Client, standin: DiscordStandin, text: str, nonce: str = "d1") -> discord.Message:
    """Post as a bot posts of its own accord."""
    return await bot.get_partial_messageable(int(standin.channel.id)).send(text, nonce=nonce)


async def test_a_429_is_waited_for(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.faults.order(POSTS, says(too_many_requests(0.01)))

    await post(bot, standin, "again")

    assert len(standin.acceptances) == 1
    assert len([call for call in standin.requests if call.path.endswith("/messages")]) == 2


async def test_a_limit_on_all_posts_holds(standin: DiscordStandin, bot: SmallestBot, clock: HandClock) -> None:
    standin.limit_posts(1, seconds=0.01)
    await post(bot, standin, "first")

    second = asyncio.create_task(post(bot, standin, "second", nonce="d2"))
    await standin.bell.until(lambda: len(standin.requests) == 5)
    clock.advance(1.0)

    await second
    assert len(standin.acceptances) == 2


async def test_a_429_without_via_is_not(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.faults.order(POSTS, says(too_many_requests(0.01, via=False)))

    with pytest.raises(discord.HTTPException, match="429"):
        await post(bot, standin, "banned")


async def test_a_nonce_posts_once_after_a_reset(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.faults.order(POSTS, cut_after())
    with pytest.raises(aiohttp.ClientError):
        await post(bot, standin, "once", nonce="d42")

    message = await post(bot, standin, "once", nonce="d42")

    assert [one.repeated for one in standin.acceptances] == [False, True]
    assert {one.id for one in standin.acceptances} == {str(message.id)}


async def test_a_nonce_is_forgotten_in_time(standin: DiscordStandin, bot: SmallestBot, clock: HandClock) -> None:
    await post(bot, standin, "twice", nonce="d42")
    clock.advance(standin.messages.nonce_seconds)

    await post(bot, standin, "twice", nonce="d42")

    assert [one.repeated for one in standin.acceptances] == [False, False]


async def test_a_reset_before_acceptance_leaves_nothing(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.faults.order(POSTS, cut_before())

    with pytest.raises(aiohttp.ClientError):
        await post(bot, standin, "lost")

    assert standin.acceptances == []


async def test_a_503_is_reported(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.faults.order(POSTS, says(server_error(503)))

    with pytest.raises(discord.DiscordServerError):
        await post(bot, standin, "unwell")


async def test_an_answer_can_be_held_back(standin: DiscordStandin, bot: SmallestBot) -> None:
    release = asyncio.Event()
    standin.faults.order(POSTS, held(release))
    posting = asyncio.create_task(post(bot, standin, "held"))

    await standin.bell.until(lambda: standin.acceptances)

    assert not posting.done()
    release.set()
    await posting


async def test_a_forbidden_channel_answers_50013(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.forbid(standin.channel)

    with pytest.raises(discord.Forbidden, match="50013"):
        await post(bot, standin, "hush")


async def test_a_deleted_channel_answers_10003(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.delete_channel(standin.channel)

    with pytest.raises(discord.NotFound, match="10003"):
        await post(bot, standin, "gone")


async def test_a_removed_bot_learns_of_it(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.remove_guild(standin.guild)

    await standin.bell.until(lambda: not bot.guilds)
    with pytest.raises(discord.Forbidden, match="50001"):
        await post(bot, standin, "farewell")


async def test_the_history_holds_what_was_posted(standin: DiscordStandin, bot: SmallestBot) -> None:
    await post(bot, standin, "first")
    standin.say("what a student says")

    channel = bot.get_partial_messageable(int(standin.channel.id))

    assert [message.content async for message in channel.history()] == ["", "first"]


async def test_a_direct_message_finds_its_reader(standin: DiscordStandin, bot: SmallestBot) -> None:
    user = await bot.fetch_user(int(standin.user.id))

    await user.send("hello")

    assert [message.text for message in standin.messages.public.values()] == ["hello"]


async def test_too_long_a_message_is_a_violation(standin: DiscordStandin, bot: SmallestBot) -> None:
    with pytest.raises(discord.HTTPException, match="50035"):
        await post(bot, standin, "x" * 2001)

    assert ["2001 characters" in violation for violation in standin.violations] == [True]


async def test_a_message_that_may_mention_is_a_violation(standin: DiscordStandin, bot: SmallestBot) -> None:
    channel = bot.get_partial_messageable(int(standin.channel.id))

    with pytest.raises(discord.HTTPException, match="50035"):
        await channel.send("@everyone", allowed_mentions=discord.AllowedMentions.all())

    assert "allowed_mentions" in standin.violations[0]


async def test_an_unknown_path_is_a_violation(standin: DiscordStandin, bot: SmallestBot) -> None:
    with pytest.raises(discord.NotFound):
        await bot.http.request(discord.http.Route("GET", "/nowhere"))

    assert "no such path" in standin.violations[0]


async def test_a_file_is_shown_in_a_message(standin: DiscordStandin, bot: SmallestBot) -> None:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://map.png", description="A map")))
    channel = bot.get_partial_messageable(int(standin.channel.id))

    message = await channel.send(view=view, file=discord.File(io.BytesIO(b"png"), "map.png"))

    shown = standin.messages.public[str(message.id)]
    assert [one["filename"] for one in shown.attachments] == ["map.png"]
    assert shown.components[0]["items"][0]["media"]["url"].startswith("https://cdn.discordapp.com/")


async def test_a_lost_answer_does_not_hold_the_stand_in(standin: DiscordStandin, bot: SmallestBot) -> None:
    standin.faults.order(POSTS, lost())

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(post(bot, standin, "into the void"), 0.05)

    assert len(standin.acceptances) == 1


async def test_a_journal_outlives_its_process(tmp_path: Path) -> None:
    standin = DiscordStandin(journal=tmp_path / "accepted.jsonl")
    await standin.start()

    with pointed_at(standin):
        async with connected(SmallestBot(), standin) as bot:
            await post(bot, standin, "noted", nonce="d7")
    await standin.stop()

    (line,) = (tmp_path / "accepted.jsonl").read_text().splitlines()
    assert (json.loads(line)["nonce"], json.loads(line)["text"]) == ("d7", "noted")
