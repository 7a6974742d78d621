"""The opener: asks Slack for the addresses of connections, for all of them one after the other and within a budget.

`apps.connections.open` is of Slack's lowest tier: eight calls within two seconds were answered with 429 for a minute.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from slack_sdk.errors import SlackApiError

from adapters.slack.calls import status_of, wait_of, word_of
from bot.frozen import Frozen, replace

# How many calls at once, and after how many seconds one more.
BURST, REFILL_SECONDS = 6, 5.0
# How long an address that was not used is still good; Slack drops it after some 30 s.
GOOD_SECONDS = 20.0
USUAL_WAIT = 1.0


class Budget(Frozen, frozen=True):
    """How many calls are left at a moment, by a clock that never steps."""

    left: float = BURST
    at: float = 0.0

    def now(self, now: float) -> Budget:
        """Return the budget as it is by now."""
        return Budget(min(BURST, self.left + (now - self.at) / REFILL_SECONDS), now)

    def wait(self) -> float:
        """Return how many seconds to wait before the next call."""
        return max(0.0, (1 - self.left) * REFILL_SECONDS)

    def spent(self) -> Budget:
        """Return the budget after a call."""
        return replace(self, left=self.left - 1)


class Opener:
    """Gives out addresses. `ask` returns a new one of Slack's, `now` a clock that never steps."""

    def __init__(self, ask: Callable[[], Awaitable[str]], now: Callable[[], float]) -> None:
        self._ask = ask
        self._now = now
        self._lock = asyncio.Lock()
        self._budget = Budget()
        self._silent_until = 0.0
        self._unused: list[tuple[str, float]] = []

    async def address(self) -> tuple[str, float]:
        """Return an address and when it was given out; raises what asking for one raises."""
        async with self._lock:
            while self._unused:
                address, at = self._unused.pop()
                if self._now() - at < GOOD_SECONDS:
                    return address, at
            return await self._new(), self._now()

    def give_back(self, address: str, at: float) -> None:
        """Keep an address to which no connection came about: asking for another would cost a call."""
        self._unused.append((address, at))

    async def _new(self) -> str:
        self._budget = self._budget.now(self._now())
        await asyncio.sleep(max(self._budget.wait(), self._silent_until - self._now(), 0.0))
        # Only a call that Slack has answered counts.
        try:
            address = await self._ask()
        except SlackApiError as error:
            self._spend()
            if status_of(error) == 429 or word_of(error) == "ratelimited":
                self._silent_until = self._now() + wait_of(error, USUAL_WAIT)
            raise
        self._spend()
        return address

    def _spend(self) -> None:
        self._budget = self._budget.now(self._now()).spent()
