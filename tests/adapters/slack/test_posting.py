"""Posts that nobody asked for: what Slack's answer says of them."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.app import SlackApp
from adapters.slack.platform import SLACK
from adapters.slack.posting import meaning
from adapters.slack.settings import SlackSettings
from bot.app import Bot
from bot.chat import Channel, NotNow, OutcomeUnknown, Refused, Reply, User, private_channel
from bot.config import Config
from bot.replies.catalog import catalog
from tests.adapters.slack.conftest import House
from tests.saltmarsh import MAY_DAY
from tests.standins.faults import Fault, cut_after, cut_before, says
from tests.standins.slack import APP_TOKEN, SlackStandin
from tests.standins.slack.refusals import refusal, server_error, too_many_requests

POSTS = r"chat\.postMessage$"
DAY = Reply(title="1 May", text="The harbor is dug.")
SAY = catalog("")


def channel(standin: SlackStandin) -> Channel:
    return Channel(SLACK.name, standin.team.id, standin.channel.id)


async def test_a_post_is_seen_by_everybody_and_marked(standin: SlackStandin, app: SlackApp) -> None:
    ts = await app.post(channel(standin), DAY, SAY, "n1", "d42")

    (message,) = standin.posted()
    assert message.ts == ts
    assert message.metadata == {"event_type": "dateline_delivery", "event_payload": {"id": "d42"}}


async def test_a_message_is_edited_where_it_stands(standin: SlackStandin, app: SlackApp) -> None:
    ts = await app.post(channel(standin), DAY, SAY, "n1", "d42")

    await app.edit(channel(standin), ts, Reply(text="Closed."), SAY)

    (message,) = standin.posted()
    assert (message.ts, "Closed." in str(message.payload), "harbor" in str(message.payload)) == (ts, True, False)


async def test_an_edit_of_a_message_that_is_gone_is_refused(standin: SlackStandin, app: SlackApp) -> None:
    with pytest.raises(Refused, match="message_not_found"):
        await app.edit(channel(standin), "1.0", DAY, SAY)


async def test_who_is_written_to_alone_gets_it_in_private(standin: SlackStandin, app: SlackApp) -> None:
    person = private_channel(User(SLACK.name, standin.team.id, standin.user.id))

    ts = await app.post(person, DAY, SAY, "n1", "d42")

    (message,) = standin.posted(standin.world.direct_channel(standin.user))
    assert message.ts == ts
    assert standin.posted() == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (says(too_many_requests(7)), NotNow),
        (says(refusal("channel_not_found")), Refused),
        (says(refusal("not_in_channel")), Refused),
        (says(refusal("token_revoked")), Refused),
        (says(refusal("fatal_error")), OutcomeUnknown),
        (says(server_error(503)), OutcomeUnknown),
        (cut_before(), OutcomeUnknown),
        (cut_after(), OutcomeUnknown),
    ],
)
async def test_what_became_of_a_post_is_told(
    standin: SlackStandin, app: SlackApp, fault: Fault, error: type[Exception]
) -> None:
    standin.faults.order(POSTS, fault)

    with pytest.raises(error):
        await app.post(channel(standin), DAY, SAY, "n1")


async def test_a_limit_tells_how_long_to_wait(standin: SlackStandin, app: SlackApp) -> None:
    standin.faults.order(POSTS, says(too_many_requests(7)))

    with pytest.raises(NotNow) as refused:
        await app.post(channel(standin), DAY, SAY, "n1")

    assert refused.value.retry_after == 7


@pytest.mark.parametrize("fault", [cut_after(), says(server_error(503), accepted=True), says(too_many_requests(1))])
async def test_no_post_is_made_twice(standin: SlackStandin, app: SlackApp, fault: Fault) -> None:
    standin.faults.order(POSTS, fault)

    with pytest.raises((NotNow, OutcomeUnknown)):
        await app.post(channel(standin), DAY, SAY, "n1")

    assert len([call for call in standin.requests if call.path.endswith("chat.postMessage")]) == 1


async def test_a_post_before_the_start_is_put_off(standin: SlackStandin, house: House) -> None:
    config = Config(house.folder, own=(SlackSettings(bot_token=standin.team.token, app_token=APP_TOKEN),))

    with pytest.raises(NotNow):
        await SlackApp(house.bot, config, lambda: MAY_DAY).post(channel(standin), DAY, SAY, "n1")


async def test_a_post_where_nobody_listens_is_put_off(standin: SlackStandin, app: SlackApp, bot: Bot) -> None:
    await standin.loopback.stop()

    with pytest.raises(NotNow):
        await app.post(channel(standin), DAY, SAY, "n1")


async def test_a_workspace_that_uninstalls_in_the_middle_is_told_nothing_more(
    standin: SlackStandin, app: SlackApp
) -> None:
    await (await standin.uninstall()).acked()

    with pytest.raises(Refused, match="account_inactive"):
        await app.post(channel(standin), DAY, SAY, "n1")


@pytest.mark.parametrize(("status", "kind"), [(500, OutcomeUnknown), (503, OutcomeUnknown), (404, Refused)])
def test_what_slack_does_not_explain_is_unknown_where_its_own_side_failed(status: int, kind: type[Exception]) -> None:
    said = {"error": "never_heard_of"}
    answer = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=said, headers={}, status_code=status
    )

    assert isinstance(meaning(SlackApiError("", answer)), kind)  # type: ignore[no-untyped-call]  # the library's
