"""Where the bot may post, which Slack has to be asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.slack.words import Closed
from bot.chat import Channel

log = logging.getLogger(__name__)
UNSEEN = "channel_not_found"
SCOPES, OPEN = "x-oauth-scopes", "chat:write.public"
DIRECT = "D"


async def why_not(client: AsyncWebClient, channel: Channel) -> Closed | None:
    """Return why the bot may not post into a channel, None where it may, or where Slack does not say.

    With chat:write.public all public channels are open to it; a private one that it is not in is hidden from it.
    """
    if channel.id.startswith(DIRECT):
        return None
    try:
        async with asyncio.timeout(CALL_SECONDS):
            answer = await client.conversations_info(channel=channel.id)
    except SlackApiError as error:
        return Closed.UNSEEN if word_of(error) == UNSEEN else None
    except (aiohttp.ClientError, OSError) as error:
        log.warning("nothing is known of a channel: %s", type(error).__name__)
        return None
    return _closed(answer["channel"], is_open=_may_enter(answer))


def _closed(place: Mapping[str, Any], *, is_open: bool) -> Closed | None:
    if place.get("is_archived"):
        return Closed.ARCHIVED
    if place.get("is_read_only") or place.get("is_thread_only"):
        return Closed.READ_ONLY
    is_hidden = place.get("is_private") or not is_open
    return Closed.UNSEEN if is_hidden and not place.get("is_member") else None


def _may_enter(answer: AsyncSlackResponse) -> bool:
    """Whether public channels are open to the bot, by the scopes that every answer of Slack's names."""
    scopes = {name.lower(): value for name, value in answer.headers.items()}.get(SCOPES)
    return scopes is None or OPEN in scopes
