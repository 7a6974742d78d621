"""Copies all rows from one database into another that is empty, whatever kinds the two are of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from bot.store.areas import AREAS
from bot.store.engine.databases import Database
from bot.store.engine.errors import StoreError
from bot.store.engine.versions import version
from bot.store.schema import metadata
from bot.store.version import VERSION

BATCH = 500


def copy(source: Database, target: Database) -> int:
    """Copy in one transaction, and return the number of rows; StoreError where the two do not fit."""
    with source.reader.begin() as reading, target.migrator.begin() as writing:
        current = version(reading)
        if current != VERSION:
            raise StoreError(f"The database is at version {current or 'none'}, not {VERSION}. Run: dateline db upgrade")
        # Loading the areas has put their tables into the metadata.
        tables = [table for table in metadata.sorted_tables if AREAS]
        full = [table.name for table in tables if _number(writing, table)]
        if full:
            raise StoreError(f"The target is not empty: there are rows in {', '.join(full)}. Name a new database.")
        for table in tables:
            _copy(reading, writing, table)
        different = [table.name for table in tables if _number(reading, table) != _number(writing, table)]
        if different:
            raise StoreError(f"Not all rows arrived, in {', '.join(different)}; nothing is stored.")
        return sum(_number(writing, table) for table in tables)


def _copy(reading: Connection, writing: Connection, table: Table) -> None:
    for rows in _batches(reading, table):
        writing.execute(insert(table), rows)
    if "id" in table.c:
        _count_on(reading, writing, table)


def _batches(reading: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    for rows in reading.execute(select(table)).mappings().partitions(BATCH):
        yield [dict(row) for row in rows]


def _count_on(reading: Connection, writing: Connection, table: Table) -> None:
    """Have new rows numbered after all that ever existed, since messages may contain the numbers of deleted ones."""
    last = reading.execute(select(func.max(table.c.id))).scalar() or 0
    if reading.dialect.name == "sqlite":
        query = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")
        last = max(last, reading.execute(query, {"name": table.name}).scalar() or 0)
    if last and writing.dialect.name == "postgresql":
        statement = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
        writing.execute(statement, {"name": table.name, "last": last})


def _number(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
