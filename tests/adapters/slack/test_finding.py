"""A post of unknown fate is looked for in its channel, within what Slack permits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import SlackApp
from adapters.slack.finding import DISTRIBUTED, Finder
from adapters.slack.manifest import HISTORY
from adapters.slack.platform import SLACK
from bot.app import Bot
from bot.chat import Channel, NotNow, OutcomeUnknown, Refused, Reply, User, private_channel
from bot.replies.catalog import catalog
from bot.schedule.delivery import End, Result
from tests.saltmarsh import MAY_DAY
from tests.standins.clock import HandClock
from tests.standins.faults import cut_after
from tests.standins.slack import Channel as Room, SlackStandin

DAY, SAY = Reply(title="1 May", text="The harbor is dug."), catalog("")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def readable(standin: SlackStandin) -> SlackStandin:
    """The stand-in, whose first workspace lets its history be read."""
    team = standin.team
    standin.world.teams[team.id] = replace(team, scopes=",".join((team.scopes, *HISTORY)))
    return standin


@pytest.fixture
async def client(standin: SlackStandin) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(standin.team.token, standin.api_url, session=session, retry_handlers=[])


class Looker:
    """Looks as the app of a distributed bot does."""

    def __init__(self, standin: SlackStandin, client: AsyncWebClient, clock: HandClock) -> None:
        standin.world.is_distributed = True
        self._standin = standin
        self._client = client
        self._finder = Finder(DISTRIBUTED, lambda: datetime.fromtimestamp(clock(), UTC))

    async def find(self, marker: str, channel: Room | None = None) -> str:
        """Look for a post since May Day at noon."""
        where = Channel(SLACK.name, self._standin.team.id, (channel or self._standin.channel).id)
        return await self._finder.find(self._client, self._standin.team.bot_id, where, marker, MAY_DAY)

    @property
    def looks(self) -> int:
        """How often the history was asked for."""
        return len([call for call in self._standin.requests if call.path.endswith("conversations.history")])


@pytest.fixture
def looker(standin: SlackStandin, client: AsyncWebClient, clock: HandClock) -> Looker:
    return Looker(standin, client, clock)


def post(standin: SlackStandin, marker: str, channel: Room | None = None) -> str:
    """Have a post of the bot in a channel, and return its id."""
    metadata = {"event_type": "dateline_delivery", "event_payload": {"id": marker}}
    where = channel or standin.channel
    return standin.shelf.write(standin.team, where, {"text": "1 May", "metadata": metadata}).ts


def chat(standin: SlackStandin, number: int) -> None:
    """Have people talk."""
    for index in range(number):
        standin.shelf.say(standin.team, standin.channel, standin.user, f"remark {index}")


def where(standin: SlackStandin) -> Channel:
    return Channel(SLACK.name, standin.team.id, standin.channel.id)


async def test_a_post_that_broke_off_is_found_and_nobody_is_asked(
    readable: SlackStandin, app: SlackApp, bot: Bot
) -> None:
    line = "schedule post today 12:01 The test is today."
    await (await readable.slash("/dateline", line, user=readable.moderator)).message()
    (delivery,) = bot.wake(MAY_DAY + MINUTE, ["slack"])
    readable.faults.order(r"chat\.postMessage$", cut_after())
    with pytest.raises(OutcomeUnknown):
        await app.post(delivery.channel, delivery.reply, SAY, delivery.nonce, delivery.marker)
    bot.outbox.settle([Result(delivery, End.UNKNOWN)], MAY_DAY + MINUTE)
    (look,) = bot.wake(MAY_DAY + 2 * MINUTE, ["slack"])

    ts = await app.find(look.channel, look.marker, look.first_call_at)
    bot.outbox.settle([Result(look, End.SENT, ts)], MAY_DAY + 2 * MINUTE)

    assert [message.ts for message in readable.posted()] == [ts]
    assert bot.wake(MAY_DAY + 3 * MINUTE, ["slack"]) == ()


async def test_a_post_that_is_not_there_is_not_found(readable: SlackStandin, looker: Looker) -> None:
    chat(readable, 3)
    post(readable, "another")

    assert await looker.find("lost") == ""


async def test_what_somebody_else_has_marked_is_not_ours(readable: SlackStandin, looker: Looker) -> None:
    ours = readable.shelf.message(readable.channel, post(readable, "d1"))
    forged = replace(ours, author=readable.user)
    readable.shelf.messages[readable.channel.id, ours.ts] = forged

    assert await looker.find("d1") == ""


@pytest.mark.parametrize("is_private", [False, True])
async def test_without_the_scope_the_look_is_refused_and_not_tried_again_at_once(
    standin: SlackStandin, looker: Looker, is_private: bool
) -> None:
    room = standin.world.add_channel("room", standin.team, private=is_private)
    for marker in ("d1", "d2", "d3"):
        with pytest.raises(Refused, match="missing_scope"):
            await looker.find(marker, room)

    assert looker.looks == 1


async def test_where_the_bot_is_no_member_the_look_is_refused(readable: SlackStandin, looker: Looker) -> None:
    with pytest.raises(Refused, match="not_in_channel"):
        await looker.find("d1", readable.world.add_channel("elsewhere", readable.team, joined=False))


async def test_a_busy_channel_is_looked_through_a_page_a_minute(
    readable: SlackStandin, looker: Looker, clock: HandClock
) -> None:
    ts = post(readable, "d1")
    chat(readable, 40)
    waits = []
    for _ in range(2):
        with pytest.raises(NotNow) as early:
            await looker.find("d1")
        waits.append(early.value.retry_after)
        clock.advance(60.0)

    assert await looker.find("d1") == ts
    assert (waits, looker.looks) == ([60.0, 60.0], 3)


async def test_nobody_asks_before_the_minute_is_over(readable: SlackStandin, looker: Looker, clock: HandClock) -> None:
    await looker.find("lost")
    clock.advance(30.0)
    for _ in range(3):
        with pytest.raises(NotNow):
            await looker.find("gone")

    assert looker.looks == 1


async def test_another_process_that_asked_is_waited_for(
    readable: SlackStandin, looker: Looker, client: AsyncWebClient, clock: HandClock
) -> None:
    ts = post(readable, "d1")
    await Looker(readable, client, clock).find("lost")
    with pytest.raises(NotNow):
        await looker.find("d1")
    clock.advance(30.0)
    with pytest.raises(NotNow):
        await looker.find("d1")
    clock.advance(31.0)

    assert await looker.find("d1") == ts
    assert looker.looks == 3


async def test_one_look_finds_all_that_it_sees(readable: SlackStandin, looker: Looker) -> None:
    posts = {marker: post(readable, marker) for marker in ("d1", "d2", "d3")}

    assert {marker: await looker.find(marker) for marker in posts} == posts
    assert looker.looks == 1


async def test_what_is_not_found_in_an_hour_is_given_up(
    readable: SlackStandin, looker: Looker, clock: HandClock
) -> None:
    chat(readable, 1000)
    for _ in range(60):
        with pytest.raises(NotNow):
            await looker.find("lost")
        clock.advance(60.0)

    with pytest.raises(Refused, match="not_found_in_time"):
        await looker.find("lost")


async def test_what_was_said_to_somebody_alone_is_found(standin: SlackStandin, app: SlackApp) -> None:
    person = private_channel(User(SLACK.name, standin.team.id, standin.user.id))
    ts = await app.post(person, DAY, SAY, "n1", "d42")

    assert await app.find(person, "d42", MAY_DAY) == ts


async def test_a_broken_look_is_made_again(readable: SlackStandin, app: SlackApp) -> None:
    await app.post(where(readable), DAY, SAY, "n1", "d42")
    # What only reads, aiohttp asks twice by itself where a connection was open before.
    readable.faults.order(r"conversations\.history", cut_after(), times=2)

    with pytest.raises(OutcomeUnknown):
        await app.find(where(readable), "d42", MAY_DAY)
    with pytest.raises(NotNow):
        await app.find(where(readable), "d42", MAY_DAY)
