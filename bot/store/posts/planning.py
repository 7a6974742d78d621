"""Planning: schedules whose time has come, and the deliveries that are made of them, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, text

from bot.community import Community
from bot.frozen import Frozen, replace
from bot.schedule.delivery import Order
from bot.schedule.recurrence import moment_of, zones_version
from bot.schedule.rule import Schedule
from bot.store.engine.bulk import Derived, Draft, insert_drafted, select_drafted
from bot.store.engine.ready import Ready
from bot.store.posts.deliveries import deliveries
from bot.store.posts.orders import draft_of
from bot.store.posts.schedules import move_schedules, schedule_of, some_schedules, tell, told
from bot.store.schema import milliseconds

# One transaction takes some milliseconds, so that whoever writes or looks something up meanwhile does not wait.
BATCH = 250
# Milliseconds by which each further schedule of a community is put behind in the queue, though it is due at the same
# time: who has a hundred schedules at noon does not hold up the others.
TURN = 200
# Stands for a schedule's number in a key that many share.
EACH = "*"
# All that the decisions about a schedule depend on: it is neither its number, nor its community or channel.
Likeness = tuple[object, ...]


class Row(NamedTuple):
    """A schedule as it is stored."""

    id: int
    community: str
    channel: str
    platform: str
    rule: str
    standing: str
    next_day: str | None
    next_at: int | None
    failures: int
    question: str

    @property
    def likeness(self) -> Likeness:
        """All that the decisions about it depend on."""
        return self[3:]

    @property
    def place(self) -> Community:
        """Its community."""
        return Community(self.platform, self.community)

    @property
    def schedule(self) -> Schedule:
        """The schedule itself."""
        return schedule_of(self._asdict())


class Alike(Frozen, frozen=True):
    """Schedules to plan that differ only in number and channel: as they are stored, and the first of them."""

    schedule: Schedule
    rows: Sequence[Row]


class Decision(Frozen, frozen=True):
    """What schedules that are alike do: decided once, and stored for each of them.

    `following` is the first of them as it is from now on. The channel of `orders` does not count: each schedule posts
    to its own, and EACH in an order's key stands for the schedule's number. `facts` of a `topic` are told; `forgets`
    says that all facts of the topic had been told, and that they begin again.
    """

    following: Schedule
    orders: tuple[Order, ...] = ()
    topic: str = ""
    facts: tuple[str, ...] = ()
    forgets: bool = False


class Planned(Frozen, frozen=True):
    """What was decided, and the schedules for which it was."""

    decision: Decision
    rows: Sequence[Row]

    @property
    def ids(self) -> list[int]:
        """The schedules' numbers."""
        return [row.id for row in self.rows]


# The database takes from each schedule what is its own of a delivery.
_OF_SCHEDULE = Derived(
    "JOIN schedules s ON s.id = given.value",
    (
        ("dedupe_key", f"replace(shared.dedupe_key, '{EACH}', CAST(s.id AS varchar))"),
        ("destination_id", "s.destination_id"),
        ("turn_at", f"shared.due_at + s.place * {TURN}"),
    ),
)
_DUE = some_schedules("wake_at <= :now", "wake_at, id")
_OUTDATED = some_schedules("zones <> :zones AND standing = 'active'", "id")
# As a subquery it is looked up in the index for each schedule; of a join, PostgreSQL makes a walk through the table.
_TOLD = (
    "SELECT given.value, (SELECT CAST({collect}(told.fact) AS varchar) FROM told"
    " WHERE told.schedule_id = given.value AND told.topic = shared.topic) FROM {drafts}"
)
# A plan that a crash of the server loses is lost as a whole, and made again; a claim waits for the disk.
# https://www.postgresql.org/docs/current/wal-async-commit.html
# A generic plan finds the same rows, and saves planning each statement anew.
_ASYNCHRONOUS = Ready(
    text(
        "SELECT set_config('synchronous_commit', 'off', true),"
        " set_config('plan_cache_mode', 'force_generic_plan', true)"
    )
)
_FORGET = text("DELETE FROM told WHERE schedule_id = :schedule AND topic = :topic")


def due_schedules(connection: Connection, now: datetime, most: int = BATCH) -> Sequence[Alike]:
    """Return schedules whose time has come, locked: `most` in all, or fewer when there are no more."""
    if connection.dialect.name != "sqlite":
        _ASYNCHRONOUS.first(connection, {})
    alike: dict[Likeness, list[Row]] = {}
    for row in _rows(connection, _DUE, {"now": milliseconds(now), "most": most}):
        alike.setdefault(row.likeness, []).append(row)
    return [Alike(rows[0].schedule, rows) for rows in alike.values()]


def told_facts(connection: Connection, topics: Sequence[tuple[str, Sequence[int]]]) -> Mapping[int, Set[str]]:
    """Return, by a schedule's number, which facts it has told of a topic, or which questions it has asked."""
    query = _TOLD.replace("{collect}", "json_group_array" if connection.dialect.name == "sqlite" else "json_agg")
    drafts = [Draft({"topic": topic}, numbers) for topic, numbers in topics]
    return {number: _facts(texts) for number, texts in select_drafted(connection, query, told, drafts)}


def store_plans(connection: Connection, planned: Sequence[Planned], now: datetime) -> None:
    """Store deliveries, told facts and next times as decided."""
    drafts = [Draft(draft_of(order, now), plan.ids) for plan in planned for order in plan.decision.orders]
    insert_drafted(connection, deliveries, drafts, "schedule_id", _OF_SCHEDULE)
    _remember(connection, planned)
    move_schedules(connection, [(plan.decision.following, plan.ids) for plan in planned])


def recompute(connection: Connection, most: int = BATCH) -> int:
    """Set the next post of up to `most` schedules by the present tz database, and return how many there were."""
    rows = _rows(connection, _OUTDATED, {"zones": zones_version(), "most": most})
    move_schedules(connection, [(_recomputed(row.schedule), [row.id]) for row in rows])
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


def _rows(connection: Connection, query: Ready, values: Mapping[str, object]) -> Sequence[Row]:
    return [Row._make(row) for row in query.all(connection, values)]


@lru_cache(maxsize=256)
def _facts(texts: str | None) -> Set[str]:
    return frozenset(msgspec.json.decode(texts, type=tuple[str, ...])) if texts else frozenset()


def _remember(connection: Connection, planned: Sequence[Planned]) -> None:
    begun = [plan for plan in planned if plan.decision.forgets]
    forgotten = [{"schedule": number, "topic": plan.decision.topic} for plan in begun for number in plan.ids]
    if forgotten:
        connection.execute(_FORGET, forgotten)
    tell(connection, [(plan.decision.topic, fact, plan.ids) for plan in planned for fact in plan.decision.facts])
