"""Many workspaces by consent: the pages, the tokens, removal and another installation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from adapters.slack.app import SlackApp
from adapters.slack.installations import States
from adapters.slack.platform import SLACK
from adapters.slack.settings import SlackSettings
from bot import clock as own_clock
from bot.app import Bot
from bot.chat import Channel, Reply
from bot.community import Community
from bot.config import Config, ConfigError
from bot.replies.catalog import catalog
from bot.store.schema import metadata
from tests.adapters.slack.conftest import House
from tests.standins.slack import SIGNING_SECRET, SlackStandin, Team, User
from tests.standins.slack.api.oauth import CLIENT_ID, CLIENT_SECRET

KEY, OLD_KEY = (Fernet.generate_key().decode() for _ in range(2))

# slack_sdk hands aiohttp its BasicAuth, which aiohttp 3.14 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


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

    async def _get(self, path: str, state: str = "") -> tuple[int, str, str]:
        headers = {"Cookie": f"slack-app-oauth-state={state}"} if state else {}
        async with aiohttp.ClientSession() as session, session.get(self.base + path, headers=headers) as answer:
            cookie = answer.cookies.get("slack-app-oauth-state")
            return answer.status, await answer.text(), cookie.value if cookie else ""


@asynccontextmanager
async def served(house: House, *keys: str) -> AsyncIterator[Browser]:
    """Run the bot for many workspaces."""
    async with house.serve(many(house.folder, *(keys or (KEY,)))) as push:
        yield Browser(push.url.removesuffix("/slack/events"), house.standin)


def secret_of(bot: Bot, team: Team) -> str | None:
    """Return what the database has of a workspace's token."""
    return bot.store.read(lambda records: records.installation(Community(SLACK.name, team.id)))


async def test_a_workspace_that_has_installed_the_bot_is_answered(standin: SlackStandin, house: House) -> None:
    other = standin.world.add_team("Another class")
    channel = standin.world.add_channel("general", other)
    async with served(house) as browser:
        status, _ = await browser.install(standin.team, standin.moderator)
        await browser.install(other, standin.world.add_user("Clio", other))

        here = await (await standin.slash("/timeline", "1950")).message()
        there = await (await standin.slash("/timeline", "1950", channel=channel)).message()

    assert status == 200
    assert (here.team.id, there.team.id) == (standin.team.id, other.id)


async def test_a_workspace_that_has_not_is_told_so(standin: SlackStandin, house: House) -> None:
    async with served(house):
        asked = await standin.slash("/timeline", "1950")

        assert (await asked.acked()).status == 200
        assert "1950" not in (await asked.message()).shown


async def test_tokens_are_encrypted_in_the_database(standin: SlackStandin, house: House, tmp_path: Path) -> None:
    async with served(house) as browser:
        await browser.install(standin.team, standin.moderator)

    files = b"".join(path.read_bytes() for path in tmp_path.glob("dateline.db*"))
    assert standin.team.token.encode() not in files
    assert standin.moderator.id.encode() not in files


async def test_an_installation_outlives_a_restart(standin: SlackStandin, house: House) -> None:
    async with served(house) as browser:
        await browser.install(standin.team, standin.moderator)

    async with served(house):
        assert "The sea" in (await (await standin.slash("/timeline", "1950s")).message()).shown


async def test_tokens_are_sealed_anew_with_a_new_key(standin: SlackStandin, house: House) -> None:
    async with served(house, OLD_KEY) as browser:
        await browser.install(standin.team, standin.moderator)
    async with served(house, KEY, OLD_KEY):
        pass

    async with served(house, KEY):
        assert "The sea" in (await (await standin.slash("/timeline", "1950s")).message()).shown


async def test_a_lost_key_is_told_and_the_others_go_on(
    standin: SlackStandin, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(house, OLD_KEY) as browser:
        await browser.install(standin.team, standin.moderator)

    async with served(house, KEY) as browser:
        assert "DATELINE_KEY" in caplog.text
        assert (await browser.install(standin.team, standin.moderator))[0] == 200


async def test_a_workspace_that_removes_the_bot_is_forgotten(standin: SlackStandin, house: House) -> None:
    async with served(house) as browser:
        await browser.install(standin.team, standin.moderator)

        assert (await (await standin.uninstall()).acked()).status == 200

    assert secret_of(house.bot, standin.team) is None


async def test_somebody_else_can_install_it_again(standin: SlackStandin, house: House) -> None:
    async with served(house) as browser:
        await browser.install(standin.team, standin.moderator)
        await (await standin.uninstall()).acked()
        again = standin.world.add_user("Clio", standin.team, owner=True)

        await browser.install(standin.team, again)

        settings = await (await standin.slash("/settings", "show", user=again)).message()
        assert "for moderators" not in settings.shown


async def test_a_post_to_a_workspace_that_removed_the_bot_is_refused(standin: SlackStandin, house: House) -> None:
    config = many(house.folder, KEY)
    async with served(house) as browser:
        await browser.install(standin.team, standin.moderator)
        await (await standin.uninstall()).acked()
        app = SlackApp(house.bot, config, own_clock.now)
        channel = Channel(SLACK.name, standin.team.id, standin.channel.id)

        with pytest.raises(Exception, match=r"again in|not_installed"):
            await app.post(channel, Reply(text="Good morning"), catalog(""), "n1")


@pytest.mark.parametrize(("cookie", "state"), [("", "forged"), ("forged", "forged")])
async def test_a_state_that_was_not_given_out_is_refused(
    standin: SlackStandin, house: House, cookie: str, state: str
) -> None:
    async with served(house) as browser:
        status, _ = await browser.install(standin.team, standin.moderator, cookie, state)

    assert status in (400, 401)
    assert secret_of(house.bot, standin.team) is None


async def test_a_state_is_good_once(standin: SlackStandin, house: House) -> None:
    async with served(house) as browser:
        state = await browser.begin()
        first, _ = await browser.install(standin.team, standin.moderator, state)

        again, _ = await browser.install(standin.team, standin.moderator, state)

    assert (first, again) == (200, 401)


async def test_whoever_opens_the_page_leaves_no_row(standin: SlackStandin, house: House) -> None:
    async with served(house) as browser:
        before = rows(house.bot)
        for _ in range(5):
            await browser.begin()

        assert rows(house.bot) == before


async def test_a_state_is_good_for_ten_minutes_in_all_processes() -> None:
    moment = own_clock.now()
    state = await States("secret", lambda: moment).async_issue()

    async def is_good(after: int, secret: str = "secret", told: str = state) -> bool:
        return await States(secret, lambda: moment + timedelta(seconds=after)).async_consume(told)

    assert await is_good(599)
    assert not await is_good(601)
    assert not await is_good(-2)
    assert not await is_good(1, "another")
    assert not await is_good(1, told="9" + state)
    assert not await is_good(1, told="\udcff")


def rows(bot: Bot) -> int:
    """Return how many rows the database has."""
    return bot.store.run(
        lambda connection: sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in metadata.sorted_tables
        )
    )


@pytest.mark.parametrize("keys", [(), ("no key",)])
def test_nothing_starts_without_a_key(shared_bot: Bot, tmp_path: Path, keys: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError, match="DATELINE_KEY"):
        SlackApp(shared_bot, many(tmp_path, *keys), own_clock.now)


async def test_variables_of_the_environment_do_not_switch_consent_on(
    standin: SlackStandin, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("SLACK_CLIENT_SECRET", CLIENT_SECRET)

    async with house.open():
        assert "The sea" in (await (await standin.slash("/timeline", "1950s")).message()).shown
