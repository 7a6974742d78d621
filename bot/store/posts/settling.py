"""How attempts to post ended, which only the holder of the lease may store; and leases that are over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, TextClause, text

from bot.chat import Delivery, Platform
from bot.frozen import Frozen
from bot.schedule.delivery import End, Purpose, Result, State
from bot.schedule.dispatcher import LONGEST_LEASE, Move, Way, after, way
from bot.schedule.history import Past
from bot.schedule.reasons import Reason
from bot.store.engine.bulk import select_by
from bot.store.engine.ready import Ready
from bot.store.posts.buckets import keep_bucket, lock_bucket
from bot.store.posts.claims import Claimant, first_call
from bot.store.posts.deliveries import JOINED, SHOWN, Row, channel_of, claimed, deliveries, past
from bot.store.posts.schedules import schedules
from bot.store.schema import from_milliseconds, milliseconds
from bot.store.study.reminders import forget_refused

MOST_RECOVERED = 100
# Everywhere, where a platform does not say whether it means one channel only.
LONGEST_SILENCE = timedelta(seconds=1)
# Those of the deliveries whose lease is still this process's.
_HELD = (
    "FROM {given} WHERE deliveries.id = given.id AND deliveries.attempt = given.attempt"
    " AND deliveries.lease_owner = :owner AND deliveries.state = 'sending'"
)
_SETTLE = (
    "UPDATE deliveries SET state = given.state, error = given.error, external_id = given.external_id,"
    " done_at = given.done_at, not_before = coalesce(given.not_before, deliveries.not_before),"
    " turn_at = coalesce(given.not_before, deliveries.turn_at), lease_owner = NULL, lease_until = NULL"
    f" {_HELD} RETURNING deliveries.id, deliveries.schedule_id, deliveries.purpose"
)
_UNCALLED = f"UPDATE deliveries SET first_call_at = NULL {_HELD} AND given.attempt = 1 RETURNING deliveries.id"
_SHUT = text(
    "UPDATE destinations SET next_ok_at = :until"
    " WHERE channel_id = (SELECT destination_id FROM deliveries WHERE id = :id)"
)
_OVER = Ready(
    text(
        f"SELECT {SHOWN} FROM {JOINED} WHERE d.state = 'sending' AND (d.lease_until <= :now OR d.lease_until > :absurd)"
        " AND d.platform = :platform LIMIT :most"
    ),
    " FOR UPDATE OF d SKIP LOCKED",
)
_AGAIN = text("UPDATE deliveries SET state = 'ready', lease_owner = NULL, lease_until = NULL WHERE id = :id")
_LOOK = text("UPDATE deliveries SET lease_owner = :owner, lease_until = :until, attempt = attempt + 1 WHERE id = :id")
_TELL = text(
    f"UPDATE deliveries SET state = 'failed', error = '{Reason.UNKNOWN}', done_at = :now, lease_owner = NULL,"
    " lease_until = NULL WHERE id = :id"
)
_REFUSED = text("UPDATE schedules SET failures = failures + 1 WHERE id = :id RETURNING failures")
_ACCEPTED = (
    "UPDATE schedules SET failures = 0 FROM {given} WHERE schedules.id = given.id AND schedules.failures > 0"
    " RETURNING schedules.id"
)
_LAST = text(
    "SELECT max(done_at) FROM deliveries WHERE state = 'sent'"
    " AND destination_id = (SELECT destination_id FROM deliveries WHERE id = :id)"
)
_KEY = text("SELECT dedupe_key FROM deliveries WHERE id = :id")
_DECIDE = text(
    "UPDATE deliveries SET state = :state, error = :error, done_at = :done WHERE id = :id AND state = 'waiting'"
)
_DUE_WAITING = text(
    f"SELECT {SHOWN} FROM {JOINED} WHERE d.state = 'waiting' AND d.due_at <= :now AND d.platform = :platform LIMIT 500"
)


class Settled(Frozen, frozen=True):
    """What moderators have to be told: posts of unknown outcome, refused (`closed`), and left out.

    `refused` are the numbers of schedules, each with how many times in a row it was refused.
    """

    unknown: tuple[Past, ...] = ()
    refused: tuple[tuple[int, int], ...] = ()
    closed: tuple[Past, ...] = ()
    left_out: tuple[Past, ...] = ()


class Attempt(Frozen, frozen=True):
    """An attempt whose end was stored: its delivery's number, schedule and purpose."""

    result: Result
    id: int
    schedule: int | None
    purpose: Purpose

    @property
    def counted(self) -> int | None:
        """The schedule that the end counts for: a notice about one says nothing of its channel."""
        return self.schedule if self.purpose in (Purpose.POST, Purpose.ANSWER) else None


