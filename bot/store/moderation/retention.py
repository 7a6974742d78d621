"""Deletes what has been kept long enough, by the areas' rules, in pieces: whoever writes waits for a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, delete, select, tuple_

from bot.store.area import Retention
from bot.store.schema import metadata, users

# How many rows that refer to what is deleted go in one transaction, before it goes itself.
PIECE = 100
Step = Callable[[Connection], bool]
Owners = Select[Any]


def due(connection: Connection, rule: Retention, now: datetime) -> Sequence[int]:
    """Return the keys of a batch of what a rule no longer keeps."""
    return connection.execute(_old(rule, now).limit(rule.batch)).scalars().all()


def steps(rule: Retention, keys: Sequence[int], now: datetime) -> Iterator[Step]:
    """Return the transactions that delete these rows: first what refers to them, a table at a time, then themselves.

    Each is to be repeated until it returns False. Each applies the rule anew, so that a community that has come back
    meanwhile is kept: therefore the row with the rule's moment is deleted last, with the row that it refers to.
    """
    table, key = _goes(rule)
    still = _old(rule, now).where((key if rule.owner is None else rule.owner).in_(keys))
    for chain in belongings(table):
        if chain[0].table is not rule.moment.table:
            yield partial(_purge_belongings, chain=chain, owners=still)
    yield partial(_purge_rows, table=table, rows=key.in_(still))


def _old(rule: Retention, now: datetime) -> Select[Any]:
    column = _goes(rule)[1] if rule.owner is None else rule.owner
    old = select(column).where(rule.moment < now - rule.keep)
    return old if rule.only is None else old.where(rule.only)


def _goes(rule: Retention) -> tuple[Table, Column[int]]:
    """Return the table from which a rule deletes, and its key."""
    if rule.owner is not None:
        return users, users.c.id
    (key,) = rule.moment.table.primary_key
    return rule.moment.table, key


def _purge_belongings(connection: Connection, chain: Sequence[Column[int]], owners: Owners) -> bool:
    """Delete a piece of what refers to these rows; return whether there may be more."""
    table = chain[0].table
    piece = select(*table.primary_key).where(_leads_to(chain, owners)).limit(PIECE)
    return connection.execute(delete(table).where(tuple_(*table.primary_key).in_(piece))).rowcount == PIECE


def _purge_rows(connection: Connection, table: Table, rows: ColumnElement[bool]) -> bool:
    connection.execute(delete(table).where(rows))
    return False


@cache
def belongings(table: Table) -> Sequence[tuple[Column[int], ...]]:
    """Return by which foreign keys each table refers to this one, by the fewest of them; the farthest table first.

    These are the tables whose rows are deleted with this one's.
    """
    chains: dict[Table, tuple[Column[int], ...]] = {table: ()}
    reached = [table]
    for parent in reached:
        for child in metadata.sorted_tables:
            for key in sorted(child.foreign_keys, key=str):
                if key.column.table is parent and child not in chains:
                    chains[child] = (key.parent, *chains[parent])
                    reached.append(child)
    return tuple(chains[child] for child in reversed(metadata.sorted_tables) if chains.get(child))


def _leads_to(chain: Sequence[Column[int]], keys: Owners) -> ColumnElement[bool]:
    """Return the condition that a row refers to one of these by a chain of foreign keys."""
    column, *rest = chain
    if not rest:
        return column.in_(keys)
    (key,) = column.foreign_keys
    return column.in_(select(key.column).where(_leads_to(rest, keys)))
