"""The outbox: planning, claiming, draining and idling, on both databases.

`python -m benchmarks.outbox` prints each figure beside its bar.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import Connection, text

from adapters.ticker import Ticker
from bot import clock
from bot.chat import Channel, Reply
from bot.outbox.outbox import Outbox
from bot.replies.catalog import Catalog
from bot.schedule.history import ScheduleMade
from bot.schedule.limiter import LIMITS, Limit
from bot.schedule.rule import Empty, Kind, Rule, Schedule
from bot.shelf import Shelf
from bot.store.maintenance import upgrade
from bot.store.store import Store
from tests.postgres import PostgresServer, programs
from tests.saltmarsh import FOLDER

SUBSCRIPTIONS = 100_000
CLAIMS = 200
DRAIN_SECONDS, IDLE_SECONDS = 12.0, 12.0
BAR_PLAN, BAR_CLAIM, BAR_DRAIN, BAR_CEILING, BAR_IDLE = 10.0, 10.0, 0.95, 1000.0, 1.0
LIFTED = Limit(1_000_000.0, 100, timedelta())


class Nowhere:
    """A platform that takes a moment and accepts everything."""

    name = "nowhere"

    def __init__(self) -> None:
        self.posted = 0

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Accept."""
        await asyncio.sleep(0.02)
        self.posted += 1
        return marker


def main() -> int:
    """Measure on both databases; 1 when a bar is missed."""
    found = programs()
    with tempfile.TemporaryDirectory() as folder:
        is_good = measure("SQLite", f"{folder}/bot.db", Path(folder))
        if found is None:
            print("PostgreSQL is not installed: not measured")
            return 1
        server = PostgresServer(found, is_safe=True)
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
        planned = planning(store, shelf)
        claims = claiming(store, shelf)
        drained = asyncio.run(draining(store, shelf, LIMITS["discord"]))
        ceiling = asyncio.run(draining(store, shelf, LIFTED))
        store.run(lambda connection: connection.execute(text("DELETE FROM deliveries WHERE state = 'ready'")))
        idle = asyncio.run(idling(store, shelf))
    share = drained / LIMITS["discord"].rate
    print(f"{name}: {SUBSCRIPTIONS:,} planned in {planned:.1f} s (bar {BAR_PLAN:.0f} s)")
    print(f"{name}: claim p50 {claims[0]:.1f} ms, p99 {claims[1]:.1f} ms (bar {BAR_CLAIM:.0f} ms)")
    print(f"{name}: drained at {share:.1%} of the permitted rate (bar {BAR_DRAIN:.0%})")
    print(f"{name}: {ceiling:,.0f} posts/s without a limit (bar {BAR_CEILING:,.0f} on PostgreSQL)")
    print(f"{name}: idle, {idle:.2f} % of one core (bar {BAR_IDLE:.0f} %)", flush=True)
    good = (planned < BAR_PLAN, claims[1] < BAR_CLAIM, share >= BAR_DRAIN, idle < BAR_IDLE)
    return all(good) and (name != "PostgreSQL" or ceiling >= BAR_CEILING)


def subscribe(store: Store) -> None:
    """Store schedules that are all due in one minute, each in a community of its own."""
    now = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)  # noqa: TID251 - a benchmark
    rule = Rule(Kind.DAILY, time(now.hour, now.minute), "UTC", empty=Empty.NEAREST)
    first = Schedule(1, Channel("discord", "0", "room"), rule, next_day=date(now.year, now.month, now.day), next_at=now)
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
        ("channels", "id, community_id, external_id", "n, n, 'room'"),
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


def planning(store: Store, shelf: Shelf) -> float:
    """Return the seconds in which all are planned."""
    outbox = Outbox(store, shelf, "planner")
    now = clock.now()
    start = perf_counter()
    while (at := outbox.plan(now)) and at <= now:
        pass
    return perf_counter() - start


def claiming(store: Store, shelf: Shelf) -> tuple[float, float]:
    """Return the median and the 99th percentile of a claim of ten, in milliseconds."""
    limits = {"discord": replace(LIFTED, burst=10)}
    outbox = Outbox(store, shelf, "claimant", limits, 10)
    times = []
    for _ in range(CLAIMS):
        start = perf_counter()
        claimed = outbox.claim(clock.now(), ["discord"]).deliveries
        times.append((perf_counter() - start) * 1000)
        assert len(claimed) == 10
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


async def draining(store: Store, shelf: Shelf, limit: Limit) -> float:
    """Return how many posts a second go out."""
    platform = Nowhere()
    outbox = Outbox(store, shelf, "drain", {"discord": limit}, limit.burst)
    ticker = asyncio.create_task(Ticker(outbox, {"discord": platform}, clock.now, clock.monotonic).run())
    await asyncio.sleep(1)
    before, start = platform.posted, perf_counter()
    await asyncio.sleep(DRAIN_SECONDS)
    rate = (platform.posted - before) / (perf_counter() - start)
    ticker.cancel()
    await asyncio.gather(ticker, return_exceptions=True)
    return rate


async def idling(store: Store, shelf: Shelf) -> float:
    """Return how much of a core an idle process takes, in percent."""
    outbox = Outbox(store, shelf, "idle")
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
