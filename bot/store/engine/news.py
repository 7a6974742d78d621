"""Hears what other processes changed: PostgreSQL's LISTEN, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.community import Community
from bot.store.engine.errors import StoreUnavailableError

CHANNEL = "dateline"

# How long it waits before it connects again.
AGAIN_SECONDS = 1.0
# How often it looks whether it shall stop; an idle process spends under 0.1 % of a core on that.
LOOK_SECONDS = 0.25


class News:
    """Calls `hear` with each community that is announced, and with None after a time of deafness."""

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
            # Not to go back to the pool, where it would listen on.
            connection.detach()
            driver.execute(f"LISTEN {CHANNEL}")
            self._hear(None)
            while not self._stopped.is_set():
                self._pass_on(driver)

    def _pass_on(self, driver: psycopg.Connection[object]) -> None:
        for notice in driver.notifies(timeout=LOOK_SECONDS, stop_after=1):
            platform, _, community = notice.payload.partition(" ")
            self._hear(Community(platform, community) if platform else None)
