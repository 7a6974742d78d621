"""The outbox: planning, claiming, draining and idling, on both databases.

`python -m benchmarks.outbox` prints each figure beside its bar. Posts are drained over HTTP to a stand-in in a process
of its own, which refuses what is beyond Discord's 50 requests in any second.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import aiohttp
from sqlalchemy import Connection, text

from adapters.ticker import Ticker
from benchmarks.figures import Figure, Held, report
from bot import clock
from bot.chat import Channel, NotNow, Rate, Reply
from bot.outbox.outbox import MOST_CLAIMED, Outbox
from bot.replies.catalog import Catalog
from bot.schedule.history import ScheduleMade
from bot.schedule.rule import Empty, Kind, Rule, Schedule
from bot.shelf import Shelf
from bot.store.engine.maintenance import upgrade
from bot.store.store import Store
from tests.chaos.platform import DiscordLike
from tests.chaos.turmoil import Standin
from tests.platforms import PLATFORMS
from tests.postgres import PostgresServer, programs
from tests.saltmarsh import FOLDER

SUBSCRIPTIONS = 100_000
CLAIMS = 1_000
DRAIN_SECONDS, IDLE_SECONDS = 12.0, 12.0
BAR_PLAN, BAR_CLAIM, BAR_DRAIN, BAR_CEILING, BAR_IDLE = 10.0, 10.0, 0.95, 1000.0, 0.5
# What Discord permits to a bot in any second, and what ours permits itself.
PER_SECOND, RATE = 50, PLATFORMS["discord"].rate
LIFTED = Rate(1_000_000.0, 100, timedelta())


class Nowhere:
    """A platform that takes a moment and accepts everything."""

    platform = PLATFORMS["discord"]

    def __init__(self) -> None:
        self.posted = self.refused = 0

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Accept."""
        await asyncio.sleep(0.02)
        self.posted += 1
        return marker


class Somewhere(DiscordLike):
    """The stand-in, and how often it has accepted a post and answered 429."""

    posted = refused = 0

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Post, and count."""
        try:
            posted = await super().post(channel, reply, say, nonce, marker)
        except NotNow:
            self.refused += 1
            raise
        self.posted += 1
        return posted


def main() -> int:
    """Measure on both databases; 1 when a bar is missed."""
    installed = programs()
    with tempfile.TemporaryDirectory() as folder:
        is_good = measure("SQLite", f"{folder}/bot.db", Path(folder))
        if installed is None:
            print("PostgreSQL is not installed: not measured")
            return 1
        server = PostgresServer(installed, is_safe=True)
        try:
            place = server.create()
            upgrade(place)
            is_good &= measure("PostgreSQL", place, Path(folder))
        finally:
            server.remove()
    return 0 if is_good else 1


def measure(name: str, place: str, folder: Path) -> bool:
    """Print one database's figures and tell whether they reach the bars."""
    with Store.open(place) as store:
        shelf = Shelf([FOLDER], folder)
        subscribe(store)
        # As `dateline run` does once it has started.
        gc.freeze()
        planned, worked = planning(Outbox(store, shelf, "planner", PLATFORMS))
        claims = claiming(store, shelf)
        drained = asyncio.run(draining_over_http(store, shelf, folder))
        ceiling = asyncio.run(draining(store, shelf, LIFTED, Nowhere()))
        store.run(lambda connection: connection.execute(text("DELETE FROM deliveries WHERE state = 'ready'")))
        idle = asyncio.run(idling(store, shelf))
    figures = [
        Figure(f"{name}: {SUBSCRIPTIONS:,} posts of one minute planned", planned, "s", BAR_PLAN),
        Figure(f"{name}: of that, worked by this process", worked, "s"),
        Figure(f"{name}: a claim of ten, p50", claims[0], "ms"),
        Figure(f"{name}: a claim of ten, p99", claims[1], "ms", BAR_CLAIM),
        Figure(
            f"{name}: drained over HTTP; floor: what is permitted",
            *(drained.rate, "posts a second", BAR_DRAIN, RATE.posts, Held.RATIO),
            is_least=True,
        ),
        Figure(f"{name}: posts that Discord would have refused", drained.refused, "", 0),
        Figure(
            f"{name}: drained without a limit",
            *(ceiling.rate, "posts a second", BAR_CEILING if name == "PostgreSQL" else None),
            is_least=True,
        ),
        Figure(f"{name}: idle, of one core", idle, "%", BAR_IDLE),
    ]
    return not report(figures)


