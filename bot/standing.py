"""Standing: logs that something is wrong when it begins, when its cause changes and when it is over, not at each try.

One fault may have several causes in turn, as a full disk has depending on what is written: each of them is logged once.
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
            causes = self._causes.setdefault(thing, set())
            is_new = text not in causes
            causes.add(text)
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
