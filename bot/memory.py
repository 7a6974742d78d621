"""Memory: what came last, of so many things at most."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memory(OrderedDict[K, V]):
    """A dictionary that forgets what was set the longest ago once it holds more than `most`."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        """Set a value, which is the last to be forgotten from now on."""
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._most:
            self.popitem(last=False)


class Seen(Memory[K, None]):
    """What came before, of so much at most."""

    def has_come(self, key: K) -> bool:
        """Whether something came before, which it has from now on."""
        has_come = key in self
        if not has_come:
            self[key] = None
        return has_come
