"""With 40 ms in between, by a far database or a slow disk, posts go out and rounds are shown, each once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from adapters.ticker import Ticker
from bot import clock
from bot.app import Bot
from bot.chat import Channel, Reply
from bot.outbox.outbox import Outbox
from bot.replies.catalog import Catalog
from bot.schedule.delivery import End, Result, State
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.far import far, slow_disk
from tests.platforms import PLATFORMS
from tests.saltmarsh import request
from tests.schedule.deeds import MORNING, SCHOOL, all_of, order, save

POSTS = 10


class Counting:
    """A platform that takes everything, and remembers which posts it was given."""

    platform = PLATFORMS["discord"]

    def __init__(self, wanted: int) -> None:
        self.nonces: list[str] = []
        self.done = asyncio.Event()
        self._wanted = wanted

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Take a post."""
        self.nonces.append(nonce)
        if len(self.nonces) >= self._wanted:
            self.done.set()
        return f"m{len(self.nonces)}"


@pytest.fixture
def slow(place: str) -> Iterator[Store]:
    """A store whose database is 40 ms away, or takes 40 ms to write to the disk."""
    with ExitStack() as stack:
        is_file = "://" not in place
        opened = stack.enter_context(Store.open(place if is_file else stack.enter_context(far(place))))
        if is_file:
            stack.enter_context(slow_disk())
        yield opened


async def test_every_post_goes_out_once(slow: Store, shelf: Shelf) -> None:
    now = clock.now()
    save(slow, *(order(f"o{number}", now, replace(SCHOOL, id=str(number))) for number in range(POSTS)))
    platform = Counting(POSTS)

    ticker = Ticker(Outbox(slow, shelf, "one", PLATFORMS), {"discord": platform}, clock.now, clock.monotonic)
    running = asyncio.create_task(ticker.run())
    await asyncio.wait_for(platform.done.wait(), 60)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert len(set(platform.nonces)) == len(platform.nonces) == POSTS
    assert {state for state, _ in all_of(slow).values()} == {State.SENT}


def test_a_round_is_shown_to_its_end_by_a_slow_disk(tmp_path: Path, shelf: Shelf) -> None:
    with Store.open(blank(tmp_path / "bot.db")) as store, slow_disk():
        shown = played(Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS))

    assert ["Question" in title for title in shown] == [True, False, False]


def played(bot: Bot) -> list[str]:
    """Let a round of one question go by, and return the titles of what was posted of it."""
    bot.handle(request("trivia start", {"number": "1", "seconds": "5"}, at=MORNING))

    shown: list[str] = []
    at: datetime | None = MORNING
    while at and at < MORNING + timedelta(minutes=2):
        woken = bot.outbox.wake(at, ["console"])
        bot.outbox.settle([Result(one, End.SENT, "4711") for one in woken.deliveries], at)
        shown += [one.reply.title for one in woken.deliveries]
        at = woken.next_at and max(woken.next_at, at + timedelta(seconds=1))
    return shown
