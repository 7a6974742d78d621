"""What the doctor looks at: stand-ins of both platforms, and a machine of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Config
from tests.adapters.doctor.machine import House
from tests.standins.clock import system_clock
from tests.standins.discord import DiscordStandin
from tests.standins.discord.pointing import pointed_at as discord_at
from tests.standins.slack import SlackStandin
from tests.standins.slack.pointing import pointed_at as slack_at


@pytest.fixture
async def discord() -> AsyncIterator[DiscordStandin]:
    server = DiscordStandin(system_clock)
    await server.start()
    with discord_at(server):
        yield server
    await server.stop()


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandin]:
    server = SlackStandin(system_clock)
    await server.start()
    with slack_at(server.api_url):
        yield server
    await server.stop()


@pytest.fixture
def chosen(tmp_path: Path) -> Config:
    return Config(tmp_path)


@pytest.fixture
def house(chosen: Config, discord: DiscordStandin, slack: SlackStandin) -> House:
    return House(chosen, discord, slack)
