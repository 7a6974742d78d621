"""Schedules, and which facts each of them has told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec
from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, String, Table, column as named, insert, text

from bot.chat import Channel, User
from bot.community import Community
from bot.schedule.delivery import State
from bot.schedule.history import CommunityStopped, FactsTold, ScheduleChanged, ScheduleMade
from bot.schedule.planner import wake_at
from bot.schedule.reasons import OF_RULE, Reason
from bot.schedule.recurrence import reason_against, zones_version
from bot.schedule.rule import Rule, Schedule, Standing
from bot.store.area import Area, Personal, Reads, Retention
from bot.store.changes import write
from bot.store.engine.bulk import Draft, insert_drafted, select_by, update_drafted
from bot.store.engine.ready import Ready
from bot.store.keys import community_of, find_community, user_key
from bot.store.posts.deliveries import Row, deliveries
from bot.store.posts.orders import cancel, destination_key
from bot.store.schema import (
    Key,
    Moment,
    as_json,
    community_column,
    id_column,
    metadata,
    milliseconds,
    optional_moment,
    partial_index,
    user_column,
)

schedules = Table(
    "schedules",
    metadata,
    id_column(),
    community_column(),
    Column("destination_id", Key, ForeignKey("destinations.channel_id", ondelete="CASCADE"), nullable=False),
    Column("rule", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("next_day", String),
    Column("next_at", Moment),
    Column("wake_at", Moment),
    Column("place", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("question", String, nullable=False),
    Column("zones", String, nullable=False),
    Column("removed_at", Moment),
    Index("ix_schedules_community_id", "community_id"),
    Index("ix_schedules_destination_id", "destination_id"),
    partial_index("ix_schedules_wake_at", "wake_at", "id", where=named("wake_at").is_not(None)),
    partial_index("ix_schedules_removed_at", "removed_at", where=named("removed_at").is_not(None)),
    # Its number stands in the keys of its deliveries; it is never given to another.
    sqlite_autoincrement=True,
)

# `topic` is a day of the year, or "" for questions.
told = Table(
    "told",
    metadata,
    Column("schedule_id", Key, ForeignKey("schedules.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", String, primary_key=True),
    Column("fact", String, primary_key=True),
)

# Who set a schedule up: told in private when nothing can be posted and no moderators' channel is set.
makers = Table(
    "makers",
    metadata,
    Column("schedule_id", Key, ForeignKey("schedules.id", ondelete="CASCADE"), primary_key=True),
    user_column("user_id"),
)

_OF_RULE = ", ".join(f"'{reason}'" for reason in sorted(OF_RULE))

AREA = Area(
    personal=(Personal("schedule", makers.c.user_id, (makers.c.schedule_id,), is_erased=True),),
    retention=(Retention(schedules.c.removed_at, timedelta(days=90)),),
)

# The question whose answer comes with the next one: of those that were planned the last that went out, or will as far
# as is known. One that was called back, or left out, has been asked of nobody.
_ASKED = (
    "CASE WHEN s.question = '' THEN '' ELSE coalesce((SELECT a.facts FROM deliveries a"
    " WHERE a.schedule_id = s.id AND a.purpose = 'post' AND (a.state IN ('ready', 'sending', 'sent')"
    " OR a.state = 'failed' AND a.error = 'unknown'"
    " OR a.state = 'waiting' AND s.rule NOT LIKE '%\"policy\":\"skip\"%')"
    " ORDER BY a.id DESC LIMIT 1), '') END AS question"
)
SHOWN = (
    "s.id, communities.external_id AS community, channels.external_id AS channel, communities.platform AS platform,"
    f" s.rule, s.standing, s.next_day, s.next_at, s.failures, {_ASKED}"
)
_NAMED = "JOIN channels ON channels.id = s.destination_id JOIN communities ON communities.id = channels.community_id"
JOINED = f"schedules s {_NAMED}"
_ZONES = (
    "SELECT d.id, s.rule FROM {given} JOIN deliveries d ON d.id = given.id"
    " LEFT JOIN schedules s ON s.id = d.schedule_id WHERE d.purpose IN ('post', 'answer')"
)


class StoredSchedules(Reads):
    """Reads of schedules."""

    def schedules(self, community: Community) -> Sequence[Schedule]:
        """Return a community's schedules without those that were removed, by number."""
        return self._schedules(community, "s.standing <> 'removed'")

    def schedule(self, community: Community, number: int) -> Schedule | None:
        """Return a schedule of this community, or None when it has none of that number."""
        return next(iter(self._schedules(community, "s.standing <> 'removed' AND s.id = :number", number)), None)

    def free_schedule(self) -> int:
        """Return a number that no schedule has had; to be stored in this transaction."""
        query = "SELECT nextval('schedules_id_seq')"
        if self.connection.dialect.name == "sqlite":
            query = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'schedules'), 0) + 1"
        return int(self.connection.execute(text(query)).scalar_one())

    def crowd(self, platform: str, at: datetime) -> int:
        """Return how many schedules of a platform, of all communities, post at a moment."""
        # There may be a hundred thousand: to join their channels would take half as long again.
        theirs = "community_id IN (SELECT id FROM communities WHERE platform = :platform)"
        query = f"SELECT count(*) FROM schedules WHERE wake_at = :at AND {theirs}"
        return int(self.connection.execute(text(query), {"at": milliseconds(at), "platform": platform}).scalar_one())

    def told(self, schedule: int, topic: str) -> Set[str]:
        """Return the facts that a schedule has told of a day of the year, or its questions."""
        query = text("SELECT fact FROM told WHERE schedule_id = :schedule AND topic = :topic")
        return frozenset(self.connection.execute(query, {"schedule": schedule, "topic": topic}).scalars())

    def _schedules(self, community: Community, condition: str, number: int = 0) -> Sequence[Schedule]:
        key = find_community(self.connection, community)
        query = text(f"SELECT {SHOWN} FROM {JOINED} WHERE s.community_id = :community AND {condition} ORDER BY s.id")
        rows = self.connection.execute(query, {"community": key, "number": number})
        return tuple(schedule_of(row) for row in rows.mappings())


