"""Wakes those who wait for what is stored: at once, and of a crowd's answers once for many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

# A class answers two hundred times within a second; to look what is due after each would take longer than the answers.
GAP = 0.2


class Nudges:
    """What calls `wake` on the event loop after each `nudge`: the first time at once, then not before `gap` is over.

    It is made on the event loop. `nudge` may be called in any thread, and does nothing while a call is coming.
    """

    def __init__(self, wake: Callable[[], object], gap: float = GAP) -> None:
        self._wake = wake
        self._gap = gap
        self._loop = asyncio.get_running_loop()
        self._is_coming = False
        self._not_before = 0.0

    def nudge(self) -> None:
        """Have `wake` called, which sees all that was stored before this."""
        if not self._is_coming:
            self._is_coming = True
            self._loop.call_soon_threadsafe(self._arrange)

    def _arrange(self) -> None:
        self._loop.call_later(max(self._not_before - self._loop.time(), 0.0), self._call)

    def _call(self) -> None:
        # From here on a further nudge is a further call: this one may have looked already.
        self._is_coming = False
        self._not_before = self._loop.time() + self._gap
        self._wake()
