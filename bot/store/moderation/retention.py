"""Deletes what has been kept long enough, by the areas' rules, in pieces: a transaction holds up everybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, delete, select, tuple_

from bot.store.area import Retention
from bot.store.areas import RETENTION
from bot.store.moderation.privacy import delete_unlinked
from bot.store.schema import metadata, users

# How many rows that belong to what goes are deleted in one transaction, before it goes itself.
PIECE = 100
Step = Callable[[Connection], bool]
Owners = Select[Any]


def due(connection: Connection, rule: Retention, now: datetime) -> Sequence[int]:
    """Return the keys of a batch of what a rule no longer keeps."""
    return connection.execute(_old(rule, now).limit(rule.batch)).scalars().all()


def steps(rule: Retention, keys: Sequence[int], now: datetime) -> Iterator[Step]:
    """Return in which transactions these go: what belongs to them first, from each table by itself, and last they.

    Each is to be repeated until it returns False. What is kept again by then, as a community that has come back, stays;
    so the row that tells how old the rest is goes with what it belongs to, and not before.
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
    """Delete a piece of what belongs to these rows; tell whether there may be more."""
    belonging = chain[0].table
    some = select(*belonging.primary_key).where(_leads_to(chain, owners)).limit(PIECE)
    key = tuple_(*belonging.primary_key)
    return connection.execute(delete(belonging).where(key.in_(some))).rowcount == PIECE


def _purge_rows(connection: Connection, table: Table, rows: ColumnElement[bool]) -> bool:
    connection.execute(delete(table).where(rows))
    return False


@cache
def belongings(table: Table) -> Sequence[tuple[Column[int], ...]]:
    """Return how each table whose rows go with this one's refers to it, by the fewest columns; the farthest first."""
    chains: dict[Table, tuple[Column[int], ...]] = {table: ()}
    reached = [table]
    for parent in reached:
        for child in metadata.sorted_tables:
            for key in sorted(child.foreign_keys, key=str):
                if key.column.table is parent and child not in chains:
                    chains[child] = (key.parent, *chains[parent])
                    reached.append(child)
    return tuple(chains[one] for one in reversed(metadata.sorted_tables) if chains.get(one))


def _leads_to(chain: Sequence[Column[int]], keys: Owners) -> ColumnElement[bool]:
    """Return the condition that a row refers to one of these, by as many steps as the chain has."""
    column, *rest = chain
    if not rest:
        return column.in_(keys)
    (key,) = column.foreign_keys
    return column.in_(select(key.column).where(_leads_to(rest, keys)))


def rules() -> tuple[Retention, ...]:
    """Return the rules of all areas."""
    return RETENTION


def purge_unlinked(connection: Connection) -> bool:
    """Delete a batch of forgotten users on whom nothing counts any more; tell whether there may be more."""
    return delete_unlinked(connection, most=500) == 500
