"""Deletes what has been kept long enough, by the areas' rules."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.store.area import Retention
from bot.store.areas import RETENTION
from bot.store.moderation.privacy import delete_unlinked
from bot.store.schema import users


def purge_some(connection: Connection, rule: Retention, now: datetime) -> bool:
    """Delete a batch of what a rule no longer keeps; tell whether there may be more."""
    (row,) = rule.moment.table.primary_key
    old = select(row if rule.owner is None else rule.owner).where(rule.moment < now - rule.keep).limit(rule.batch)
    table, key = (rule.moment.table, row) if rule.owner is None else (users, users.c.id)
    return connection.execute(delete(table).where(key.in_(old))).rowcount == rule.batch


def rules() -> tuple[Retention, ...]:
    """Return the rules of all areas."""
    return RETENTION


def purge_unlinked(connection: Connection) -> bool:
    """Delete a batch of forgotten users on whom nothing counts any more; tell whether there may be more."""
    return delete_unlinked(connection, most=500) == 500
