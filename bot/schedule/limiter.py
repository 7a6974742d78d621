"""How fast a platform is written to: the generic cell rate algorithm, with one bucket for all processes.

`tat`, the theoretical arrival time, is when the bucket would be empty again. https://en.wikipedia.org/wiki/GCRA
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# Nobody asks for a longer silence; a moment further away was written by a clock that has been set back since.
LONGEST_BLOCK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many posts a second, of which `burst` may go at once; a channel gets one every `spacing`."""

    rate: float
    burst: int
    spacing: timedelta

    def cost(self, posts: float) -> timedelta:
        """Return the time that so many posts take."""
        return timedelta(seconds=posts / self.rate)


@dataclass(frozen=True, slots=True)
class Bucket:
    """How full it is; until `blocked_until` the platform wants nothing at all."""

    tat: datetime
    blocked_until: datetime

    def settled(self, limit: Limit, now: datetime) -> Bucket:
        """Return the bucket as it may be at most: a clock that was set back must not block anybody."""
        tat = min(max(self.tat, now), now + limit.cost(limit.burst))
        blocked = self.blocked_until if self.blocked_until <= now + LONGEST_BLOCK else now
        return Bucket(tat, blocked)

    def permits(self, limit: Limit, now: datetime) -> int:
        """Return how many posts may go now; of a settled bucket."""
        if now < self.blocked_until:
            return 0
        room = now + limit.cost(limit.burst) - self.tat
        return max(0, int(room.total_seconds() * limit.rate + 1e-3))

    def take(self, posts: int, limit: Limit) -> Bucket:
        """Return the bucket after so many posts."""
        return replace(self, tat=self.tat + limit.cost(posts))

    def block(self, until: datetime) -> Bucket:
        """Return the bucket with the silence that a platform asked for."""
        return replace(self, blocked_until=max(self.blocked_until, until))

    def opens_at(self, limit: Limit, now: datetime) -> datetime:
        """Return when half of a burst may go: claiming post by post would cost more than it gains."""
        half = self.tat - limit.cost(limit.burst) + limit.cost(max(1, limit.burst // 2))
        return max(now, half, self.blocked_until)


# Discord allows 50 requests a second to a bot and about 5 messages in 5 s to a channel; Slack one message a second to a
# channel and "several hundred a minute" to a workspace. The bursts stay within, whatever second one looks at, with room
# for posts that come 50 ms later than others.
# https://discord.com/developers/docs/topics/rate-limits, https://docs.slack.dev/apis/web-api/rate-limits
LIMITS = {
    "discord": Limit(44.0, 3, timedelta(milliseconds=1100)),
    "slack": Limit(5.0, 2, timedelta(milliseconds=1100)),
    "console": Limit(1000.0, 100, timedelta()),
}
