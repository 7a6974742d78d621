"""The time as a stand-in sees it: seconds since 1970, handed in, so that a test can make minutes pass at once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], float]

# Stand-ins play the outside world, so theirs is the system's clock unless a test hands in another.
system_clock: Clock = time.time  # noqa: TID251 - the platforms have a clock of their own


class HandClock:
    """A clock that moves only when it is told to."""

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self._now = start

    def __call__(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass; a negative number steps back, as clocks sometimes do."""
        self._now += seconds


def iso(seconds: float) -> str:
    """A moment as both platforms' JSON would write it: ISO 8601, UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
