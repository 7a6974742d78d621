"""Posts that nobody asked for: what became of one is told exactly, since it decides whether it is tried again.

discord.py waits out a refusal for minutes, and does not tell a post that never left from one whose answer was lost;
so a post is one request of our own, in discord.py's words.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import aiohttp
import discord
from discord.http import Route, handle_message_parameters

from adapters.discord.render import Card, mark
from bot.chat import NotNow, OutcomeUnknown, Refused

CALL_SECONDS, CONNECT_SECONDS = 10.0, 5.0
# Where Discord does not say how long to wait: it is not reached, or its network bans the address for a while.
USUAL_WAIT, BAN_WAIT = 5.0, 60.0
# One request's worth of a channel's history.
HISTORY = 100
NOBODY = discord.AllowedMentions.none()
REASONS = {10003: "unknown_channel", 50001: "missing_access", 50007: "closed_messages", 50013: "missing_permissions"}


class Posts:
    """Posts as the bot whose client has logged in; to be closed in the end."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._session = aiohttp.ClientSession(
            headers={"Authorization": f"Bot {client.http.token}", "User-Agent": client.http.user_agent},
            timeout=aiohttp.ClientTimeout(total=CALL_SECONDS, connect=CONNECT_SECONDS),
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def post(self, channel_id: str, card: Card, nonce: str) -> str:
        """Post a card and return the message's id; Refused, NotNow or OutcomeUnknown when there is none for sure.

        Within the few minutes that Discord remembers a nonce, posting again under it makes no second message.
        """
        try:
            return await self._post(int(channel_id), card, nonce)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            # Nothing has left: no connection came about.
            raise NotNow(USUAL_WAIT) from error
        except (aiohttp.ClientError, OSError) as error:
            raise OutcomeUnknown(type(error).__name__) from error

    async def find(self, channel_id: str, marker: str, since: datetime) -> str:
        """Return the id of the marked message that was posted at or after a moment, "" when there is none.

        Raises Refused where the history may not be read.
        """
        channel, number = self._client.get_partial_messageable(int(channel_id)), mark(marker)
        # A message's id holds its millisecond; `after` leaves out the moment itself.
        after = discord.Object(discord.utils.time_snowflake(since) - 1)
        try:
            async for message in channel.history(after=after, limit=HISTORY, oldest_first=True):
                if message.author == self._client.user and _is_marked(message, number):
                    return str(message.id)
        except (discord.Forbidden, discord.NotFound) as error:
            raise Refused(REASONS.get(error.code, f"{error.status} {error.code}")) from error
        return ""

    async def _post(self, channel_id: int, card: Card, nonce: str) -> str:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        with handle_message_parameters(
            view=card.view, files=card.files, nonce=nonce, allowed_mentions=NOBODY
        ) as params:
            body = {"data": _form(params.multipart)} if params.multipart else {"json": params.payload}
            async with self._session.post(route.url, **body) as response:
                told = await response.json() if response.content_type == "application/json" else {}
                _check(response.status, told)
                return str(told["id"])


def _form(parts: list[dict[str, Any]]) -> aiohttp.FormData:
    # Discord does not know quoted brackets in the names of files.
    form = aiohttp.FormData(quote_fields=False)
    for part in parts:
        form.add_field(**part)
    return form


def _check(status: int, told: dict[str, Any]) -> None:
    """Raise what a status says of a post."""
    if status == 429:
        raise NotNow(float(told.get("retry_after", BAN_WAIT)))
    if status >= 500:
        raise OutcomeUnknown(str(status))
    if status >= 400:
        code = told.get("code", 0)
        raise Refused(REASONS.get(code, f"{status} {code}"))


def _is_marked(message: discord.Message, number: int) -> bool:
    return any(isinstance(part, discord.Container) and part.id == number for part in message.components)
