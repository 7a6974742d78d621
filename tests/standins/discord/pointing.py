"""Point the real discord.py at a stand-in, run a client on it, and put everything back."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.standins.discord.standin import DiscordStandin

C = TypeVar("C", bound=discord.Client)


def point_at(api_url: str, gateway_url: str) -> None:
    """Let discord.py in this process speak to these addresses from now on."""
    Route.BASE = api_url
    DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway_url)


@contextmanager
def pointed_at(standin: DiscordStandin) -> Iterator[None]:
    """Let discord.py speak to a stand-in for as long as the block lasts."""
    before = Route.BASE, str(DiscordWebSocket.DEFAULT_GATEWAY)
    point_at(standin.api_url, standin.gateway_url)
    try:
        yield
    finally:
        point_at(*before)


@asynccontextmanager
async def connected(client: C, standin: DiscordStandin, sessions: int = 1) -> AsyncIterator[C]:
    """A client that is connected for as long as the block lasts.

    It is closed whatever happens: a sharded client that is left open swallows its cancellation, and the loop goes on.
    """
    running = asyncio.create_task(client.start(standin.token))
    try:
        await standin.ready(sessions)
        yield client
    finally:
        await client.close()
        await asyncio.wait([running])
