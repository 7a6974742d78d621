"""Channels in which something is set up, by what Slack tells of them."""

from __future__ import annotations

from dataclasses import replace

from adapters.slack.app import SlackApp
from tests.adapters.slack.reading import read
from tests.standins.faults import says
from tests.standins.slack import SlackStandin
from tests.standins.slack.refusals import refusal


async def test_nothing_is_set_up_where_the_bot_may_not_post(standin: SlackStandin, app: SlackApp) -> None:
    hidden = standin.world.add_channel("staff", standin.team, joined=False, private=True)

    message = await (await standin.slash("/trivia", "start", channel=hidden)).message()

    assert message.reader == standin.user
    assert "/invite @Dateline" in read(message)


async def test_nothing_is_set_up_in_an_archived_channel(standin: SlackStandin, app: SlackApp) -> None:
    old = standin.world.put(replace(standin.world.add_channel("old", standin.team), archived=True))

    message = await (await standin.slash("/trivia", "start", channel=old)).message()

    assert "archived" in read(message)


async def test_without_the_scope_for_public_channels_the_bot_has_to_be_in_them(
    standin: SlackStandin, app: SlackApp
) -> None:
    team = standin.team
    standin.world.teams[team.id] = replace(team, scopes="chat:write,channels:read")
    elsewhere = standin.world.add_channel("hall", team, joined=False)

    message = await (await standin.slash("/trivia", "start", channel=elsewhere)).message()

    assert "/invite @Dateline" in read(message)


async def test_a_channel_that_slack_did_not_find_is_not_taken(standin: SlackStandin, app: SlackApp) -> None:
    line = "daily 09:00 channel:#nosuch"

    message = await (await standin.slash("/schedule", line, user=standin.moderator)).message()

    assert "“#nosuch” is no channel here" in read(message)


async def test_where_slack_tells_nothing_of_a_channel_it_is_taken_to_be_open(
    standin: SlackStandin, app: SlackApp
) -> None:
    standin.faults.order(r"conversations\.info", says(refusal("missing_scope")))

    message = await (await standin.slash("/trivia", "start number:1")).message()

    assert message.reader is None
