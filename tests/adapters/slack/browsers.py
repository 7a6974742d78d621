"""Somebody's browser on the pages where a workspace adds the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from cryptography.fernet import Fernet

from adapters.slack.consent import COOKIE
from adapters.slack.platform import SLACK
from adapters.slack.settings import SlackSettings
from bot.app import Bot
from bot.community import Community
from bot.config import Config
from tests.adapters.slack.conftest import House
from tests.standins.slack import SIGNING_SECRET, SlackStandin, Team, User
from tests.standins.slack.api.oauth import CLIENT_ID, CLIENT_SECRET

KEY, OLD_KEY = (Fernet.generate_key().decode() for _ in range(2))


def many(folder: Path, *keys: str) -> Config:
    """Return the settings for many workspaces."""
    return Config(
        folder,
        keys=keys,
        own=(SlackSettings(signing_secret=SIGNING_SECRET, client_id=CLIENT_ID, client_secret=CLIENT_SECRET),),
    )


@dataclass
class Browser:
    """Somebody's browser on the bot's pages."""

    base: str
    standin: SlackStandin

    async def page(self) -> str:
        """Open the page, and return its text."""
        return (await self._get("/slack/install"))[1]

    async def begin(self) -> str:
        """Open the page, and return the state that it gave."""
        status, text, cookie = await self._get("/slack/install")
        assert status == 200
        assert "https://slack.com/oauth/v2/authorize" in text
        return cookie

    async def install(self, team: Team, user: User, cookie: str = "", state: str = "") -> tuple[int, str]:
        """Consent, and come back to the bot's page; return its status and text."""
        cookie = cookie or await self.begin()
        code = self.standin.oauth.code(team, user)
        status, text, _ = await self._get(f"/slack/oauth_redirect?code={code}&state={state or cookie}", cookie)
        return status, text

    async def back(self, query: str, cookie: str = "") -> tuple[int, str]:
        """Come back to the bot's page in some other way."""
        status, text, _ = await self._get(f"/slack/oauth_redirect?{query}", cookie)
        return status, text

    async def _get(self, path: str, state: str = "") -> tuple[int, str, str]:
        headers = {"Cookie": f"{COOKIE}={state}"} if state else {}
        async with aiohttp.ClientSession() as session, session.get(self.base + path, headers=headers) as answer:
            cookie = answer.cookies.get(COOKIE)
            return answer.status, await answer.text(), cookie.value if cookie else ""


@asynccontextmanager
async def served(house: House, *keys: str) -> AsyncIterator[Browser]:
    """Run the bot for many workspaces."""
    async with house.serve(many(house.folder, *(keys or (KEY,)))) as push:
        yield Browser(push.url.removesuffix("/slack/events"), house.standin)


def secret_of(bot: Bot, team: Team) -> str | None:
    """Return what the database has of a workspace's token."""
    return bot.store.read(lambda records: records.installation(Community(SLACK.name, team.id)))
