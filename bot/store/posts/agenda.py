"""When there is next something to do: small reads that an idle process makes every few seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from bot.frozen import Frozen
from bot.schedule.dispatcher import LONGEST_LEASE
from bot.store.engine.ready import Ready
from bot.store.posts.claims import NEXT_OF_ALL, horizons
from bot.store.schema import milliseconds, optional_moment

_PLAN = text(
    "SELECT min(at) FROM (SELECT min(wake_at) AS at FROM schedules WHERE wake_at IS NOT NULL"
    " UNION ALL SELECT min(next_at) FROM reminders WHERE next_at IS NOT NULL) AS waiting"
)
_LEASE = "SELECT lease_until FROM deliveries WHERE state = 'sending' AND platform = :platform ORDER BY lease_until"
_AGENDA = Ready(
    text(
        f"SELECT ({_LEASE} LIMIT 1), ({_LEASE} DESC LIMIT 1),"
        " (SELECT min(due_at) FROM deliveries WHERE state = 'waiting' AND platform = :platform),"
        f" ({NEXT_OF_ALL})"
    )
)


class Agenda(Frozen, frozen=True):
    """When something is first to be done for a platform: a lease that is over, a waiting post, a ready post."""

    over_at: datetime | None
    waiting_at: datetime | None
    ready_at: datetime | None

    @property
    def at(self) -> datetime | None:
        """The first of all."""
        return min((at for at in (self.over_at, self.waiting_at, self.ready_at) if at), default=None)


def moment_of(connection: Connection, now: datetime) -> datetime:
    """Return the moment by the clock that all processes share, PostgreSQL's; SQLite has one process, and its clock."""
    if connection.dialect.name == "sqlite":
        return now
    moment: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)


def plan_at(connection: Connection) -> datetime | None:
    """Return when the first schedule or reminder is to be planned."""
    return optional_moment(connection.execute(_PLAN).scalar())


def agendas(connection: Connection, platforms: Sequence[str], now: datetime) -> Mapping[str, Agenda]:
    """Return when there is first something to do for each platform."""
    return {platform: _agenda(connection, platform, now) for platform in platforms}


def _agenda(connection: Connection, platform: str, now: datetime) -> Agenda:
    ((first, last, waiting, ready),) = _AGENDA.all(connection, {"platform": platform, **horizons(now)})
    # A lease that ends too late was given by a clock that has been set back since.
    over = milliseconds(now) if last is not None and last > milliseconds(now + LONGEST_LEASE) else first
    return Agenda(optional_moment(over), optional_moment(waiting), optional_moment(ready))
