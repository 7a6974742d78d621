"""Nudges: wakes what waits for something to be stored, at once, but of a whole class's answers only a few times."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

# Seconds. A class answers two hundred times in one; to look for due work after each answer would take longer than that.
GAP = 0.2


class Nudges:
    """Calls `wake` on the event loop after a `nudge`: at once, but not before `gap` seconds since the call before.

    It must be made on the event loop. `nudge` may be called in any thread, and does nothing while a call is coming.
    """

    def __init__(self, wake: Callable[[], object], gap: float = GAP) -> None:
        self._wake = wake
        self._gap = gap
        self._loop = asyncio.get_running_loop()
        self._is_coming = False
        self._not_before = 0.0

    def nudge(self) -> None:
        """Have `wake` called; it is called after everything that was stored before this."""
        if not self._is_coming:
            self._is_coming = True
            self._loop.call_soon_threadsafe(self._arrange)

    def _arrange(self) -> None:
        self._loop.call_later(max(self._not_before - self._loop.time(), 0.0), self._call)

    def _call(self) -> None:
        # A nudge from here on needs another call, since this one may miss what it is about.
        self._is_coming = False
        self._not_before = self._loop.time() + self._gap
        self._wake()
