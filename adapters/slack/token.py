"""The token that the operator has set for one workspace: whose it is, and whether it is still good."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot as Installed
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import words
from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.slack.connection import BAD_TOKEN, FIRST_WAIT, LONGEST_WAIT
from adapters.slack.installations import own_workspace
from bot.chat import TokenRefused
from bot.replies.catalog import catalog
from bot.standing import Standing

log = logging.getLogger(__name__)
REACH = "Slack cannot be reached, trying again more and more slowly"
# A token that is taken back while nothing happens is noticed within so long.
TOKEN_SECONDS = 300.0


class Token:
    """A workspace's token. `now` gives the moment, aware, in UTC."""

    def __init__(self, client: AsyncWebClient, token: str, now: Callable[[], datetime]) -> None:
        self._client = client
        self._token = token
        self._now = now
        self._doubt = asyncio.Event()

    async def workspace(self) -> Installed:
        """Return whose token it is; waits until Slack can be reached, TokenRefused where Slack does not take it."""
        wait, standing = FIRST_WAIT, Standing(log)
        while True:
            try:
                installed = await self._asked()
            except SlackApiError as error:
                standing.is_wrong(REACH, word_of(error))
            except (aiohttp.ClientError, OSError) as error:
                standing.is_wrong(REACH, type(error).__name__)
            else:
                standing.is_well(REACH)
                return installed
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def watch(self) -> None:
        """Ask now and then, and in doubt at once, whether it is still good; TokenRefused once it is not."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(TOKEN_SECONDS):
                    await self._doubt.wait()
            self._doubt.clear()
            with suppress(SlackApiError, aiohttp.ClientError, OSError):
                await self._asked()

    def doubt(self) -> None:
        """Ask at once: something was refused that a good token would have been given."""
        self._doubt.set()

    async def _asked(self) -> Installed:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return await own_workspace(self._client, self._token, self._now())
        except SlackApiError as error:
            if word_of(error) in BAD_TOKEN:
                raise TokenRefused(catalog("")(words.TOKEN_REFUSED)) from None
            raise
