"""DiscordApp: connects, listens, answers, posts."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import discord
from discord import InteractionType

from adapters.conversation import Conversation
from adapters.discord import parse
from adapters.discord.caller import USUAL_WAIT
from adapters.discord.connection import connect, errand, logged_in, pulse
from adapters.discord.definitions import ON_MESSAGE, definitions, on_message
from adapters.discord.illustrations import Illustrations
from adapters.discord.invite import invite_url
from adapters.discord.platform import DISCORD
from adapters.discord.posting import Posts
from adapters.discord.register import register, settle
from adapters.discord.render import render
from adapters.discord.settings import DiscordSettings
from adapters.discord.turn import BROKEN, Desk, DiscordTurn
from adapters.easel import Easel
from adapters.tasks import Tasks
from adapters.unreadable import Unreadable
from adapters.watch import Pulse, Watch
from bot import logs
from bot.app import Bot
from bot.chat import Channel, NotNow, Platform, Reply, Request
from bot.commands.table import COMMANDS
from bot.community import Community
from bot.config import Config
from bot.frozen import replace
from bot.replies.catalog import Catalog
from bot.schedule.delivery import CALL
from bot.store.engine.errors import StoreUnavailableError

log = logging.getLogger(__name__)
# How long answers that were begun may take when the bot is stopped.
FAREWELL_SECONDS = 5.0


class DiscordApp:
    """The bot on Discord. `now` returns the moment, aware, in UTC; a post takes `call` at most.

    `on_channel_gone` is called, in a thread, when a channel was deleted.
    """

    platform: Platform = DISCORD

    def __init__(
        self,
        bot: Bot,
        config: Config,
        now: Callable[[], datetime],
        on_channel_gone: Callable[[Channel, datetime], None] | None = None,
        call: timedelta = CALL,
        watch: Watch | None = None,
    ) -> None:
        self._bot = bot
        self._config = config
        self._now = now
        self._on_channel_gone = on_channel_gone
        self._call = call
        self._conversation = Conversation(bot, code_of, watch, BROKEN)
        self._easel = Easel(bot.studio)
        self._illustrations = Illustrations(self._easel)
        self._desk = Desk(now, self._easel, self._illustrations)
        self._unreadable = Unreadable()
        self._client: discord.Client | None = None
        self._posts: Posts | None = None
        self._tasks = Tasks()

    async def run(self) -> None:
        """Stay connected until cancelled; TokenRefused when Discord does not, or no longer, accept the token."""
        client = self._client = await logged_in(self._config)
        for listener in self._listeners():
            client.event(listener)
        self._posts = Posts(client, self._call.total_seconds())
        if 0 in (self._config.of(DiscordSettings).shards.ids or (0,)):
            self._tasks.start(self._settle(client))
        # In a task of its own, which ends when the client is closed: within discord.py a cancellation can get lost.
        connecting = asyncio.create_task(connect(client))
        try:
            await asyncio.wait([connecting])
            await connecting
        finally:
            await self._close(client)
            await asyncio.wait([connecting], timeout=FAREWELL_SECONDS)
            connecting.cancel()

    def pulse(self) -> Pulse:
        """Return how the connection is."""
        return pulse(self._client)

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str = "") -> str:
        """Post unasked and return the message's id; Refused, NotNow or OutcomeUnknown say why there is none.

        A nonce has up to 25 characters. A marker is found again by `find`, after Discord has forgotten the nonce.
        """
        posts, drawn = self._connected(), self._easel.kept(reply)
        id = await posts.post(channel, render(reply, say, marker, drawn), nonce)
        if reply.picture and not drawn and not channel.person:
            # To draw it takes longer than a permit to post lasts.
            self._illustrations.begin_post(
                int(id), reply, lambda content: posts.edit(channel, id, render(reply, say, marker, content))
            )
        return id

    async def edit(self, channel: Channel, message: str, reply: Reply, say: Catalog) -> None:
        """Replace what a message says by a reply; raises what `post` raises."""
        self._illustrations.forget(int(message))
        await self._connected().edit(channel, message, render(reply, say, drawn=self._easel.kept(reply)))

    async def find(self, channel: Channel, marker: str, since: datetime) -> str:
        """Return the id of a post with this marker that was made at or after a moment, "" when there is none.

        Raises Refused where nobody can tell, and what `post` raises.
        """
        return await self._connected().find(channel, marker, since)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer a command, a button, a menu or a form."""
        if task := asyncio.current_task():
            self._tasks.keep(task)
        if self._conversation.is_repeated(str(interaction.id)):
            log.info("interaction %s came twice", interaction.id)
            return
        try:
            answer = self._read(interaction)
        except Exception as error:
            self._unreadable.note("an interaction of Discord's", error)
        else:
            await answer

    async def on_ready(self) -> None:
        """Tell the core which servers have the bot: some may have come or gone while it was away."""
        client, count = self._client, 1
        shards: tuple[int, ...] = (0,)
        if isinstance(client, discord.AutoShardedClient):
            shards, count = tuple(client.shards), client.shard_count or 1
        if client:
            here = {str(guild.id) for guild in client.guilds}
            log.info("connected to Discord; servers: %s", len(here))
            is_ours = partial(parse.is_on_shard, shards=shards, count=count)
            await asyncio.to_thread(self._bot.present, DISCORD.name, here, is_ours, self._now())

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Tell the core that a server has the bot, perhaps again."""
        await asyncio.to_thread(self._bot.joined, Community(DISCORD.name, str(guild.id)), self._now())

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Tell the core that a server has removed the bot; an outage is not told as a removal."""
        log.info("removed from server %s", guild.id)
        await asyncio.to_thread(self._bot.left, Community(DISCORD.name, str(guild.id)), self._now())

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Tell the core that a channel is gone."""
        if self._on_channel_gone:
            gone = Channel(DISCORD.name, str(channel.guild.id), str(channel.id))
            await asyncio.to_thread(self._on_channel_gone, gone, self._now())

    async def on_error(self, event: str, *arguments: object) -> None:
        """Log that an event could not be dealt with."""
        error = sys.exc_info()[1]
        if isinstance(error, StoreUnavailableError):
            # The next start notes who came and went.
            log.warning("%s is not noted, the store is out of reach: %s", event, error)
            return
        log.error("%s failed: %s", event, "".join(logs.trace(error, code_of)) if error else "")

    def _request(self, interaction: discord.Interaction) -> Request:
        request = parse.request(interaction, self._now())
        role = "" if request.is_moderator else self._bot.settings(request).moderator_role
        return replace(request, is_moderator=True) if parse.has_role(interaction, role) else request

    def _read(self, interaction: discord.Interaction) -> Coroutine[Any, Any, None]:
        """Return what answers an interaction of this kind; raises whatever parts that are not as described raise."""
        request = self._request(interaction)
        turn = DiscordTurn(interaction, self._bot.words(request), self._desk)
        data: parse.Payload = interaction.data or {}
        if interaction.type is InteractionType.component:
            return self._conversation.press(turn, request, parse.pressed(data))
        if interaction.type is InteractionType.modal_submit:
            request = replace(request, options=parse.filled(data["components"]))
            return self._conversation.fill(turn, request, parse.form(data))
        if name := on_message(data["name"], self._bot.commands) if data.get("type") == ON_MESSAGE else "":
            return self._conversation.ask(turn, self._bot.about(name, *parse.on_message(data), request))
        command = parse.command(data)
        request = replace(request, command=command.name, options=command.options)
        if interaction.type is InteractionType.autocomplete:
            return self._conversation.complete(turn, request, command.focused)
        return self._conversation.ask(turn, request, command.upload)

    def _listeners(self) -> tuple[Callable[..., Coroutine[Any, Any, None]], ...]:
        guilds = (self.on_ready, self.on_guild_join, self.on_guild_remove, self.on_guild_channel_delete)
        return (self.on_interaction, *guilds, self.on_error)

    async def _settle(self, client: discord.Client) -> None:
        """Register the commands if they have changed; without that the bot goes on with the old ones."""
        try:
            await settle(self._config.data, client, self._bot.commands)
        except (discord.HTTPException, OSError) as error:
            log.error("the commands could not be registered: %s", "".join(logs.trace(error, code_of)))

    def _connected(self) -> Posts:
        if self._posts is None:
            raise NotNow(USUAL_WAIT)
        return self._posts

    async def _close(self, client: discord.Client) -> None:
        await self._tasks.finish(FAREWELL_SECONDS)
        await self._illustrations.close()
        posts, self._posts = self._posts, None
        if posts:
            await posts.close()
        await client.close()


def code_of(error: BaseException) -> object:
    """Return Discord's code for an error, "" where it has none."""
    return error.code if isinstance(error, discord.HTTPException) else ""


async def sync(config: Config) -> int:
    """Register the commands whether they have changed or not; return how many there are."""
    commands = definitions(COMMANDS)
    async with errand(config) as client:
        await register(config.data, client, commands)
    return len(commands)


async def invitation(config: Config) -> str:
    """Return the link with which the bot of the configured token is added to a server."""
    async with errand(config) as client:
        return invite_url(client.application_id or 0)
