"""“Add to Slack”: the road by which somebody adds the bot to their workspace, there and back."""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot as Installed
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import pages
from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.slack.door import INSTALL
from adapters.slack.installations import STATE_SECONDS, ManyWorkspaces, States, installation
from adapters.slack.pages import Stop
from adapters.slack.settings import SlackSettings
from adapters.web.doors import is_secure
from adapters.web.plain import language
from bot.config import Config
from bot.store.engine.errors import StoreUnavailableError

log = logging.getLogger(__name__)
# https://docs.slack.dev/authentication/installing-with-oauth
AUTHORIZE = "https://slack.com/oauth/v2/authorize"
COOKIE = "dateline_consent"
FOLDER = INSTALL.rpartition("/")[0]
# Slack's words for a code that is used, too old or made up. Other errors are for the operator to mend.
BAD_CODES = ("invalid_code", "code_already_used", "code_expired")
CANCELLED = "access_denied"
_WORD = re.compile(r"[a-z_]{1,40}")
_TEAM = re.compile(r"[TE][A-Z0-9]{1,30}")


class Stopped(Exception):
    """Raised where a consent cannot go on, with the reason."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop)
        self.stop = stop


class Consent:
    """The pages of consent; `scopes` are asked for, and `workspaces` keep what comes of it."""

    def __init__(
        self,
        client: AsyncWebClient,
        config: Config,
        workspaces: ManyWorkspaces,
        scopes: Sequence[str],
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._config = config
        self._workspaces = workspaces
        self._scopes = scopes
        self._now = now
        self._own = config.of(SlackSettings)
        self._states = States(self._own.client_secret, now)

    async def install(self, request: web.Request) -> web.StreamResponse:
        """Show the page with “Add to Slack”, and remember in the browser that it was begun there."""
        state = self._states.issue()
        address, reads_history = self._address(state, request.query.get("team", "")), self._own.reads_history
        answer = _page(pages.beginning(language(request), address, reads_history=reads_history))
        answer.set_cookie(
            COOKIE, state, max_age=STATE_SECONDS, httponly=True, secure=is_secure(request), samesite="Lax", path=FOLDER
        )
        return answer

    async def redirected(self, request: web.Request) -> web.StreamResponse:
        """Answer somebody who comes back from Slack, having consented or not."""
        say = language(request)
        try:
            installed, team = await self._installed(request)
        except Stopped as stopped:
            return stopping(request, stopped.stop)
        except Exception as error:
            log.error("a consent failed: %s", type(error).__name__, exc_info=error)
            return stopping(request, Stop.FAULT)
        answer = _page(pages.done(say, team, _link(installed)))
        answer.del_cookie(COOKIE, path=FOLDER)
        return answer

    async def _installed(self, request: web.Request) -> tuple[Installed, str]:
        """Keep what somebody has consented to, and return it with their workspace's name; raises Stopped."""
        state = request.query.get("state", "")
        own = request.cookies.get(COOKIE, "")
        is_own = bool(state) and hmac.compare_digest(state.encode(errors="replace"), own.encode(errors="replace"))
        if error := request.query.get("error", ""):
            # Of what anybody can type nothing is told.
            raise Stopped(_meaning(error, is_told=is_own and self._states.use_up(state)))
        if not is_own:
            raise Stopped(Stop.FOREIGN)
        if not self._states.use_up(state):
            raise Stopped(Stop.USED)
        installed, team = await self._exchanged(request.query.get("code", ""))
        try:
            await self._workspaces.keep(installed)
        except StoreUnavailableError as error:
            log.warning("an installation cannot be kept, the store is out of reach: %s", error)
            raise Stopped(Stop.BUSY) from None
        log.info("added to workspace %s", installed.team_id or installed.enterprise_id)
        return installed, team

    async def _exchanged(self, code: str) -> tuple[Installed, str]:
        """Exchange Slack's code for a token; neither is ever logged."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                ours = {"id": self._own.client_id, "secret": self._own.client_secret}
                return await installation(self._client, code, at=self._now(), **ours)
        except SlackApiError as error:
            word = word_of(error)
            if word in BAD_CODES:
                raise Stopped(Stop.USED) from None
            log.error("Slack does not take what a consent is exchanged with: %s", word or "no reason given")
            raise Stopped(Stop.REFUSED) from None
        except (aiohttp.ClientError, OSError) as error:
            log.warning("Slack cannot be reached to exchange a consent (%s)", type(error).__name__)
            raise Stopped(Stop.BUSY) from None

    def _address(self, state: str, team: str) -> str:
        """Return the address of Slack's page of consent, for one workspace where a team is given."""
        query = {"client_id": self._own.client_id, "scope": ",".join(self._scopes), "state": state}
        return f"{AUTHORIZE}?{urlencode(query | ({'team': team} if _TEAM.fullmatch(team) else {}))}"


def stopping(request: web.Request, stop: Stop) -> web.Response:
    """Say why it does not go on, and how it does."""
    return _page(pages.stopped(language(request), stop), stop.status)


def _meaning(error: str, *, is_told: bool) -> Stop:
    """Return what the error means with which somebody comes back from Slack's page; anybody may have made it up."""
    if error == CANCELLED:
        return Stop.CANCELLED
    if is_told:
        word = error if _WORD.fullmatch(error) else "no word of Slack's"
        log.warning("Slack refused to let somebody consent: %s", word)
    return Stop.REFUSED


def _link(installed: Installed) -> str:
    """Return where Slack opens with the bot in it: https://docs.slack.dev/interactivity/deep-linking."""
    query = {"app": installed.app_id or "", "team": installed.team_id or ""}
    return f"https://slack.com/app_redirect?{urlencode(query)}"


def _page(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")
