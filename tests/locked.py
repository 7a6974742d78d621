"""What is done under a store's lock: the processor time of each such call, and the longest of a run.

Nothing may cost over 50 ms there, for everybody else waits. The longest is told at the end of a run of the tests;
DATELINE_LOCKED_MS=50 makes a run fail where it is longer, on a machine that does nothing else.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.store.engine.threads import Settle, Task, Writing

LIMIT = float(os.environ.get("DATELINE_LOCKED_MS", "inf")) / 1000


@dataclass(frozen=True, slots=True)
class Call:
    """One call under a lock: how much processor time it took, and in which test."""

    seconds: float
    test: str

    @property
    def line(self) -> str:
        """What is told of the longest."""
        return f"longest under a store's lock: {self.seconds * 1000:.0f} ms of processor time, in {self.test}"


longest = Call(0.0, "none")


def note(seconds: float) -> None:
    """Note a call, if it is the longest."""
    global longest
    if seconds > longest.seconds:
        longest = Call(seconds, os.environ.get("PYTEST_CURRENT_TEST", "?").split(" ")[0])


@contextmanager
def timed() -> Iterator[None]:
    """Measure every call under a lock as long as the block lasts."""
    real: Callable[[Writing, Task, Connection], Settle] = Writing._alone

    def alone(threads: Writing, task: Task, connection: Connection) -> Settle:
        begun = time.thread_time()
        try:
            return real(threads, task, connection)
        finally:
            note(time.thread_time() - begun)

    Writing._alone = alone  # type: ignore[method-assign,assignment]  # measured from outside, as long as tests run
    try:
        yield
    finally:
        Writing._alone = real  # type: ignore[method-assign,assignment]  # as it was
