"""Claims: which process may post what, now. All share a platform's bucket, which a claim locks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, text

from bot.chat import Delivery, Platform
from bot.frozen import Frozen, replace
from bot.schedule.delivery import LEASE, Purpose, State, schedule_key
from bot.schedule.dispatcher import LONGEST_LEASE
from bot.schedule.history import Past
from bot.schedule.limiter import LONGEST_BLOCK, Bucket
from bot.schedule.reasons import Reason
from bot.store.engine.bulk import update_many
from bot.store.engine.ready import Ready
from bot.store.posts.buckets import (
    HAS_ROOM,
    OF_COMMUNITY,
    OPENS_AT,
    keep_bucket,
    lock_bucket,
    opening,
    room,
    take_of_communities,
)
from bot.store.posts.deliveries import JOINED, SHOWN, Row, claimed, deliveries, destinations, past
from bot.store.schema import milliseconds, optional_moment


class Claim(Frozen, frozen=True):
    """What a process has claimed, and when there may be more to claim, None when nothing waits.

    `left_out` are posts whose time is over: moderators are told of them.
    """

    deliveries: tuple[Delivery, ...]
    next_at: datetime | None
    left_out: tuple[Past, ...] = ()


class Claimant(Frozen, frozen=True):
    """Who claims: a process, for a platform that it is connected to."""

    owner: str
    platform: Platform
    most: int
    lease: timedelta = LEASE


# The state and the platform stand as they are, so that the database sees which index is meant.
_READY = (
    f"SELECT {SHOWN} FROM {JOINED}{{bucket}} WHERE d.state = 'ready' AND d.platform = :platform"
    " AND (d.not_before <= :now OR d.attempt > 0 AND d.not_before > :far)"
    " AND (t.next_ok_at <= :now OR t.next_ok_at > :absurd){room} ORDER BY d.priority, d.turn_at, d.id LIMIT :most"
)
_LOCKED = " FOR UPDATE OF d SKIP LOCKED"
_READY_OF_ALL = Ready(text(_READY.format(bucket="", room="")), _LOCKED)
_READY_BY_COMMUNITY = Ready(text(_READY.format(bucket=OF_COMMUNITY, room=HAS_ROOM)), _LOCKED)
_QUESTION = text("SELECT state, error FROM deliveries WHERE dedupe_key = :key")
_NEVER_ASKED = (State.SKIPPED.value, State.CANCELLED.value)
# The message that an edit is of, by the key that its own holds.
_EDITED = text(
    "SELECT t.state, t.external_id FROM deliveries e JOIN deliveries t ON t.dedupe_key = substr(e.dedupe_key, 2)"
    " WHERE e.id = :id"
)
_UNDER_WAY = (State.WAITING.value, State.READY.value, State.SENDING.value)
# An edit of a message that is not there yet is looked at again so much later.
PUT_OFF = timedelta(seconds=1)
# When the first of those that come next may go: its own moment, its channel's, its community's, whichever is last. A
# gate further away than a channel is ever kept shut was set by another clock, as was a wait that long.
_NEXT = (
    "SELECT min(CASE WHEN own >= gate AND own >= bucket THEN own WHEN gate >= bucket THEN gate ELSE bucket END) FROM ("
    "SELECT CASE WHEN d.attempt > 0 AND d.not_before > :far THEN 0 ELSE d.not_before END AS own,"
    " CASE WHEN t.next_ok_at > :absurd THEN 0 ELSE t.next_ok_at END AS gate, {opens} AS bucket"
    " FROM deliveries d JOIN destinations t ON t.channel_id = d.destination_id{bucket}"
    " WHERE d.state = 'ready' AND d.platform = :platform ORDER BY d.priority, d.turn_at, d.id LIMIT 100) AS next"
)
NEXT_OF_ALL = _NEXT.format(opens="0", bucket="")
_NEXT_OF_ALL = Ready(text(NEXT_OF_ALL))
_CHANNELS = " JOIN channels ON channels.id = d.destination_id"
_NEXT_BY_COMMUNITY = Ready(text(_NEXT.format(opens=OPENS_AT, bucket=f"{_CHANNELS}{OF_COMMUNITY}")))


def claim(connection: Connection, claimant: Claimant, now: datetime) -> Claim:
    """Take permits and as many ready deliveries, one a channel; those past their time are skipped instead."""
    platform, rate = claimant.platform, claimant.platform.rate.of_all
    stored = lock_bucket(connection, platform.name)
    permits = min(stored.settled(rate, now).permits(rate, now), claimant.most)
    rows = _ready(connection, claimant, permits, now) if permits else ()
    timely, left_out = _skip_late(connection, rows, now)
    firsts = _first_of_each_channel(_put_off_early(connection, timely, now))
    taken, bucket = _take_permits(connection, platform, firsts, stored, now)
    deliveries = _take(connection, taken, claimant, now)
    # Where all that is permitted was found, there may be more, for which nobody need look before it is permitted.
    ready = now if 0 < permits == len(rows) else _next(connection, platform, now)
    return Claim(deliveries, max(ready, bucket.opens_at(rate, now)) if ready else None, left_out)


def _ready(connection: Connection, claimant: Claimant, most: int, now: datetime) -> Sequence[Row]:
    rate = claimant.platform.rate
    values = {"platform": claimant.platform.name, "now": milliseconds(now), "most": most, **horizons(now)}
    if rate.is_by_community:
        return _READY_BY_COMMUNITY.named(connection, {**values, **room(rate, now)})
    return _READY_OF_ALL.named(connection, values)


def _skip_late(connection: Connection, rows: Sequence[Row], now: datetime) -> tuple[Sequence[Row], tuple[Past, ...]]:
    """Skip what is not to go out any more; return the rest, and those of which moderators are told."""
    reasons = {row["id"]: reason for row in rows if (reason := _reason_against(connection, row, now))}
    skipped = [
        {"id": number, "state": State.SKIPPED.value, "error": reason, "done_at": now}
        for number, reason in reasons.items()
    ]
    update_many(connection, deliveries, skipped)
    late = [row for row in rows if row["id"] in reasons]
    missed = tuple(replace(past(row), reason=reasons[row["id"]]) for row in late if _is_missed(row, reasons[row["id"]]))
    return [row for row in rows if row["id"] not in reasons], missed


def _reason_against(connection: Connection, row: Row, now: datetime) -> str:
    """Return why a delivery is not to go out any more: its time is over, or what it answers was never asked."""
    if row["expires_at"] <= milliseconds(now):
        return Reason.TOO_LATE if row["attempt"] else Reason.MISSED
    if row["purpose"] == Purpose.EDIT.value:
        state, _ = _edited(connection, row)
        return "" if state == State.SENT.value or state in _UNDER_WAY else Reason.UNASKED
    if row["purpose"] != Purpose.ANSWER.value:
        return ""
    key = schedule_key(row["schedule_id"], date.fromisoformat(row["day"]))
    question = connection.execute(_QUESTION, {"key": key}).first()
    if question is None:
        return ""
    state, error = question
    is_refused = state == State.FAILED.value and error != Reason.UNKNOWN
    return Reason.UNASKED if is_refused or state in _NEVER_ASKED else ""


def _edited(connection: Connection, row: Row) -> tuple[str, str]:
    """Return the state, and the id, of the message that an edit is of; "" for one that was never ordered."""
    message = connection.execute(_EDITED, {"id": row["id"]}).first()
    return (message[0], message[1] or "") if message else ("", "")


def _is_missed(row: Row, reason: str) -> bool:
    return reason is not Reason.UNASKED and row["purpose"] in (Purpose.POST.value, Purpose.ANSWER.value)


def _put_off_early(connection: Connection, rows: Sequence[Row], now: datetime) -> Sequence[Row]:
    """Put off the edits of messages that are not posted yet, and return the rest."""
    early = {row["id"] for row in rows if _is_early(connection, row)}
    later = now + PUT_OFF
    update_many(connection, deliveries, [{"id": number, "not_before": later, "turn_at": later} for number in early])
    return [row for row in rows if row["id"] not in early]


def _is_early(connection: Connection, row: Row) -> bool:
    """Whether it is an edit of a message that is not posted yet."""
    return row["purpose"] == Purpose.EDIT.value and _edited(connection, row)[0] in _UNDER_WAY


def _first_of_each_channel(rows: Sequence[Row]) -> tuple[Row, ...]:
    firsts: dict[int, Row] = {}
    for row in rows:
        firsts.setdefault(row["destination_id"], row)
    return tuple(firsts.values())


def _take_permits(
    connection: Connection, platform: Platform, rows: Sequence[Row], stored: Bucket, now: datetime
) -> tuple[Sequence[Row], Bucket]:
    """Take permits of the platform, or of each community's own; return the rows that have one, and what is left."""
    rate = platform.rate.of_all
    bucket = stored.settled(rate, now)
    if platform.rate.is_by_community:
        return take_of_communities(connection, platform, rows, now), bucket
    bucket = bucket.take(len(rows), rate)
    # A clock that was ahead has filled the bucket too far: what `settled` mended is to be kept.
    if rows or bucket.tat < stored.tat:
        keep_bucket(connection, platform.name, bucket)
    return rows, bucket