def settle(connection: Connection, owner: str, results: Sequence[Result], now: datetime) -> Settled:
    """Store how attempts ended."""
    attempts = _store_ends(connection, owner, results, now)
    counts = _count(connection, attempts)
    refused = [attempt for attempt in attempts if attempt.result.end is End.REFUSED]
    for attempt in refused:
        if attempt.result.delivery.channel.person:
            forget_refused(connection, attempt.id, now)
    unreadable = [attempt for attempt in attempts if attempt.result.end is End.UNREADABLE]
    _block(connection, results, now)
    return Settled(_read(connection, unreadable), counts, _read(connection, refused))


def _count(connection: Connection, attempts: Sequence[Attempt]) -> tuple[tuple[int, int], ...]:
    """Count refusals in a row, and return the schedules that were refused, each with its count."""
    accepted = {attempt.counted for attempt in attempts if attempt.result.end is End.SENT and attempt.counted}
    select_by(connection, _ACCEPTED, schedules, [{"id": schedule} for schedule in sorted(accepted)])
    refused = {attempt.counted for attempt in attempts if attempt.result.end is End.REFUSED and attempt.counted}
    counts = ((schedule, connection.execute(_REFUSED, {"id": schedule}).scalar()) for schedule in refused)
    # A post whose end took 90 days to be known may have outlived its schedule.
    return tuple((schedule, times) for schedule, times in counts if times)


def last_accepted(connection: Connection, delivery: int) -> int:
    """Return when the channel of a delivery last took a post, in milliseconds; 0 where it never did."""
    return int(connection.execute(_LAST, {"id": delivery}).scalar() or 0)


def round_of(connection: Connection, delivery: int) -> str:
    """Return the code of the trivia round whose message a delivery is."""
    key = str(connection.execute(_KEY, {"id": delivery}).scalar_one())
    return key[1:].partition(":")[0]


def recover(connection: Connection, claimant: Claimant, now: datetime) -> tuple[tuple[Delivery, ...], Settled]:
    """Deal with leases that are over: post again, look for it (those are returned), or tell the moderators."""
    values = {
        "now": milliseconds(now),
        "absurd": milliseconds(now + LONGEST_LEASE),
        "platform": claimant.platform.name,
        "most": MOST_RECOVERED,
    }
    rows = _OVER.named(connection, values)
    ways = [(row, _way(row, claimant.platform, now)) for row in rows]
    unseen = [row for row, chosen in ways if chosen is Way.LOOK][: claimant.most]
    lookups = tuple(_look(connection, row, claimant, now) for row in unseen)
    for chosen, statement in ((Way.AGAIN, _AGAIN), (Way.TELL, _TELL)):
        _each(connection, statement, (row for row, its in ways if its is chosen), now)
    return lookups, Settled(tuple(_past(connection, row["id"]) for row, chosen in ways if chosen is Way.TELL))


def _way(row: Row, platform: Platform, now: datetime) -> Way:
    is_readable = platform.reads_back(channel_of(row))
    return way(Purpose(row["purpose"]), first_call(row, now), platform.nonce, is_readable, now)


