"""The store: single-row transactions beside the bare drivers, and look-ups while 100,000 posts are planned.

`python -m benchmarks.store` prints ratios to a floor that is measured in the same run, in turns with the store.
"""

from __future__ import annotations

import gc
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import local
from time import perf_counter, sleep

import psycopg

from adapters.running import take_short_turns
from benchmarks.figures import Figure, Held, report
from benchmarks.outbox import planning, subscribe
from bot.app import Bot
from bot.chat import User
from bot.community import FactReport
from bot.shelf import Shelf
from bot.store.engine.maintenance import upgrade
from bot.store.schema import EPOCH, MILLISECOND
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.postgres import PostgresServer, programs
from tests.saltmarsh import FOLDER, request

ROUNDS = 5
TRANSACTIONS = 2000
LOOKUPS, EVERY = 500, 0.003
AT = datetime(2026, 1, 1, tzinfo=UTC)
MOMENT = (AT - EPOCH) // MILLISECOND
USER = User("console", "school", "pupil")
REPORT = FactReport(USER, AT, "some-fact", "It was on the day before, as the paper of that day says.")

BAR_TRANSACTIONS, BAR_LOOKUPS = 1.3, 2.0

_KEYS = (
    "SELECT users.id, users.community_id FROM users JOIN communities ON users.community_id = communities.id"
    " WHERE communities.platform = {0} AND communities.external_id = {0} AND users.external_id = {0}"
)
_REPORT = "INSERT INTO reports (community_id, reporter_id, at, fact, text) VALUES ({0}, {0}, {0}, {0}, {0})"


def main() -> int:
    """Measure on both databases; 1 when a bar is missed."""
    installed = programs()
    with tempfile.TemporaryDirectory() as folder:
        is_good = measure("SQLite", (f"{folder}/bot.db", f"{folder}/planned.db"), SqliteFloor, 1)
        if installed is None:
            print("PostgreSQL is not installed: not measured")
            return 1
        server = PostgresServer(installed, is_safe=True)
        try:
            places = (server.create(), server.create())
            for place in places:
                upgrade(place)
            is_good &= measure("PostgreSQL", places, PostgresFloor, 4)
        finally:
            server.remove()
        return 0 if is_good else 1


def measure(
    name: str, places: tuple[str, str], floor_of: Callable[[str], SqliteFloor | PostgresFloor], threads: int
) -> bool:
    """Print the figures of one kind of database, of which there are two, and tell whether they reach the bars."""
    with Store.open(places[0]) as store:
        store.transact(lambda records: (None, (REPORT,)))
        floor, ours = transactions(store, places[0], floor_of, threads)
    with Store.open(places[1]) as store:
        quiet, busy = lookups(store)
    figures = (
        Figure(
            f"{name}: transactions; floor: the bare driver",
            *(ours, "a second", 1 / BAR_TRANSACTIONS, floor, Held.RATIO),
            is_least=True,
        ),
        Figure(
            f"{name}: look-up while planning, p99; floor: while quiet",
            *(busy * 1000, "ms", BAR_LOOKUPS, quiet * 1000, Held.RATIO),
        ),
    )
    return not report(figures)


def transactions(
    store: Store, place: str, floor_of: Callable[[str], SqliteFloor | PostgresFloor], threads: int
) -> tuple[float, float]:
    """Return transactions a second of the bare driver and of the store, medians of rounds taken in turns."""
    floors, ours = [], []
    floor = floor_of(place)
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(ROUNDS):
            floors.append(_rate(lambda: wait([pool.submit(floor.report) for _ in range(TRANSACTIONS)])))
            ours.append(_rate(lambda: wait([store.submit(_reported) for _ in range(TRANSACTIONS)])))
    return statistics.median(floors), statistics.median(ours)


def _reported(records: object) -> tuple[None, Sequence[FactReport]]:
    return None, (REPORT,)


def _rate(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return TRANSACTIONS / (perf_counter() - start)


class SqliteFloor:
    """What a program would do that has nothing but Python's sqlite3."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")

    def report(self) -> None:
        """Store one report."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        user, community = execute(_KEYS.format("?"), (USER.platform, USER.community, USER.id)).fetchone()
        execute(_REPORT.format("?"), (community, user, MOMENT, REPORT.fact, REPORT.text))
        execute("COMMIT")


class PostgresFloor:
    """What a program would do that has nothing but psycopg, a connection a thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._local = local()

    def report(self) -> None:
        """Store one report."""
        connection = self._connection()
        keys = connection.execute(_KEYS.format("%s"), (USER.platform, USER.community, USER.id)).fetchone()
        assert keys
        user, community = keys
        connection.execute(_REPORT.format("%s"), (community, user, MOMENT, REPORT.fact, REPORT.text))
        connection.commit()

    def _connection(self) -> psycopg.Connection[tuple[int, int]]:
        if not hasattr(self._local, "connection"):
            self._local.connection = psycopg.connect(self._url)
        connection: psycopg.Connection[tuple[int, int]] = self._local.connection
        return connection


def lookups(store: Store) -> tuple[float, float]:
    """Return the 99th percentile of look-ups' seconds: quiet, the median of rounds; and while posts are planned.

    The process is set as `dateline run` sets it.
    """
    take_short_turns()
    with tempfile.TemporaryDirectory() as cache, ThreadPoolExecutor(1) as planner:
        shelf = Shelf([FOLDER], Path(cache))
        bot = Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS)
        subscribe(store)
        _p99(bot, lambda done: done == LOOKUPS)
        gc.freeze()
        quiet = [_p99(bot, lambda done: done == LOOKUPS) for _ in range(ROUNDS)]
        plans = planner.submit(planning, bot.outbox)
        busy = _p99(bot, lambda done: plans.done())
        plans.result()
    return statistics.median(quiet), busy


def _p99(bot: Bot, is_over: Callable[[int], bool]) -> float:
    """Look things up at even times, as they come from a platform, and count from the time they were due."""
    times: list[float] = []
    first, last = bot.shelf.full.years()
    start = perf_counter()
    while not is_over(len(times)):
        due = start + len(times) * EVERY
        sleep(max(0.0, due - perf_counter()))
        bot.handle(request("timeline", {"when": str(first + len(times) % (last - first))}))
        times.append(perf_counter() - due)
    return statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    sys.exit(main())
