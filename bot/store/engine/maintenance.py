"""`dateline db`: upgrades, copies and checks a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Column, Connection, Table, func, inspect, select
from sqlalchemy.exc import DBAPIError

from bot.store.areas import AREAS
from bot.store.engine import copying, versions
from bot.store.engine.databases import Database, database_at
from bot.store.engine.errors import AnothersBackupError, StoreError, StoreUnavailableError
from bot.store.schema import metadata
from bot.store.version import VERSION


def upgrade(place: str | Path) -> str:
    """Bring a database to this version and return the version; StoreError if it cannot be done."""
    database = database_at(place)
    database.reserve()
    try:
        versions.upgrade(database)
    except DBAPIError as error:
        raise _explained(database, error) from error
    finally:
        database.close()
    return VERSION


def backup(place: str | Path, file: Path) -> None:
    """Copy a database to a new file, while a bot may be using it; StoreError if it cannot be done."""
    database_at(place).backup(file)


def restore(place: str | Path, file: Path, take_up: Callable[[str | Path], None]) -> Path | None:
    """Put a backup in place of a database, at this version, once it is taken up; return where the old one is kept.

    StoreError if it cannot be done: somebody uses the database, or the file is no backup of its kind.
    """

    def prepare(fresh: str | Path) -> None:
        if not _is_ours(fresh):
            raise AnothersBackupError(file)
        upgrade(fresh)
        take_up(fresh)

    if not file.is_file():
        raise StoreError(f"There is no file {file}; name one that `dateline db backup` has written.")
    database = database_at(place)
    database.reserve()
    try:
        return database.restore(file, prepare)
    except DBAPIError as error:
        raise _explained(database, error) from error
    finally:
        database.close()


def copy(source: str | Path, target: str | Path) -> int:
    """Copy all rows into an empty database, as from SQLite to PostgreSQL, and return how many they are."""
    if source == target:
        raise StoreError("That is where the database is already; name a new one.")
    ours, theirs = database_at(source), database_at(target)
    ours.reserve()
    theirs.reserve()
    try:
        versions.upgrade(theirs)
        return copying.copy(ours, theirs)
    except DBAPIError as error:
        raise _explained(theirs, error) from error
    finally:
        ours.close()
        theirs.close()


def check(place: str | Path) -> list[str]:
    """Return what is wrong with a database, nothing if it is sound; a bot may be using it."""
    if isinstance(place, Path) and not place.exists():
        return [f"There is none at {place}: it is made at the first start."]
    database = database_at(place)
    try:
        with database.reader.begin() as connection:
            if versions.is_anothers(database, connection):
                return [f"it is {versions.ANOTHERS}"]
            return [*_of_version(connection), *database.problems(connection), *_orphans(connection)]
    except (DBAPIError, StoreError) as error:
        return [str(getattr(error, "orig", error))]
    finally:
        database.close()


def _is_ours(place: str | Path) -> bool:
    """Whether a database has ever been brought to a version of Dateline's."""
    database = database_at(place)
    try:
        with database.reader.begin() as connection:
            return versions.version(connection) is not None
    finally:
        database.close()


def _explained(database: Database, error: DBAPIError) -> Exception:
    trouble = database.trouble(error)
    return StoreUnavailableError(trouble, error.orig) if trouble else error


def _of_version(connection: Connection) -> Iterator[str]:
    current = versions.version(connection)
    if current != VERSION:
        yield f"it is at version {current or 'none'}, not {VERSION}; run: dateline db upgrade"
    # Loading the areas has put their tables into the metadata.
    names = {table.name for table in metadata.sorted_tables if AREAS}
    yield from (f"table {name} is missing" for name in sorted(names - set(inspect(connection).get_table_names())))


def _orphans(connection: Connection) -> Iterator[str]:
    """Name the columns that refer to rows which do not exist."""
    present = set(inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if {table.name, key.column.table.name} <= present:
                yield from _of_column(connection, table, key.parent, key.column)


def _of_column(connection: Connection, table: Table, column: Column[int], target: Column[int]) -> Iterator[str]:
    other = target.table.alias()
    lost = select(func.count()).select_from(table.outerjoin(other, column == other.c[target.name]))
    number = connection.execute(lost.where(column.is_not(None), other.c[target.name].is_(None))).scalar_one()
    if number:
        yield f"{number} rows of {table.name} refer by {column.name} to what is not there"
