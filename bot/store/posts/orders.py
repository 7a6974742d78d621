"""Orders: deliveries as they are first stored, cancelled, and changed by moderators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, text, update

from bot.chat import Channel
from bot.schedule.delivery import Order, Purpose, State
from bot.schedule.history import DeliverySettled
from bot.store.changes import write
from bot.store.engine.bulk import insert_many
from bot.store.keys import channel_key
from bot.store.posts.deliveries import deliveries
from bot.store.schema import EPOCH, as_json, milliseconds

# An edit that has not been made yet, or is being made, gives way to what is to be shown now.
_OUTDATED = text("DELETE FROM deliveries WHERE dedupe_key = :key AND purpose = 'edit'")


def store_orders(connection: Connection, addressed: Sequence[tuple[Order, int]], now: datetime) -> int:
    """Store deliveries, each under its destination's number, and return how many were new."""
    rows = [{**draft_of(order, now), "destination_id": destination} for order, destination in addressed]
    return insert_many(connection, deliveries, rows)


def destination_key(connection: Connection, channel: Channel) -> int:
    """Return a destination's key, making the row if there is none."""
    key = channel_key(connection, channel)
    statement = "INSERT INTO destinations (channel_id, next_ok_at) VALUES (:key, 0) ON CONFLICT DO NOTHING"
    connection.execute(text(statement), {"key": key})
    return key


def draft_of(order: Order, now: datetime) -> dict[str, object]:
    """Return an order as it is stored, but for where it goes."""
    is_done = order.state in (State.SKIPPED, State.FAILED)
    return {
        "dedupe_key": order.key,
        "nonce": "",
        "schedule_id": order.schedule,
        "day": order.day.isoformat() if order.day else None,
        "platform": order.channel.platform,
        "purpose": order.purpose.value,
        "priority": order.urgency,
        "locale": order.locale,
        "payload": as_json(order.reply),
        "facts": as_json(order.facts),
        "due_at": order.due_at,
        "turn_at": order.due_at,
        # A notice goes at once, even if the clock that wrote it has been set back since.
        "not_before": EPOCH if order.purpose is Purpose.NOTICE else order.due_at,
        "expires_at": order.expires_at,
        "state": order.state.value,
        "attempt": 0,
        "error": order.error,
        "done_at": now if is_done else None,
    }


def cancel(connection: Connection, condition: str, values: Mapping[str, object], reason: str, now: datetime) -> None:
    """Cancel the deliveries that meet a condition and have not gone out yet."""
    statement = "UPDATE deliveries SET state = 'cancelled', error = :reason, done_at = :now"
    where = f"WHERE state IN ('waiting', 'ready') AND {condition}"
    connection.execute(text(f"{statement} {where}"), {**values, "reason": reason, "now": milliseconds(now)})


@write.register
def _(change: DeliverySettled, connection: Connection) -> None:
    is_open = change.state in (State.READY, State.WAITING)
    row = {
        "payload": as_json(change.reply) if change.reply else None,
        "facts": as_json(change.facts) if change.facts is not None else None,
        "expires_at": change.expires_at,
        "external_id": change.external_id or None,
    }
    changed = {name: value for name, value in row.items() if value is not None}
    moved = {"state": change.state.value, "error": change.reason, "done_at": None if is_open else change.at}
    fresh = {"lease_owner": None, "lease_until": None, "first_call_at": None} if change.state is State.READY else {}
    those = deliveries.c.state.in_([state.value for state in change.those])
    connection.execute(
        update(deliveries).where(deliveries.c.id == change.id, those).values(**moved, **fresh, **changed)
    )


@write.register
def _(change: Order, connection: Connection) -> None:
    destination = destination_key(connection, change.channel)
    if change.purpose is Purpose.EDIT:
        connection.execute(_OUTDATED, {"key": change.key})
    store_orders(connection, [(change, destination)], change.due_at)
