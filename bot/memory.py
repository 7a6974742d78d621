"""Memory: a dictionary, and a set, that forget their oldest entries."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memory(OrderedDict[K, V]):
    """A dictionary of at most so many entries; it forgets those that were set the longest ago."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        """Set a value; its entry is then the last to be forgotten."""
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._most:
            self.popitem(last=False)


class Seen(Memory[K, None]):
    """The keys that came last, at most so many."""

    def has_come(self, key: K) -> bool:
        """Whether a key came before; from now on it has."""
        has_come = key in self
        if not has_come:
            self[key] = None
        return has_come
