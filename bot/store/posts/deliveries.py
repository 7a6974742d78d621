"""Deliveries: what is on its way to which channel, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    column as named,
    text,
)

from bot.chat import Channel, Delivery, Reply
from bot.community import Community
from bot.schedule.delivery import Asking, Purpose, State, approval_key, nonce_of
from bot.schedule.history import Past
from bot.store.area import Area, Reads, Retention
from bot.store.keys import find_community
from bot.store.schema import Key, Moment, from_milliseconds, id_column, metadata, optional_moment, partial_index

# A row of SHOWN, by the names of its columns.
Row = Mapping[str, Any] | RowMapping

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
    # Empty but in rows of older versions: it is made of the key now.
    Column("nonce", String, nullable=False),
    Column(
        "destination_id", Key, ForeignKey("destinations.channel_id", ondelete="CASCADE"), nullable=False, index=True
    ),
    # No foreign key, which each insert would check; and what a deleted schedule has posted is kept.
    Column("schedule_id", Key),
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
    Column("done_at", Moment),
    Index("ix_deliveries_schedule_id", "schedule_id", "id"),
    # What may be claimed, in the order in which it is; what is under way; what waits for a moderator.
    *(
        partial_index(f"ix_deliveries_{state}", *columns, where=named("state") == state)
        for state, columns in (
            (State.READY.value, ("platform", "priority", "turn_at", "id")),
            (State.SENDING.value, ("platform", "lease_until")),
            (State.WAITING.value, ("platform", "due_at")),
        )
    ),
    partial_index("ix_deliveries_done_at", "done_at", where=named("done_at").is_not(None)),
    # Its number stands in its message; it is never given to another.
    sqlite_autoincrement=True,
)

# One a platform, and one a community where it counts so: how fast it is written to. Microseconds since 1970.
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
    " JOIN channels ON channels.id = d.destination_id JOIN communities ON communities.id = channels.community_id"
)
SHOWN = (
    "d.id, d.dedupe_key, d.destination_id, d.schedule_id, d.nonce, d.purpose, d.locale, d.payload, d.attempt, d.state,"
    " d.first_call_at, d.lease_until, d.due_at, d.day, d.error, d.external_id, d.done_at, d.facts, d.expires_at,"
    " channels.community_id, communities.platform AS platform, communities.external_id AS community,"
    " channels.external_id AS channel"
)


_ASKING = text(
    f"SELECT {SHOWN} FROM {JOINED} WHERE channels.community_id = :community AND d.schedule_id = :schedule"
    " AND d.purpose = 'notice' AND d.dedupe_key LIKE :key ORDER BY d.id DESC LIMIT 1"
)


class StoredDeliveries(Reads):
    """Reads of deliveries."""

    def delivery(self, community: Community, number: int) -> Past | None:
        """Return a delivery of this community, or None when it has none of that number."""
        return next(iter(self._past(community, "d.id = :number", number, 1)), None)

    def posted(self, channel: Channel, message: str) -> Past | None:
        """Return the delivery whose message this is, None for a message that answered somebody."""
        own = "d.external_id = :number"
        posts = self._past(Community(channel.platform, channel.community), own, message, 100)
        return next((post for post in posts if post.channel == channel), None)

    def history(self, community: Community, schedule: int, limit: int) -> Sequence[Past]:
        """Return the latest deliveries of a schedule, newest first."""
        own = "d.schedule_id = :number AND d.purpose <> 'notice'"
        return self._past(community, own, number=schedule, limit=limit)

    def unsettled(self, community: Community, schedule: int) -> Sequence[Past]:
        """Return the deliveries of a schedule that have not gone out yet and still may, the next first."""
        those = "d.state IN ('waiting', 'ready') AND d.schedule_id = :number AND d.purpose <> 'notice'"
        return tuple(reversed(self._past(community, those, schedule, 100)))

    def asking(self, community: Community, schedule: int, day: date) -> Asking | None:
        """Return the latest message that asks moderators about a schedule's post of a day, None where none does."""
        values = {
            "community": find_community(self.connection, community),
            "schedule": schedule,
            "key": approval_key(schedule, day, "%"),
        }
        row = self.connection.execute(_ASKING, values).mappings().first()
        return Asking(row["dedupe_key"], channel_of(row), row["locale"]) if row else None

    def _past(self, community: Community, condition: str, number: int | str, limit: int) -> Sequence[Past]:
        key = find_community(self.connection, community)
        query = f"SELECT {SHOWN} FROM {JOINED} WHERE channels.community_id = :community AND {condition}"
        values = {"community": key, "number": number, "limit": limit}
        rows = self.connection.execute(text(f"{query} ORDER BY d.due_at DESC, d.id DESC LIMIT :limit"), values)
        return tuple(past(row) for row in rows.mappings())


def past(row: Row) -> Past:
    """Return a row of SHOWN as a moderator sees it."""
    return Past(
        id=row["id"],
        channel=channel_of(row),
        state=State(row["state"]),
        purpose=Purpose(row["purpose"]),
        reply=reply_of(row),
        due_at=from_milliseconds(row["due_at"]),
        expires_at=from_milliseconds(row["expires_at"]),
        done_at=optional_moment(row["done_at"]),
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        reason=row["error"],
        external_id=row["external_id"] or "",
        schedule=row["schedule_id"],
        facts=msgspec.json.decode(row["facts"], type=tuple[str, ...]),
        locale=row["locale"],
    )


def claimed(row: Row, attempt: int, first_call_at: datetime, *, is_lookup: bool = False, edits: str = "") -> Delivery:
    """Return a row of SHOWN as the ticker is handed it."""
    due_at = from_milliseconds(row["due_at"])
    nonce = row["nonce"] or nonce_of(row["dedupe_key"], due_at)
    return Delivery(
        id=row["id"],
        channel=channel_of(row),
        reply=reply_of(row),
        locale=row["locale"],
        nonce=nonce,
        marker=nonce,
        attempt=attempt,
        due_at=due_at,
        first_call_at=first_call_at,
        is_lookup=is_lookup,
        edits=edits,
    )


def channel_of(row: Row) -> Channel:
    """Return where a row of SHOWN goes."""
    return Channel(row["platform"], row["community"], row["channel"])


def reply_of(row: Row) -> Reply:
    """Return what a row of SHOWN says."""
    return _read(row["payload"])


@lru_cache(maxsize=64)
def _read(payload: str) -> Reply:
    return msgspec.json.decode(payload, type=Reply)
