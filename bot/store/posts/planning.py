"""Planning: schedules whose time has come, and the deliveries that are made of them, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, RowMapping, text

from bot.chat import Channel
from bot.frozen import Frozen
from bot.schedule.delivery import Order
from bot.schedule.recurrence import moment_of, zones_version
from bot.schedule.rule import Schedule
from bot.store.engine.bulk import select_by
from bot.store.posts.deliveries import channel_of, milliseconds
from bot.store.posts.orders import Addressed, store_orders
from bot.store.posts.schedules import JOINED, SHOWN, move_schedules, schedule_of, tell, told

# One transaction takes some milliseconds, so that whoever writes or looks something up meanwhile does not wait.
BATCH = 100
# A community's hundredth schedule of a minute is due no later than the first, but comes after what is due to others
# within so many hundred times this.
TURN = timedelta(milliseconds=200)


class Due(Frozen, frozen=True):
    """A schedule to plan, with the facts it has told of the day of the year, or the questions it has asked.

    `alike` is the same object for all that differ in nothing but number and channel.
    """

    id: int
    channel: Channel
    alike: Schedule
    told: Set[str]

    @property
    def schedule(self) -> Schedule:
        """The schedule itself."""
        return replace(self.alike, id=self.id, channel=self.channel)


class Decision(Frozen, frozen=True):
    """What schedules do that are alike: decided once, and stored for each under its own number.

    `following` is one of them as it is from now on. Of `orders` neither key nor channel counts: they go to each one's
    own. `facts` of a `topic` are told; `forgets` tells that all of the topic had been told before.
    """

    following: Schedule
    orders: tuple[Order, ...] = ()
    topic: str = ""
    facts: tuple[str, ...] = ()
    forgets: bool = False


class Planned(Frozen, frozen=True):
    """What was decided for one schedule, the keys of its orders, and what goes to other channels than its own."""

    id: int
    decision: Decision
    keys: tuple[str, ...] = ()
    others: tuple[Order, ...] = ()


# All that the decisions about a schedule depend on, but its number and its community.
Likeness = tuple[object, ...]


class Found(Frozen, frozen=True):
    """Schedules whose time has come, as they are stored, and one of each likeness among them."""

    rows: Sequence[RowMapping]
    alike: Mapping[Likeness, Schedule]


_DUE = f"SELECT {SHOWN} FROM {JOINED} WHERE s.wake_at <= :now ORDER BY s.wake_at, s.id LIMIT :most"
# As a subquery it is looked up in the index for each schedule; of a join, PostgreSQL makes a walk through the table.
_TOLD = (
    "SELECT given.schedule_id, (SELECT CAST({collect}(told.fact) AS varchar) FROM told"
    " WHERE told.schedule_id = given.schedule_id AND told.topic = given.topic) FROM {given}"
)
# What a crash of the server takes back as a whole is planned again; whoever claims it has waited for the disk.
# https://www.postgresql.org/docs/current/wal-async-commit.html
_UNHURRIED = text("SET LOCAL synchronous_commit TO off")
_FORGET = text("DELETE FROM told WHERE schedule_id = :schedule AND topic = :topic")
_OUTDATED = f"SELECT {SHOWN} FROM {JOINED} WHERE s.zones <> :zones AND s.standing = 'active' ORDER BY s.id LIMIT :most"


def found(connection: Connection, now: datetime, most: int = BATCH) -> Found:
    """Return some of the schedules whose time has come, locked; fewer than `most` when those are all."""
    if connection.dialect.name != "sqlite":
        connection.execute(_UNHURRIED)
    rows = _locked(connection, _DUE, {"now": milliseconds(now), "most": most})
    one_of_each = {_likeness(row): row for row in rows}
    return Found(rows, {likeness: schedule_of(row) for likeness, row in one_of_each.items()})


def dues(connection: Connection, schedules: Found, topics: Mapping[Likeness, str]) -> list[Due]:
    """Return what is known of each of them, where those of a likeness remember what they told under a topic."""
    likenesses = [_likeness(row) for row in schedules.rows]
    told = _told(
        connection,
        [(row["id"], topics[likeness]) for row, likeness in zip(schedules.rows, likenesses, strict=True)],
    )
    return [
        Due(row["id"], channel_of(row), schedules.alike[likeness], told[row["id"]])
        for row, likeness in zip(schedules.rows, likenesses, strict=True)
    ]


def store_plans(connection: Connection, schedules: Found, planned: Sequence[Planned], now: datetime) -> None:
    """Store what was decided for each of them, in their order; what goes to other channels is stored apart."""
    addressed = [
        Addressed(key, order, row["community_id"], row["destination_id"], plan.id, row["place"] * TURN)
        for row, plan in zip(schedules.rows, planned, strict=True)
        for key, order in zip(plan.keys, plan.decision.orders, strict=True)
    ]
    store_orders(connection, addressed, now)
    _remember(connection, planned)
    move_schedules(connection, [(plan.id, plan.decision.following) for plan in planned])


def recompute(connection: Connection, most: int = BATCH) -> int:
    """Set the next post of some schedules by the present tz database, and return how many, `most` at most."""
    rows = _locked(connection, _OUTDATED, {"zones": zones_version(), "most": most})
    move_schedules(connection, [(row["id"], _recomputed(schedule_of(row))) for row in rows])
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


def _likeness(row: RowMapping) -> Likeness:
    """Return all that the decisions about a schedule depend on, but its number and its community."""
    return row["platform"], row["rule"], row["next_day"], row["next_at"], row["failures"], row["question"]


def _told(connection: Connection, wanted: Sequence[tuple[int, str]]) -> Mapping[int, Set[str]]:
    query = _TOLD.replace("{collect}", "json_group_array" if connection.dialect.name == "sqlite" else "json_agg")
    rows = [{"schedule_id": schedule, "topic": topic} for schedule, topic in wanted]
    return {schedule: _facts(found) for schedule, found in select_by(connection, query, told, rows)}


@lru_cache(maxsize=256)
def _facts(found: str | None) -> Set[str]:
    return frozenset(msgspec.json.decode(found, type=tuple[str, ...])) if found else frozenset()


def _remember(connection: Connection, planned: Sequence[Planned]) -> None:
    decided = [(plan.id, plan.decision) for plan in planned if plan.decision.facts]
    forgotten = [{"schedule": number, "topic": decision.topic} for number, decision in decided if decision.forgets]
    if forgotten:
        connection.execute(_FORGET, forgotten)
    tell(connection, [(number, decision.topic, fact) for number, decision in decided for fact in decision.facts])
