"""Many workspaces: their tokens, removal and another installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.slack.app import SlackApp
from adapters.slack.platform import SLACK
from bot import clock as own_clock
from bot.app import Bot
from bot.chat import Channel, Reply
from bot.config import ConfigError
from bot.replies.catalog import catalog
from tests.adapters.slack.browsers import KEY, OLD_KEY, many, secret_of, served
from tests.adapters.slack.conftest import House
from tests.standins.slack import SlackStandin
from tests.standins.slack.api.oauth import CLIENT_ID, CLIENT_SECRET

# slack_sdk hands aiohttp its BasicAuth, which aiohttp 3.14 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


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
