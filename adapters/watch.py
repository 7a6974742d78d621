"""Watch: what this process has counted and timed, for /metrics and /healthz."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from bot.frozen import Frozen

SAMPLE_SECONDS = 1.0
# How many samples of the event loop's lag are remembered: those of a minute.
SAMPLES = 60
# The histograms' bounds, in seconds: how long people wait, how late posts are, how late the event loop is.
ANSWERS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
LATENESS = (0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0)
LAGS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


class Pulse(Frozen, frozen=True):
    """How a platform's connection is: how many seconds ago the last event came, and a heartbeat was last answered.

    None where there was none yet, or the platform's library does not tell.
    """

    is_connected: bool
    event_age: float | None = None
    heartbeat_age: float | None = None


class Living(Protocol):
    """A platform that knows how its connection is."""

    def pulse(self) -> Pulse:
        """Return how the connection is."""


class Histogram:
    """How many of the values seen are at most each bound."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.sum = 0.0
        self._counts = [0] * (len(self.bounds) + 1)

    def add(self, value: float) -> None:
        """Count a value."""
        self._counts[bisect_left(self.bounds, value)] += 1
        self.sum += value

    @property
    def cumulative(self) -> tuple[int, ...]:
        """For each bound how many values were at most that, and last how many there were at all."""
        return tuple(accumulate(self._counts))


class Watch:
    """What a process has counted and timed since it started. `monotonic`, in seconds, never steps.

    To be used on the event loop only; a method that counts takes one or two microseconds.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.monotonic = monotonic
        self.acknowledgements: dict[tuple[str, str], Histogram] = {}
        self.requests: Counter[tuple[str, str, str]] = Counter()
        self.deliveries: Counter[tuple[str, str]] = Counter()
        self.lateness: dict[str, Histogram] = {}
        self.rate_limits: Counter[str] = Counter()
        self.rate_limit_seconds: defaultdict[str, float] = defaultdict(float)
        self.lag = Histogram(LAGS)
        self._lags: deque[float] = deque(maxlen=SAMPLES)
        self._ticks: dict[str, float] = {}

    @property
    def longest_lag(self) -> float:
        """The longest lag of the event loop in the last minute, in seconds."""
        return max(self._lags, default=0.0)

    @property
    def tick_ages(self) -> Mapping[str, float]:
        """For each step that is repeated: how many seconds ago it last began."""
        return {name: self.monotonic() - at for name, at in self._ticks.items()}

    async def run(self) -> None:
        """Measure the event loop's lag until cancelled."""
        while True:
            due_at = self.monotonic() + SAMPLE_SECONDS
            await asyncio.sleep(SAMPLE_SECONDS)
            self.lagged(max(self.monotonic() - due_at, 0.0))

    def lagged(self, seconds: float) -> None:
        """Count a lag of the event loop."""
        self.lag.add(seconds)
        self._lags.append(seconds)

    def ticked(self, name: str) -> None:
        """Note that a step that is repeated begins now."""
        self._ticks[name] = self.monotonic()

    def acknowledged(self, platform: str, command: str, seconds: float) -> None:
        """Count how many seconds after a request the person saw the first sign of an answer."""
        self.acknowledgements.setdefault((platform, command), Histogram(ANSWERS)).add(seconds)

    def answered(self, platform: str, command: str, outcome: str) -> None:
        """Count a request by how it ended: answered, refused or failed."""
        self.requests[platform, command, outcome] += 1

    def attempted(self, platform: str, end: str) -> None:
        """Count an attempt to post by how it ended."""
        self.deliveries[platform, end] += 1

    def posted(self, platform: str, late: float) -> None:
        """Count a post that arrived, and how many seconds after it was due."""
        self.lateness.setdefault(platform, Histogram(LATENESS)).add(max(late, 0.0))

    def limited(self, platform: str, seconds: float) -> None:
        """Count how many seconds a platform said to wait."""
        self.rate_limits[platform] += 1
        self.rate_limit_seconds[platform] += seconds