def schedule_numbered(connection: Connection, number: int) -> Schedule | None:
    """Return a schedule of any community, None when there is none, or it was removed."""
    query = text(f"SELECT {SHOWN} FROM {JOINED} WHERE s.id = :number AND s.standing <> 'removed'")
    row = connection.execute(query, {"number": number}).mappings().first()
    return schedule_of(row) if row else None


def maker_of(connection: Connection, number: int) -> User | None:
    """Return who made a schedule, None where nobody knows, or they are forgotten."""
    query = text(
        "SELECT communities.platform, communities.external_id, users.external_id FROM makers"
        " JOIN users ON users.id = makers.user_id JOIN communities ON communities.id = users.community_id"
        " WHERE makers.schedule_id = :number"
    )
    row = connection.execute(query, {"number": number}).first()
    return User(*row) if row else None


def zones_of_posts(connection: Connection, numbers: Sequence[int]) -> Mapping[int, str]:
    """Return the time zones of the schedules of deliveries that are posts or answers, "" where the schedule is gone."""
    rows = select_by(connection, _ZONES, deliveries, [{"id": number} for number in numbers])
    return {number: _rule(rule).zone if rule else "" for number, rule in rows}


def schedule_of(row: Row) -> Schedule:
    """Return a row of SHOWN as a value."""
    return Schedule(
        id=row["id"],
        channel=Channel(row["platform"], row["community"], row["channel"]),
        rule=_rule(row["rule"]),
        standing=Standing(row["standing"]),
        next_day=date.fromisoformat(row["next_day"]) if row["next_day"] else None,
        next_at=optional_moment(row["next_at"]),
        failures=row["failures"],
        question=_first(row["question"]),
    )


def state_of(schedule: Schedule) -> dict[str, object]:
    """Return the columns of a schedule that change as it goes on."""
    at = wake_at(schedule) if schedule.standing is Standing.ACTIVE else None
    return {
        "standing": schedule.standing.value,
        "next_day": schedule.next_day.isoformat() if schedule.next_day else None,
        "next_at": schedule.next_at,
        "wake_at": at,
        "failures": schedule.failures,
        "question": schedule.question,
        "zones": zones_version(),
    }


def some_schedules(condition: str, order: str) -> Ready:
    """Return a query for `:most` rows of SHOWN, which locks them and skips those that are locked.

    The lock comes before the joins: of two processes that plan at once, each skips what the other has.
    """
    chosen = f"SELECT * FROM schedules WHERE {condition} ORDER BY {order} LIMIT :most{{lock}}"
    return Ready(text(f"SELECT {SHOWN} FROM ({chosen}) AS s {_NAMED}"), " FOR UPDATE SKIP LOCKED")


def move_schedules(connection: Connection, moved: Sequence[tuple[Schedule, Sequence[int]]]) -> None:
    """Store how schedules go on: each value under all the numbers of the schedules that are alike."""
    update_drafted(connection, schedules, [Draft(state_of(schedule), numbers) for schedule, numbers in moved])


