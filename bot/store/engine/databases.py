"""Database: what SQLite and PostgreSQL must each be able to do; elsewhere nothing depends on which of them it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from bot.community import Community, Trouble

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


class Database(Protocol):
    """A database: how it is opened, locked, listened to, copied and checked, and what its errors mean."""

    @property
    def writer(self) -> Engine:
        """Connections that may write, as many at once as `writers`."""

    @property
    def reader(self) -> Engine:
        """Connections that cannot write, each of whose transactions sees one moment of the database."""

    @property
    def migrator(self) -> Engine:
        """A connection that may change the schema: without time limits, and without acting on references."""

    @property
    def writers(self) -> int:
        """How many threads write at once."""

    @property
    def together(self) -> int:
        """How many small tasks may share a transaction, where only one transaction at a time can wait for the disk."""

    @property
    def readers(self) -> int:
        """How many threads read at once."""

    @property
    def upgrades_itself(self) -> bool:
        """Whether a start brings an older database to this version: only where no other process can be using it."""

    def reserve(self) -> None:
        """Keep other processes out, where only one may be; StoreInUseError if one is there.

        StoreUnavailableError where nothing can be kept: then it is tried again with the first transaction.
        """

    def close(self) -> None:
        """Close all connections and let others in."""

    def is_in_place(self) -> bool:
        """Whether it is still the database that was opened; StoreUnavailableError if there is none there now."""

    def reopen(self) -> None:
        """Drop all connections, so that the next transaction finds what is there then."""

    def lock(self, connection: Connection, words: Sequence[str]) -> None:
        """Wait until no other transaction has locked the same words, and keep them until this one ends."""

    def announce(self, connection: Connection, community: Community | None) -> None:
        """Tell the others, once this transaction is committed, whose settings changed; None for anybody's."""

    def listen(self, hear: Callable[[Community | None], None]) -> None:
        """Call `hear`, in a thread of its own, with each community announced, or with None when some were missed."""

    def sweep(self) -> None:
        """Make what was deleted unreadable in the database's files, as far as that is the bot's to do."""

    def tidy(self) -> None:
        """Begin work that is due after some commits, in a thread of its own; called after each commit."""

    def trouble(self, error: DBAPIError) -> Trouble | None:
        """Return why the database failed; None when it did not, and the statement was wrong."""

    def may_try_again(self, error: DBAPIError) -> bool:
        """Whether the same transaction, which was not committed, may succeed at once."""

    def backup(self, file: Path) -> None:
        """Copy the database as it is at one moment, while it is used; StoreError if that cannot be done."""

    def restore(self, file: Path, prepare: Callable[[str | Path], None]) -> Path | None:
        """Put a backup in place of what is there; return where that is kept. StoreError if it cannot be done.

        Nobody else may be using the database, which is reserved. `prepare` is called with where the copy is, before
        it counts where a database has a way to hold it back.
        """

    def problems(self, connection: Connection) -> list[str]:
        """Return what the database itself finds wrong with it."""


def database_at(place: str | Path) -> Database:
    """Return the PostgreSQL database of a URL, or the SQLite one of a path."""
    # Each is loaded only when it is used: psycopg takes 60 ms.
    if isinstance(place, str) and place.startswith(("postgres://", "postgresql://", "postgresql+psycopg://")):
        from bot.store.engine.postgresql import PostgresDatabase

        return PostgresDatabase(place)
    from bot.store.engine.sqlite import SqliteDatabase

    return SqliteDatabase(Path(str(place).removeprefix("sqlite:///")))


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, which both databases have and SQLAlchemy writes for each of them."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    # With its dialect come those of all of its drivers: 85 ms.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def keep(connection: Connection, table: Table, key: Mapping[str, object], row: Mapping[str, object]) -> None:
    """Store a row under its key, in place of the one that may be there."""
    statement = insert(connection, table).values(**key, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=row))
