"""Where the bot may post, which Slack has to be asked."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.slack.words import Closed
from bot.chat import Channel

log = logging.getLogger(__name__)
UNSEEN = "channel_not_found"
DIRECT = "D"


async def why_not(client: AsyncWebClient, channel: Channel) -> Closed | None:
    """Return why the bot may not post into a channel, None where it may, or where Slack does not tell.

    Public channels are open to it (chat:write.public); a private one that it is not in is hidden from it.
    """
    if channel.id.startswith(DIRECT):
        return None
    try:
        async with asyncio.timeout(CALL_SECONDS):
            told = await client.conversations_info(channel=channel.id)
    except SlackApiError as error:
        return Closed.UNSEEN if word_of(error) == UNSEEN else None
    except (aiohttp.ClientError, OSError) as error:
        log.warning("nothing is known of a channel: %s", type(error).__name__)
        return None
    known = told["channel"]
    if known.get("is_archived"):
        return Closed.ARCHIVED
    return Closed.UNSEEN if known.get("is_private") and not known.get("is_member") else None
