"""A platform's rate limit: so many requests in any second, and 429 to the rest."""

import re
from collections import deque
from collections.abc import Callable

from tests.standins.clock import Clock
from tests.standins.wire import Answer, Call

Key = Callable[[Call], str]
Refuse = Callable[[float], Answer]

# Enough for a client to wait for, even when the window is about to open.
SHORTEST_WAIT = 0.001


def one_for_all(_: Call) -> str:
    """All requests share one limit."""
    return ""


class Gate:
    """Lets so many pass in each sliding window; `key` says which requests share a limit."""

    def __init__(
        self,
        pattern: str,
        most: int,
        clock: Clock,
        refuse: Refuse,
        *,
        seconds: float = 1.0,
        key: Key = one_for_all,
    ) -> None:
        self._pattern = re.compile(pattern)
        self._most = most
        self._clock = clock
        self._refuse = refuse
        self._seconds = seconds
        self._key = key
        self._passed: dict[str, deque[float]] = {}

    def refusal(self, call: Call) -> Answer | None:
        """None for a request that may pass, which is then counted; else the answer with the wait in it."""
        if not self._pattern.search(call.line):
            return None
        now = self._clock()
        passed = self._passed.setdefault(self._key(call), deque())
        while passed and passed[0] <= now - self._seconds:
            passed.popleft()
        if len(passed) < self._most:
            passed.append(now)
            return None
        return self._refuse(max(SHORTEST_WAIT, passed[0] + self._seconds - now))
