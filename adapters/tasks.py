"""Tasks: work that goes on in the background, and work that ends together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Tasks:
    """Tasks under way: the event loop holds no reference to a task, so each is kept here until it is done."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin some work in a task, and return the task."""
        return self.keep(asyncio.create_task(work))

    def keep(self, task: asyncio.Task[T]) -> asyncio.Task[T]:
        """Add a task that somebody else has started."""
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def cancel(self) -> None:
        """Cancel all tasks."""
        for task in self._under_way:
            task.cancel()

    async def finish(self, seconds: float | None = None) -> None:
        """Wait until all tasks but the current one are done, or for so many seconds; None means without a limit."""
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
    """Do all of these at once; when one fails, cancel the others and raise its error."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def in_background(work: Callable[[], T]) -> T:
    """Do something long in a thread for which the process's end does not wait, as it does for asyncio's own."""
    done: Future[T] = Future()
    # From now on only who waits can be cancelled.
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)
