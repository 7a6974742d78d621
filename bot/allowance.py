"""How much one person may ask: so much at once, and then as much as comes back with time."""

from __future__ import annotations

from bot.frozen import Frozen
from bot.memory import Memory

# Whoever is not among so many who asked last has rested for long enough.
REMEMBERED = 10_000


class Allowance(Frozen, frozen=True):
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


# A class that looks up one thing after the other does not notice it, a script does.
LOOK_UPS = Allowance(60, 1.0)
# One as each letter is typed.
COMPLETIONS = Allowance(120, 0.2)


class Allowances:
    """What each of many people may still ask, by a clock in seconds that never steps."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        # When each would have all of it back.
        self._full_at: Memory[object, float] = Memory(REMEMBERED)

    def take(self, person: object, now: float) -> float:
        """Take one; return how many seconds to wait where there is none, 0 where it was taken."""
        seconds, burst = self._allowance.seconds, self._allowance.burst
        full_at = max(self._full_at.get(person, now), now)
        wait = full_at - now - (burst - 1) * seconds
        if wait > 0:
            return wait
        self._full_at[person] = full_at + seconds
        return 0.0
