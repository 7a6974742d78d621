"""Readiness: whether the database can be used, what its errors mean, and how it is opened again after them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from bot.community import Trouble
from bot.store.engine import versions
from bot.store.engine.databases import Database
from bot.store.engine.errors import StoreUnavailableError, VersionError

T = TypeVar("T")

# How often a transaction is tried after a deadlock, or on a connection that had broken unnoticed.
ATTEMPTS = 5
# Troubles after which the connections can still be used.
PASSING = (Trouble.FULL, Trouble.LOCKED)


class Readiness:
    """Watches over one database. `reload` is called whenever it was opened, to read what is kept in memory."""

    def __init__(self, database: Database, reload: Callable[[], None]) -> None:
        self._database = database
        self._reload = reload
        self._settling = threading.Lock()
        self._is_ready = False
        # Counts how often connections were dropped: those of an earlier generation must not be used any more.
        self.generation = 0

    def ensure(self) -> None:
        """Make sure that the database is there and of this version; StoreUnavailableError if it is not."""
        if self._is_ready and self._database.is_in_place():
            return
        with self._settling:
            try:
                self._settle()
            except DBAPIError as error:
                raise self.understood(error) from error
            except VersionError as error:
                raise StoreUnavailableError(Trouble.OUTDATED, error) from error
            self._is_ready = True

    def doubt(self) -> None:
        """Have the database checked again before the next transaction."""
        self._is_ready = False

    def tried(self, attempt: Callable[[], T]) -> T:
        """Return what `attempt` returns, called again where that may help; StoreUnavailableError where it does not."""
        attempts = ATTEMPTS
        while True:
            attempts -= 1
            try:
                return attempt()
            except DBAPIError as error:
                if not attempts or not self._database.may_try_again(error):
                    raise self.understood(error) from error

    def understood(self, error: DBAPIError) -> Exception:
        """Return what a database's error means; the error itself when a statement was wrong."""
        trouble = self._database.trouble(error)
        if trouble is None:
            return error
        if trouble not in PASSING:
            self.doubt()
            self._reopen()
        return StoreUnavailableError(trouble, error.orig)

    def _settle(self) -> None:
        if not self._database.is_in_place():
            self._reopen()
        versions.settle(self._database)
        self._reload()

    def _reopen(self) -> None:
        self.generation += 1
        self._database.reopen()
