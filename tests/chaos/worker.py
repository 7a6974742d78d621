"""A process that posts, with a clock that is wrong, until it is killed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import aiohttp

from adapters.ticker import Poster, Ticker
from bot import clock
from bot.chat import Rate
from bot.outbox.outbox import Outbox
from bot.shelf import Shelf
from bot.store.engine.errors import StoreInUseError
from bot.store.store import Store
from tests.chaos.platform import DiscordLike, SlackLike
from tests.far import slow_disk
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER

CALL = timedelta(seconds=1)
CLAIM = 10
KINDS: Mapping[str, Callable[[Mapping[str, str], aiohttp.ClientSession], Poster]] = {
    "discord": DiscordLike,
    "slack": SlackLike,
}
# Seconds by which clocks are wrong; mostly they are right.
SKEWS = (0.0, 0.0, 0.0, 0.0, -20.0, 20.0, -600.0, 600.0)


@dataclass(frozen=True, slots=True)
class Job:
    """What a process is to do: `seed` is for its clock, `rate` is how many posts all may make in any second.

    Where the disk `is_slow`, each commit takes 40 ms longer. For `lease` seconds a post is a process's own.
    """

    place: str
    cache: Path
    kind: str
    standin: dict[str, str]
    seed: int
    rate: float
    is_slow: bool = False
    lease: float = 3.0

    @property
    def rate_of_all(self) -> Rate:
        """The rate that all processes share; with its burst no second has more than may be, as on the platforms."""
        return Rate(self.rate - CLAIM, CLAIM, timedelta())


class WrongClock:
    """A clock that is wrong from the start, and is set once more after a while."""

    def __init__(self, rng: Random) -> None:
        self._began = clock.monotonic()
        self._skews = (rng.choice(SKEWS), rng.choice(SKEWS))
        self._steps_after = rng.uniform(0.2, 5)

    def __call__(self) -> datetime:
        """Return the moment that this process believes it is."""
        is_set = clock.monotonic() - self._began > self._steps_after
        return clock.now() + timedelta(seconds=self._skews[is_set])


def work(job: Job) -> None:
    """Post for ever."""
    # Thousands of outcomes are unknown here, each of which it would warn of.
    logging.disable(logging.WARNING)
    with slow_disk() if job.is_slow else nullcontext():
        asyncio.run(_work(job))


async def _work(job: Job) -> None:
    with _opened(job.place) as store:
        rng, lease = Random(job.seed), timedelta(seconds=job.lease)
        async with aiohttp.ClientSession() as session:
            platform = KINDS[job.kind](job.standin, session)
            outbox = Outbox(
                store,
                Shelf([FOLDER], job.cache),
                f"{rng.getrandbits(64):x}",
                {job.kind: replace(PLATFORMS[job.kind], rate=job.rate_of_all)},
                CLAIM,
                lease,
                has_shared_clock=True,
            )
            await Ticker(outbox, {job.kind: platform}, WrongClock(rng), clock.monotonic, CALL, lease).run()


def _opened(place: str) -> Store:
    while True:
        try:
            return Store.open(place)
        except StoreInUseError:
            # On SQLite the one before may not be gone yet.
            continue
