"""Posts that nobody asked for, and what is known of each afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from discord.http import Route

from adapters.discord.app import DiscordApp
from adapters.discord.settings import DiscordSettings, Shards
from adapters.ticker import Poster, Readable
from bot.chat import Channel, File, NotNow, OutcomeUnknown, Refused, Reply, User, private_channel
from bot.replies.catalog import catalog
from tests.adapters.discord.conftest import House
from tests.saltmarsh import MAY_DAY
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.refusals import MISSING_PERMISSIONS, left_of_bucket, server_error, too_many_requests
from tests.standins.discord.world import READ_MESSAGE_HISTORY
from tests.standins.faults import adds, cut_after, cut_before, held, lost, says
from tests.standins.wire import Answer, Call

POSTS = r"POST .*/messages$"
REPLY = Reply(title="On this day", text="The sea wall is begun.")
SAY = catalog("en")


def place(standin: DiscordStandin) -> Channel:
    return Channel("discord", standin.guild.id, standin.channel.id)


def posted(standin: DiscordStandin) -> list[Call]:
    """Return the requests to post."""
    return [one for one in standin.requests if one.method == "POST" and one.path.endswith("/messages")]


async def heard(standin: DiscordStandin) -> None:
    """Wait until the bot has heard all that the gateway told it so far."""
    await (await standin.slash("about")).message()


async def post(app: DiscordApp, standin: DiscordStandin, reply: Reply = REPLY) -> str:
    return await app.post(place(standin), reply, SAY, nonce="d1", marker="delivery-1")


async def test_a_post_stands_in_its_channel(standin: DiscordStandin, app: DiscordApp) -> None:
    id = await post(app, standin)

    assert "The sea wall" in standin.messages.public[id].text


async def test_a_message_is_edited_where_it_stands(standin: DiscordStandin, app: DiscordApp) -> None:
    id = await post(app, standin)

    await app.edit(place(standin), id, Reply(text="Closed."), SAY)

    message = standin.messages.public[id]
    assert ("Closed." in message.text, "The sea wall" in message.text) == (True, False)


async def test_an_edit_of_a_message_that_is_gone_is_refused(standin: DiscordStandin, app: DiscordApp) -> None:
    with pytest.raises(Refused, match="10008"):
        await app.edit(place(standin), "4711", REPLY, SAY)


async def test_who_is_written_to_alone_gets_it_in_private(standin: DiscordStandin, app: DiscordApp) -> None:
    person = private_channel(User("discord", standin.guild.id, standin.user.id))

    id = await app.post(person, REPLY, SAY, nonce="d1", marker="delivery-1")

    assert standin.messages.public[id].channel == standin.world.direct_channel(standin.user)
    assert await app.find(person, "delivery-1", MAY_DAY - timedelta(days=36500)) == id


async def test_who_takes_no_private_messages_refuses(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.channels.shut_doors.add(standin.user.id)

    with pytest.raises(Refused, match="closed_messages"):
        await app.post(private_channel(User("discord", standin.guild.id, standin.user.id)), REPLY, SAY, nonce="d1")


async def test_a_private_conversation_that_did_not_open_is_tried_again(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    standin.faults.order(r"POST .*/users/@me/channels$", cut_after())

    with pytest.raises(NotNow):
        await app.post(private_channel(User("discord", standin.guild.id, standin.user.id)), REPLY, SAY, nonce="d1")


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
    standin: DiscordStandin, house: House, status: int
) -> None:
    house.call = timedelta(seconds=1.2)
    standin.faults.order(POSTS, says(server_error(status)), times=None)

    async with house.open() as app:
        with pytest.raises(OutcomeUnknown):
            await post(app, standin)


async def test_a_post_that_discord_took_and_was_unwell_about_is_made_once(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    standin.faults.order(POSTS, says(server_error(502), accepted=True))

    id = await post(app, standin)

    assert [one.repeated for one in standin.acceptances] == [False, True]
    assert {one.id for one in standin.acceptances} == {id}


@pytest.mark.parametrize("refusal", [MISSING_PERMISSIONS, too_many_requests(12.5), too_many_requests(12.5, via=False)])
async def test_a_refusal_after_an_unwell_answer_does_not_say_that_nothing_was_taken(
    standin: DiscordStandin, app: DiscordApp, refusal: Answer
) -> None:
    standin.faults.order(POSTS, says(server_error(502), accepted=True))
    standin.faults.order(POSTS, says(refusal))

    with pytest.raises(OutcomeUnknown):
        await post(app, standin)


async def test_an_answer_that_does_not_come_leaves_the_post_unknown(standin: DiscordStandin, house: House) -> None:
    house.call = timedelta(seconds=0.3)
    standin.faults.order(POSTS, lost())

    async with house.open() as app:
        with pytest.raises(OutcomeUnknown):
            await post(app, standin)

        assert len(standin.acceptances) == 1


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_post_over_the_limit_is_told_when_to_come_again(
    standin: DiscordStandin, app: DiscordApp, everywhere: bool
) -> None:
    standin.faults.order(POSTS, says(too_many_requests(12.5, everywhere=everywhere)))

    with pytest.raises(NotNow) as told:
        await post(app, standin)

    assert told.value.retry_after == 12.5
    assert told.value.is_everywhere == everywhere


async def test_a_limit_of_the_whole_bot_silences_posts_and_no_answers(standin: DiscordStandin, app: DiscordApp) -> None:
    other = replace(place(standin), id=standin.add_channel("other").id)
    standin.faults.order(POSTS, says(too_many_requests(12.0, everywhere=True)))
    with pytest.raises(NotNow):
        await post(app, standin)

    with pytest.raises(NotNow) as told:
        await app.post(other, REPLY, SAY, nonce="d2", marker="delivery-2")

    assert 11 < told.value.retry_after <= 12
    assert told.value.is_everywhere
    assert len(posted(standin)) == 1
    assert "The sea wall" in (await (await standin.slash("timeline", {"when": "1950"})).message()).text


async def test_a_limit_of_one_channel_silences_no_other(standin: DiscordStandin, app: DiscordApp) -> None:
    other = replace(place(standin), id=standin.add_channel("other").id)
    standin.faults.order(POSTS, says(too_many_requests(12.0)))
    with pytest.raises(NotNow):
        await post(app, standin)

    id = await app.post(other, REPLY, SAY, nonce="d2", marker="delivery-2")

    assert standin.messages.public[id].channel.id == other.id


async def test_a_post_that_empties_its_bucket_ends_at_once_and_the_next_is_not_made(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    standin.faults.order(POSTS, adds(left_of_bucket(0, 30.0)))
    await post(app, standin)

    with pytest.raises(NotNow) as told:
        await app.post(place(standin), REPLY, SAY, nonce="d2", marker="delivery-2")

    assert 20 < told.value.retry_after <= 30
    assert told.value.is_everywhere is False
    assert len(posted(standin)) == 1


async def test_what_is_left_of_a_bucket_is_used(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(POSTS, adds(left_of_bucket(1, 30.0)))
    await post(app, standin)

    await app.post(place(standin), REPLY, SAY, nonce="d2", marker="delivery-2")

    assert len(standin.acceptances) == 2


async def test_posts_at_the_same_time_do_not_wait_for_one_another(standin: DiscordStandin, app: DiscordApp) -> None:
    release = asyncio.Event()
    standin.faults.order(POSTS, held(release), times=2)

    made = [asyncio.create_task(app.post(place(standin), REPLY, SAY, nonce=f"d{n}", marker="")) for n in range(2)]
    await standin.bell.until(lambda: len(standin.acceptances) == 2)
    release.set()

    assert len(set(await asyncio.gather(*made))) == 2


async def test_a_ban_of_the_address_is_no_refusal_of_the_post(standin: DiscordStandin, app: DiscordApp) -> None:
    standin.faults.order(POSTS, says(too_many_requests(1.0, via=False)))

    with pytest.raises(NotNow):
        await post(app, standin)


@pytest.mark.parametrize("has_posted_before", [False, True])
async def test_a_post_that_finds_nobody_never_left(
    standin: DiscordStandin, app: DiscordApp, monkeypatch: pytest.MonkeyPatch, has_posted_before: bool
) -> None:
    if has_posted_before:
        await post(app, standin)
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{port}")

    with pytest.raises(NotNow):
        await post(app, standin)


async def test_a_token_taken_back_is_no_refusal_by_the_channel(standin: DiscordStandin, app: DiscordApp) -> None:
    await post(app, standin)
    standin.token = "a-newer-token"

    with pytest.raises(NotNow):
        await app.post(place(standin), REPLY, SAY, nonce="d2", marker="delivery-2")


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


async def test_a_history_that_is_shown_empty_because_it_may_not_be_read_is_no_proof(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    await post(app, standin)
    standin.forbid(standin.channel, READ_MESSAGE_HISTORY)
    await heard(standin)

    with pytest.raises(Refused, match="missing_permissions"):
        await app.find(place(standin), "delivery-1", MAY_DAY)


async def test_a_history_that_may_be_read_again_is(standin: DiscordStandin, app: DiscordApp) -> None:
    id = await post(app, standin)
    standin.forbid(standin.channel, READ_MESSAGE_HISTORY)
    standin.forbid(standin.channel, 0)
    await heard(standin)

    assert await app.find(place(standin), "delivery-1", MAY_DAY) == id


async def test_direct_messages_can_always_be_read(standin: DiscordStandin, app: DiscordApp) -> None:
    direct = Channel("discord", f"dm-{standin.user.id}", standin.world.direct_channel(standin.user).id)

    assert await app.find(direct, "delivery-1", MAY_DAY) == ""


@pytest.mark.parametrize("forbidden", [0, READ_MESSAGE_HISTORY])
async def test_a_channel_of_another_process_is_readable_when_something_is_seen_in_it(
    standin: DiscordStandin, house: House, forbidden: int
) -> None:
    house.config = replace(house.config, own=(DiscordSettings(TOKEN, Shards((0,), 2)),))
    elsewhere = standin.add_guild("On the other shard")
    channel = standin.forbid(next(iter(standin.world.channels_of(elsewhere))), forbidden)
    standin.say("what a student says", channel=channel)

    async with house.open() as app:
        look = app.find(Channel("discord", elsewhere.id, channel.id), "delivery-1", MAY_DAY + timedelta(hours=1))
        if forbidden:
            with pytest.raises(Refused):
                await look
        else:
            assert await look == ""


async def test_a_post_is_found_under_a_long_talk(standin: DiscordStandin, app: DiscordApp) -> None:
    for number in range(250):
        standin.say(f"before {number}")
    id = await post(app, standin)
    for number in range(250):
        standin.say(f"after {number}")

    assert await app.find(place(standin), "delivery-1", MAY_DAY) == id


async def test_what_is_not_found_in_all_that_is_read_is_not_said_to_be_missing(
    standin: DiscordStandin, app: DiscordApp
) -> None:
    for number in range(1200):
        standin.say(f"before {number}")
    await post(app, standin)

    with pytest.raises(Refused, match="too_much_said_since"):
        await app.find(place(standin), "delivery-1", MAY_DAY)


async def test_the_ticker_can_post_and_look_here(house: House) -> None:
    poster: Poster = DiscordApp(house.bot, house.config, lambda: MAY_DAY)

    assert poster.platform.name == "discord"
    assert isinstance(poster, Readable)


async def test_nothing_is_posted_before_the_connection_is_there(standin: DiscordStandin, house: House) -> None:
    app = DiscordApp(house.bot, house.config, lambda: MAY_DAY)

    with pytest.raises(NotNow):
        await post(app, standin)
