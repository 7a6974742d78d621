"""A bell that rings whenever something happens, so that tests wait for a fact and never sleep."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# Long enough for a loaded machine, short enough for a test that fails.
PATIENCE = 10.0

# What is asked may be the client's to change, and the client rings no bell: look again after so many seconds.
LOOK_AGAIN = 0.01


class Bell:
    """Wakes all who wait each time anything changed."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def ring(self) -> None:
        """Say that something changed."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, ask: Callable[[], T | None], timeout: float = PATIENCE) -> T:
        """Wait until the question has a true answer, and return it; TimeoutError after so many seconds."""
        async with asyncio.timeout(timeout):
            while not (answer := ask()):
                await self._rung()
        return answer

    async def _rung(self) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), LOOK_AGAIN)
        except TimeoutError:
            return
