"""Deliveries: what is on its way to which channel, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    text,
    update,
)
from sqlalchemy import column as named

from bot.chat import Channel, Delivery, Reply
from bot.community import Community
from bot.schedule.delivery import Order, Purpose, State, nonce_of
from bot.schedule.history import DeliverySettled, Past
from bot.store.area import Area, Retention
from bot.store.bulk import insert_drafted
from bot.store.changes import write
from bot.store.keys import channel_key, community_of, find_community
from bot.store.schema import EPOCH, Key, Moment, community_column, id_column, metadata

# A channel that may be written to at once.
destinations = Table(
    "destinations",
    metadata,
    Column("channel_id", Key, ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True),
    Column("next_ok_at", Moment, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    Column("dedupe_key", String, nullable=False, unique=True),
    Column("nonce", String, nullable=False),
    community_column(),
    Column(
        "destination_id", Key, ForeignKey("destinations.channel_id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("schedule_id", Key, ForeignKey("schedules.id", ondelete="CASCADE")),
    Column("day", String),
    Column("platform", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("locale", String, nullable=False),
    Column("payload", String, nullable=False),
    Column("facts", String, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("turn_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("lease_owner", String),
    Column("lease_until", Moment),
    Column("first_call_at", Moment),
    Column("external_id", String),
    Column("error", String, nullable=False),
    Column("done_at", Moment, index=True),
    Index("ix_deliveries_community_id", "community_id"),
    Index("ix_deliveries_schedule_id", "schedule_id", "id"),
    # What may be claimed, in the order in which it is; what is under way; what waits for a moderator.
    *(
        Index(
            f"ix_deliveries_{state}",
            *columns,
            sqlite_where=named("state") == state,
            postgresql_where=named("state") == state,
        )
        for state, columns in (
            (State.READY.value, ("platform", "priority", "turn_at", "id")),
            (State.SENDING.value, ("lease_until",)),
            (State.WAITING.value, ("due_at",)),
        )
    ),
    # Its number stands in its message; it is never given to another.
    sqlite_autoincrement=True,
)

# One a platform: how fast it is written to, by all processes together. Microseconds since 1970.
rate_buckets = Table(
    "rate_buckets",
    metadata,
    Column("key", String, primary_key=True),
    Column("tat", BigInteger, nullable=False),
    Column("blocked_until", BigInteger, nullable=False),
)

AREA = Area(retention=(Retention(deliveries.c.done_at, timedelta(days=90)),))

JOINED = (
    "deliveries d JOIN destinations t ON t.channel_id = d.destination_id"
    " JOIN channels ON channels.id = d.destination_id JOIN communities ON communities.id = d.community_id"
)
SHOWN = (
    "d.id, d.destination_id, d.schedule_id, d.nonce, d.purpose, d.locale, d.payload, d.attempt, d.state,"
    " d.first_call_at, d.lease_until, d.due_at, d.day, d.error, d.external_id, d.done_at, d.facts, d.expires_at,"
    " communities.platform AS platform, communities.external_id AS community, channels.external_id AS channel"
)


class StoredDeliveries:
    """Reads of deliveries, within one transaction."""

    connection: Connection

    def delivery(self, community: Community, number: int) -> Past | None:
        """Return a delivery of this community, or None when it has none of that number."""
        return next(iter(self._past(community, "d.id = :number", number, 1)), None)

    def history(self, community: Community, schedule: int, limit: int) -> Sequence[Past]:
        """Return the latest deliveries of a schedule, newest first."""
        return self._past(community, "d.schedule_id = :number", number=schedule, limit=limit)

    def unsettled(self, community: Community, schedule: int) -> Sequence[Past]:
        """Return the deliveries of a schedule that have not gone out yet and still may."""
        found = self._past(community, "d.state IN ('waiting', 'ready') AND d.schedule_id = :number", schedule, 100)
        return tuple(reversed(found))

    def _past(self, community: Community, condition: str, number: int, limit: int) -> Sequence[Past]:
        key = find_community(self.connection, community)
        query = f"SELECT {SHOWN} FROM {JOINED} WHERE d.community_id = :community AND {condition}"
        values = {"community": key, "number": number, "limit": limit}
        rows = self.connection.execute(text(f"{query} ORDER BY d.due_at DESC, d.id DESC LIMIT :limit"), values)
        return tuple(past(row) for row in rows.mappings())


def past(row: RowMapping) -> Past:
    """Return a row of SHOWN as a moderator sees it."""
    return Past(
        id=row["id"],
        channel=channel_of(row),
        state=State(row["state"]),
        purpose=Purpose(row["purpose"]),
        reply=reply_of(row),
        due_at=from_milliseconds(row["due_at"]),
        expires_at=from_milliseconds(row["expires_at"]),
        done_at=from_milliseconds(row["done_at"]) if row["done_at"] is not None else None,
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        reason=row["error"],
        external_id=row["external_id"] or "",
        schedule=row["schedule_id"],
        facts=msgspec.json.decode(row["facts"], type=tuple[str, ...]),
        locale=row["locale"],
    )


def claimed(row: RowMapping, attempt: int, first_call_at: datetime, *, is_lookup: bool = False) -> Delivery:
    """Return a row of SHOWN as the ticker is handed it."""
    nonce = row["nonce"]
    return Delivery(
        id=row["id"],
        channel=channel_of(row),
        reply=reply_of(row),
        locale=row["locale"],
        nonce=nonce,
        marker=nonce,
        attempt=attempt,
        due_at=from_milliseconds(row["due_at"]),
        first_call_at=first_call_at,
        is_lookup=is_lookup,
    )


def channel_of(row: RowMapping) -> Channel:
    """Return where a row of SHOWN goes."""
    return Channel(row["platform"], row["community"], row["channel"])


def reply_of(row: RowMapping) -> Reply:
    """Return what a row of SHOWN says; it is read again for each of many that say the same."""
    return _read(row["payload"])


@lru_cache(maxsize=64)
def _read(payload: str) -> Reply:
    return msgspec.json.decode(payload, type=Reply)


def payload_of(reply: Reply) -> str:
    """Write a reply as it is stored."""
    return msgspec.json.encode(reply).decode()


def milliseconds(moment: datetime) -> int:
    """Write a moment as it is stored."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(value: int) -> datetime:
    """Read a moment as it is stored."""
    return EPOCH + timedelta(milliseconds=value)