def undecided(connection: Connection, platform: str, now: datetime) -> tuple[Past, ...]:
    """Return posts of a platform on which no moderator has decided until their time."""
    rows = connection.execute(_DUE_WAITING, {"now": milliseconds(now), "platform": platform}).mappings()
    return tuple(past(row) for row in rows)


def store_decision(connection: Connection, delivery: int, state: State, reason: str, now: datetime) -> None:
    """Store what becomes of a post that waited for a moderator: it is ready, or has ended for a reason."""
    done = None if state is State.READY else milliseconds(now)
    connection.execute(_DECIDE, {"id": delivery, "state": state.value, "error": reason, "done": done})


def _store_ends(connection: Connection, owner: str, results: Sequence[Result], now: datetime) -> list[Attempt]:
    """Store all ends in one statement, and return those whose lease was still held."""
    moves = [(result, move, _held(result)) for result in results if (move := after(result, now)).state]
    unused = [held for result, _, held in moves if result.end is End.UNUSED]
    select_by(connection, _UNCALLED, deliveries, unused, owner=owner)
    rows = [{**held, **_values(move, now)} for _, move, held in moves]
    stored = {row[0]: row for row in select_by(connection, _SETTLE, deliveries, rows, owner=owner)}
    ended = [(result, stored[held["id"]]) for result, _, held in moves if held["id"] in stored]
    return [Attempt(result, number, schedule, Purpose(purpose)) for result, (number, schedule, purpose) in ended]


def _held(result: Result) -> Mapping[str, int]:
    return {"id": result.delivery.id, "attempt": result.delivery.attempt}


def _values(move: Move, now: datetime) -> Mapping[str, object]:
    if move.state is None:
        raise RuntimeError("there is no state")
    return {
        "state": move.state.value,
        "error": move.text if move.state is State.FAILED else "",
        "external_id": move.text if move.state is State.SENT else None,
        "done_at": None if move.state is State.READY else now,
        "not_before": move.not_before,
    }


def _block(connection: Connection, results: Sequence[Result], now: datetime) -> None:
    """Store the silence that a platform asked for: in a channel, or everywhere."""
    waits: dict[str, timedelta] = {}
    limited = [result for result in results if result.end is End.NOT_NOW]
    for result in limited:
        if result.is_everywhere is False:
            # A gate that is shut for longer counts as another clock's.
            until = now + min(result.wait, LONGEST_LEASE)
            connection.execute(_SHUT, {"id": result.delivery.id, "until": milliseconds(until)})
            continue
        platform = result.delivery.channel.platform
        wait = result.wait if result.is_everywhere else min(result.wait, LONGEST_SILENCE)
        waits[platform] = max(waits.get(platform, timedelta()), wait)
    for platform, wait in waits.items():
        keep_bucket(connection, platform, lock_bucket(connection, platform).block(now + wait))


def _look(connection: Connection, row: Row, claimant: Claimant, now: datetime) -> Delivery:
    values = {"id": row["id"], "owner": claimant.owner, "until": milliseconds(now + claimant.lease)}
    connection.execute(_LOOK, values)
    return claimed(row, row["attempt"] + 1, from_milliseconds(row["first_call_at"]), is_lookup=True)


def _each(connection: Connection, statement: TextClause, rows: Iterable[Row], now: datetime) -> None:
    values = [{"id": row["id"], "now": milliseconds(now)} for row in rows]
    if values:
        connection.execute(statement, values)


def _read(connection: Connection, attempts: Sequence[Attempt]) -> tuple[Past, ...]:
    return tuple(_past(connection, attempt.id) for attempt in attempts)


def _past(connection: Connection, number: int) -> Past:
    row = connection.execute(text(f"SELECT {SHOWN} FROM {JOINED} WHERE d.id = :id"), {"id": number}).mappings().one()
    return past(row)
