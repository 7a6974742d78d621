"""A day of 100,000 communities' daily posts, by the real planner and limiter, on a clock that is simulated.

`python -m benchmarks.day` prints how late the last post of the day was, how many went out in the busiest second, and
how many were doubled, missed, or posted at another moment than the zone's own clock says. The communities live in
every zone there is, most of them in a few; the day is one on which Europe sets its clocks back. Then a smaller one on
which it sets them forward. A call takes a quarter of a second; what the database takes is not on the simulated clock.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from itertools import takewhile
from pathlib import Path
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection, text

from benchmarks.figures import Figure, report
from bot.chat import Channel, Delivery
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import End, Result
from bot.schedule.history import ScheduleMade
from bot.schedule.recurrence import next_run
from bot.schedule.rule import Empty, Kind, Rule, Schedule
from bot.shelf import Shelf
from bot.store.records import StoredRecords
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER

AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)
COMMUNITIES, FEWER = 100_000, 10_000
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
CALL, TURN = timedelta(milliseconds=250), timedelta(milliseconds=66)
NEVER, TOGETHER = datetime.max.replace(tzinfo=UTC), 10
RATE = PLATFORMS["discord"].rate
# What Discord permits in any second.
PER_SECOND = 50
# Two of three communities are in these, and two of three post at nine.
ZONES = (
    *("America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo", "Europe/London"),
    *("Europe/Paris", "Europe/Berlin", "Europe/Warsaw", "Asia/Kolkata", "Asia/Tokyo"),
)
NINE = time(9)
# The disk's time is measured elsewhere.
MEMORY = Path("/dev/shm")
# The last two are in the hour that comes twice, or not at all.
TIMES = (time(0), time(7, 30), time(8), time(12), time(18), time(21, 15), time(1, 30), time(2, 30))


@dataclass(slots=True)
class Seen:
    """What was posted: the schedule, when it was due, when it went out."""

    posts: list[tuple[int, datetime, datetime]] = field(default_factory=list)

    def post(self, channel: str, due_at: datetime, now: datetime) -> None:
        """Note a post; a schedule's channel has its number."""
        self.posts.append((int(channel), due_at, now))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a day: numbers of posts, and seconds."""

    posts: int
    doubled: int
    missed: int
    strays: int
    latest: float
    busiest: int
    busiest_minute: int
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """Simulate both days, the first with as many communities as are named; 1 when a promise is broken."""
    autumn = simulated(AUTUMN, int(arguments[0]) if arguments else COMMUNITIES)
    spring = simulated(SPRING, FEWER)
    return report([*figures("clocks back", autumn), *figures("clocks forward", spring)])


def figures(name: str, outcome: Outcome) -> tuple[Figure, ...]:
    """Return what is told of a day; the floor of the latest is what the limit alone takes for its fullest minute."""
    whose = f"a day of {outcome.posts:,} posts, {name}"
    least = outcome.busiest_minute / RATE.posts
    return (
        Figure(f"{whose}: doubled", outcome.doubled, "", 0),
        Figure(f"{whose}: missed", outcome.missed, "", 0),
        Figure(f"{whose}: at a moment of their own", outcome.strays, "", 0),
        Figure(f"{whose}: in the busiest second", outcome.busiest, "posts", PER_SECOND),
        Figure(f"{whose}: due in the fullest minute", outcome.busiest_minute, "posts"),
        Figure(f"{whose}: the latest", outcome.latest, "s", floor=least),
        Figure(f"{whose}: simulated in", outcome.seconds, "s"),
    )


def simulated(day: date, communities: int) -> Outcome:
    """Simulate a day, from midnight to midnight UTC."""
    start = datetime.combine(day, time(), UTC)
    rules = drawn(communities, Random(communities))
    begun = perf_counter()
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.exists() else None) as folder,
        Store.open(f"{folder}/bot.db") as store,
    ):
        shelf = Shelf([FOLDER], Path(folder))
        # As in a bot that runs, the packs are open before anything is planned.
        assert shelf.full.topics
        subscribe(store, rules, start - TURN)
        seen = lived(Outbox(store, shelf, "day", PLATFORMS), start, start + DAY)
    return outcome_of(seen, rules, start, perf_counter() - begun)


def drawn(communities: int, rng: Random) -> Sequence[Rule]:
    """Draw when each community posts."""
    every = sorted(available_timezones())

    def rule() -> Rule:
        zone = rng.choice(ZONES if rng.random() < 2 / 3 else every)
        return Rule(Kind.DAILY, NINE if rng.random() < 2 / 3 else rng.choice(TIMES), zone, empty=Empty.NEAREST)

    return [rule() for _ in range(communities)]


def subscribe(store: Store, rules: Sequence[Rule], now: datetime) -> None:
    """Store a schedule for each, in a community and a channel of its own: one of each kind, and the others like it."""
    kinds = {rule: number for number, rule in enumerate(dict.fromkeys(rules), 1)}
    for rule, number in kinds.items():
        run = next_run(rule, now)
        assert run
        schedule = Schedule(
            number, Channel("discord", f"{number}", f"-{number}"), rule, next_day=run.day, next_at=run.at
        )
        store.transact(partial(made, schedule=schedule))
    store.run(partial(copy, like=[kinds[rule] for rule in rules], first=len(kinds) + 1))


def made(records: StoredRecords, schedule: Schedule) -> tuple[None, Sequence[object]]:
    """Store a schedule as its command does."""
    return None, (ScheduleMade(schedule),)


def copy(connection: Connection, like: Sequence[int], first: int) -> None:
    """Make a schedule like each of these, the first of them number `first`, and delete those that they are like."""
    connection.execute(text("CREATE TEMPORARY TABLE copies (n INTEGER PRIMARY KEY, kind INTEGER)"))
    rows = [{"n": first + at, "kind": kind} for at, kind in enumerate(like)]
    connection.execute(text("INSERT INTO copies VALUES (:n, :kind)"), rows)
    for table, values in (
        ("communities (id, platform, external_id)", "n, 'discord', n FROM copies"),
        ("channels (id, community_id, external_id)", f"n, n, n - {first} FROM copies"),
        ("destinations (channel_id, next_ok_at)", "n, 0 FROM copies"),
        (
            "schedules (id, community_id, destination_id, rule, standing, next_day, next_at, wake_at, place, failures,"
            " question, zones)",
            "n, n, n, s.rule, s.standing, s.next_day, s.next_at, s.wake_at, 0, 0, '', s.zones"
            " FROM copies JOIN schedules s ON s.id = copies.kind",
        ),
    ):
        connection.execute(text(f"INSERT INTO {table} SELECT {values}"))
    connection.execute(text("DELETE FROM schedules WHERE id < :first"), {"first": first})


def lived(outbox: Outbox, start: datetime, end: datetime) -> Seen:
    """Plan, claim and settle from one moment to the other, and until nothing of it waits any more."""
    seen, now = Seen(), start
    calls: deque[tuple[datetime, Delivery]] = deque()
    plan_at, following = start, start
    while following < NEVER:
        now = max(now + TURN, following)
        if plan_at <= now:
            plan_at = planned(outbox, now, end)
        settled(outbox, calls, now)
        woken = outbox.claim(now, ("discord",), {"discord": len(calls)})
        for delivery in woken.deliveries:
            seen.post(delivery.channel.id, delivery.due_at, now)
            calls.append((now + CALL, delivery))
        ends_at = calls[-1][0] if calls else NEVER
        following = min(plan_at, woken.next_at or NEVER, ends_at)
    return seen


def planned(outbox: Outbox, now: datetime, end: datetime) -> datetime:
    """Plan all that is due, and return when something is due next before the end."""
    while (at := outbox.plan(now)) and at <= now:
        pass
    return at if at and at < end else NEVER


def settled(outbox: Outbox, calls: deque[tuple[datetime, Delivery]], now: datetime) -> None:
    """Tell the outbox of the calls that have ended, once some have come together or nothing else is under way."""
    ended = list(takewhile(lambda call: call[0] <= now, calls))
    if not ended or len(ended) < min(TOGETHER, len(calls)):
        return
    for _ in ended:
        calls.popleft()
    outbox.settle([Result(delivery, End.SENT, f"m{delivery.id}") for _, delivery in ended], now)


def outcome_of(seen: Seen, rules: Sequence[Rule], start: datetime, seconds: float) -> Outcome:
    """Hold what was posted against what each zone's own clock says."""
    times = Counter((number, due_at) for number, due_at, _ in seen.posts if due_at < start + DAY)
    due = {(number, at) for number, rule in enumerate(rules) for at in moments(rule, start)}
    return Outcome(
        posts=len(due),
        doubled=sum(many - 1 for many in times.values()),
        missed=len(due - times.keys()),
        strays=len(times.keys() - due),
        latest=max((now - due_at).total_seconds() for _, due_at, now in seen.posts),
        busiest=busiest([now for *_, now in seen.posts]),
        busiest_minute=max(Counter(at for _, at in due).values()),
        seconds=seconds,
    )


