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
from bot.store.posts.deliveries import deliveries, milliseconds
from bot.store.posts.orders import draft_of
from bot.store.posts.schedules import move_schedules, schedule_of, some_schedules, tell, told

# One transaction takes some milliseconds, so that whoever writes or looks something up meanwhile does not wait.
BATCH = 250
# A community's hundredth schedule of a minute is due no later than the first, but comes after what is due to others
# within so many hundred times this, in milliseconds.
TURN = 200
# Stands for a schedule's number in a key that many share.
EACH = "*"
# All that the decisions about a schedule depend on, but its number and its community.
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
        """All that the decisions about it depend on, but its number and its community."""
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
    """Schedules to plan that differ in nothing but number and channel: as they are stored, and one of them."""

    schedule: Schedule
    rows: Sequence[Row]


class Decision(Frozen, frozen=True):
    """What schedules do that are alike: decided once, and stored for each under its own number.

    `following` is one of them as it is from now on. Of `orders` the channel does not count: they go to each one's own,
    and in their keys EACH stands for its number. `facts` of a `topic` are told; `forgets` tells that all of the topic
    had been told before.
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
# What a crash of the server takes back as a whole is planned again; whoever claims it has waited for the disk.
# https://www.postgresql.org/docs/current/wal-async-commit.html
# Nor is each statement planned anew for values that change nothing in how its rows are found.
_UNHURRIED = Ready(
    text(
        "SELECT set_config('synchronous_commit', 'off', true),"
        " set_config('plan_cache_mode', 'force_generic_plan', true)"
    )
)
_FORGET = text("DELETE FROM told WHERE schedule_id = :schedule AND topic = :topic")


def found(connection: Connection, now: datetime, most: int = BATCH) -> Sequence[Alike]:
    """Return some of the schedules whose time has come, locked; fewer than `most` in all when those are all."""
    if connection.dialect.name != "sqlite":
        _UNHURRIED.first(connection, {})
    alike: dict[Likeness, list[Row]] = {}
    for row in _rows(connection, _DUE, {"now": milliseconds(now), "most": most}):
        alike.setdefault(row.likeness, []).append(row)
    return [Alike(rows[0].schedule, rows) for rows in alike.values()]


def told_of(connection: Connection, topics: Sequence[tuple[str, Sequence[int]]]) -> Mapping[int, Set[str]]:
    """Return which facts schedules have told of a topic, or which questions they have asked, by their number."""
    query = _TOLD.replace("{collect}", "json_group_array" if connection.dialect.name == "sqlite" else "json_agg")
    drafts = [Draft({"topic": topic}, numbers) for topic, numbers in topics]
    return {number: _facts(found) for number, found in select_drafted(connection, query, told, drafts)}


def store_plans(connection: Connection, planned: Sequence[Planned], now: datetime) -> None:
    """Store what was decided for each of them; what goes to other channels is stored apart."""
    drafts = [Draft(draft_of(order, now), plan.ids) for plan in planned for order in plan.decision.orders]
    insert_drafted(connection, deliveries, drafts, "schedule_id", _OF_SCHEDULE)
    _remember(connection, planned)
    move_schedules(connection, [(plan.decision.following, plan.ids) for plan in planned])


def recompute(connection: Connection, most: int = BATCH) -> int:
    """Set the next post of some schedules by the present tz database, and return how many, `most` at most."""
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
def _facts(found: str | None) -> Set[str]:
    return frozenset(msgspec.json.decode(found, type=tuple[str, ...])) if found else frozenset()


def _remember(connection: Connection, planned: Sequence[Planned]) -> None:
    begun = [plan for plan in planned if plan.decision.forgets]
    forgotten = [{"schedule": number, "topic": plan.decision.topic} for plan in begun for number in plan.ids]
    if forgotten:
        connection.execute(_FORGET, forgotten)
    tell(connection, [(plan.decision.topic, fact, plan.ids) for plan in planned for fact in plan.decision.facts])
