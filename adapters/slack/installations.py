"""The workspaces that have installed the bot: one, whose token the operator has set, or many, by consent (OAuth)."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.oauth.installation_store import Bot as Installed
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.platform import SLACK
from adapters.slack.settings import SlackSettings
from bot import community
from bot.community import Community, CommunityJoined, CommunityLeft, Uninstalled
from bot.config import Config, ConfigError
from bot.memory import Seen
from bot.schedule.history import CommunityStopped

if TYPE_CHECKING:
    from bot.store.store import Store
    from bot.store.vault import Vault

log = logging.getLogger(__name__)
STATE_SECONDS = 600
# Consents that ended, each of which took somebody a page of Slack's.
REMEMBERED = 10_000
Now = Callable[[], datetime]


class Workspaces(Protocol):
    """The workspaces that have the bot, each with its token."""

    async def load(self) -> None:
        """Note those that have it at the start."""

    async def find(self, team: str | None, enterprise: str | None = None) -> Installed | None:
        """Return what is installed in a workspace, or in its organization; None where nothing is."""

    async def leave(self, team: str | None, enterprise: str | None = None) -> None:
        """Note that a workspace, or an organization, has removed the bot; its settings go later (docs/privacy.md)."""

    def doubt(self, team: str) -> None:
        """Note that Slack did not take a workspace's token."""

    async def watch(self) -> None:
        """See to it, until cancelled, that the bot can work; TokenRefused once it cannot."""


class ManyWorkspaces:
    """Installations in the database, encrypted, and in memory, so that an acknowledgement waits for neither.

    Only the bot's own token is kept, nothing of the person who consented: somebody else can install it again.
    """

    def __init__(self, store: Store, vault: Vault, now: Now) -> None:
        self._store = store
        self._vault = vault
        self._now = now
        self._known: dict[str, Installed] = {}

    async def load(self) -> None:
        """Read all installations; those sealed with an older key are sealed anew."""
        stored = await asyncio.wrap_future(
            self._store.submit_reading(lambda records: records.installations(SLACK.name))
        )
        for place, sealed in stored.items():
            installed = self._opened(place.id, sealed)
            if installed and not self._vault.is_current(sealed):
                await self.keep(installed)

    async def keep(self, bot: Installed) -> None:
        """Keep an installation, in place of an earlier one of the same workspace."""
        place, sealed = Community(SLACK.name, key_of(bot)), self._vault.seal(_written(bot))
        await keep(self._store, community.Installed(place, sealed, self._now()), CommunityJoined(place))
        self._known[place.id] = bot

    async def find(self, team: str | None, enterprise: str | None = None) -> Installed | None:
        """Return a workspace's or an organization's installation, from memory unless another process has made it."""
        for key in filter(None, (team, enterprise)):
            if installed := self._known.get(key) or await self._read(key):
                return installed
        return None

    async def leave(self, team: str | None, enterprise: str | None = None) -> None:
        """Forget an installation."""
        key = team or enterprise or ""
        self._known.pop(key, None)
        place = Community(SLACK.name, key)
        await keep(self._store, Uninstalled(place), *left(place, self._now()))

    def doubt(self, team: str) -> None:
        """Look in the database before a workspace's token is used again: it may have been replaced there."""
        self._known.pop(team, None)

    async def watch(self) -> None:
        """Do nothing: a token that is of no use any more is one workspace's matter."""

    async def _read(self, key: str) -> Installed | None:
        place = Community(SLACK.name, key)
        sealed = await asyncio.wrap_future(self._store.submit_reading(lambda records: records.installation(place)))
        return self._opened(key, sealed) if sealed else None

    def _opened(self, key: str, sealed: str) -> Installed | None:
        try:
            installed = Installed(**json.loads(self._vault.open(sealed)))
        except ValueError:
            log.error("the installation of workspace %s is sealed with a key that DATELINE_KEY lacks", key)
            return None
        self._known[key] = installed
        return installed


class States:
    """OAuth's `state`: it goes to Slack with whoever consents, and comes back with them.

    It holds its moment and is signed, so nothing is stored for it; a used one is remembered as long as it is valid.
    """

    def __init__(self, secret: str, now: Now) -> None:
        self._secret = secret.encode()
        self._now = now
        self._used: Seen[str] = Seen(REMEMBERED)

    def issue(self) -> str:
        """Return a new state."""
        issued = f"{int(self._now().timestamp())}.{secrets.token_urlsafe(16)}"
        return f"{issued}.{self._signature(issued)}"

    def use_up(self, state: str) -> bool:
        """Use up a state, and tell whether it was good."""
        issued, _, signature = state.rpartition(".")
        if not hmac.compare_digest(self._signature(issued).encode(), signature.encode(errors="replace")):
            return False
        age = self._now().timestamp() - int(issued.partition(".")[0])
        return 0 <= age < STATE_SECONDS and not self._used.has_come(state)

    def _signature(self, issued: str) -> str:
        return hmac.new(self._secret, b"state " + issued.encode(errors="replace"), "sha256").hexdigest()


class Authorize(AsyncAuthorize):
    """Tells Bolt which token to use, without a call to Slack, which would delay the acknowledgement."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **actor: str | None,
    ) -> AuthorizeResult | None:
        """Return who the bot is where something was asked, or None where it is not installed."""
        installed = await self._workspaces.find(team_id, enterprise_id)
        if installed is None:
            return None
        return AuthorizeResult(
            enterprise_id=installed.enterprise_id,
            team_id=installed.team_id,
            bot_user_id=installed.bot_user_id,
            bot_id=installed.bot_id,
            bot_token=installed.bot_token,
        )


async def installation(
    client: AsyncWebClient, code: str, *, id: str, secret: str, at: datetime
) -> tuple[Installed, str]:
    """Exchange the code of a consent, by the app's id and secret, for an installation and its workspace's name.

    SlackApiError when Slack does not take the code.
    """
    grant = await client.oauth_v2_access(client_id=id, client_secret=secret, code=code)
    bot = await client.auth_test(token=grant["access_token"])
    team, enterprise = grant.get("team") or {}, grant.get("enterprise") or {}
    installed = Installed(
        app_id=grant.get("app_id"),
        enterprise_id=enterprise.get("id"),
        team_id=team.get("id"),
        bot_token=grant["access_token"],
        bot_id=bot["bot_id"],
        bot_user_id=grant["bot_user_id"],
        is_enterprise_install=bool(grant.get("is_enterprise_install")),
        installed_at=at,
    )
    return installed, team.get("name") or enterprise.get("name") or ""


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


def key_of(bot: Installed) -> str:
    """Return the id of the workspace, or of the organization where it is installed in all of it."""
    return (bot.enterprise_id if bot.is_enterprise_install else bot.team_id) or bot.team_id or bot.enterprise_id or ""


def _written(bot: Installed) -> str:
    names = ("app_id", "enterprise_id", "team_id", "bot_token", "bot_id", "bot_user_id", "is_enterprise_install")
    return json.dumps({**{name: getattr(bot, name) for name in names}, "installed_at": bot.installed_at})


def left(place: Community, now: datetime) -> tuple[object, ...]:
    """Return what is stored of a workspace that has removed the bot: what is scheduled there stops."""
    return CommunityLeft(place, now), CommunityStopped(place, now)


async def keep(store: Store, *changes: object) -> None:
    """Store changes."""
    await asyncio.wrap_future(store.submit(lambda records: (None, changes)))
