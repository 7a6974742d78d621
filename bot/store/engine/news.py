"""News: hears what other processes changed, by PostgreSQL's LISTEN, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.community import Community
from bot.store.engine.errors import StoreUnavailableError

CHANNEL = "dateline"

# How long it waits before it connects again after an error.
AGAIN_SECONDS = 1.0
# How often it checks whether it is to stop, which takes an idle process under 0.1 % of a core.
LOOK_SECONDS = 0.25


class News:
    """Calls `hear` with each community that is announced, and with None where some may have been missed."""

    def __init__(self, engine: Engine, hear: Callable[[Community | None], None]) -> None:
        self._engine = engine
        self._hear = hear
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-news", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self._stopped.set()
        self._thread.join(2 * AGAIN_SECONDS)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except (DBAPIError, psycopg.Error, StoreUnavailableError):
                self._stopped.wait(AGAIN_SECONDS)

    def _listen(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            driver = connection.connection.driver_connection
            if not isinstance(driver, psycopg.Connection):
                raise RuntimeError("the driver is not psycopg's")
            # Taken out of the pool, since it would go on listening there.
            connection.detach()
            driver.execute(f"LISTEN {CHANNEL}")
            self._hear(None)
            while not self._stopped.is_set():
                self._pass_on(driver)

    def _pass_on(self, driver: psycopg.Connection[object]) -> None:
        for notice in driver.notifies(timeout=LOOK_SECONDS, stop_after=1):
            platform, _, community = notice.payload.partition(" ")
            self._hear(Community(platform, community) if platform else None)
