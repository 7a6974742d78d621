"""Planning: schedules whose time has come, and the deliveries that are made of them, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, text

from bot.chat import Channel
from bot.frozen import Frozen
from bot.schedule.delivery import Order
from bot.schedule.recurrence import moment_of, zones_version
from bot.schedule.rule import Schedule
from bot.store.engine.bulk import Derived, insert_drafted, select_by
from bot.store.engine.ready import Ready
from bot.store.posts.deliveries import deliveries, milliseconds
from bot.store.posts.orders import draft_of
from bot.store.posts.schedules import JOINED, SHOWN, move_schedules, schedule_of, tell, told

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
    """A schedule as it is stored: the columns of SHOWN, in their order."""

    id: int
    rule: str
    standing: str
    next_day: str | None
    next_at: int | None
    failures: int
    question: str
    platform: str
    community: str
    channel: str

    @property
    def likeness(self) -> Likeness:
        """All that the decisions about it depend on, but its number and its community."""
        return self.platform, self.rule, self.next_day, self.next_at, self.failures, self.question

    @property
    def schedule(self) -> Schedule:
        """The schedule itself."""
        return schedule_of(self._asdict())


class Due(Frozen, frozen=True):
    """A schedule to plan, with the facts it has told of the day of the year, or the questions it has asked.

    `alike` is the same object for all that differ in nothing but number and channel.
    """

    row: Row
    channel: Channel
    alike: Schedule
    told: Set[str]

    @property
    def id(self) -> int:
        """Its number."""
        return self.row.id

    @property
    def schedule(self) -> Schedule:
        """The schedule itself."""
        return replace(self.alike, id=self.id, channel=self.channel)


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
    """What was decided for one schedule, and what goes to other channels than its own."""

    id: int
    decision: Decision
    others: tuple[Order, ...] = ()


class Found(Frozen, frozen=True):
    """Schedules whose time has come, as they are stored, and one of each likeness among them."""

    rows: Sequence[Row]
    alike: Mapping[Likeness, Schedule]


# The database takes from each schedule what is its own of a delivery.
_OF_SCHEDULE = Derived(
    "JOIN schedules s ON s.id = given.schedule_id",
    (
        ("dedupe_key", f"replace(shared.dedupe_key, '{EACH}', CAST(s.id AS varchar))"),
        ("community_id", "s.community_id"),
        ("destination_id", "s.destination_id"),
        ("turn_at", f"shared.due_at + s.place * {TURN}"),
    ),
)
_LOCKED = " FOR UPDATE OF s SKIP LOCKED"
_DUE = Ready(
    text(f"SELECT {SHOWN} FROM {JOINED} WHERE s.wake_at <= :now ORDER BY s.wake_at, s.id LIMIT :most"), _LOCKED
)
# As a subquery it is looked up in the index for each schedule; of a join, PostgreSQL makes a walk through the table.
_TOLD = (
    "SELECT given.schedule_id, (SELECT CAST({collect}(told.fact) AS varchar) FROM told"
    " WHERE told.schedule_id = given.schedule_id AND told.topic = given.topic) FROM {given}"
)
# What a crash of the server takes back as a whole is planned again; whoever claims it has waited for the disk.
# https://www.postgresql.org/docs/current/wal-async-commit.html
_UNHURRIED = Ready(text("SET LOCAL synchronous_commit TO off"))
_FORGET = text("DELETE FROM told WHERE schedule_id = :schedule AND topic = :topic")
_OUTDATED = Ready(
    text(f"SELECT {SHOWN} FROM {JOINED} WHERE s.zones <> :zones AND s.standing = 'active' ORDER BY s.id LIMIT :most"),
    _LOCKED,
)


def found(connection: Connection, now: datetime, most: int = BATCH) -> Found:
    """Return some of the schedules whose time has come, locked; fewer than `most` when those are all."""
    if connection.dialect.name != "sqlite":
        _UNHURRIED.change(connection, {})
    rows = _rows(connection, _DUE, {"now": milliseconds(now), "most": most})
    one_of_each = {row.likeness: row for row in rows}
    return Found(rows, {likeness: row.schedule for likeness, row in one_of_each.items()})


def dues(connection: Connection, schedules: Found, topics: Mapping[Likeness, str]) -> list[Due]:
    """Return what is known of each of them, where those of a likeness remember what they told under a topic."""
    pairs = [(row, row.likeness) for row in schedules.rows]
    told = _told(connection, [(row.id, topics[likeness]) for row, likeness in pairs])
    return [
        Due(row, Channel(row.platform, row.community, row.channel), schedules.alike[likeness], told[row.id])
        for row, likeness in pairs
    ]


def store_plans(connection: Connection, planned: Sequence[Planned], now: datetime) -> None:
    """Store what was decided for each of them; what goes to other channels is stored apart."""
    decisions = {id(plan.decision): plan.decision for plan in planned}
    drafts, places = list[dict[str, object]](), dict[int, range]()
    for number, decision in decisions.items():
        places[number] = range(len(drafts), len(drafts) + len(decision.orders))
        drafts += [draft_of(order, now) for order in decision.orders]
    rows = [{"draft": place, "schedule_id": plan.id} for plan in planned for place in places[id(plan.decision)]]
    insert_drafted(connection, deliveries, drafts, rows, _OF_SCHEDULE)
    _remember(connection, planned)
    move_schedules(connection, [(plan.id, plan.decision.following) for plan in planned])


def recompute(connection: Connection, most: int = BATCH) -> int:
    """Set the next post of some schedules by the present tz database, and return how many, `most` at most."""
    rows = _rows(connection, _OUTDATED, {"zones": zones_version(), "most": most})
    move_schedules(connection, [(row.id, _recomputed(row.schedule)) for row in rows])
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
