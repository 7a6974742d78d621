"""Every transaction: what the bot remembers is read and written through here, in threads of its own."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.community import Community, Settings
from bot.frozen import Frozen
from bot.store.areas import RETENTION
from bot.store.cache import SettingsCache
from bot.store.changes import write
from bot.store.engine.databases import Database, database_at
from bot.store.engine.errors import StoreUnavailableError, VersionError
from bot.store.engine.readiness import Readiness
from bot.store.engine.threads import Writing
from bot.store.moderation import retention
from bot.store.moderation.communities import load_settings, touched
from bot.store.moderation.privacy import delete_unlinked
from bot.store.posts import buckets
from bot.store.records import StoredRecords

T = TypeVar("T")
# What a transaction does: it is given what can be read, and returns its result and the changes to store.
Work = Callable[[StoredRecords], tuple[T, Sequence[object]]]
Job = Callable[[Connection], T]

PURGE_EVERY = timedelta(days=1)
# A disk takes some 15 ms to write a piece of 128 KB: after this pause, whoever answers a question need not wait for it.
PAUSE_SECONDS = 0.05


class Stored(Frozen, Generic[T], frozen=True):
    """What a transaction decided, and whose settings it touched; None among those stands for any communities."""

    result: T
    touched: tuple[Community | None, ...]


class Refused(Frozen, frozen=True):
    """What a transaction raised while it decided: it has written nothing."""

    error: BaseException


Decided = Stored[T] | Refused


class Store:
    """An open database, whose work is done in threads of its own; any other thread may call it.

    Every method raises StoreUnavailableError while the database cannot be used. `lock` names what a transaction
    decides about (`("community", "1234")`): two transactions with the same lock come one after the other, in whatever
    process they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._here = threading.local()
        self._cache = SettingsCache(self._load_settings)
        self._readiness = Readiness(database, partial(self._cache.refresh, None))
        self._writing = Writing(database, self._readiness, self._mark_thread)
        self._reading = ThreadPoolExecutor(database.readers, "store-read", self._mark_thread)
        # Two threads that store large changes take turns.
        self._putting, self._closing = threading.Lock(), threading.Event()
        self._purged: datetime | None = None

    @classmethod
    def open(cls, place: str | Path) -> Self:
        """Open the SQLite file at a path, or the PostgreSQL database of a URL.

        Raises StoreInUseError for a file that another process has, VersionError for a database of another version.
        A database that is out of reach opens nevertheless: until it answers, all settings are the defaults.
        """
        database = database_at(place)
        with suppress(StoreUnavailableError):
            database.reserve()
        store = cls(database)
        with ExitStack() as on_failure:
            on_failure.callback(store.close)
            store._writing.call(store._begin)
            on_failure.pop_all()
        database.listen(store._cache.refresh)
        return store

    def settings(self, community: Community) -> Settings:
        """Return a community's settings from memory, the defaults if none were stored; never waits, never raises."""
        return self._cache.get(community)

    def transact(self, work: Work[T], lock: Sequence[str] = ()) -> T:
        """Let `work` read and decide, store the changes it returns beside its result, commit, return the result.

        What `work` raises is raised here, and then nothing is stored. `work` may be called more than once.
        """
        return self._waited_for(partial(self.submit, work, lock))

    def submit(self, work: Work[T], lock: Sequence[str] = ()) -> Future[T]:
        """Begin `transact`, to be waited for elsewhere: `await asyncio.wrap_future(store.submit(…))`."""
        return self._writing.submit(partial(self._decide, work), self._finish, lock, is_small=True)

    def run(self, job: Job[T], lock: Sequence[str] = ()) -> T:
        """Run an area's own statements in one write transaction and return their result."""
        return self._waited_for(partial(self.start, job, lock))

    def start(self, job: Job[T], lock: Sequence[str] = ()) -> Future[T]:
        """Begin `run`, to be waited for elsewhere."""
        return self._writing.submit(job, _unchanged, lock)

    def put(self, changes: Sequence[object]) -> None:
        """Store large changes, each in a transaction of its own, with a pause between them in which others write."""
        for number, change in enumerate(changes):
            with self._putting:
                if number:
                    self._closing.wait(PAUSE_SECONDS)
                job = partial(write, change)
                self._waited_for(partial(self._writing.submit, job, _unchanged, is_ahead=True))

    def read(self, work: Callable[[StoredRecords], T]) -> T:
        """Return what `work` reads; it sees one moment of the database, and waits for no transaction that writes."""
        return self._waited_for(partial(self.submit_reading, work))

    def submit_reading(self, work: Callable[[StoredRecords], T]) -> Future[T]:
        """Begin `read`, to be waited for elsewhere."""
        return self._reading.submit(self._read, work)

    def purge(self, now: datetime) -> None:
        """Delete what has been kept long enough, in short transactions."""
        for rule in RETENTION:
            while keys := self.run(partial(retention.due, rule=rule, now=now)):
                for step in retention.steps(rule, keys, now):
                    while self.run(step):
                        pass
        while self.run(delete_unlinked):
            pass
        self.run(partial(buckets.purge_empty, now=now))
        # Communities may have gone, and their settings with them.
        self.run(lambda connection: self._database.announce(connection, None))
        self._refresh(None)
        self._sweep()
        self._purged = now

    def purge_daily(self, now: datetime) -> None:
        """Purge, unless that was done within the last 24 hours; call it off the event loop."""
        if self._purged is None or now - self._purged >= PURGE_EVERY:
            self.purge(now)

    def close(self) -> None:
        """Finish the transactions that were begun, and close the database."""
        self._closing.set()
        self._writing.close()
        self._reading.shutdown()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _mark_thread(self) -> None:
        self._here.is_own = True

    def _waited_for(self, begin: Callable[[], Future[T]]) -> T:
        if getattr(self._here, "is_own", False):
            raise RuntimeError("a transaction that waits for another one could wait for itself")
        return begin().result()

    def _begin(self) -> None:
        try:
            self._readiness.ensure()
        except StoreUnavailableError as error:
            if isinstance(error.__cause__, VersionError):
                raise error.__cause__ from None

    def _decide(self, work: Work[T], connection: Connection) -> Decided[T]:
        try:
            result, changes = work(StoredRecords(connection))
        except DBAPIError:
            raise
        except BaseException as error:
            # Nothing is written yet: whatever else is in the transaction goes on.
            return Refused(error)
        for change in changes:
            write(change, connection)
        changed = tuple(community for change in changes for community in touched(change))
        for community in changed:
            self._database.announce(connection, community)
        return Stored(result, changed)

    def _finish(self, decided: Decided[T]) -> T:
        if isinstance(decided, Refused):
            raise decided.error
        for community in decided.touched:
            self._refresh(community)
        # Only forgetting a person touches settings of communities that are not known.
        if None in decided.touched:
            self._sweep()
        return decided.result

    def _sweep(self) -> None:
        try:
            self._database.sweep()
        except (DBAPIError, sqlite3.Error):
            # It is deleted all the same; the next time, or the next purge, empties the log.
            self._readiness.doubt()

    def _read(self, work: Callable[[StoredRecords], T]) -> T:
        return self._readiness.tried(partial(self._on_reader, lambda connection: work(StoredRecords(connection))))

    def _on_reader(self, job: Job[T]) -> T:
        generation = self._readiness.generation
        with self._database.reader.connect() as connection:
            try:
                with connection.begin():
                    return job(connection)
            finally:
                if generation != self._readiness.generation:
                    # Its pool has been replaced: returned to the old one, it would stay open until that is collected.
                    connection.invalidate()

    def _refresh(self, community: Community | None) -> None:
        try:
            self._cache.refresh(community)
        except (DBAPIError, StoreUnavailableError):
            # It is stored all the same; the next transaction reads everything afresh.
            self._readiness.doubt()

    def _load_settings(self, community: Community | None) -> Mapping[Community, Settings]:
        return self._readiness.tried(partial(self._on_reader, lambda connection: load_settings(connection, community)))


def _unchanged(result: T) -> T:
    return result
