"""How much waits: small counts for those who watch over the bot."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from bot.frozen import Frozen

# Each walks a partial index: what has ended is not looked at, however much of it there is.
_DELIVERIES = tuple(
    text(f"SELECT platform, count(*) FROM deliveries WHERE state = '{state}' GROUP BY platform")
    for state in ("ready", "sending", "waiting")
)
_ROUNDS = text("SELECT count(*) FROM rounds WHERE ended_at IS NULL")
_SCHEDULES = text("SELECT count(*) FROM schedules WHERE wake_at IS NOT NULL")


class Waiting(Frozen, frozen=True):
    """Deliveries that have not ended, by platform and state; rounds that run; schedules that will post."""

    deliveries: Mapping[tuple[str, str], float]
    rounds: int
    schedules: int


def waiting(connection: Connection) -> Waiting:
    """Count what waits."""
    deliveries = {
        (platform, state): float(number)
        for state, statement in zip(("ready", "sending", "waiting"), _DELIVERIES, strict=True)
        for platform, number in connection.execute(statement)
    }
    rounds, schedules = (connection.execute(statement).scalar_one() for statement in (_ROUNDS, _SCHEDULES))
    return Waiting(deliveries, rounds, schedules)