@dataclass(frozen=True, slots=True)
class Addressed:
    """An order, which may be many's, under the keys of one delivery; it has its turn so long after it is due."""

    key: str
    order: Order
    community: int
    destination: int
    schedule: int | None
    behind: timedelta = timedelta()


def store_orders(connection: Connection, addressed: Sequence[Addressed], now: datetime) -> int:
    """Store deliveries and return how many were new."""
    orders = {id(each.order): each.order for each in addressed}
    places = {order: place for place, order in enumerate(orders)}
    drafts = [_draft(order, now) for order in orders.values()]
    rows = [_row(each, places[id(each.order)]) for each in addressed]
    return insert_drafted(connection, deliveries, drafts, rows)


def destination_key(connection: Connection, channel: Channel) -> int:
    """Return a destination's key, making the row if there is none."""
    key = channel_key(connection, channel)
    statement = "INSERT INTO destinations (channel_id, next_ok_at) VALUES (:key, 0) ON CONFLICT DO NOTHING"
    connection.execute(text(statement), {"key": key})
    return key


def _row(each: Addressed, draft: int) -> dict[str, object]:
    order = each.order
    return {
        "draft": draft,
        "dedupe_key": each.key,
        "nonce": nonce_of(each.key, order.due_at),
        "community_id": each.community,
        "destination_id": each.destination,
        "schedule_id": each.schedule,
        "turn_at": order.due_at + each.behind,
    }


def _draft(order: Order, now: datetime) -> dict[str, object]:
    """Return what an order's deliveries have in common."""
    is_done = order.state in (State.SKIPPED, State.FAILED)
    return {
        "day": order.day.isoformat() if order.day else None,
        "platform": order.channel.platform,
        "purpose": order.purpose.value,
        "priority": order.urgency,
        "locale": order.locale,
        "payload": payload_of(order.reply),
        "facts": msgspec.json.encode(order.facts).decode(),
        "due_at": order.due_at,
        # A notice goes at once, even if the clock that wrote it has been set back since.
        "not_before": EPOCH if order.purpose is Purpose.NOTICE else order.due_at,
        "expires_at": order.expires_at,
        "state": order.state.value,
        "attempt": 0,
        "error": order.error,
        "done_at": now if is_done else None,
    }


def cancel(connection: Connection, condition: str, values: Mapping[str, object], reason: str, now: datetime) -> None:
    """Cancel what has not gone out yet."""
    statement = "UPDATE deliveries SET state = 'cancelled', error = :reason, done_at = :now"
    where = f"WHERE state IN ('waiting', 'ready') AND {condition}"
    connection.execute(text(f"{statement} {where}"), {**values, "reason": reason, "now": milliseconds(now)})


@write.register
def _(change: DeliverySettled, connection: Connection) -> None:
    is_open = change.state in (State.READY, State.WAITING)
    row = {
        "payload": payload_of(change.reply) if change.reply else None,
        "facts": msgspec.json.encode(change.facts).decode() if change.facts is not None else None,
        "expires_at": change.expires_at,
        "external_id": change.external_id or None,
    }
    given = {name: value for name, value in row.items() if value is not None}
    moved = {"state": change.state.value, "error": change.reason, "done_at": None if is_open else change.at}
    fresh = {"lease_owner": None, "lease_until": None, "first_call_at": None} if change.state is State.READY else {}
    those = deliveries.c.state.in_([state.value for state in change.those])
    connection.execute(update(deliveries).where(deliveries.c.id == change.id, those).values(**moved, **fresh, **given))


@write.register
def _(change: Order, connection: Connection) -> None:
    destination = destination_key(connection, change.channel)
    community = find_community(connection, community_of(change.channel))
    assert community is not None
    store_orders(connection, [Addressed(change.key, change, community, destination, change.schedule)], change.due_at)