def _first(facts: str) -> str:
    """Return the first of a delivery's stored facts, "" for none."""
    return next(iter(msgspec.json.decode(facts, type=tuple[str, ...])), "") if facts else ""


@lru_cache(maxsize=4096)
def _rule(body: str) -> Rule:
    return msgspec.json.decode(body, type=Rule)


@write.register
def _(change: ScheduleMade, connection: Connection) -> None:
    schedule = change.schedule
    destination = destination_key(connection, schedule.channel)
    community = find_community(connection, community_of(schedule.channel))
    others = text("SELECT count(*) FROM schedules WHERE community_id = :community AND standing = 'active'")
    row = {
        **state_of(schedule),
        "id": schedule.id,
        "community_id": community,
        "destination_id": destination,
        "rule": as_json(schedule.rule),
        "place": connection.execute(others, {"community": community}).scalar_one(),
    }
    connection.execute(insert(schedules).values(row))
    if change.maker:
        maker = {"schedule_id": schedule.id, "user_id": user_key(connection, change.maker)}
        connection.execute(insert(makers).values(maker))


@write.register
def _(change: ScheduleChanged, connection: Connection) -> None:
    move_schedules(connection, [(change.schedule, [change.schedule.id])])
    rule = as_json(change.schedule.rule)
    removed = milliseconds(change.at) if change.schedule.standing is Standing.REMOVED else None
    destination = destination_key(connection, change.schedule.channel)
    values = {"id": change.schedule.id, "rule": rule, "removed": removed, "destination": destination}
    move = "UPDATE schedules SET rule = :rule, removed_at = :removed, destination_id = :destination WHERE id = :id"
    connection.execute(text(move), values)
    if change.cancels:
        cancel(connection, "schedule_id = :id", {"id": change.schedule.id}, change.cancels, change.at)
    if change.replans:
        _forget_plans(connection, change)


def _forget_plans(connection: Connection, change: ScheduleChanged) -> None:
    """Delete a schedule's posts to come, with the answers to them, and forget what they have told.

    Days that the old rule left out are planned anew where the new one does not; what a moderator skipped stays skipped.
    """
    number, rule = change.schedule.id, change.schedule.rule
    values = {"id": number, "at": milliseconds(change.at), "only": change.day.isoformat() if change.day else ""}
    query = (
        "SELECT day, facts, state FROM deliveries WHERE schedule_id = :id AND purpose = 'post' AND due_at > :at"
        f" AND (state IN ('waiting', 'ready', 'cancelled') OR state = 'skipped' AND error IN ({_OF_RULE}))"
        " AND (:only = '' OR day = :only)"
    )
    for day, facts, state in connection.execute(text(query), values).all():
        if state == State.SKIPPED.value and reason_against(rule, date.fromisoformat(day)):
            continue
        untold = msgspec.json.decode(facts, type=tuple[str, ...])
        gone = {**values, "day": day}
        connection.execute(text("DELETE FROM deliveries WHERE schedule_id = :id AND day = :day"), gone)
        forget(connection, number, untold)


@write.register
def _(change: CommunityStopped, connection: Connection) -> None:
    key = find_community(connection, change.community)
    channel = "SELECT id FROM channels WHERE community_id = :key AND (external_id = :channel OR :channel = '')"
    where = f"destination_id IN ({channel})"
    values = {"key": key, "channel": change.channel}
    stop = f"UPDATE schedules SET standing = 'paused', wake_at = NULL WHERE standing = 'active' AND {where}"
    connection.execute(text(stop), values)
    cancel(connection, where, values, Reason.LEFT, change.at)
    connection.execute(text(f"DELETE FROM reminders WHERE destination_id IN ({channel})"), values)


@write.register
def _(change: FactsTold, connection: Connection) -> None:
    tell(connection, [(change.topic, fact, [change.schedule]) for fact in change.told])
    forget(connection, change.schedule, change.untold)


def forget(connection: Connection, schedule: int, facts: Sequence[str]) -> None:
    """Let a schedule tell facts once more: it has not told them yet."""
    rows = [{"schedule": schedule, "fact": fact} for fact in facts]
    if rows:
        connection.execute(text("DELETE FROM told WHERE schedule_id = :schedule AND fact = :fact"), rows)


def tell(connection: Connection, facts: Sequence[tuple[str, str, Sequence[int]]]) -> None:
    """Store what was told: day of the year, fact, and the numbers of the schedules that told it."""
    drafts = [Draft({"topic": topic, "fact": fact}, numbers) for topic, fact, numbers in facts]
    insert_drafted(connection, told, drafts, "schedule_id")
