"""Allowances: how often each person may ask, at once and in the long run."""

from __future__ import annotations

from bot.frozen import Frozen
from bot.memory import Memory

# How many people are remembered: one who is not among so many who asked last has all of the allowance again.
REMEMBERED = 10_000


class Allowance(Frozen, frozen=True):
    """So many requests (`burst`) at once, and one more every so many seconds."""

    burst: int
    seconds: float


# Nobody who looks up one thing after the other notices this; a script does.
LOOK_UPS = Allowance(60, 1.0)
# Platforms ask for completions at each letter that is typed.
COMPLETIONS = Allowance(120, 0.2)


class Allowances:
    """What is left of an allowance for each person, by a clock in seconds that never steps."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        # When each person will have all of the allowance again.
        self._full_at: Memory[object, float] = Memory(REMEMBERED)

    def take(self, person: object, now: float) -> float:
        """Take one request; return 0, or where none is left, after how many seconds there will be one."""
        seconds, burst = self._allowance.seconds, self._allowance.burst
        full_at = max(self._full_at.get(person, now), now)
        wait = full_at - now - (burst - 1) * seconds
        if wait > 0:
            return wait
        self._full_at[person] = full_at + seconds
        return 0.0
