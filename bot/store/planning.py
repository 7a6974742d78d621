"""Planning: schedules whose time has come, and the deliveries that are made of them, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, bindparam, text

from bot.schedule.delivery import Order
from bot.schedule.recurrence import moment_of, zones_version
from bot.schedule.rule import Schedule
from bot.store.deliveries import milliseconds, store_orders
from bot.store.schedules import JOINED, MOVE, SHOWN, schedule_of, state_of, tell

# One transaction stays under 50 ms, so that whoever writes meanwhile does not wait.
BATCH = 500
# A community's hundredth schedule of a minute is due no later than the first, but comes after what is due to others
# within so many hundred times this.
TURN = timedelta(milliseconds=200)


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule to plan, with the facts it has told of the day of the year, or the questions it has asked."""

    schedule: Schedule
    told: Set[str]


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule as it is from now on, the deliveries to its channel, and the facts that they tell.

    `others` go to other channels. `forgets`: all facts of the topic had been told.
    """

    schedule: Schedule
    orders: tuple[Order, ...] = ()
    others: tuple[Order, ...] = ()
    topic: str = ""
    facts: tuple[str, ...] = ()
    forgets: bool = False


_DUE = f"SELECT {SHOWN} FROM {JOINED} WHERE s.wake_at <= :now ORDER BY s.wake_at, s.id LIMIT :most"
_TOLD = text("SELECT schedule_id, topic, fact FROM told WHERE schedule_id IN :schedules").bindparams(
    bindparam("schedules", expanding=True)
)
_FORGET = text("DELETE FROM told WHERE schedule_id = :schedule AND topic = :topic")
_OUTDATED = f"SELECT {SHOWN} FROM {JOINED} WHERE s.zones <> :zones AND s.standing = 'active' ORDER BY s.id LIMIT :most"


def plan_batch(
    connection: Connection,
    now: datetime,
    topic_of: Callable[[Schedule], str],
    decide: Callable[[Due], Planned],
    store_other: Callable[[Order, Connection], None],
    most: int = BATCH,
) -> int:
    """Plan some of the schedules whose time has come, and return how many; fewer than `most` when those were all."""
    rows = _locked(connection, _DUE, {"now": milliseconds(now), "most": most})
    schedules = [schedule_of(row) for row in rows]
    told = _told(connection, [(schedule.id, topic_of(schedule)) for schedule in schedules])
    planned = [decide(Due(schedule, told.get(schedule.id, frozenset()))) for schedule in schedules]
    keyed = [
        (_placed(order, row["place"]), row["community_id"], row["destination_id"])
        for row, plan in zip(rows, planned, strict=True)
        for order in plan.orders
    ]
    store_orders(connection, keyed, now)
    _remember(connection, planned)
    for order in (order for plan in planned for order in plan.others):
        store_other(order, connection)
    _move(connection, (plan.schedule for plan in planned))
    return len(rows)


def recompute(connection: Connection, most: int = BATCH) -> int:
    """Set the next post of some schedules by the present tz database, and return how many; see `plan_batch`."""
    rows = _locked(connection, _OUTDATED, {"zones": zones_version(), "most": most})
    _move(connection, (_recomputed(schedule_of(row)) for row in rows))
    return len(rows)


def is_outdated(connection: Connection) -> bool:
    """Whether some schedule was computed by another tz database."""
    query = text("SELECT 1 FROM schedules WHERE zones <> :zones AND standing = 'active' LIMIT 1")
    return connection.execute(query, {"zones": zones_version()}).first() is not None


def _recomputed(schedule: Schedule) -> Schedule:
    if schedule.next_day is None:
        return schedule
    rule = schedule.rule
    return replace(schedule, next_at=moment_of(schedule.next_day, rule.at, rule.zone))


def _locked(connection: Connection, query: str, values: Mapping[str, object]) -> Sequence[RowMapping]:
    lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE OF s SKIP LOCKED"
    return connection.execute(text(query + lock), values).mappings().all()


def _told(connection: Connection, wanted: Sequence[tuple[int, str]]) -> Mapping[int, Set[str]]:
    topics = dict(wanted)
    found: dict[int, set[str]] = {}
    if wanted:
        for schedule, topic, fact in connection.execute(_TOLD, {"schedules": list(topics)}):
            if topics[schedule] == topic:
                found.setdefault(schedule, set()).add(fact)
    return {schedule: frozenset(facts) for schedule, facts in found.items()}


def _placed(order: Order, place: int) -> Order:
    return replace(order, turn_at=order.due_at + place * TURN) if place else order


def _remember(connection: Connection, planned: Sequence[Planned]) -> None:
    forgotten = [{"schedule": plan.schedule.id, "topic": plan.topic} for plan in planned if plan.forgets]
    if forgotten:
        connection.execute(_FORGET, forgotten)
    tell(connection, [(plan.schedule.id, plan.topic, fact) for plan in planned for fact in plan.facts])


def _move(connection: Connection, schedules: Iterable[Schedule]) -> None:
    rows = [state_of(schedule) for schedule in schedules]
    if rows:
        connection.execute(MOVE, rows)
