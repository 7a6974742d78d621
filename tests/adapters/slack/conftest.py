"""A bot on the stand-in of Slack, through the real slack-bolt and slack_sdk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from aiohttp import web

from adapters.slack.app import SlackApp
from adapters.slack.door import EVENTS
from adapters.slack.settings import SlackSettings
from adapters.web.app import application
from bot import clock as own_clock
from bot.app import Bot
from bot.chat import TokenRefused
from bot.commands.table import COMMANDS
from bot.config import Config
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.discord.rows import ROWS
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, MAY_DAY
from tests.standins.clock import HandClock
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin
from tests.standins.slack.http_push import HttpPush
from tests.standins.slack.pointing import pointed_at


class House:
    """Where a bot can be started, stopped and started again, over the same data."""

    def __init__(self, standin: SlackStandin, bot: Bot, folder: Path) -> None:
        self.standin = standin
        self.bot = bot
        self.folder = folder
        self.now = MAY_DAY

    @asynccontextmanager
    async def open(self) -> AsyncIterator[SlackApp]:
        """Run the bot over Socket Mode as long as the block lasts."""
        config = Config(self.folder, own=(SlackSettings(bot_token=self.standin.team.token, app_token=APP_TOKEN),))
        async with running(SlackApp(self.bot, config, lambda: self.now)) as app:
            await self.standin.socket_mode.connected(2)
            yield app

    @asynccontextmanager
    async def serve(
        self, config: Config | None = None, now: Callable[[], datetime] = own_clock.now
    ) -> AsyncIterator[HttpPush]:
        """Run the bot over HTTP as long as the block lasts."""
        default = Config(
            self.folder, own=(SlackSettings(bot_token=self.standin.team.token, signing_secret=SIGNING_SECRET),)
        )
        app = SlackApp(self.bot, config or default, now)
        runner = web.AppRunner(application(app.routes), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            async with running(app):
                await self.standin.bell.until(lambda: app.is_ready)
                yield self.standin.push_to(f"http://127.0.0.1:{runner.addresses[0][1]}{EVENTS}")
        finally:
            await runner.cleanup()


@asynccontextmanager
async def running(app: SlackApp) -> AsyncIterator[SlackApp]:
    """Run an app, and stop it in the end, where it has not ended for want of a token."""
    task = asyncio.create_task(app.run())
    try:
        yield app
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, TokenRefused):
            await task


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MAY_DAY.timestamp())


@pytest.fixture
async def standin(clock: HandClock) -> AsyncIterator[SlackStandin]:
    """A stand-in that no test may leave with a broken limit."""
    server = SlackStandin(clock)
    await server.start()
    with pointed_at(server.api_url):
        yield server
    await server.stop()
    assert server.violations == []


@pytest.fixture
def bot(tmp_path: Path, cache: Path) -> Iterator[Bot]:
    """A bot that also answers the commands of the tests."""
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        yield Bot(Shelf([FOLDER], cache), store, lambda: Random(7), (*COMMANDS, *ROWS), PLATFORMS)


@pytest.fixture
async def house(standin: SlackStandin, bot: Bot, tmp_path: Path) -> House:
    return House(standin, bot, tmp_path)


@pytest.fixture
async def app(house: House) -> AsyncIterator[SlackApp]:
    """The bot, connected over Socket Mode."""
    async with house.open() as running_app:
        yield running_app
