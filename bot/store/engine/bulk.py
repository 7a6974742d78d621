"""Writes many rows by one statement, so that Python's other threads go on meanwhile.

Row by row, 500 rows keep the interpreter busy for 5 to 20 ms, and whoever looks something up waits. As one JSON text,
which the database takes apart, they keep it busy for a fraction of a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Dialect, Integer, Row, Table, TextClause, text

Values = Mapping[str, object]
Write = Callable[[Sequence[Values]], str]
_DRAFT = Column("draft", Integer)


def insert_many(connection: Connection, table: Table, rows: Sequence[Values]) -> int:
    """Insert rows that name the same columns, leave out those whose key is known already, return how many were new."""
    if not rows:
        return 0
    statement, write = _insert(table, tuple(rows[0]), connection.dialect)
    return connection.execute(statement, {"given": write(rows)}).rowcount


def insert_drafted(connection: Connection, table: Table, drafts: Sequence[Values], rows: Sequence[Values]) -> int:
    """Insert rows of which many have columns in common: those of the draft whose place is in the row's `draft`."""
    if not rows:
        return 0
    statement, write_drafts, write = _insert_drafted(table, tuple(drafts[0]), tuple(rows[0]), connection.dialect)
    numbered = [{**draft, _DRAFT.name: number} for number, draft in enumerate(drafts)]
    return connection.execute(statement, {"drafts": write_drafts(numbered), "given": write(rows)}).rowcount


def update_many(connection: Connection, table: Table, rows: Sequence[Values], key: str = "id") -> None:
    """Set columns of the rows that have these keys; all name the same columns, of which one is the key."""
    if rows:
        statement, write = _update(table, key, tuple(rows[0]), connection.dialect)
        connection.execute(statement, {"given": write(rows)})


def select_by(connection: Connection, query: str, table: Table, rows: Sequence[Values]) -> Sequence[Row[Any, Any]]:
    """Return what a query finds that names `{given}` rows, whose columns are the table's."""
    if not rows:
        return ()
    statement, write = _select(query, table, tuple(rows[0]), connection.dialect)
    return connection.execute(statement, {"given": write(rows)}).all()


@lru_cache(maxsize=64)
def _insert(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[TextClause, Write]:
    columns = [table.c[name] for name in names]
    # Without WHERE, SQLite would read ON as a join's. https://sqlite.org/lang_upsert.html#parsing_ambiguity
    statement = (
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(names)} FROM"
        f" {_rows('given', columns, dialect)} WHERE true ON CONFLICT DO NOTHING"
    )
    return text(statement), _writer(columns, dialect)


@lru_cache(maxsize=64)
def _insert_drafted(
    table: Table, common: tuple[str, ...], names: tuple[str, ...], dialect: Dialect
) -> tuple[TextClause, Write, Write]:
    own = [name for name in names if name != _DRAFT.name]
    drafts = [_DRAFT, *(table.c[name] for name in common)]
    rows = [_DRAFT, *(table.c[name] for name in own)]
    taken = ", ".join((*(f"given.{name}" for name in own), *(f"shared.{name}" for name in common)))
    # Each draft is taken apart once; CROSS keeps SQLite from going through the rows once for each draft.
    statement = (
        f"WITH shared AS MATERIALIZED (SELECT * FROM {_rows('drafts', drafts, dialect)})"
        f" INSERT INTO {table.name} ({', '.join((*own, *common))}) SELECT {taken}"
        f" FROM {_rows('given', rows, dialect)} CROSS JOIN shared WHERE shared.draft = given.draft"
        " ON CONFLICT DO NOTHING"
    )
    return text(statement), _writer(drafts, dialect), _writer(rows, dialect)


@lru_cache(maxsize=64)
def _update(table: Table, key: str, names: tuple[str, ...], dialect: Dialect) -> tuple[TextClause, Write]:
    columns = [table.c[name] for name in names]
    moved = ", ".join(f"{name} = given.{name}" for name in names if name != key)
    statement = f"UPDATE {table.name} SET {moved} FROM {_rows('given', columns, dialect)}"
    return text(f"{statement} WHERE {table.name}.{key} = given.{key}"), _writer(columns, dialect)


@lru_cache(maxsize=64)
def _select(query: str, table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[TextClause, Write]:
    columns = [table.c[name] for name in names]
    return text(query.replace("{given}", _rows("given", columns, dialect))), _writer(columns, dialect)


def _writer(columns: Sequence[Column[object]], dialect: Dialect) -> Write:
    """Return what writes rows of these columns as a JSON text, each value as the database keeps it."""
    processors = [(column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in columns]
    special = [(name, process) for name, process in processors if process]

    def write(rows: Sequence[Values]) -> str:
        written = [{**row, **{name: process(row[name]) for name, process in special}} for row in rows]
        return msgspec.json.encode(written).decode()

    return write


def _rows(name: str, columns: Sequence[Column[object]], dialect: Dialect) -> str:
    """Return the rows of the JSON text that is bound to a name, to stand after FROM."""
    if dialect.name == "sqlite":
        taken = ", ".join(f"json_extract(value, '$.{column.name}') AS {column.name}" for column in columns)
        return f"(SELECT {taken} FROM json_each(:{name})) AS {name}"
    types = ", ".join(f"{column.name} {column.type.compile(dialect)}" for column in columns)
    return f"json_to_recordset(CAST(:{name} AS json)) AS {name}({types})"
