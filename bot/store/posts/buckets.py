"""Buckets: how fast all processes together may post; one a platform, and one a community where a platform counts so.

Whoever claims posts of a platform locks its bucket first, and with it those of its communities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from bot.chat import Platform, Rate
from bot.schedule.limiter import Bucket
from bot.store.engine.bulk import insert_many, select_by, update_many
from bot.store.engine.ready import Ready
from bot.store.posts.deliveries import Row, rate_buckets
from bot.store.schema import EPOCH

MICROSECOND = timedelta(microseconds=1)
# Joined to deliveries `d` and their channels: the bucket of a delivery's community, where it has one.
OF_COMMUNITY = " LEFT JOIN rate_buckets b ON b.key = d.platform || ' ' || channels.community_id"
# One that is fuller than full was filled by a clock that has been set back since.
HAS_ROOM = " AND (b.key IS NULL OR b.tat <= :room OR b.tat > :full)"
# When half of a burst may go there, in milliseconds, as `Bucket.opens_at` has it; 0 where there is no bucket.
OPENS_AT = "coalesce((CASE WHEN b.tat > :full THEN :full ELSE b.tat END - :half + 999) / 1000, 0)"
_BUCKET = Ready(text("SELECT tat, blocked_until FROM rate_buckets WHERE key = :key"), " FOR UPDATE")
_NEW = text("INSERT INTO rate_buckets (key, tat, blocked_until) VALUES (:key, 0, 0) ON CONFLICT DO NOTHING")
_KEEP = Ready(text("UPDATE rate_buckets SET tat = :tat, blocked_until = :blocked WHERE key = :key"))
_THOSE = "SELECT b.key, b.tat, b.blocked_until FROM {given} JOIN rate_buckets b ON b.key = given.key"
_EMPTY = text("DELETE FROM rate_buckets WHERE tat <= :now AND blocked_until <= :now")


def lock_bucket(connection: Connection, platform: str) -> Bucket:
    """Return a platform's bucket, locked until this transaction ends."""
    row = _BUCKET.first(connection, {"key": platform})
    if row is None:
        connection.execute(_NEW, {"key": platform})
        (row,) = _BUCKET.all(connection, {"key": platform})
    return bucket_of(*row)


def keep_bucket(connection: Connection, platform: str, bucket: Bucket) -> None:
    """Store a bucket that is locked."""
    values = {"tat": _microseconds(bucket.tat), "blocked": _microseconds(bucket.blocked_until)}
    _KEEP.change(connection, {"key": platform, **values})


def bucket_of(tat: int, blocked_until: int) -> Bucket:
    """Return a bucket as it is stored."""
    return Bucket(EPOCH + tat * MICROSECOND, EPOCH + blocked_until * MICROSECOND)


def room(rate: Rate, now: datetime) -> Mapping[str, int]:
    """Return the values that HAS_ROOM needs."""
    return {"room": _microseconds(now + rate.cost(rate.burst - 1)), "full": _microseconds(now + rate.cost(rate.burst))}


def opening(rate: Rate, now: datetime) -> Mapping[str, int]:
    """Return the values that OPENS_AT needs."""
    half = rate.cost(rate.burst) - rate.cost(max(1, rate.burst // 2))
    return {"full": _microseconds(now + rate.cost(rate.burst)), "half": half // MICROSECOND}


def take_of_communities(
    connection: Connection, platform: Platform, rows: Sequence[Row], now: datetime
) -> Sequence[Row]:
    """Take a permit of its community for each of these deliveries, and return those for which there was one."""
    keys = {row["community_id"]: f"{platform.name} {row['community_id']}" for row in rows}
    stored = _buckets(connection, keys.values())
    buckets = {key: stored.get(key, bucket_of(0, 0)).settled(platform.rate, now) for key in keys.values()}
    taken = []
    for row in rows:
        key = keys[row["community_id"]]
        if buckets[key].permits(platform.rate, now):
            buckets[key] = buckets[key].take(1, platform.rate)
            taken.append(row)
    _keep_all(connection, buckets)
    return taken


def purge_empty(connection: Connection, now: datetime) -> None:
    """Delete buckets that are as good as none."""
    connection.execute(_EMPTY, {"now": _microseconds(now)})


def _buckets(connection: Connection, keys: Iterable[str]) -> Mapping[str, Bucket]:
    rows = select_by(connection, _THOSE, rate_buckets, [{"key": key} for key in keys])
    return {key: bucket_of(tat, blocked_until) for key, tat, blocked_until in rows}


def _keep_all(connection: Connection, buckets: Mapping[str, Bucket]) -> None:
    rows = [
        {"key": key, "tat": _microseconds(bucket.tat), "blocked_until": _microseconds(bucket.blocked_until)}
        for key, bucket in buckets.items()
    ]
    insert_many(connection, rate_buckets, rows)
    update_many(connection, rate_buckets, rows, key="key")


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND
