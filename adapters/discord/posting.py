"""Posts: what became of one is told exactly, since that decides whether it is tried again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import discord
from discord.http import MultipartParameters, Route, handle_message_parameters

from adapters.discord.caller import USUAL_WAIT, Caller
from adapters.discord.parse import Payload, is_direct
from adapters.discord.private import part_without_tts, without_tts
from adapters.discord.render import Card, mark
from bot.chat import Channel, NotNow, OutcomeUnknown, Refused
from bot.frozen import replace

# Messages a page, and how many pages are read to find one.
PAGE, PAGES = 100, 11
CONTAINER = discord.ComponentType.container.value
NOBODY = discord.AllowedMentions.none()


class Posts:
    """Posts as the bot whose client has logged in, each call within `seconds`; to be closed in the end."""

    def __init__(self, client: discord.Client, seconds: float) -> None:
        self._client = client
        self._caller = Caller(client.http, seconds)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._caller.close()

    async def post(self, channel: Channel, card: Card, nonce: str) -> str:
        """Post a card and return the message's id; raises Refused, NotNow or OutcomeUnknown.

        Within the few minutes that Discord remembers a nonce, posting again under it makes no second message.
        """
        place = await _place(self._caller, channel)
        with handle_message_parameters(
            view=card.view, files=card.files, nonce=nonce, allowed_mentions=NOBODY
        ) as params:
            message = await self._caller.call(_messages("POST", place), params)
        return str(message["id"])

    async def edit(self, channel: Channel, message: str, card: Card) -> None:
        """Replace what a message shows by a card; raises what `post` raises."""
        place = await _place(self._caller, channel)
        route = Route("PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=place.id, message_id=message)
        with handle_message_parameters(view=card.view, attachments=card.files, allowed_mentions=NOBODY) as params:
            await self._caller.call(route, _without_tts(params))

    async def find(self, channel: Channel, marker: str, since: datetime) -> str:
        """Return the id of the marked message that was posted at or after a moment, "" when there is none.

        Raises Refused where that cannot be told: the history may not be read, or too much was said since.
        """
        place = await _place(self._caller, channel)
        if not channel.person and not await self._is_readable(channel):
            raise Refused("missing_permissions")
        async for message in _said(self._caller, place, since):
            if self._is_ours(message) and _is_marked(message, mark(marker)):
                return str(message["id"])
        return ""

    async def _is_readable(self, channel: Channel) -> bool:
        """Whether the history may be read: where not, Discord shows an empty one and no error."""
        if is_direct(channel.community):
            return True
        place = self._client.get_channel(int(channel.id))
        is_orphan = isinstance(place, discord.Thread) and place.parent is None
        if isinstance(place, discord.abc.GuildChannel | discord.Thread) and not is_orphan:
            return place.permissions_for(place.guild.me).read_message_history
        # Unknown here (another process's shard, an archived thread): a message that can be read shows that it may be.
        return bool(await self._caller.call(_messages("GET", channel), limit=1))

    def _is_ours(self, message: Payload) -> bool:
        return self._client.user is not None and message["author"]["id"] == str(self._client.user.id)


def _without_tts(params: MultipartParameters) -> MultipartParameters:
    """Return what an edit sends: Discord's description has no `tts` there."""
    payload = without_tts("PATCH", params.payload) if params.payload else None
    multipart = [part_without_tts("PATCH", part) for part in params.multipart or ()]
    return MultipartParameters(payload, multipart or None, params.files)


def _messages(method: str, channel: Channel) -> Route:
    return Route(method, "/channels/{channel_id}/messages", channel_id=channel.id)


async def _place(caller: Caller, channel: Channel) -> Channel:
    """Return a channel; for a person's private one, the channel that Discord has, opened where it is not yet."""
    if not channel.person:
        return channel
    try:
        recipient = MultipartParameters({"recipient_id": channel.person}, None, None)
        opened = await caller.call(Route("POST", "/users/@me/channels"), recipient)
    except OutcomeUnknown as error:
        # Nothing was written yet, and opening it again opens the same.
        raise NotNow(USUAL_WAIT) from error
    return replace(channel, id=str(opened["id"]))


async def _said(caller: Caller, channel: Channel, since: datetime) -> AsyncIterator[Payload]:
    """Yield a channel's messages since a moment, page by page; Refused when they are too many."""
    # A message's id holds its millisecond; `after` leaves out the moment itself.
    after = discord.utils.time_snowflake(since) - 1
    for _ in range(PAGES):
        page: list[Any] = await caller.call(_messages("GET", channel), limit=PAGE, after=after)
        for message in page:
            yield message
        if len(page) < PAGE:
            return
        after = max(int(message["id"]) for message in page)
    # Not OutcomeUnknown: it would be looked up again and again, and there are ever more messages.
    raise Refused("too_much_said_since")


def _is_marked(message: Payload, number: int) -> bool:
    return any(part["type"] == CONTAINER and part.get("id") == number for part in message["components"])