def subscribe(store: Store) -> None:
    """Store schedules that are all due in one minute, each in a community of its own."""
    now = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)  # noqa: TID251 - a benchmark
    rule = Rule(Kind.DAILY, time(now.hour, now.minute), "UTC", empty=Empty.NEAREST)
    first = Schedule(1, Channel("discord", "0", "1"), rule, next_day=date(now.year, now.month, now.day), next_at=now)
    store.transact(lambda records: (None, (ScheduleMade(first),)))
    store.run(partial(_multiply, number=SUBSCRIPTIONS))


def _multiply(connection: Connection, number: int) -> None:
    series = (
        "WITH RECURSIVE series(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM series WHERE n < :number)"
        if connection.dialect.name == "sqlite"
        else "WITH series(n) AS (SELECT generate_series(2, :number))"
    )
    for table, columns, values in (
        ("communities", "id, platform, external_id", "n, 'discord', CAST(n AS varchar)"),
        ("channels", "id, community_id, external_id", "n, n, CAST(n AS varchar)"),
        ("destinations", "channel_id, next_ok_at", "n, 0"),
        (
            "schedules",
            "id, community_id, destination_id, rule, standing, next_day, next_at, wake_at, place, failures, question,"
            " zones",
            "n, n, n, s.rule, s.standing, s.next_day, s.next_at, s.wake_at, 0, 0, '', s.zones",
        ),
    ):
        source = "series, schedules s WHERE s.id = 1" if table == "schedules" else "series"
        statement = f"{series} INSERT INTO {table} ({columns}) SELECT {values} FROM {source}"
        prefix = statement
        if connection.dialect.name == "sqlite":
            prefix = f"INSERT INTO {table} ({columns}) {series} SELECT {values} FROM {source}"
        connection.execute(text(prefix), {"number": number})


def planning(outbox: Outbox) -> tuple[float, float]:
    """Return the seconds in which all are planned, and those of them that this process worked."""
    now = clock.now()
    start, worked = perf_counter(), process_time()
    while (at := outbox.plan(now)) and at <= now:
        pass
    return perf_counter() - start, process_time() - worked


def claiming(store: Store, shelf: Shelf) -> tuple[float, float]:
    """Return the median and the 99th percentile of a claim of ten, in milliseconds."""
    platforms = {"discord": replace(PLATFORMS["discord"], rate=replace(LIFTED, burst=10))}
    outbox = Outbox(store, shelf, "claimant", platforms, 10)
    times = []
    for _ in range(CLAIMS):
        start = perf_counter()
        claimed = outbox.claim(clock.now(), ["discord"]).deliveries
        times.append((perf_counter() - start) * 1000)
        assert len(claimed) == 10
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


@dataclass(frozen=True, slots=True)
class Drained:
    """What went out: posts a second, posts that were accepted, and 429s."""

    rate: float
    posted: int
    refused: int


async def draining_over_http(store: Store, shelf: Shelf, folder: Path) -> Drained:
    """Post to a stand-in that enforces Discord's limit."""
    standin = Standin("discord", folder, "--per-second", str(PER_SECOND))
    try:
        async with aiohttp.ClientSession() as session:
            return await draining(store, shelf, RATE, Somewhere(standin.place, session))
    finally:
        standin.stop()


async def draining(store: Store, shelf: Shelf, rate: Rate, poster: Nowhere | Somewhere) -> Drained:
    """Post for some seconds; the rate is taken after the first."""
    platforms = {"discord": replace(PLATFORMS["discord"], rate=rate)}
    outbox = Outbox(store, shelf, "drain", platforms, max(rate.burst, MOST_CLAIMED))
    ticker = asyncio.create_task(Ticker(outbox, {"discord": poster}, clock.now, clock.monotonic).run())
    await asyncio.sleep(1)
    before, start = poster.posted, perf_counter()
    await asyncio.sleep(DRAIN_SECONDS)
    reached = (poster.posted - before) / (perf_counter() - start)
    ticker.cancel()
    await asyncio.gather(ticker, return_exceptions=True)
    return Drained(reached, poster.posted, poster.refused)


async def idling(store: Store, shelf: Shelf) -> float:
    """Return how much of a core an idle process takes, in percent."""
    outbox = Outbox(store, shelf, "idle", PLATFORMS)
    ticker = asyncio.create_task(Ticker(outbox, {"slack": Nowhere()}, clock.now, clock.monotonic).run())
    await asyncio.sleep(1)
    start = process_time()
    await asyncio.sleep(IDLE_SECONDS)
    used = process_time() - start
    ticker.cancel()
    await asyncio.gather(ticker, return_exceptions=True)
    return used / IDLE_SECONDS * 100


if __name__ == "__main__":
    sys.exit(main())
