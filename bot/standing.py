"""What is wrong at the moment: told in the log when it begins, when it changes and when it is over, not at each try.

What one fault is called may depend on where it is met, a full disk now here, now there: each is told once.
"""

from __future__ import annotations

import logging
import threading


class Standing:
    """Remembers what is wrong with each thing; may be used by several threads."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._causes: dict[str, set[str]] = {}
        self._lock = threading.Lock()

    def is_wrong(self, thing: str, cause: object) -> None:
        """Note that something is wrong with a thing, perhaps still."""
        text = str(cause)
        with self._lock:
            told = self._causes.setdefault(thing, set())
            is_new = text not in told
            told.add(text)
        if is_new:
            self._log.warning("%s: %s", thing, text)

    def has(self, thing: str) -> bool:
        """Whether something is wrong with a thing."""
        return thing in self._causes

    def is_well(self, thing: str) -> None:
        """Note that nothing is wrong with a thing."""
        if thing not in self._causes:
            return
        with self._lock:
            was_wrong = self._causes.pop(thing, None) is not None
        if was_wrong:
            self._log.warning("%s: well again", thing)
