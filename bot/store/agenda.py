"""When there is something to do, as far as is stored: small reads that an idle process makes every few seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from bot.schedule.reconcile import LONGEST_LEASE
from bot.store.claims import next_ready
from bot.store.deliveries import from_milliseconds, milliseconds

_PLAN = text("SELECT min(wake_at) FROM schedules WHERE wake_at IS NOT NULL")
_UNDER_WAY = text(
    "SELECT min(lease_until), max(lease_until) FROM deliveries WHERE state = 'sending' AND platform = :platform"
)
_WAITING = text("SELECT min(due_at) FROM deliveries WHERE state = 'waiting' AND platform = :platform")


def moment_of(connection: Connection, now: datetime) -> datetime:
    """Return the moment by the clock that all processes share, PostgreSQL's; SQLite has one process, and its clock."""
    if connection.dialect.name == "sqlite":
        return now
    moment: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)


def plan_at(connection: Connection) -> datetime | None:
    """Return when the first schedule is to be planned."""
    found = connection.execute(_PLAN).scalar()
    return from_milliseconds(found) if found is not None else None


def moments(connection: Connection, platforms: Sequence[str], now: datetime) -> Mapping[str, datetime | None]:
    """Return when there is first something to do for each platform; None when nothing waits."""
    return {platform: _first(connection, platform, now) for platform in platforms}


def _first(connection: Connection, platform: str, now: datetime) -> datetime | None:
    named = {"platform": platform}
    first, last = connection.execute(_UNDER_WAY, named).one()
    waiting = connection.execute(_WAITING, named).scalar()
    found = [from_milliseconds(moment) for moment in (first, waiting) if moment is not None]
    if last is not None and last > milliseconds(now + LONGEST_LEASE):
        found.append(now)
    ready = next_ready(connection, platform, now)
    return min((*found, *((ready,) if ready else ())), default=None)
