"""What becomes of a delivery after an attempt."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.frozen import Frozen
from bot.schedule.delivery import End, Result, State
from bot.schedule.reasons import Reason

# Doubled with every attempt.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=5)
# A schedule is paused after so many posts in a row that its channel refused.
MOST_REFUSALS = 3


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
