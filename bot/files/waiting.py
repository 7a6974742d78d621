"""Files that wait to be read: a few of each person, and not so many in all that they fill the memory."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future
from threading import Lock
from typing import Any

# Each has up to some megabytes, and is read within seconds.
MOST_OF_ONE, MOST = 5, 40


class Waiting:
    """How many files of each person wait; it may be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._files: Counter[object] = Counter()

    def has_room(self, person: object) -> bool:
        """Whether one more file of a person may wait."""
        with self._lock:
            return self._fits(person)

    def enter(self, person: object, answer: Future[Any]) -> bool:
        """Count a person's file until it is answered, and return True; False where there is no room for it."""
        with self._lock:
            if not self._fits(person):
                return False
            self._files[person] += 1
        answer.add_done_callback(lambda _: self._leave(person))
        return True

    def _fits(self, person: object) -> bool:
        return self._files[person] < MOST_OF_ONE and self._files.total() < MOST

    def _leave(self, person: object) -> None:
        with self._lock:
            self._files -= Counter([person])
