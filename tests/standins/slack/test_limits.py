"""The stand-in of Slack: what breaks a documented limit is found."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import SlackStandin
from tests.standins.slack.smallest import QUIET, Body, words


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([{"type": "divider"}] * 51, "51 items"),
        ([{"type": "header", "text": words("x" * 151)}], "151 characters"),
        ([{"type": "section"}], "neither text nor fields"),
        ([{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}], "block_id 'a' is used 2 times"),
        ([{"type": "divider", "colour": "red"}], "unknown field colour"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}}], "calls everybody"),
        ([{"type": "actions", "elements": [{"type": "button", "text": words("x" * 76)}]}], "76 characters"),
    ],
)
async def test_what_breaks_a_limit_is_a_violation(
    standin: SlackStandin, client: AsyncWebClient, blocks: list[Body], said: str
) -> None:
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(channel=standin.channel.id, text="fallback", blocks=blocks, **QUIET)

    assert [said in violation for violation in standin.violations] == [True]


async def test_a_message_that_unfurls_is_a_violation(standin: SlackStandin, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(channel=standin.channel.id, text="https://example.org")

    assert len(standin.violations) == 2


async def test_an_unknown_method_is_a_violation(standin: SlackStandin, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client.api_call("no.where")

    assert "no such method" in standin.violations[0]
