"""The chats beside which a lesson is held: Discord and Slack by their stand-ins, as one pupil there sees them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from adapters.discord.settings import DiscordSettings
from adapters.ticker import Poster
from bot.app import Bot
from bot.chat import Channel
from bot.config import Config
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.discord import conftest as discord
from tests.adapters.slack import conftest as slack
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, MAY_DAY
from tests.standins.clock import HandClock
from tests.standins.discord import TOKEN, DiscordStandin, pointing as to_discord
from tests.standins.slack import SlackStandin, pointing as to_slack


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it stands now: what it says, and whether something can be pressed under it."""

    text: str
    has_buttons: bool


@dataclass(frozen=True, slots=True)
class Chat:
    """A channel in which a bot is: `shown` waits for a message with a text, `press` says what a press of one got."""

    bot: Bot
    channel: Channel
    poster: Poster
    shown: Callable[[str], Awaitable[Post]]
    press: Callable[[str, str], Awaitable[str]]


@asynccontextmanager
async def on_discord(folder: Path, cache: Path) -> AsyncIterator[Chat]:
    """Be on Discord."""
    standin = DiscordStandin(HandClock(MAY_DAY.timestamp()))
    await standin.start()

    async def shown(text: str) -> Post:
        found = await standin.bell.until(
            lambda: next((one for one in standin.messages.public.values() if text in one.text), None)
        )
        return Post(found.text, bool(found.buttons))

    async def press(text: str, label: str) -> str:
        message = next(one for one in standin.messages.public.values() if text in one.text)
        return (await (await standin.click(message, label)).message()).text

    with to_discord.pointed_at(standin), Store.open(blank(folder / "dateline.db")) as store:
        bot = discord.NotingBot(Shelf([FOLDER], cache), store)
        config = Config(folder, own=(DiscordSettings(token=TOKEN),))
        async with discord.House(standin, bot, config).open() as app:
            yield Chat(bot, Channel("discord", standin.guild.id, standin.channel.id), app, shown, press)
    await standin.stop()
    assert standin.violations == []


@asynccontextmanager
async def on_slack(folder: Path, cache: Path) -> AsyncIterator[Chat]:
    """Be on Slack."""
    standin = SlackStandin(HandClock(MAY_DAY.timestamp()))
    await standin.start()

    async def shown(text: str) -> Post:
        found = await standin.bell.until(
            lambda: next((one for one in standin.posted() if text in str(one.payload)), None)
        )
        return Post(str(found.payload), "actions" in str(found.payload))

    async def press(text: str, label: str) -> str:
        message = next(one for one in standin.posted() if text in str(one.payload))
        return str((await (await standin.click(message, label)).message()).payload)

    with to_slack.pointed_at(standin.api_url), Store.open(blank(folder / "dateline.db")) as store:
        bot = Bot(Shelf([FOLDER], cache), store, lambda: Random(7), platforms=PLATFORMS)
        async with slack.House(standin, bot, folder).open() as app:
            yield Chat(bot, Channel("slack", standin.team.id, standin.channel.id), app, shown, press)
    await standin.stop()
    assert standin.violations == []


CHATS: dict[str, Callable[[Path, Path], AbstractAsyncContextManager[Chat]]] = {"Discord": on_discord, "Slack": on_slack}
