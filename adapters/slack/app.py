"""SlackApp: connects, listens, answers, posts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, TypeVar

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot as Installed
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.conversation import Unreadable
from adapters.easel import Easel
from adapters.slack import words
from adapters.slack.calls import CALL_SECONDS, REFUSED_BLOCKS, word_of
from adapters.slack.connection import BAD_TOKEN, FIRST_WAIT, LONGEST_WAIT, Connections
from adapters.slack.door import EVENTS, INSTALL, REDIRECT, Door
from adapters.slack.finding import DISTRIBUTED, INTERNAL, Finder
from adapters.slack.forms import CALLBACK
from adapters.slack.gallery import Gallery
from adapters.slack.installations import Authorize, ManyWorkspaces, OneWorkspace, own_workspace
from adapters.slack.listeners import Ack, Listeners
from adapters.slack.manifest import scopes
from adapters.slack.platform import SLACK
from adapters.slack.posting import GONE, USUAL_WAIT, edit, post
from adapters.slack.render import Message, render
from adapters.slack.settings import SlackSettings
from adapters.tasks import together
from adapters.watch import Pulse, Watch
from bot.app import Bot
from bot.chat import Channel, NotNow, Platform, Refused, Reply, TokenRefused
from bot.config import Config, ConfigError
from bot.pictures.addresses import Addresses, addresses
from bot.replies.catalog import Catalog, catalog
from bot.standing import Standing
from bot.store.engine.errors import StoreUnavailableError

if TYPE_CHECKING:
    from adapters.slack.consent import Consent
    from bot.store.vault import Vault

log = logging.getLogger(__name__)
REACH = "Slack cannot be reached, trying again more and more slowly"
# What is being answered when the bot is stopped gets so long to be finished.
FAREWELL_SECONDS = 5.0
# A token that is taken back while nothing happens is noticed within so long.
TOKEN_SECONDS = 300.0
# An acknowledgement has left after so long.
ACK_SECONDS = 1.0
Sent = TypeVar("Sent")
ANYTHING = re.compile(".*", re.DOTALL)


class SlackApp:
    """The bot on Slack. `now` gives the moment, aware, in UTC.

    ConfigError tells what a setting lacks: it speaks over Socket Mode where there is an app token, over HTTP where
    there is a signing secret, for one workspace with its token or for many by consent. Without `has_sockets` it leaves
    Socket Mode to another process.
    """

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
        self._client: AsyncWebClient | None = None
        self._workspaces: AsyncInstallationStore | None = None
        self._door: Door | None = None
        self._consent: Consent | None = None
        self._connections: Connections | None = None
        # Set when there is a reason to ask whether the token is still good.
        self._doubt = asyncio.Event()

    @property
    def platform(self) -> Platform:
        """What Slack is as a platform."""
        return SLACK

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered."""
        return self._workspaces is not None

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
            await together(self._listen(session, bolt), self._watch_token())

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str = "") -> str:
        """Post unasked and return the message's `ts`; Refused, NotNow or OutcomeUnknown say why there is none.

        Slack has no use for a nonce: a post that is made again is there twice.
        """
        async with self._speaking(channel) as (client, _):
            where = channel.person or channel.id
            return await self._shown(reply, say, lambda message: post(client, where, message, marker))

    async def edit(self, channel: Channel, message: str, reply: Reply, say: Catalog) -> None:
        """Put a reply in the place of what a message said; raises what `post` raises."""
        async with self._speaking(channel) as (client, _):
            await self._shown(reply, say, lambda anew: edit(client, channel.id, message, anew))

    async def _shown(self, reply: Reply, say: Catalog, send: Callable[[Message], Awaitable[Sent]]) -> Sent:
        """Send a reply with its picture, or without where Slack cannot fetch it: then nothing was sent yet."""
        shown_at = self._gallery.begun(reply)
        try:
            return await send(render(reply, say, shown_at))
        except Refused as refused:
            if not (shown_at and refused.reason == REFUSED_BLOCKS):
                raise
        log.warning("Slack does not show a picture of ours: is DATELINE_URL reached from outside?")
        return await send(render(reply, say))

    def pulse(self) -> Pulse:
        """Return how the connection is; over HTTP there is none, and Slack's calls say nothing when there are none."""
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
        if self._workspaces is None:
            raise NotNow(USUAL_WAIT)
        found = await self._workspaces.async_find_bot(enterprise_id=None, team_id=channel.community)
        if found is None:
            raise Refused("not_installed")
        try:
            yield self._as(found.bot_token), found.bot_id
        except Refused as refused:
            if refused.reason in GONE:
                self._gone(channel.community)
            raise

    async def _listen(self, session: aiohttp.ClientSession, bolt: AsyncApp) -> None:
        """Listen on sockets where there is a token for them, else wait for what comes through the door."""
        if not self._app_token:
            await asyncio.Event().wait()
        self._connections = Connections(self._connected(), self._app_token, session, bolt, Random())
        try:
            await self._connections.run()
        finally:
            self._connections = None

    async def _watch_token(self) -> None:
        """Ask now and then, and in doubt at once, whether the operator's token is still good; TokenRefused if not."""
        while isinstance(self._workspaces, OneWorkspace):
            with suppress(TimeoutError):
                async with asyncio.timeout(TOKEN_SECONDS):
                    await self._doubt.wait()
            self._doubt.clear()
            with suppress(aiohttp.ClientError, OSError):
                await self._check_token()

    async def _check_token(self) -> None:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._connected().auth_test(token=self._own.bot_token)
        except SlackApiError as error:
            if word_of(error) in BAD_TOKEN:
                raise TokenRefused(words.token_refused(catalog(""))) from None

    def _gone(self, workspace: str) -> None:
        """Note that Slack does not take a workspace's token any more."""
        if isinstance(self._workspaces, ManyWorkspaces):
            self._workspaces.forget(workspace)
        self._doubt.set()

    @asynccontextmanager
    async def _opened(self, session: aiohttp.ClientSession) -> AsyncIterator[AsyncApp]:
        """Know the workspaces, open the doors, and finish in the end what is being answered."""
        self._client = AsyncWebClient(session=session, timeout=int(CALL_SECONDS), retry_handlers=[])
        workspaces = await self._found()
        bolt = self._listening(workspaces)
        if self._own.signing_secret:
            self._door = Door(bolt, self._own.signing_secret, self._now)
        if isinstance(workspaces, ManyWorkspaces):
            from adapters.slack.consent import Consent

            wanted = scopes(reads_history=self._own.reads_history)
            self._consent = Consent(self._client, self._config, workspaces, wanted, self._now)
        self._workspaces = workspaces
        try:
            yield bolt
        finally:
            await self._listeners.finish(FAREWELL_SECONDS)
            self._workspaces = self._door = self._consent = self._client = None

    async def _found(self) -> OneWorkspace | ManyWorkspaces:
        store, now = self._bot.store, self._now
        found: OneWorkspace | ManyWorkspaces = (
            ManyWorkspaces(store, self._vault, now)
            if self._vault
            else OneWorkspace(store, now, await self._own_workspace())
        )
        try:
            await found.load()
        except StoreUnavailableError as error:
            # A workspace that is not in memory is looked for in the database when somebody there asks.
            log.warning("the store is out of reach: %s", error)
        return found

    async def _own_workspace(self) -> Installed:
        """Return whose token it is; waits until Slack can be reached."""
        wait, standing = FIRST_WAIT, Standing(log)
        while True:
            try:
                async with asyncio.timeout(CALL_SECONDS):
                    installed = await own_workspace(self._connected(), self._own.bot_token, self._now())
            except SlackApiError as error:
                if word_of(error) in BAD_TOKEN:
                    raise TokenRefused(words.token_refused(catalog(""))) from None
                standing.is_wrong(REACH, word_of(error))
            except (aiohttp.ClientError, OSError) as error:
                standing.is_wrong(REACH, type(error).__name__)
            else:
                standing.is_well(REACH)
                return installed
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _listening(self, workspaces: AsyncInstallationStore) -> AsyncApp:
        """Return Bolt with the listeners. Its own check of signatures is off: nothing gets here but by the door.

        It answers when a listener returns (`process_before_response`), not when it looks again, every 10 ms.
        """
        bolt = AsyncApp(
            name="dateline",
            logger=logging.getLogger(f"{__name__}.bolt"),
            client=self._connected(),
            authorize=Authorize(workspaces),  # type: ignore[arg-type]  # Bolt takes its own class too
            signing_secret=self._own.signing_secret,
            request_verification_enabled=False,
            process_before_response=True,
        )
        listeners = self._listeners
        bolt.error(self._unread)
        bolt.command(ANYTHING)(listeners.command)
        bolt.action(ANYTHING)(listeners.press)
        bolt.view(CALLBACK)(listeners.submit)
        bolt.options(ANYTHING)(listeners.suggest)
        bolt.event("app_mention")(listeners.mention)
        bolt.event("app_home_opened")(listeners.open_home)
        bolt.event("message")(listeners.direct)
        bolt.event("app_uninstalled")(self._removed)
        bolt.event("tokens_revoked")(self._removed)
        bolt.event(ANYTHING)(listeners.ignore)
        for row in self._bot.commands:
            if row.on_message:
                bolt.message_shortcut(row.name)(listeners.on_message)
        bolt.shortcut(ANYTHING)(listeners.ignore)
        return bolt

    async def _unread(self, error: Exception) -> BoltResponse:
        """Tell in one line what cannot be read; it would be no better the second time, so Slack need not repeat it."""
        if isinstance(error, StoreUnavailableError):
            log.warning("the store is out of reach: %s", error)
            return BoltResponse(status=500)
        self._unreadable.note("an event of Slack's", error)
        return BoltResponse(status=200)

    async def _removed(self, ack: Ack, body: dict[str, object], context: AsyncBoltContext) -> BoltResponse:
        """Forget a workspace that has removed the bot; people's own tokens, which are not kept, do not matter.

        It is acknowledged when that is stored: Slack tells it again when it could not be.
        """
        event = body["event"]
        if isinstance(event, dict) and (event["type"] == "app_uninstalled" or event["tokens"].get("bot")):
            log.info("removed from workspace %s", context.team_id)
            if self._workspaces:
                await self._workspaces.async_delete_all(enterprise_id=context.enterprise_id, team_id=context.team_id)
            # Once the token is known to be of no use all connections end: first this one carries the acknowledgement.
            asyncio.get_running_loop().call_later(ACK_SECONDS, self._doubt.set)
        return await ack()

    def _connected(self) -> AsyncWebClient:
        if self._client is None:
            raise NotNow(USUAL_WAIT)
        return self._client

    def _as(self, token: str) -> AsyncWebClient:
        client = self._connected()
        return AsyncWebClient(token, session=client.session, timeout=client.timeout, retry_handlers=[])

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await self._door.events(request) if self._door else _starting()

    async def _install(self, request: web.Request) -> web.StreamResponse:
        return await self._consent.install(request) if self._consent else _early(request)

    async def _redirected(self, request: web.Request) -> web.StreamResponse:
        return await self._consent.redirected(request) if self._consent else _early(request)


