"""The one workspace of the token that the operator has set: whose it is, and whether it is still good."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot as Installed
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import words
from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.slack.connection import BAD_TOKEN, FIRST_WAIT, LONGEST_WAIT
from adapters.slack.installations import Now, keep, key_of, left
from adapters.slack.platform import SLACK
from adapters.tasks import comes
from bot.chat import TokenRefused
from bot.community import Community, CommunityJoined
from bot.replies.catalog import catalog
from bot.standing import Standing
from bot.store.store import Store

log = logging.getLogger(__name__)
REACH = "Slack cannot be reached, trying again more and more slowly"
# How often it is asked whether the token is still good.
TOKEN_SECONDS = 300.0


class OneWorkspace:
    """The workspace of a token. `now` gives the moment, aware, in UTC."""

    def __init__(self, client: AsyncWebClient, token: str, store: Store, now: Now) -> None:
        self._client = client
        self._token = token
        self._store = store
        self._now = now
        self._doubted = asyncio.Event()
        self._installed: Installed | None = None

    async def load(self) -> None:
        """Find out whose token it is, and store that they have the bot, so that nothing of theirs is deleted.

        Waits until Slack can be reached; TokenRefused where it does not take the token.
        """
        self._installed = await self._patiently()
        await keep(self._store, CommunityJoined(Community(SLACK.name, key_of(self._installed))))

    async def find(self, team: str | None, enterprise: str | None = None) -> Installed | None:
        """Return the one installation: in a shared channel somebody of another workspace may ask."""
        return self._installed

    async def leave(self, team: str | None, enterprise: str | None = None) -> None:
        """Remember that the workspace has removed the bot."""
        if self._installed:
            await keep(self._store, *left(Community(SLACK.name, key_of(self._installed)), self._now()))

    def doubt(self, team: str) -> None:
        """Ask at once whether the token is still good: Slack has refused a call as if it were not."""
        self._doubted.set()

    async def watch(self) -> None:
        """Ask now and then, and in doubt at once, whether the token is still good; TokenRefused once it is not."""
        while True:
            await comes(self._doubted, TOKEN_SECONDS)
            self._doubted.clear()
            with suppress(SlackApiError, aiohttp.ClientError, OSError):
                await self._whose()

    async def _patiently(self) -> Installed:
        wait, standing = FIRST_WAIT, Standing(log)
        while True:
            try:
                installed = await self._whose()
            except SlackApiError as error:
                standing.is_wrong(REACH, word_of(error))
            except (aiohttp.ClientError, OSError) as error:
                standing.is_wrong(REACH, type(error).__name__)
            else:
                standing.is_well(REACH)
                return installed
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _whose(self) -> Installed:
        """Return whose token it is; TokenRefused where Slack does not take it."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                owner = await self._client.auth_test(token=self._token)
        except SlackApiError as error:
            if word_of(error) in BAD_TOKEN:
                raise TokenRefused(catalog("")(words.TOKEN_REFUSED)) from None
            raise
        return Installed(
            enterprise_id=owner.get("enterprise_id"),
            team_id=owner["team_id"],
            bot_token=self._token,
            bot_id=owner["bot_id"],
            bot_user_id=owner["user_id"],
            is_enterprise_install=bool(owner.get("is_enterprise_install")),
            installed_at=self._now(),
        )
