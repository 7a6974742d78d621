"""PostgreSQL: one database for several processes on several machines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess  # nosec B404
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.community import Community, Trouble
from bot.store.engine.errors import AnothersBackupError, StoreError
from bot.store.engine.news import CHANNEL, News
from bot.store.engine.ready import Ready

# How an archive of pg_dump begins.
ARCHIVE = b"PGDMP"

# Seconds: a process that was stopped in the middle of a transaction must not keep its locks, and a network that
# swallows packets must not keep a thread.
CONNECT_ARGUMENTS = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "application_name": "dateline",
}
LIMITS = "SET lock_timeout = '5s'; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '10s'"

# It compiles a statement for some 80 ms where it guesses that it will be long; none of ours is.
BRIEF = "SET jit = off"

# All that is written is found by its key. A plan that is made while a table is still small, and then kept for minutes,
# would walk through all of it: https://www.postgresql.org/docs/current/sql-prepare.html#SQL-PREPARE-NOTES
KEYED = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off"

# Most transactions begin with it.
_LOCK = Ready(text("SELECT pg_advisory_xact_lock(hashtextextended(:words, 0))"))
# Connections of other processes of ours.
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dateline'"
    " AND pid <> pg_backend_pid()"
)
# One that was closed is listed until the server's process for it has ended: so often it is looked for, in two seconds.
_LOOKS = 20
_LOOK_AGAIN = text("SELECT pg_stat_clear_snapshot(), pg_sleep(0.1)")

# https://www.postgresql.org/docs/current/errcodes-appendix.html, by code or class.
TROUBLES = {
    "53100": Trouble.FULL,
    "55P03": Trouble.LOCKED,
    "57014": Trouble.LOCKED,
    "40": Trouble.LOCKED,
    "XX001": Trouble.CORRUPT,
    "XX002": Trouble.CORRUPT,
    # A standby that has not taken over yet.
    "25006": Trouble.GONE,
    "25P03": Trouble.GONE,
    "08": Trouble.GONE,
    "28": Trouble.GONE,
    "3D": Trouble.GONE,
    "53": Trouble.GONE,
    "57P": Trouble.GONE,
    "58": Trouble.GONE,
    # No code: the connection broke, or was never made.
    "": Trouble.GONE,
}
SERIALIZATION_FAILURE, DEADLOCK = "40001", "40P01"
# Tables that Dateline has had since its first version, and how an archive's list of contents names one: “216; 1259
# 16411 TABLE public communities dateline”.
_OURS = {"alembic_version", "communities"}
_TABLE = re.compile(r"^\d+; \d+ \d+ TABLE \S+ (\S+) ", re.MULTILINE)


class PostgresDatabase:
    """A database that is reached by URL; schema changes are made by `dateline db upgrade` alone."""

    writers = 6
    # It makes one wait of several by itself, and two transactions with several locks each could block one another.
    together = 1
    readers = 4
    upgrades_itself = False

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg")
        self._news: News | None = None

    @cached_property
    def writer(self) -> Engine:
        """Connections that write, READ COMMITTED: after `lock`, each statement sees what the one before it left."""
        return self._engine(self.writers, f"{LIMITS}; {BRIEF}; {KEYED}")

    @cached_property
    def reader(self) -> Engine:
        """Connections that cannot write and see one moment."""
        engine = self._engine(self.readers, f"{LIMITS}; {BRIEF}; SET default_transaction_read_only = on")
        return engine.execution_options(isolation_level="REPEATABLE READ")

    @cached_property
    def migrator(self) -> Engine:
        """A connection that may take its time, and wait for others to finish."""
        return self._engine(1, "")

    def reserve(self) -> None:
        """Do nothing: any number of processes may use it."""

    def close(self) -> None:
        """Stop listening and close all connections."""
        if self._news:
            self._news.stop()
        self.reopen()

    def is_in_place(self) -> bool:
        """Return True: a database that moved breaks its connections."""
        return True

    def reopen(self) -> None:
        """Close all connections that are not in use, and the others when they no longer are."""
        for engine in (self.reader, self.writer, self.migrator):
            engine.dispose()

    def lock(self, connection: Connection, words: Sequence[str]) -> None:
        """Take an advisory lock, which holds for rows that do not exist yet as well."""
        _LOCK.all(connection, {"words": "\x1f".join(words)})

    def announce(self, connection: Connection, community: Community | None) -> None:
        """Notify at commit; PostgreSQL drops it with a transaction that is rolled back."""
        payload = f"{community.platform} {community.id}" if community else ""
        connection.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload})

    def sweep(self) -> None:
        """Do nothing: the server's own vacuum frees what was deleted."""

    def tidy(self) -> None:
        """Do nothing: the server does it by itself."""

    def listen(self, hear: Callable[[Community | None], None]) -> None:
        """Listen on a connection of its own, which is made again whenever it breaks."""
        self._news = self._news or News(self.writer, hear)

    def trouble(self, error: DBAPIError) -> Trouble | None:
        """Read the error's SQLSTATE."""
        code = _code(error)
        return next((TROUBLES[code[:length]] for length in (5, 3, 2) if code[:length] in TROUBLES), None)

    def may_try_again(self, error: DBAPIError) -> bool:
        """Whether it was a deadlock, or an old connection that turned out to be broken."""
        return error.connection_invalidated or _code(error) in (SERIALIZATION_FAILURE, DEADLOCK)

    def backup(self, file: Path) -> None:
        """Have pg_dump write a custom-format archive, which pg_restore reads."""
        if file.exists():
            raise StoreError(f"{file} exists already; name a new file.")
        unfinished = file.with_name(f"{file.name}.part")
        unfinished.unlink(missing_ok=True)
        # Nobody but its owner may read it; pg_dump keeps a mode that is there.
        os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        try:
            self._run("pg_dump", "--format=custom", f"--file={unfinished}", f"--dbname={self._address}")
            self._run("pg_restore", "--list", str(unfinished))
        except StoreError:
            unfinished.unlink(missing_ok=True)
            raise
        unfinished.rename(file)

    def restore(self, file: Path, prepare: Callable[[str | Path], None]) -> Path | None:
        """Have pg_restore read an archive into a database that is empty and that nobody else is connected to."""
        if _head(file) != ARCHIVE:
            raise StoreError(f"{file} is no backup of a PostgreSQL database: `dateline db backup` makes one.")
        with self.migrator.connect() as connection:
            if not _is_alone(connection):
                raise StoreError("A Dateline is connected to the database. Stop all of them first.")
            if inspect(connection).get_table_names():
                raise StoreError(
                    "The database is not empty. Make a new one (`createdb dateline_restored`) and set DATABASE_URL to "
                    "it; the old one stays as it is."
                )
        if not set(_TABLE.findall(self._run("pg_restore", "--list", str(file)))) >= _OURS:
            raise AnothersBackupError(file)
        self._run("pg_restore", "--no-owner", "--single-transaction", f"--dbname={self._address}", str(file))
        self.reopen()
        prepare(self.url.render_as_string(hide_password=False))
        return None

    @property
    def _address(self) -> str:
        # The password goes where other users' `ps` does not show it.
        return self.url.set(drivername="postgresql", password=None).render_as_string()

    def _run(self, name: str, *arguments: str) -> str:
        """Return what one of PostgreSQL's client programs says; StoreError where it fails or is not there."""
        program = shutil.which(name)
        if not program:
            raise StoreError(f"{name} is not installed; it comes with PostgreSQL's client programs.")
        password = {"PGPASSWORD": str(self.url.password)} if self.url.password else {}
        environ = {**os.environ, **password}
        done = subprocess.run([program, *arguments], env=environ, capture_output=True, text=True, check=False)  # nosec B603
        if done.returncode:
            raise StoreError(f"{name} failed: {done.stderr.strip()}")
        return done.stdout

    def problems(self, connection: Connection) -> list[str]:
        """Return constraints and indexes that PostgreSQL itself does not trust."""
        unsure = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
        broken = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
        return [
            *(f"constraint {name} was never validated" for name in connection.execute(text(unsure)).scalars()),
            *(f"index {name} is not valid" for name in connection.execute(text(broken)).scalars()),
        ]

    def _engine(self, size: int, settings: str) -> Engine:
        # Two more than the threads have: for listening, and for loading settings.
        engine = create_engine(self.url, pool_size=size, max_overflow=2, pool_timeout=5, connect_args=CONNECT_ARGUMENTS)

        @event.listens_for(engine, "connect")
        def limit(connection: Any, _: object) -> None:
            # SQLAlchemy has no type for a driver's connection.
            connection.autocommit = True
            connection.execute(settings)
            connection.autocommit = False

        return engine


def _head(file: Path) -> bytes:
    with file.open("rb") as content:
        return content.read(len(ARCHIVE))


def _is_alone(connection: Connection) -> bool:
    for _ in range(_LOOKS):
        if not connection.execute(_OTHERS).scalar_one():
            return True
        connection.execute(_LOOK_AGAIN)
    return False


def _code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
