"""What becomes of a delivery whose lease is over: nobody knows whether it was accepted."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.schedule.delivery import Purpose

# Twice the lease: a lease that ends later was given by a clock that has been set back since.
LONGEST_LEASE = timedelta(seconds=60)
# The last call under a nonce must have ended before the nonce is forgotten.
CALL_MARGIN = timedelta(seconds=15)


class Way(StrEnum):
    """Post it again, look for it in the channel, or tell the moderators."""

    AGAIN = "again"
    LOOK = "look"
    TELL = "tell"


def is_over(lease_until: datetime, now: datetime) -> bool:
    """Whether a lease is over."""
    return lease_until <= now or lease_until > now + LONGEST_LEASE


def way(purpose: Purpose, first_call_at: datetime, nonce: timedelta, is_readable: bool, now: datetime) -> Way:
    """Decide, by how long a nonce is known and whether the channel can be read.

    A first call in the future was timed by another clock, so nothing is known of how long ago it was.
    """
    if purpose in (Purpose.NOTICE, Purpose.EDIT):
        return Way.AGAIN
    since = now - first_call_at
    if timedelta() <= since < nonce - CALL_MARGIN:
        return Way.AGAIN
    return Way.LOOK if is_readable else Way.TELL
