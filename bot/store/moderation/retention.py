"""Deletes what has been kept long enough, by the areas' rules, in pieces: a transaction holds up everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, select, tuple_

from bot.store.area import Retention
from bot.store.areas import RETENTION
from bot.store.moderation.privacy import delete_unlinked
from bot.store.schema import metadata, users

# How many rows that belong to what goes are deleted in one transaction, before it goes itself.
PIECE = 100


def purge_some(connection: Connection, rule: Retention, now: datetime) -> bool:
    """Delete a piece of what a rule no longer keeps; tell whether there may be more."""
    (row,) = rule.moment.table.primary_key
    old = select(row if rule.owner is None else rule.owner).where(rule.moment < now - rule.keep).limit(rule.batch)
    table, key = (rule.moment.table, row) if rule.owner is None else (users, users.c.id)
    keys = connection.execute(old).scalars().all()
    if not keys:
        return False
    if _purge_belongings(connection, table, keys):
        connection.execute(delete(table).where(key.in_(keys)))
    return True


def _purge_belongings(connection: Connection, table: Table, keys: Sequence[int]) -> bool:
    """Delete a piece of what belongs to these rows of a table; tell whether that was all of it."""
    left = PIECE
    for chain in belongings(table):
        belonging = chain[0].table
        key = tuple_(*belonging.primary_key)
        some = select(*belonging.primary_key).where(_leads_to(chain, keys)).limit(left)
        left -= connection.execute(delete(belonging).where(key.in_(some))).rowcount
        if not left:
            return False
    return True


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


def _leads_to(chain: Sequence[Column[int]], keys: Sequence[int]) -> ColumnElement[bool]:
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
