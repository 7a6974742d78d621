"""What becomes of a delivery after an attempt, and when its lease is over: nobody knows whether it was accepted."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.frozen import Frozen
from bot.schedule.delivery import End, Purpose, Result, State
from bot.schedule.reasons import Reason

# Doubled with every attempt.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=5)
# A schedule is paused after so many posts in a row that its channel refused.
MOST_REFUSALS = 3
# Twice the lease: a lease that ends later was given by a clock that has been set back since.
LONGEST_LEASE = timedelta(seconds=60)
# The last call under a nonce must have ended before the nonce is forgotten.
CALL_MARGIN = timedelta(seconds=15)


class Move(Frozen, frozen=True):
    """The next state of a delivery; None leaves it as it is until its lease is over."""

    state: State | None
    text: str = ""
    not_before: datetime | None = None


def after(result: Result, now: datetime) -> Move:
    """Decide, by how the attempt ended."""
    if result.end is End.SENT:
        return Move(State.SENT, result.text)
    if result.end is End.REFUSED:
        return Move(State.FAILED, result.text)
    if result.end is End.UNREADABLE:
        return Move(State.FAILED, Reason.UNKNOWN)
    if result.end is End.NOT_NOW:
        return Move(State.READY, not_before=now + max(result.wait, back_off(result.delivery.attempt)))
    if result.end in (End.UNUSED, End.ABSENT):
        # Its moment stays as it was: another clock than this one may look at it next.
        return Move(State.READY)
    return Move(None)


def back_off(attempt: int) -> timedelta:
    """Return how long to wait after so many attempts that were not accepted."""
    return min(FIRST_WAIT * float(2 ** min(attempt - 1, 10)), LONGEST_WAIT)


class Way(StrEnum):
    """Post it again, look for it in the channel, or tell the moderators."""

    AGAIN = "again"
    LOOK = "look"
    TELL = "tell"


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
