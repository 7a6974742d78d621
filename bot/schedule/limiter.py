"""How fast the bot may post to a platform: the generic cell rate algorithm, with one bucket for all processes.

`tat`, the theoretical arrival time, is when the bucket will be empty again. https://en.wikipedia.org/wiki/GCRA
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat import Rate
from bot.frozen import Frozen, replace

# No platform asks for a longer silence: only a clock that has been set back since can have stored a later moment.
LONGEST_BLOCK = timedelta(minutes=15)


class Bucket(Frozen, frozen=True):
    """How full the bucket is; until `blocked_until` nothing may be posted at all."""

    tat: datetime
    blocked_until: datetime

    def settled(self, rate: Rate, now: datetime) -> Bucket:
        """Return the bucket, no fuller than it can be: it may have been stored by a clock that was set back since."""
        tat = min(max(self.tat, now), now + rate.cost(rate.burst))
        blocked = self.blocked_until if self.blocked_until <= now + LONGEST_BLOCK else now
        return Bucket(tat, blocked)

    def permits(self, rate: Rate, now: datetime) -> int:
        """Return how many posts may go now; the bucket must be settled."""
        if now < self.blocked_until:
            return 0
        room = now + rate.cost(rate.burst) - self.tat
        return max(0, int(room.total_seconds() * rate.posts + 1e-3))

    def take(self, posts: int, rate: Rate) -> Bucket:
        """Return the bucket after so many posts."""
        return replace(self, tat=self.tat + rate.cost(posts))

    def block(self, until: datetime) -> Bucket:
        """Return the bucket with the silence that a platform asked for."""
        return replace(self, blocked_until=max(self.blocked_until, until))

    def opens_at(self, rate: Rate, now: datetime) -> datetime:
        """Return when half of a burst may go: to claim posts one by one would cost more than it gains."""
        half = self.tat - rate.cost(rate.burst) + rate.cost(max(1, rate.burst // 2))
        return max(now, half, self.blocked_until)
