"""A lesson in browsers beside a chat: what is posted there is posted, and edited, by a ticker of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import ClientSession, CookieJar

from adapters.ticker import Poster, Ticker
from bot.outbox.outbox import Outbox
from bot.trivia.standings import standings
from tests.adapters.web.lesson import Lesson
from tests.platforms import PLATFORMS

JSON = {"Accept": "application/json"}


@asynccontextmanager
async def beside(held: Lesson, poster: Poster) -> AsyncIterator[Callable[[], None]]:
    """Post what the round says in its chat, as long as the block lasts; what is yielded lets time pass first."""
    outbox = Outbox(held.bot.store, held.bot.shelf, "one", PLATFORMS, step_rounds=held.bot.step_rounds)
    ticker = Ticker(outbox, {poster.platform.name: poster}, held.clock, held.clock.seconds)
    running = asyncio.create_task(ticker.run())

    def later() -> None:
        held.clock.wait(2)
        ticker.nudge()

    try:
        yield later
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def pupil(held: Lesson) -> AsyncIterator[ClientSession]:
    """Take a seat in a browser."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        await session.post(f"{held.address}/c/{held.links.room.code}", data={"name": ""})
        yield session


async def choose(session: ClientSession, held: Lesson, choice: int) -> int:
    """Press a choice of the first question in a browser, and return the status."""
    form = {"question": "0", "choice": str(choice)}
    async with session.post(f"{held.address}/answer", data=form, headers=JSON) as told:
        return told.status


def places(held: Lesson) -> list[tuple[int, bool]]:
    """Return the table of the round: each one's rank, and whether they sit in a browser."""
    return [(place.rank, place.player.id.startswith("web:")) for place in standings(held.round())]
