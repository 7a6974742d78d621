"""Writes many rows by one statement, so that Python's other threads go on meanwhile.

Row by row, 500 rows keep the interpreter busy for 5 to 20 ms, and whoever looks something up waits. As one JSON text,
which the database takes apart, they keep it busy for a fraction of a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Dialect, Integer, Table, text

from bot.frozen import Frozen
from bot.store.engine.ready import Ready

Values = Mapping[str, object]
Write = Callable[[Sequence[Values]], str]
_DRAFT = Column("draft", Integer)


class Derived(Frozen, frozen=True):
    """Columns that the database works out by itself: each with its expression, over what is joined."""

    join: str = ""
    columns: tuple[tuple[str, str], ...] = ()


NOTHING = Derived()


def insert_many(connection: Connection, table: Table, rows: Sequence[Values]) -> int:
    """Insert rows that name the same columns, leave out those whose key is known already, return how many were new."""
    if not rows:
        return 0
    statement, write = _insert(table, tuple(rows[0]), connection.dialect)
    return statement.change(connection, {"given": write(rows)})


def insert_drafted(
    connection: Connection, table: Table, drafts: Sequence[Values], rows: Sequence[Values], derived: Derived = NOTHING
) -> int:
    """Insert rows of which many have columns in common: those of the draft whose place is in the row's `draft`.

    What is `derived` is worked out by the database, of the row (`given`), its draft (`shared`) and what is joined.
    """
    if not rows:
        return 0
    made = _insert_drafted(table, tuple(drafts[0]), tuple(rows[0]), derived, connection.dialect)
    statement, write_drafts, write = made
    return statement.change(connection, {"drafts": write_drafts(_numbered(drafts)), "given": write(rows)})


def update_many(connection: Connection, table: Table, rows: Sequence[Values], key: str = "id") -> None:
    """Set columns of the rows that have these keys; all name the same columns, of which one is the key."""
    if rows:
        statement, write = _update(table, key, tuple(rows[0]), connection.dialect)
        statement.change(connection, {"given": write(rows)})


def update_drafted(connection: Connection, table: Table, drafts: Sequence[Values], rows: Sequence[Values]) -> None:
    """Set columns of rows, which have an `id`, to those of the draft whose place is in the row's `draft`."""
    if rows:
        statement, write_drafts, write = _update_drafted(table, tuple(drafts[0]), connection.dialect)
        statement.change(connection, {"drafts": write_drafts(_numbered(drafts)), "given": write(rows)})


def select_by(
    connection: Connection, query: str, table: Table, rows: Sequence[Values], **values: object
) -> Sequence[tuple[Any, ...]]:
    """Return what a statement finds that names `{given}` rows, whose columns are the table's, and other values."""
    if not rows:
        return ()
    statement, write = _select(query, table, tuple(rows[0]), connection.dialect)
    return statement.all(connection, {"given": write(rows), **values})


def _numbered(drafts: Sequence[Values]) -> Sequence[Values]:
    return [{**draft, _DRAFT.name: number} for number, draft in enumerate(drafts)]


@lru_cache(maxsize=64)
def _insert(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[Ready, Write]:
    columns = [table.c[name] for name in names]
    # Without WHERE, SQLite would read ON as a join's. https://sqlite.org/lang_upsert.html#parsing_ambiguity
    statement = (
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(names)} FROM"
        f" {_rows('given', columns, dialect)} WHERE true ON CONFLICT DO NOTHING"
    )
    return Ready(text(statement)), _writer(columns, dialect)


@lru_cache(maxsize=64)
def _insert_drafted(
    table: Table, common: tuple[str, ...], names: tuple[str, ...], derived: Derived, dialect: Dialect
) -> tuple[Ready, Write, Write]:
    drafts, rows = ([_DRAFT, *(table.c[name] for name in those if name != _DRAFT.name)] for those in (common, names))
    taken = {
        **{column.name: f"shared.{column.name}" for column in drafts[1:]},
        **{column.name: f"given.{column.name}" for column in rows[1:]},
        **dict(derived.columns),
    }
    statement = (
        f"{_shared(drafts, dialect)} INSERT INTO {table.name} ({', '.join(taken)}) SELECT {', '.join(taken.values())}"
        f" FROM {_rows('given', rows, dialect)} CROSS JOIN shared {derived.join} WHERE shared.draft = given.draft"
        " ON CONFLICT DO NOTHING"
    )
    return Ready(text(statement)), _writer(drafts, dialect), _writer(rows, dialect)


@lru_cache(maxsize=64)
def _update(table: Table, key: str, names: tuple[str, ...], dialect: Dialect) -> tuple[Ready, Write]:
    columns = [table.c[name] for name in names]
    moved = ", ".join(f"{name} = given.{name}" for name in names if name != key)
    statement = f"UPDATE {table.name} SET {moved} FROM {_rows('given', columns, dialect)}"
    return Ready(text(f"{statement} WHERE {table.name}.{key} = given.{key}")), _writer(columns, dialect)


@lru_cache(maxsize=64)
def _update_drafted(table: Table, common: tuple[str, ...], dialect: Dialect) -> tuple[Ready, Write, Write]:
    drafts, rows = [_DRAFT, *(table.c[name] for name in common)], [_DRAFT, table.c["id"]]
    moved = ", ".join(f"{name} = shared.{name}" for name in common)
    statement = (
        f"{_shared(drafts, dialect)} UPDATE {table.name} SET {moved} FROM {_rows('given', rows, dialect)}"
        f" CROSS JOIN shared WHERE {table.name}.id = given.id AND shared.draft = given.draft"
    )
    return Ready(text(statement)), _writer(drafts, dialect), _writer(rows, dialect)


@lru_cache(maxsize=64)
def _select(query: str, table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[Ready, Write]:
    columns = [table.c[name] for name in names]
    return Ready(text(query.replace("{given}", _rows("given", columns, dialect)))), _writer(columns, dialect)


def _shared(drafts: Sequence[Column[Any]], dialect: Dialect) -> str:
    """Return the drafts, each taken apart once; a CROSS JOIN keeps SQLite from going through all rows for each."""
    return f"WITH shared AS MATERIALIZED (SELECT * FROM {_rows('drafts', drafts, dialect)})"


def _writer(columns: Sequence[Column[object]], dialect: Dialect) -> Write:
    """Return what writes rows of these columns as a JSON text, each value as the database keeps it."""
    processors = [(column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in columns]
    special = [(name, process) for name, process in processors if process]

    def write(rows: Sequence[Values]) -> str:
        written = [{**row, **{name: process(row[name]) for name, process in special}} for row in rows if special]
        return msgspec.json.encode(written or rows).decode()

    return write


def _rows(name: str, columns: Sequence[Column[object]], dialect: Dialect) -> str:
    """Return the rows of the JSON text that is bound to a name, to stand after FROM."""
    if dialect.name == "sqlite":
        taken = ", ".join(f"json_extract(value, '$.{column.name}') AS {column.name}" for column in columns)
        return f"(SELECT {taken} FROM json_each(:{name})) AS {name}"
    types = ", ".join(f"{column.name} {column.type.compile(dialect)}" for column in columns)
    return f"json_to_recordset(CAST(:{name} AS json)) AS {name}({types})"
