"""Ready statements: compiled once, and given to the driver directly, for what each press of a button runs.

SQLAlchemy adds 0.05 to 0.1 ms to each statement, for which SQLite itself takes 0.004 ms: with 5,000 presses a minute
that would be the greatest part of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, TextClause, Update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from bot.frozen import Frozen

T = TypeVar("T")
Values = Mapping[str, object]
# What makes of a value what the driver takes, or of what the driver gives a value; None where they are the same.
Process = Callable[[Any], Any] | None


class Ready:
    """A statement, all of whose values are bound by name, with one text whatever they are (no list after IN).

    A `lock` tells how rows are locked where others may write meanwhile (SQLite's one writer is alone): it comes at
    `{lock}`, or else at the end.
    """

    def __init__(
        self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete | TextClause, lock: str = ""
    ) -> None:
        self._statement = statement
        self._lock = lock
        self._made: dict[str, _Made] = {}

    def all(self, connection: Connection, values: Values) -> Sequence[tuple[Any, ...]]:
        """Return the rows."""
        made = self._for(connection.dialect)
        return made.rows(_run(connection, made, values, _rows))

    def named(self, connection: Connection, values: Values) -> Sequence[Mapping[str, Any]]:
        """Return the rows as the driver gives them, by the names of their columns."""
        return _run(connection, self._for(connection.dialect), values, _named)

    def first(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """Return the first row, None when there is none."""
        rows = self.all(connection, values)
        return rows[0] if rows else None

    def change(self, connection: Connection, values: Values) -> int:
        """Write, and return how many rows that was."""
        return _run(connection, self._for(connection.dialect), values, _rowcount)

    def _for(self, dialect: Dialect) -> _Made:
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = self._make(dialect)
        return made

    def _make(self, dialect: Dialect) -> _Made:
        compiled = self._statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(f"{self._statement} is no statement that binds values")
        binds = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
        columns = self._statement.selected_columns if isinstance(self._statement, Select) else ()
        results = tuple(column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        order = tuple(compiled.positiontup or ()) if compiled.positional else None
        lock = "" if dialect.name == "sqlite" else self._lock
        said = str(compiled)
        return _Made(
            said.replace("{lock}", lock) if "{lock}" in said else f"{said}{lock}", fixed, binds, results, order
        )


class _Made(Frozen, frozen=True):
    """A statement in one database's words: `fixed` are values that stand in it, `order` where they go by place."""

    text: str
    fixed: Values
    binds: Mapping[str, Process]
    results: Sequence[Process]
    order: Sequence[str] | None

    def bound(self, values: Values) -> Any:
        """Return values as the driver takes them."""
        given = {**self.fixed, **values} if self.fixed else values
        ready = {name: process(given[name]) if process else given[name] for name, process in self.binds.items()}
        return ready if self.order is None else tuple(ready[name] for name in self.order)

    def rows(self, rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
        """Return rows with the values that their columns' types make of what the driver gives."""
        if not any(self.results):
            return rows
        pairs = (zip(row, self.results, strict=True) for row in rows)
        return [tuple(process(value) if process else value for value, process in pair) for pair in pairs]


def _run(connection: Connection, made: _Made, values: Values, take: Callable[[DBAPICursor], T]) -> T:
    """Run a statement and take what comes of it; the driver's errors are told of as SQLAlchemy does."""
    line, driver = connection.connection, connection.dialect.loaded_dbapi
    cursor = line.cursor()
    try:
        cursor.execute(made.text, made.bound(values))
        return take(cursor)
    except driver.Error as error:
        is_lost = connection.dialect.is_disconnect(error, line.driver_connection, cursor)
        if is_lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            made.text, None, error, driver.Error, connection_invalidated=is_lost, dialect=connection.dialect
        ) from error
    finally:
        cursor.close()


def _rows(cursor: DBAPICursor) -> Sequence[tuple[Any, ...]]:
    return cursor.fetchall()


def _named(cursor: DBAPICursor) -> Sequence[Mapping[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _rowcount(cursor: DBAPICursor) -> int:
    return cursor.rowcount
