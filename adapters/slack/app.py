"""SlackApp: connects, listens, answers, posts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.easel import Easel
from adapters.slack.calls import CALL_SECONDS, quiet
from adapters.slack.connection import Connections
from adapters.slack.door import EVENTS, INSTALL, REDIRECT, Door
from adapters.slack.finding import DISTRIBUTED, INTERNAL, Finder
from adapters.slack.forms import CALLBACK
from adapters.slack.gallery import Gallery, addresses_of, shown
from adapters.slack.installations import Authorize, ManyWorkspaces, Workspaces, vault
from adapters.slack.listeners import Ack, Listeners
from adapters.slack.manifest import scopes
from adapters.slack.platform import SLACK
from adapters.slack.posting import GONE, USUAL_WAIT, edit, post
from adapters.slack.render import render
from adapters.slack.settings import SlackSettings
from adapters.slack.workspace import OneWorkspace
from adapters.tasks import together
from adapters.unreadable import Unreadable
from adapters.watch import Pulse, Watch
from bot.app import Bot
from bot.chat import Channel, NotNow, Platform, Refused, Reply
from bot.config import Config
from bot.frozen import Frozen
from bot.replies.catalog import Catalog
from bot.store.engine.errors import StoreUnavailableError

if TYPE_CHECKING:
    from adapters.slack.consent import Consent

log = logging.getLogger(__name__)
# How long answers that were begun may take when the bot is stopped.
FAREWELL_SECONDS = 5.0
# An acknowledgement has left after so long.
ACK_SECONDS = 1.0
ANYTHING = re.compile(".*", re.DOTALL)


class Opened(Frozen, frozen=True):
    """What there is once Slack has taken the token: a client, the workspaces, and the ways by which Slack comes in."""

    client: AsyncWebClient
    workspaces: Workspaces
    door: Door | None
    consent: Consent | None


class SlackApp:
    """The bot on Slack. `now` returns the moment, aware, in UTC.

    It uses Socket Mode where there is an app token, and HTTP where there is a signing secret; it is for one workspace
    with its token, or for many by consent. ConfigError where a setting for that is missing. Without `has_sockets`,
    Socket Mode is left to another process.
    """

    platform: Platform = SLACK

    def __init__(
        self,
        bot: Bot,
        config: Config,
        now: Callable[[], datetime],
        watch: Watch | None = None,
        *,
        has_sockets: bool = True,
    ) -> None:
        self._bot = bot
        self._config = config
        self._own = config.of(SlackSettings)
        self._app_token = self._own.app_token if has_sockets else ""
        self._now = now
        self._gallery = Gallery(Easel(bot.studio), addresses_of(config))
        self._listeners = Listeners(bot, now, self._gallery, watch)
        self._unreadable = Unreadable()
        self._vault = vault(config)
        self._finder = Finder(DISTRIBUTED if self._vault else INTERNAL, now)
        self._open: Opened | None = None
        self._connections: Connections | None = None

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered."""
        return self._open is not None

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """What the web server is to carry: nothing without a signing secret."""
        if not self._own.signing_secret:
            return ()
        installing = (web.get(INSTALL, self._install), web.get(REDIRECT, self._redirected)) if self._vault else ()
        return (web.post(EVENTS, self._events), *installing)

    async def run(self) -> None:
        """Listen until cancelled; TokenRefused when Slack does not, or no longer, accept a token."""
        quiet()
        async with aiohttp.ClientSession(proxy=self._config.proxy or None) as session, self._opened(session) as bolt:
            await together(self._listen(session, bolt), self._connected().workspaces.watch())

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str = "") -> str:
        """Post unasked and return the message's `ts`; Refused, NotNow or OutcomeUnknown say why there is none.

        Slack has no use for a nonce: a post that is made again is there twice.
        """
        async with self._speaking(channel) as (client, _):
            where = channel.person or channel.id
            return await shown(
                self._gallery.begun(reply), lambda at: post(client, where, render(reply, say, at), marker)
            )

    async def edit(self, channel: Channel, message: str, reply: Reply, say: Catalog) -> None:
        """Replace what a message says by a reply; raises what `post` raises."""
        async with self._speaking(channel) as (client, _):
            await shown(
                self._gallery.begun(reply), lambda at: edit(client, channel.id, message, render(reply, say, at))
            )

    def pulse(self) -> Pulse:
        """Return how the connection is; over HTTP there is none, so its pulse only says that the app is ready."""
        if self._connections is None:
            return Pulse(self.is_ready)
        return self._connections.pulse()

    async def find(self, channel: Channel, marker: str, since: datetime) -> str:
        """Return the `ts` of our message with this marker since a moment, "" if there is none.

        Refused where the workspace does not let its history be read; NotNow where there is more to look through.
        """
        async with self._speaking(channel) as (client, bot_id):
            return await self._finder.find(client, bot_id, channel, marker, since)

    @asynccontextmanager
    async def _speaking(self, channel: Channel) -> AsyncIterator[tuple[AsyncWebClient, str]]:
        """Lend the client of a channel's workspace, and the bot's id; NotNow and Refused where there is none."""
        opened = self._connected()
        installed = await opened.workspaces.find(channel.community)
        if installed is None:
            raise Refused("not_installed")
        try:
            yield _client(opened.client.session, installed.bot_token), installed.bot_id
        except Refused as refused:
            if refused.reason in GONE:
                opened.workspaces.doubt(channel.community)
            raise

    async def _listen(self, session: aiohttp.ClientSession, bolt: AsyncApp) -> None:
        """Listen on sockets where there is a token for them, else wait for what comes through the door."""
        if not self._app_token:
            await asyncio.Event().wait()
        self._connections = Connections(self._connected().client, self._app_token, session, bolt, Random())
        try:
            await self._connections.run()
        finally:
            self._connections = None

    @asynccontextmanager
    async def _opened(self, session: aiohttp.ClientSession) -> AsyncIterator[AsyncApp]:
        """Load the workspaces and begin to listen; in the end, finish what is being answered."""
        client, secret = _client(session), self._own.signing_secret
        workspaces = self._workspaces(client)
        try:
            await workspaces.load()
        except StoreUnavailableError as error:
            # A workspace that is not in memory is looked for in the database when somebody there asks.
            log.warning("the store is out of reach: %s", error)
        bolt = self._listening(client, workspaces)
        door = Door(bolt, secret, self._now) if secret else None
        self._open = Opened(client, workspaces, door, self._asking(client, workspaces))
        try:
            yield bolt
        finally:
            await self._listeners.finish(FAREWELL_SECONDS)
            self._open = None

    def _workspaces(self, client: AsyncWebClient) -> Workspaces:
        if self._vault:
            return ManyWorkspaces(self._bot.store, self._vault, self._now)
        return OneWorkspace(client, self._own.bot_token, self._bot.store, self._now)

    def _asking(self, client: AsyncWebClient, workspaces: Workspaces) -> Consent | None:
        """Return the pages on which many workspaces consent, None for the one whose token the operator has set."""
        if not isinstance(workspaces, ManyWorkspaces):
            return None
        from adapters.slack.consent import Consent

        return Consent(client, self._config, workspaces, scopes(reads_history=self._own.reads_history), self._now)

    def _listening(self, client: AsyncWebClient, workspaces: Workspaces) -> AsyncApp:
        """Return Bolt with the listeners."""
        bolt, listeners = _bolt(client, workspaces, self._own.signing_secret), self._listeners
        bolt.error(self._unread)
        bolt.command(ANYTHING)(listeners.command)
        bolt.action(ANYTHING)(listeners.press)
        bolt.view(CALLBACK)(listeners.submit)
        bolt.options(ANYTHING)(listeners.suggest)
        events: dict[str | re.Pattern[str], Ack] = {
            "app_mention": listeners.mention,
            "app_home_opened": listeners.open_home,
            "message": listeners.direct,
            "app_uninstalled": self._removed,
            "tokens_revoked": self._removed,
            ANYTHING: listeners.ignore,
        }
        for event, listener in events.items():
            bolt.event(event)(listener)
        for row in self._bot.commands:
            if row.on_message:
                bolt.message_shortcut(row.name)(listeners.on_message)
        bolt.shortcut(ANYTHING)(listeners.ignore)
        return bolt

    async def _unread(self, error: Exception) -> BoltResponse:
        """Log an event that cannot be read in one line; Slack need not send it again, unless the store is away."""
        if isinstance(error, StoreUnavailableError):
            log.warning("the store is out of reach: %s", error)
            return BoltResponse(status=500)
        self._unreadable.note("an event of Slack's", error)
        return BoltResponse(status=200)

    async def _removed(self, ack: Ack, body: dict[str, object], context: AsyncBoltContext) -> BoltResponse:
        """Forget a workspace that has removed the bot; the tokens of people, which are not kept, do not matter.

        It is acknowledged when that is stored: if it cannot be, Slack sends the event again.
        """
        event = body["event"]
        if isinstance(event, dict) and (event["type"] == "app_uninstalled" or event["tokens"].get("bot")):
            log.info("removed from workspace %s", context.team_id)
            if self._open:
                workspaces = self._open.workspaces
                await workspaces.leave(context.team_id, context.enterprise_id)
                # A token that is no use ends all connections, and this one has to carry the acknowledgement first.
                asyncio.get_running_loop().call_later(ACK_SECONDS, workspaces.doubt, context.team_id or "")
        return await ack()

    def _connected(self) -> Opened:
        if self._open is None:
            raise NotNow(USUAL_WAIT)
        return self._open

    async def _events(self, request: web.Request) -> web.StreamResponse:
        door = self._open and self._open.door
        if door:
            return await door.events(request)
        return web.Response(status=503, text="starting", headers={"Retry-After": "1"})

    async def _install(self, request: web.Request) -> web.StreamResponse:
        consent = self._open and self._open.consent
        return await consent.install(request) if consent else _early(request)

    async def _redirected(self, request: web.Request) -> web.StreamResponse:
        consent = self._open and self._open.consent
        return await consent.redirected(request) if consent else _early(request)


def _client(session: aiohttp.ClientSession | None, token: str | None = None) -> AsyncWebClient:
    """Return what calls Slack, with a token where each call does not bring its own."""
    return AsyncWebClient(token, session=session, timeout=int(CALL_SECONDS), retry_handlers=[])


def _bolt(client: AsyncWebClient, workspaces: Workspaces, secret: str) -> AsyncApp:
    """Return Bolt. Its own check of signatures is off: nothing gets here but by the door.

    It answers when a listener returns (`process_before_response`), not when it looks again, every 10 ms.
    """
    # Some of its own messages repeat what came in.
    remarks = logging.getLogger(f"{__name__}.bolt")
    remarks.setLevel(logging.ERROR)
    return AsyncApp(
        name="dateline",
        logger=remarks,
        client=client,
        authorize=Authorize(workspaces),  # type: ignore[arg-type]  # Bolt takes its own class too
        signing_secret=secret,
        request_verification_enabled=False,
        process_before_response=True,
    )


def _early(request: web.Request) -> web.Response:
    """Tell somebody in a browser that the bot is not there yet."""
    from adapters.slack.consent import stopping
    from adapters.slack.pages import Stop

    return stopping(request, Stop.BUSY)
