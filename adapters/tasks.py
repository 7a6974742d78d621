"""Tasks: what goes on while nobody waits for it, and what ends together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Tasks:
    """Tasks under way: the event loop keeps none by itself, so each is kept here until it is done."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Have something done from now on."""
        return self.keep(asyncio.create_task(work))

    def keep(self, task: asyncio.Task[T]) -> asyncio.Task[T]:
        """Count a task that somebody else has started among these."""
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def cancel(self) -> None:
        """Give all of it up."""
        for task in self._under_way:
            task.cancel()

    async def finish(self, seconds: float | None = None) -> None:
        """Wait until all but the task that waits is done, but not longer than so many seconds, if told."""
        others = self._under_way - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=seconds)


async def comes(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, and tell whether it came within so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


async def together(*works: Coroutine[Any, Any, None]) -> None:
    """Do all of these at once; with the first that fails the others end, and its error is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
