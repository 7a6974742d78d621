"""A bot on the stand-in of Discord, through the real discord.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Set
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from adapters.discord.app import DiscordApp
from adapters.discord.settings import DiscordSettings
from bot.app import Bot
from bot.chat import Channel
from bot.commands.table import COMMANDS
from bot.community import Community
from bot.config import Config
from bot.schedule.delivery import CALL
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.discord.rows import ROWS
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, MAY_DAY
from tests.standins.clock import HandClock
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.pointing import pointed_at


class NotingBot(Bot):
    """A bot that remembers which servers came and went."""

    def __init__(self, shelf: Shelf, store: Store, rng: Callable[[], Random] = lambda: Random(7)) -> None:
        super().__init__(shelf, store, rng, (*COMMANDS, *ROWS), PLATFORMS)
        self.here: set[str] = set()
        self.gone: set[str] = set()
        self.times_ready = 0
        self.tell: Callable[[], object] = lambda: None

    def joined(self, community: Community, now: datetime) -> None:
        super().joined(community, now)
        self.here.add(community.id)
        self.tell()

    def left(self, community: Community, now: datetime) -> None:
        super().left(community, now)
        self.gone.add(community.id)
        self.tell()

    def present(self, platform: str, here: Set[str], is_ours: Callable[[str], bool], now: datetime) -> None:
        super().present(platform, here, is_ours, now)
        self.times_ready += 1
        self.tell()


class House:
    """Where a bot can be started, stopped and started again, over the same data."""

    def __init__(self, standin: DiscordStandin, bot: NotingBot, config: Config) -> None:
        self.standin = standin
        self.bot = bot
        self.config = config
        self.call = CALL
        self.now = MAY_DAY
        self.channels_gone: list[Channel] = []
        loop = asyncio.get_running_loop()
        bot.tell = lambda: loop.call_soon_threadsafe(standin.bell.ring)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[DiscordApp]:
        """Run the bot as long as the block lasts."""
        app = DiscordApp(self.bot, self.config, lambda: self.now, self._dropped, self.call)
        task = asyncio.create_task(app.run())
        try:
            await self.standin.ready(len(self.config.of(DiscordSettings).shards.ids) or 1)
            await self.standin.bell.until(lambda: self.standin.application.overwrites)
            yield app
        finally:
            task.cancel()
            await asyncio.wait([task], timeout=10)
            assert task.done()

    def _dropped(self, channel: Channel, now: datetime) -> None:
        self.channels_gone.append(channel)
        self.bot.tell()


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MAY_DAY.timestamp())


@pytest.fixture
async def standin(clock: HandClock) -> AsyncIterator[DiscordStandin]:
    """A stand-in that no test may leave with a broken limit."""
    server = DiscordStandin(clock)
    await server.start()
    with pointed_at(server):
        yield server
    await server.stop()
    assert server.violations == []


@pytest.fixture
def bot(tmp_path: Path, cache: Path) -> Iterator[NotingBot]:
    """A bot that also answers the commands of the tests."""
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        yield NotingBot(Shelf([FOLDER], cache), store)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path, own=(DiscordSettings(token=TOKEN),))


@pytest.fixture
async def house(standin: DiscordStandin, bot: NotingBot, config: Config) -> House:
    return House(standin, bot, config)


@pytest.fixture
async def app(house: House) -> AsyncIterator[DiscordApp]:
    """The bot, connected, its commands registered."""
    async with house.open() as running:
        yield running
