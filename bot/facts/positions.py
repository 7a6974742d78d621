"""Where events stand among all in order of time: numbers that rise, packed so that thousands are read at once."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

# Under this importance, which no event has, all events of a topic are filed.
ALL = 0


def packed(numbers: Iterable[int]) -> bytes:
    """Write numbers in this machine's order of bytes, on which the name of a compiled file depends."""
    return array("I", numbers).tobytes()


def unpacked(content: bytes) -> Sequence[int]:
    """Read numbers where they are; each is only looked at when it is asked for."""
    return memoryview(content).cast("I") if content else ()


def between(positions: Sequence[int], low: int, high: int) -> Sequence[int]:
    """Return the positions from `low` on that come before `high`."""
    return positions[bisect_left(positions, low) : bisect_left(positions, high)]


def has(positions: Sequence[int], position: int) -> bool:
    """Whether a position is among these, which rise."""
    at = bisect_left(positions, position)
    return at < len(positions) and positions[at] == position
