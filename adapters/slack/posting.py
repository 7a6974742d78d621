"""Posts that nobody asked for: what became of one is told exactly, since it decides whether it is tried again.

Slack knows no key by which it would drop a repeated post, so nothing here tries a second time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.calls import CALL_SECONDS, status_of, wait_of, word_of
from adapters.slack.render import Message
from bot.chat import NotNow, OutcomeUnknown, Refused

# Where Slack does not say how long to wait.
USUAL_WAIT = 5.0
LIMITED = ("ratelimited", "rate_limited", "message_limit_exceeded")
# Of these Slack says that something may have been done (docs.slack.dev/reference/methods/chat.postMessage).
UNSURE = ("fatal_error", "internal_error", "request_timeout", "service_unavailable", "")
# The workspace has removed the bot, or taken its token back.
GONE = ("account_inactive", "token_revoked", "invalid_auth", "not_authed", "token_expired")
EVENT_TYPE = "dateline_delivery"


async def edit(client: AsyncWebClient, channel_id: str, ts: str, message: Message) -> None:
    """Put a message in the place of another; Refused, NotNow or OutcomeUnknown as of a post."""
    await called(client.chat_update(channel=channel_id, ts=ts, **message.fields))


async def post(client: AsyncWebClient, channel_id: str, message: Message, marker: str) -> str:
    """Post a message and return its `ts`; Refused, NotNow or OutcomeUnknown when there is none for sure."""
    mark: dict[str, Any] = {}
    if marker:
        mark = {"metadata": {"event_type": EVENT_TYPE, "event_payload": {"id": marker}}}
    return str((await called(client.chat_postMessage(channel=channel_id, **message.fields, **mark)))["ts"])


async def called(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Return what a call to Slack brings; Refused, NotNow or OutcomeUnknown say why it brings nothing."""
    try:
        async with asyncio.timeout(CALL_SECONDS):
            return await call
    except SlackApiError as error:
        raise meaning(error) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        # Nothing has left: no connection came about.
        raise NotNow(USUAL_WAIT) from error
    except (aiohttp.ClientError, OSError) as error:
        raise OutcomeUnknown(type(error).__name__) from error


def meaning(error: SlackApiError) -> Exception:
    """Return what Slack's answer says of a post."""
    status, word = status_of(error), word_of(error)
    if status == 429 or word in LIMITED:
        # Its limits are a channel's or a workspace's; others are not concerned.
        return NotNow(wait_of(error, USUAL_WAIT), is_everywhere=False)
    if status >= 500 or word in UNSURE:
        return OutcomeUnknown(word or str(status))
    return Refused(word)
