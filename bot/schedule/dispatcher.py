"""What happens to a delivery after an attempt, and when its lease ends before it is known whether it was posted."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.frozen import Frozen
from bot.schedule.delivery import End, Purpose, Result, State
from bot.schedule.reasons import Reason

# The wait after a first attempt that was not accepted, doubled with every other, and the longest.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=5)
# A schedule is paused after so many posts in a row that its channel refused.
MOST_REFUSALS = 3
# Twice the lease: only a clock that has been set back since can have given a lease that ends later than this.
LONGEST_LEASE = timedelta(seconds=60)
# The last call under a nonce must have ended before the nonce is forgotten.
CALL_MARGIN = timedelta(seconds=15)


class Move(Frozen, frozen=True):
    """The next state of a delivery; None leaves it as it is until its lease is over."""

    state: State | None
    text: str = ""
    not_before: datetime | None = None


def after(result: Result, now: datetime) -> Move:
    """Return the next state of a delivery after an attempt that ended like this."""
    if result.end is End.SENT:
        return Move(State.SENT, result.text)
    if result.end is End.REFUSED:
        return Move(State.FAILED, result.text)
    if result.end is End.UNREADABLE:
        return Move(State.FAILED, Reason.UNKNOWN)
    if result.end is End.NOT_NOW:
        return Move(State.READY, not_before=now + max(result.wait, back_off(result.delivery.attempt)))
    if result.end in (End.UNUSED, End.ABSENT):
        # `not_before` stays as it was, since the clock of the process that claims it next may differ from this one.
        return Move(State.READY)
    return Move(None)


def back_off(attempt: int) -> timedelta:
    """Return how long to wait after so many attempts that were not accepted."""
    return min(FIRST_WAIT * float(2 ** min(attempt - 1, 10)), LONGEST_WAIT)


class Way(StrEnum):
    """What to do about a delivery in doubt: post it again, look for it in the channel, or tell the moderators."""

    AGAIN = "again"
    LOOK = "look"
    TELL = "tell"


def way(purpose: Purpose, first_call_at: datetime, nonce: timedelta, is_readable: bool, now: datetime) -> Way:
    """Return what to do about a delivery in doubt; `nonce` is how long its platform knows a nonce.

    A first call in the future was timed by another clock: then it is not known how long ago it was.
    """
    if purpose in (Purpose.NOTICE, Purpose.EDIT):
        return Way.AGAIN
    since = now - first_call_at
    if timedelta() <= since < nonce - CALL_MARGIN:
        return Way.AGAIN
    return Way.LOOK if is_readable else Way.TELL
