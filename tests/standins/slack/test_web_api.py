"""The stand-in of Slack: what the bot calls, and what can go wrong with it."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.faults import cut_after, cut_before, says
from tests.standins.slack import SlackStandin
from tests.standins.slack.api.oauth import CLIENT_ID, CLIENT_SECRET
from tests.standins.slack.refusals import server_error, too_many_requests
from tests.standins.slack.smallest import QUIET

POSTS = r"chat\.postMessage$"


async def test_a_posted_message_is_edited_and_deleted(standin: SlackStandin, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=standin.channel.id, text="one", **QUIET)
    await client.chat_update(channel=standin.channel.id, ts=posted["ts"], text="two")
    edited = [message.text for message in standin.posted()]

    await client.chat_delete(channel=standin.channel.id, ts=posted["ts"])

    assert (edited, standin.posted()) == (["two"], [])


async def test_a_429_says_how_long_to_wait(standin: SlackStandin, client: AsyncWebClient) -> None:
    standin.faults.order(POSTS, says(too_many_requests(7)))

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=standin.channel.id, text="busy", **QUIET)

    assert refused.value.response.headers["Retry-After"] == "7"
    assert standin.acceptances == []


async def test_a_503_is_no_json(standin: SlackStandin, client: AsyncWebClient) -> None:
    standin.faults.order(POSTS, says(server_error(503)))

    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=standin.channel.id, text="unwell", **QUIET)


@pytest.mark.parametrize(("fault", "accepted"), [(cut_before(), 0), (cut_after(), 1)])
async def test_a_reset_comes_before_or_after_acceptance(
    standin: SlackStandin, client: AsyncWebClient, fault: Any, accepted: int
) -> None:
    standin.faults.order(POSTS, fault)

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=standin.channel.id, text="lost", **QUIET)

    assert len(standin.acceptances) == accepted


async def test_a_channel_that_is_not_there_is_not_found(standin: SlackStandin, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel="C404", text="hello?", **QUIET)


async def test_a_bot_without_the_scope_must_be_in_the_channel(standin: SlackStandin) -> None:
    team = standin.world.add_team("Strict", scopes="chat:write")
    channel = standin.world.add_channel("elsewhere", team, joined=False)
    client = AsyncWebClient(token=team.token, base_url=standin.api_url, retry_handlers=[])

    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postMessage(channel=channel.id, text="hello?", **QUIET)


async def test_a_removed_app_has_a_dead_token(connected: SlackStandin, client: AsyncWebClient) -> None:
    await (await connected.uninstall()).acked()

    with pytest.raises(SlackApiError, match="account_inactive"):
        await client.auth_test()


async def test_a_revoked_token_is_refused(standin: SlackStandin, client: AsyncWebClient) -> None:
    await client.auth_revoke()

    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.users_info(user=standin.user.id)


# slack_sdk hands aiohttp its BasicAuth, which aiohttp 3.14 calls deprecated.
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_a_code_is_exchanged_once(standin: SlackStandin, client: AsyncWebClient) -> None:
    code = standin.oauth.code(standin.team, standin.moderator)
    installed = await client.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=code)

    assert installed["access_token"] == standin.team.token
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=code)


async def test_a_file_is_uploaded_in_three_steps(standin: SlackStandin, client: AsyncWebClient) -> None:
    await client.files_upload_v2(filename="report.csv", content="a,b\n", channel=standin.channel.id)

    assert list(standin.files.contents.values()) == [b"a,b\n"]
    assert [message.text for message in standin.posted()] == ["report.csv"]


async def test_everybody_can_be_looked_up(standin: SlackStandin, client: AsyncWebClient) -> None:
    user = await client.users_info(user=standin.moderator.id)
    channels = await client.conversations_list()
    direct = await client.conversations_open(users=[standin.user.id])
    team = await client.team_info()

    assert user["user"]["is_admin"]
    assert [channel["name"] for channel in channels["channels"]] == ["general"]
    assert direct["channel"]["is_im"]
    assert team["team"]["name"] == "History class"


async def test_posts_beyond_the_limit_are_told_to_wait(standin: SlackStandin, client: AsyncWebClient) -> None:
    standin.limit_posts(1)
    await client.chat_postMessage(channel=standin.channel.id, text="one", **QUIET)

    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.chat_postMessage(channel=standin.channel.id, text="two", **QUIET)