def moments(rule: Rule, start: datetime) -> Iterator[datetime]:
    """Yield when a rule posts within a day of UTC, by what a clock on the wall shows in its zone."""
    for day in (start.date() + number * DAY for number in (-1, 0, 1)):
        at = struck(rule.zone, datetime.combine(day, rule.at), start)
        if start <= at < start + DAY:
            yield at


@cache
def struck(zone: str, local: datetime, start: datetime) -> datetime:
    """Return when a clock on the wall first shows a local time, or would, had it not been set forward before."""
    for at, shown in reversed(wall(zone, start)):
        if shown <= local:
            return min((at for at, other in wall(zone, start) if other == shown), default=at) + (local - shown)
    raise ValueError(local)


@cache
def wall(zone: str, start: datetime) -> Sequence[tuple[datetime, datetime]]:
    """Return what a clock on the wall shows, every quarter of an hour from two days before to two after."""
    moments = (start + number * QUARTER for number in range(-192, 288))
    return tuple((at, at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for at in moments)


def busiest(ordered: Sequence[datetime]) -> int:
    """Return how many of these moments, in order, are within one second at most."""
    first = most = 0
    for last, moment in enumerate(ordered):
        while ordered[first] <= moment - timedelta(seconds=1):
            first += 1
        most = max(most, last - first + 1)
    return most


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