def _take(connection: Connection, rows: Sequence[Row], claimant: Claimant, now: datetime) -> tuple[Delivery, ...]:
    if not rows:
        return ()
    taken = tuple(
        claimed(row, row["attempt"] + 1, first_call(row, now), edits=_message(connection, row)) for row in rows
    )
    lease = {"state": State.SENDING.value, "lease_owner": claimant.owner, "lease_until": now + claimant.lease}
    leased = [{"id": it.id, "attempt": it.attempt, "first_call_at": it.first_call_at, **lease} for it in taken]
    update_many(connection, deliveries, leased)
    gate = now + claimant.platform.rate.spacing
    gates = [{"channel_id": row["destination_id"], "next_ok_at": gate} for row in rows]
    update_many(connection, destinations, gates, key="channel_id")
    return taken


def _message(connection: Connection, row: Row) -> str:
    """Return the id of the message that is to be edited, "" for what makes a message of its own."""
    return _edited(connection, row)[1] if row["purpose"] == Purpose.EDIT.value else ""


def first_call(row: Row, now: datetime) -> datetime:
    """Return when a delivery was called for the first time, which may be now."""
    return optional_moment(row["first_call_at"]) or now


def horizons(now: datetime) -> Mapping[str, int]:
    """Return the moments after which a channel's gate, or a delivery's wait, was set by a clock that was ahead."""
    return {"absurd": milliseconds(now + LONGEST_LEASE), "far": milliseconds(now + LONGEST_BLOCK)}


def _next(connection: Connection, platform: Platform, now: datetime) -> datetime | None:
    """Return when a ready delivery may go, None when there is none."""
    values = {"platform": platform.name, **horizons(now)}
    if platform.rate.is_by_community:
        ((at,),) = _NEXT_BY_COMMUNITY.all(connection, {**values, **opening(platform.rate, now)})
    else:
        ((at,),) = _NEXT_OF_ALL.all(connection, values)
    return optional_moment(at)
