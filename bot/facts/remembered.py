"""What was read lately, by the keys under which it was sought: a bounded number, that many threads may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

# A query has so many places for values on any SQLite.
AT_ONCE = 500
_UNREAD: Any = object()


class Remembered(Generic[K, V]):
    """What is behind keys: up to `most` of it stay, of which the oldest go, a few at a time, as others come.

    To forget thousands at once would take as long as an answer.
    """

    def __init__(self, most: int) -> None:
        self._known: dict[K, V] = {}
        self._most = most

    def get(self, key: K) -> V | None:
        """Return what is remembered behind a key, None for nothing."""
        return self._known.get(key)

    def of(self, keys: Iterable[K], read: Callable[[Sequence[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return what is behind each of some keys; what is not remembered is read together, with whatever else."""
        found = {key: self._known.get(key, _UNREAD) for key in keys}
        missing = [key for key, value in found.items() if value is _UNREAD]
        for start in range(0, len(missing), AT_ONCE):
            fresh = read(missing[start : start + AT_ONCE])
            found |= fresh
            self._known |= fresh
        if missing:
            self._forget(len(self._known) - self._most)
        return found

    def _forget(self, number: int) -> None:
        # Another thread may have forgotten the same.
        for key in list(islice(self._known, max(number, 0))):
            self._known.pop(key, None)
