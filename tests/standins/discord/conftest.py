"""The smallest bot, connected to a stand-in of Discord whose clock stands still."""

from collections.abc import AsyncIterator

import pytest

from tests.standins.clock import HandClock
from tests.standins.discord import DiscordStandin
from tests.standins.discord.pointing import connected, pointed_at
from tests.standins.discord.smallest import SmallestBot, complete


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def standin(clock: HandClock) -> AsyncIterator[DiscordStandin]:
    server = DiscordStandin(clock)
    await server.start()
    with pointed_at(server):
        yield server
    await server.stop()


@pytest.fixture
async def bot(standin: DiscordStandin) -> AsyncIterator[SmallestBot]:
    client = SmallestBot()
    client.tree.get_command("timeline").autocomplete("when")(complete)  # type: ignore[union-attr]  # it is a Command
    async with connected(client, standin):
        await client.tree.sync()
        await standin.bell.until(lambda: client.guilds)
        yield client
