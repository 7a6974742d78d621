"""What the tests of schedules do: make schedules and deliveries, claim them, and say how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.chat import Channel, Delivery, Reply, User
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import End, Order, Result, State
from bot.schedule.history import Past, ScheduleMade
from bot.schedule.recurrence import next_run
from bot.schedule.rule import Kind, Rule, Schedule
from bot.store.store import Store

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# A Friday of the small pack, on which it knows something.
MORNING = datetime(2026, 5, 1, 9, tzinfo=UTC)
SCHOOL = Channel("discord", "school", "room")
NINE = Rule(Kind.DAILY, time(9), "UTC")
# The small pack knows something of few days, but has questions for all.
QUIZ = Rule(Kind.QUESTION, time(9), "UTC")


def make(
    store: Store,
    rule: Rule = NINE,
    now: datetime = MORNING - HOUR,
    channel: Channel = SCHOOL,
    maker: User | None = None,
) -> int:
    """Store a schedule as its command does, and return its number."""
    run = next_run(rule, now)
    assert run

    def work(records: object) -> tuple[int, Sequence[object]]:
        number = records.free_schedule()  # type: ignore[attr-defined] # the store's own records
        schedule = Schedule(number, channel, rule, next_day=run.day, next_at=run.at)
        return number, (ScheduleMade(schedule, maker),)

    return store.transact(work)


def order(key: str = "o1", at: datetime = MORNING, channel: Channel = SCHOOL) -> Order:
    """Return a delivery that is due."""
    return Order(key, channel, Reply(text=f"post {key}"), "en", at, at + 2 * HOUR)


def save(store: Store, *changes: object) -> None:
    """Store changes."""
    store.transact(lambda records: (None, changes))


def wake(outbox: Outbox, now: datetime = MORNING) -> tuple[Delivery, ...]:
    """Return what an outbox hands out for Discord and Slack."""
    return outbox.wake(now, ("discord", "slack")).deliveries


def end(outbox: Outbox, delivery: Delivery, how: End, now: datetime = MORNING, text: str = "", wait: int = 0) -> None:
    """Tell an outbox how an attempt ended."""
    outbox.settle([Result(delivery, how, text, timedelta(seconds=wait))], now)


def all_of(store: Store) -> dict[str, tuple[State, str]]:
    """Return the state and the reason of every delivery, by its key."""
    from sqlalchemy import text

    query = text("SELECT dedupe_key, state, error FROM deliveries ORDER BY id")
    rows = store.read(lambda records: records.connection.execute(query).all())
    return {key: (State(state), reason) for key, state, reason in rows}


def on(day: str, rule: Rule = NINE) -> Rule:
    """Return a rule for one day."""
    return replace(rule, once=date.fromisoformat(day))


def notices(store: Store) -> list[Past]:
    """Return the notices that moderators were sent, or are to be sent."""
    from sqlalchemy import text

    from bot.store.posts.deliveries import JOINED, SHOWN, past

    query = text(f"SELECT {SHOWN} FROM {JOINED} WHERE d.purpose = 'notice' ORDER BY d.id")
    return store.read(lambda records: [past(row) for row in records.connection.execute(query).mappings()])


def copy_schedule(store: Store, number: int) -> None:
    """Have so many more schedules that are as the first one."""
    from sqlalchemy import text

    statement = (
        "WITH RECURSIVE series(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM series WHERE n < :number)"
        " INSERT INTO schedules (id, community_id, destination_id, rule, standing, next_day, next_at, wake_at, place,"
        " failures, question, zones) SELECT n, community_id, destination_id, rule, standing, next_day, next_at,"
        " wake_at, place, failures, question, zones FROM series, schedules WHERE schedules.id = 1"
    )

    store.run(lambda connection: connection.execute(text(statement), {"number": number}))
