"""A bot on the stand-in of Discord that is sent events which are not as Discord sends them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from adapters.discord.app import DiscordApp
from adapters.discord.settings import DiscordSettings
from bot.config import Config
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.discord.conftest import House, NotingBot
from tests.adapters.spoiling import Sample
from tests.saltmarsh import FOLDER, MAY_DAY
from tests.standins.clock import HandClock
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.pointing import pointed_at
from tests.standins.discord.session import DISPATCH

# On a busy machine an answer comes late; it is asked whether it comes.
PATIENCE = 120.0
INTERACTION = "INTERACTION_CREATE"


class DiscordGround:
    """Sends over the gateway, beside the sequence of what is really so."""

    def __init__(self, standin: DiscordStandin) -> None:
        self.standin = self._standin = standin

    async def samples(self) -> Sequence[Sample]:
        """Have one of each event sent, and return them."""
        standin = self._standin
        pages = await (await standin.slash("pages")).message()
        await (await standin.click(pages, "Next ▶")).message()
        await (await standin.autocomplete("timeline", {"when": "19"})).choices()
        await (await standin.slash("schedule list", user=standin.moderator)).message()
        form = await standin.slash("form")
        await (await standin.submit_modal(form, {"choice": "late", "color": "red"})).message()
        overview = await (await standin.slash("timeline", {"when": "1950s"})).message()
        which = await (await standin.on_message("Report a mistake", overview)).message()
        (menu,) = which.selects
        await (await standin.choose(which, menu["custom_id"], [menu["options"][0]["value"]])).modal()
        walls = standin.attach("walls.gift", b"When? {=1930 ~1931}\n")
        await (await standin.slash("packs import", {"file": walls}, user=standin.moderator)).message()
        standin.forbid(hall := standin.add_channel("hall"))
        standin.delete_channel(hall)
        standin.remove_guild(standin.add_guild("visited", owner=standin.user))
        (session,) = standin.gateway.sessions
        # READY begins a session and comes from Discord alone: with a spoiled one there is nothing to go on with.
        return [Sample(event, content) for event, content in session.events if event != "READY"]

    async def send(self, sample: Sample) -> None:
        """Send an event; an interaction under an id of its own, for one that comes twice is not read."""
        content = sample.content
        if sample.kind == INTERACTION and isinstance(content.get("id"), str):
            content = {**content, "id": self._standin.world.snowflake()}
        (session,) = self._standin.gateway.sessions
        if session.connection:
            session.connection.send(DISPATCH, content, sample.kind, len(session.events))
        await asyncio.sleep(0)

    async def is_answered(self) -> bool:
        """Ask for a year, and tell whether it is answered."""
        asked = await self._standin.slash("timeline", {"when": "1950"})
        try:
            async with asyncio.timeout(PATIENCE):
                return "sea wall" in (await asked.message()).text
        except TimeoutError:
            return False

    def forget(self) -> None:
        """Let go of what the stand-in remembers."""
        standin = self._standin
        for kept in (standin.recorder.requests, standin.recorder.acceptances, standin.recorder.violations):
            kept.clear()


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[DiscordGround]:
    """Run a bot on a stand-in of its own."""
    standin = DiscordStandin(HandClock(MAY_DAY.timestamp()))
    await standin.start()
    try:
        with pointed_at(standin), Store.open(folder / "dateline.db") as store:
            # They go on, as those of a bot do: codes that begin the same would be drawn anew ever more often.
            dice = Random(7)
            bot = NotingBot(Shelf([FOLDER], folder), store, lambda: dice)
            house = House(standin, bot, Config(folder, own=(DiscordSettings(token=TOKEN),)))
            async with house.open() as app:
                assert isinstance(app, DiscordApp)
                yield DiscordGround(standin)
    finally:
        await standin.stop()
