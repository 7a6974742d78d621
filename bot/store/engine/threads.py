"""The threads that write: one transaction a task, or one for several small tasks that wait at the same time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, RootTransaction
from sqlalchemy.exc import DBAPIError

from bot.community import Trouble
from bot.frozen import Frozen
from bot.store.engine.databases import Database
from bot.store.engine.errors import StoreUnavailableError
from bot.store.engine.readiness import Readiness

R = TypeVar("R")
T = TypeVar("T")
Settle = Callable[[], None]


class Task(Frozen, frozen=True):
    """What is to be done in a transaction. `decide` returns what to call once it is committed.

    With `is_ahead` it stores pieces that mean nothing until a later transaction refers to them, so that its commit need
    not wait for the disk.
    """

    decide: Callable[[Connection], Settle]
    fail: Callable[[BaseException], None]
    begin: Callable[[], bool]
    lock: Sequence[str]
    is_small: bool
    is_ahead: bool


class Writing:
    """Runs tasks in the database's writing threads, each of which keeps a connection."""

    def __init__(self, database: Database, readiness: Readiness, move_in: Callable[[], None]) -> None:
        self._database = database
        self._readiness = readiness
        self._threads = ThreadPoolExecutor(database.writers, "store-write", move_in)
        self._waiting: deque[Task] = deque()
        # How many threads serve; guarded, like the next and the tasks that wait, by the lock.
        self._serving = 0
        self._is_closed = False
        self._taking = threading.Lock()
        self._connections: dict[int, tuple[int, Connection]] = {}

    def submit(
        self,
        job: Callable[[Connection], R],
        finish: Callable[[R], T],
        lock: Sequence[str] = (),
        *,
        is_small: bool = False,
        is_ahead: bool = False,
    ) -> Future[T]:
        """Run a job in a transaction under a lock; once it is committed, `finish` makes the result, or raises."""
        future: Future[T] = Future()

        def decide(connection: Connection) -> Settle:
            return partial(_settled, future, finish, job(connection))

        begin = future.set_running_or_notify_cancel
        self._wait(Task(decide, future.set_exception, begin, lock, is_small, is_ahead))
        return future

    def call(self, ask: Callable[[], T]) -> T:
        """Call a function in a writing thread, and wait for it."""
        return self._threads.submit(ask).result()

    def close(self) -> None:
        """Finish the tasks that wait, and close the connections; later ones raise StoreUnavailableError."""
        with self._taking:
            self._is_closed = True
        self._threads.shutdown()
        for thread in tuple(self._connections):
            self._drop(thread)

    def _wait(self, task: Task) -> None:
        """Add a task to those that wait, and start a thread to serve it unless all are serving."""
        with self._taking:
            if self._is_closed:
                raise StoreUnavailableError(Trouble.GONE, "It is closed.")
            self._waiting.append(task)
            if self._serving < self._database.writers:
                self._serving += 1
                self._threads.submit(self._serve)

    def _serve(self) -> None:
        """Do the tasks that wait, until there are none."""
        while taken := self._take():
            if tasks := [task for task in taken if task.begin()]:
                self._settle(tasks)

    def _take(self) -> list[Task]:
        with self._taking:
            taken = [self._waiting.popleft()] if self._waiting else []
            while self._waiting and self._goes_along(taken):
                taken.append(self._waiting.popleft())
            if not taken:
                self._serving -= 1
            return taken

    def _goes_along(self, taken: Sequence[Task]) -> bool:
        return taken[0].is_small and self._waiting[0].is_small and len(taken) < self._database.together

    def _settle(self, tasks: Sequence[Task]) -> None:
        try:
            settled = self._readiness.tried(partial(self._attempt, tasks))
        except BaseException as error:
            # Raised where the result is waited for, as any executor does.
            if len(tasks) == 1:
                tasks[0].fail(error)
                return
            # An error of any of them undoes all: each is tried again by itself. A refusal is no error here, but the
            # result of its task.
            for task in tasks:
                self._settle([task])
            return
        for settle in settled:
            settle()
        self._database.tidy()

    def _attempt(self, tasks: Sequence[Task]) -> list[Settle]:
        self._readiness.ensure()
        connection = self._connection().execution_options(is_ahead=tasks[0].is_ahead)
        try:
            with connection.begin() as transaction:
                settled = [self._alone(task, connection) for task in tasks]
                self._commit(transaction)
        except DBAPIError:
            self._drop(threading.get_ident())
            raise
        return settled

    def _alone(self, task: Task, connection: Connection) -> Settle:
        """Decide a task under its lock: no other transaction decides one with the same lock meanwhile."""
        if task.lock:
            self._database.lock(connection, task.lock)
        return task.decide(connection)

    def _commit(self, transaction: RootTransaction) -> None:
        try:
            transaction.commit()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            self._readiness.doubt()
            self._drop(threading.get_ident())
            raise StoreUnavailableError(Trouble.UNSURE, error) from error

    def _connection(self) -> Connection:
        """Return this thread's connection, a new one if the last was given up."""
        thread, generation = threading.get_ident(), self._readiness.generation
        held = self._connections.get(thread)
        if held and held[0] == generation:
            return held[1]
        self._drop(thread)
        connection = self._database.writer.connect()
        self._connections[thread] = (generation, connection)
        return connection

    def _drop(self, thread: int) -> None:
        generation, connection = self._connections.pop(thread, (0, None))
        if connection is None:
            return
        if generation != self._readiness.generation:
            # Its pool is gone: given back to it, the connection would stay open until it is garbage-collected.
            connection.invalidate()
        connection.close()


def _settled(future: Future[T], finish: Callable[[R], T], result: R) -> None:
    try:
        finished = finish(result)
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(finished)