def addresses_of(config: Config) -> Addresses:
    """Return the addresses at which Slack finds pictures, signed with what is Slack's secret anyway."""
    own = config.of(SlackSettings)
    return addresses(config.url, (*config.keys, own.signing_secret, own.bot_token))


def vault(config: Config) -> Vault | None:
    """Return what encrypts tokens where people install the bot by consent, None where the operator has set the token.

    ConfigError tells which setting is missing.
    """
    own = config.of(SlackSettings)
    if not (own.signing_secret and own.client_id and own.client_secret):
        if not own.bot_token:
            raise ConfigError(
                "Slack needs SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many"
            )
        return None
    # Loading cryptography takes 6 MiB, which only those who store tokens need.
    from bot.store.vault import Vault

    try:
        return Vault(config.keys)
    except ValueError:
        raise ConfigError(
            "With SLACK_CLIENT_ID, workspaces' tokens are stored, encrypted: set DATELINE_KEY to a key made with "
            'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
        ) from None


def quiet() -> None:
    """Keep the libraries from writing requests (tokens, texts) to a log."""
    for name in ("slack_bolt", "slack_sdk"):
        library = logging.getLogger(name)
        library.setLevel(max(library.getEffectiveLevel(), logging.INFO))
    # Of Bolt's own remarks some repeat what came in.
    logging.getLogger(f"{__name__}.bolt").setLevel(logging.ERROR)


def _starting() -> web.Response:
    return web.Response(status=503, text="starting", headers={"Retry-After": "1"})


def _early(request: web.Request) -> web.Response:
    """Tell somebody in a browser that the bot is not there yet."""
    from adapters.slack.consent import stopping
    from adapters.slack.pages import Stop

    return stopping(request, Stop.BUSY)
